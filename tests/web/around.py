"""Whom `world.py` has around the Larches: a man of whom a warning stands, and a second entry for Mia."""

from datetime import date

from sightline.casework import family, relationship, same_person, warning
from sightline.people.models import Worker
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
    same_person.join(again, mia, by=bryn, on=date(2026, 3, 23), because="The school calls her Amelia.")
    return kev, again
