"""Whom `world.py` has around the Larches: a man of whom a warning stands, and a second entry for Mia."""

from datetime import date

from sightline.casework import closure, family, referral, relationship, same_person, warning
from sightline.compliance.book import book
from sightline.people.models import Worker
from sightline.record.codes import ReferralSource
from sightline.record.models import Family, Person


def build(amina: Worker, bryn: Worker, who: tuple[Person, Person], larches: Family) -> tuple[Person, Person]:
    """Kev, and Mia a second time; `who` are Mia and Dana."""
    mia, dana = who
    kev = family.add_person(by=amina, given_name="Kevin", family_name="Stone", sex="M")
    family.join_family(larches, kev, by=amina, place="step_parent")
    told = relationship.relate(dana, kev, by=amina, relation="DOMPART", said_by="Mia")
    relationship.dispute(told, by=amina, disputed_by="Dana", because="He is a friend and lives elsewhere.")
    warning.warn(
        kev,
        by=amina,
        risk="children",
        what="He hit Mia in February. Nobody visits alone while he is there.",
        came_from="Mia, and the police",
        on=date(2026, 3, 11),
        review_on=date(2026, 3, 20),
    )
    again = family.add_person(
        by=amina, given_name="Amelia", family_name="Larch", born_on=mia.born_on, sex="F"
    )
    _was_known_before(again, bryn)
    same_person.join(again, mia, by=bryn, on=date(2026, 3, 23), because="The school calls her Amelia.")
    return kev, again


def _was_known_before(again: Person, bryn: Worker) -> None:
    """As Amelia, a case of Bryn's team that was closed: he may open her, and Amina may not."""
    then = date(2025, 2, 3)
    told = referral.receive(
        by=bryn, child=again, team=bryn.team, received_on=then, source=ReferralSource.SCHOOL, because="Hungry"
    )
    referral.acknowledge(told, by=bryn, on=then)
    referral.decide(told, by=bryn, on=then, decision="no_further_action", because="The school fed her.")
    referral.tell_referrer(told, by=bryn, on=then)
    said = {"reason": "RC8", "because": "Nothing more was asked.", "unmet_seen": frozenset(book())}
    closure.close(told, by=bryn, on=then, **said)
