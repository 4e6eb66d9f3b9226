"""The law as it binds this authority: the national book, with the authority's own standards adopted."""

from collections.abc import Iterable

from sightline.compliance.ways import TIMES, WAYS
from sightline.duties.book import BOOK
from sightline.duties.language import Duty, Kind, LocalStandard, adopt
from sightline.people.models import AuthorityStandard
from sightline.timescales import Timescale, Unit

#: How the authority is named beside a limit that it set itself.
OURS = "this authority"


def book() -> dict[str, Duty]:
    """Every duty by its id, in the book's order, tightened by the authority's standards. One query.

    A standard that the law does not allow is left out, and the law stands: see `refused`.
    """
    return _adopted()[0]


def refused() -> list[tuple[AuthorityStandard, str]]:
    """The authority's standards that are not in force, and why: looser than the law, or of no duty."""
    return _adopted()[1]


def _adopted() -> tuple[dict[str, Duty], list[tuple[AuthorityStandard, str]]]:
    duties, left_out = dict(BOOK), []
    for standard in AuthorityStandard.objects.exclude(duty__in=[*WAYS, *TIMES]).order_by("adopted_on", "pk"):
        if standard.duty not in duties:
            left_out.append((standard, "the book has no such duty"))
            continue
        try:
            duties[standard.duty] = adopt(duties[standard.duty], local(standard))
        except ValueError as why:  # looser than the law, or of a duty repealed by then
            left_out.append((standard, str(why)))
    return duties, left_out


def turned_on(duties: Iterable[Duty]) -> set[Kind]:
    """What starts, meets, ends or lapses any of these duties: the only facts that they turn on."""
    return {
        kind
        for duty in duties
        for kind in (*duty.start_kinds, *duty.met_kinds, *duty.end_kinds, *duty.lapse_kinds)
    }


def local(standard: AuthorityStandard) -> LocalStandard:
    """The authority's standard in the language of duties."""
    within = Timescale(standard.amount, Unit(standard.unit))
    return LocalStandard(OURS, within, standard.adopted_on, standard.minute)
