"""Numbers that are missing or in question: of children whose case is open, whoever leads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from sightline.people.models import Team
from sightline.record import identity
from sightline.record.models import Identifier, Person, Referral
from sightline.record.models.identifier import NHS_NUMBER, PUPIL_NUMBER

#: A child goes to school, and has a pupil number, from about this age.
SCHOOL_AGE = 5
GROWN_UP = 18


@dataclass(frozen=True)
class Missing:
    """A child whose case this team holds, and which numbers nobody has written down."""

    child: int
    team: str
    nhs: bool
    pupil: bool

    @property
    def what(self) -> str:
        """The numbers as words."""
        both = ["NHS number"] * self.nhs + ["pupil number, or why there is none"] * self.pupil
        return "; ".join(both)


def lacks(people: Iterable[Person], *, on: date) -> tuple[bool, bool]:
    """Whether nobody has written down an NHS number, and a pupil number or why there is none, of one person,
    under whichever of these entries. Not of whoever is not yet born, grown up, or dead.
    """
    entries = list(people)
    ages = [age for one in entries if (age := one.age(on=on)) is not None]
    if not ages or max(ages) >= GROWN_UP or any(one.died_on for one in entries):
        return False, False
    pupil = any(one.upn or one.no_upn_because for one in entries)
    return not any(one.nhs_number for one in entries), max(ages) >= SCHOOL_AGE and not pupil


def missing(teams: Iterable[Team] | None, *, on: date) -> list[Missing]:
    """Children with an open case who lack a number, by team; None: of every team. Three queries."""
    cases = Referral.objects.open_on(on)
    if teams is not None:
        cases = cases.filter(team__in=list(teams))
    held = dict(cases.order_by("pk").values_list("child", "team__name"))
    entries = identity.entries(held)
    people = Person.objects.standing().in_bulk({one for every in entries.values() for one in every})
    found = []
    for child, team in held.items():
        nhs, pupil = lacks((people[one] for one in entries[child] if one in people), on=on)
        if nhs or pupil:
            found.append(Missing(child, team, nhs, pupil))
    return sorted(found, key=lambda one: (not one.nhs, one.team, one.child))


def in_question() -> list[Identifier]:
    """NHS and pupil numbers that are said of one person while another goes by them. Three queries at most."""
    said = Identifier.objects.standing().filter(until_on=None)
    nhs = said.filter(system=NHS_NUMBER).exclude(child__nhs_number=F("value"))
    pupil = said.filter(system=PUPIL_NUMBER).exclude(child__upn=F("value"))
    rows = [*nhs.order_by("pk"), *pupil.order_by("pk")]
    if not rows:
        return []
    entries = identity.entries({one.child_id for one in rows})
    others = Person.objects.in_bulk({one for every in entries.values() for one in every})
    return [one for one in rows if not _is_joined(one, [others[pk] for pk in entries[one.child_id]])]


def _is_joined(number: Identifier, entries: list[Person]) -> bool:
    """Whether whoever goes by it is the same person, under another entry."""
    return any(number.value in (one.nhs_number, one.upn) for one in entries)
