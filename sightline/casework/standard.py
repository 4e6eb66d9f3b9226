"""The authority's own standards: a limit where the law leaves it room, never a looser one."""

from datetime import date

from sightline.casework.verb import Refused, verb
from sightline.compliance.book import book, local
from sightline.compliance.ways import TIMES, WAYS
from sightline.duties.language import adopt as adopted
from sightline.people.models import DIRECTOR, IN_TIMES, AuthorityStandard, Worker
from sightline.timescales import Unit


@verb(may=DIRECTOR, refused="The director adopts the authority’s standards.")
def adopt(
    duty: str, *, by: Worker, amount: int, unit: str, adopted_on: date, minute: str
) -> AuthorityStandard:
    """The authority adopts a limit of its own for a duty, from a day, where its own minutes say so.

    It is the director's act. A limit that could fall due later than the law's on any day is refused.
    """
    if not minute.strip():
        raise Refused("Say where the authority decided this.")
    standard = AuthorityStandard(
        duty=duty, amount=amount, unit=unit, adopted_on=adopted_on, minute=minute.strip()
    )
    if duty in TIMES:
        if unit != IN_TIMES or amount < 1:
            raise Refused(f"“{TIMES[duty].title}” is counted in times: one or more.")
    elif duty in WAYS:
        _check_it_can_be_counted(duty, standard)
    else:
        _check_the_law(duty, standard)
    standard.save(force_insert=True)
    return standard


def _check_the_law(duty: str, standard: AuthorityStandard) -> None:
    law = book().get(duty)
    if law is None:
        raise Refused(f"The book has no duty called {duty}.")
    try:
        adopted(law, local(standard))
    except ValueError as why:
        raise Refused(f"The law does not allow this: {why}.") from why


def _check_it_can_be_counted(way: str, standard: AuthorityStandard) -> None:
    """No law bounds it; but what is counted in hours has an instant from which it runs, and nothing else."""
    try:
        within = local(standard).within
    except ValueError as why:
        raise Refused(f"That is no limit of time: {why}.") from why
    if (within.unit is Unit.HOURS) != (WAYS[way].until_adopted.unit is Unit.HOURS):
        raise Refused(f"“{WAYS[way].title}” is counted in {WAYS[way].until_adopted.unit}s.")
