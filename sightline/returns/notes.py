"""Explain a query: a note that stays with what the finding says, however often the return is built again."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from sightline.casework.verb import Refused, verb
from sightline.people.models import EXPLAINS_RETURNS, Worker
from sightline.returns.models import CensusCheck, CensusFinding, CensusNote


@verb(may=EXPLAINS_RETURNS, refused="An analyst or a manager explains a query.")
def explain(finding: CensusFinding, *, by: Worker, because: str, at: datetime) -> CensusNote:
    """Say why a query's finding is right as it stands. A later note stands in the place of an earlier one."""
    if finding.severity != "query":
        raise Refused("An error cannot be explained: it has to be mended on the record.")
    if not finding.check_made.is_own:
        raise Refused("Only what this record returns can be explained here.")
    if not because.strip():
        raise Refused("Say why it is right as it stands.")
    return CensusNote.objects.create(
        year=finding.check_made.year, code=finding.code, number=finding.number, says=finding.says,
        because=because.strip(), written_by=by, written_at=at,
    )  # fmt: skip


def about(findings: QuerySet[CensusFinding]) -> QuerySet[CensusNote]:
    """The notes on any of these findings of the record's own check, to be read by `latest`."""
    same = {one: OuterRef(one) for one in ("code", "number", "says")}
    own = findings.filter(
        severity="query", check_made__name=CensusCheck.OWN, check_made__year=OuterRef("year")
    )
    return CensusNote.objects.filter(Exists(own.filter(**same))).select_related("written_by")


def notes_on(findings: list[CensusFinding]) -> dict[int, CensusNote]:
    """The latest note on each finding that has one, by the finding's id. One query."""
    own = [one for one in findings if one.severity == "query" and one.check_made.is_own]
    if not own:
        return {}
    rows = CensusNote.objects.filter(
        year__in={one.check_made.year for one in own},
        code__in={one.code for one in own},
        number__in={one.number for one in own},
    ).select_related("written_by")
    return latest(list(rows), own)


def latest(rows: list[CensusNote], findings: list[CensusFinding]) -> dict[int, CensusNote]:
    """The latest of these notes on each finding, in their own order."""
    own = [one for one in findings if one.severity == "query" and one.check_made.is_own]
    by_words = {(row.year, row.code, row.number, row.says): row for row in reversed(rows)}
    keyed = ((one.pk, by_words.get((one.check_made.year, one.code, one.number, one.says))) for one in own)
    return {pk: note for pk, note in keyed if note is not None}
