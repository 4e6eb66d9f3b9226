"""Watch the census all year: build it from the record, check it, and keep what was found until the next time.

The findings are kept rather than found again for each page, since building and checking a whole authority's
return takes seconds. A census from another system is kept the same way, under its file's random name.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection, transaction

from sightline.people.models import Worker
from sightline.record.reader import counting
from sightline.returns.cin_census import build, export
from sightline.returns.cin_census.check import Checked, check
from sightline.returns.cin_census.collection import collection_of
from sightline.returns.cin_census.findings import Finding
from sightline.returns.cin_census.read import read
from sightline.returns.cin_census.year import Year
from sightline.returns.models import CensusCheck, CensusFinding, CensusNote

AT_A_TIME = 2000
"""Findings written in one statement."""
_ROW = re.compile(r"\[\d+\]")
_LOCK = 8_400_106
"""Any number that nothing else locks: two checks at once keep one after the other."""


def year_of(on: date) -> Year:
    """The census year that a day is in."""
    return Year(on.year + ((on.month, on.day) > (3, 31)))


def check_record(*, on: date, at: datetime, by: Worker | None = None) -> CensusCheck:
    """Build the year's census as the record stood on that day, check it, and keep what was found.

    `by` is who asked; None for the nightly command. Raises `refusal.Refused`, keeping what was there, where
    there is nobody to return or the year's rules are not held.
    """
    year = year_of(on)
    with TemporaryDirectory(dir=settings.VAR, prefix=".census-") as folder:
        path = Path(folder) / "census.xml"
        header = build.header(year, authority=settings.AUTHORITY_CODE, at=at)
        with counting():
            export.write(path, header, build.children(year, on=on))
        checked = _checked(path)
    return _keep(checked, name=CensusCheck.OWN, on=on, at=at, by=by)


def check_file(path: Path, *, called: str, on: date, at: datetime, by: Worker) -> CensusCheck:
    """Check another system's census and keep what was found. Raises `refusal.Refused`, keeping nothing."""
    return _keep(_checked(path), name=path.stem, called=called[:100], on=on, at=at, by=by)


def says(finding: Finding) -> str:
    """A digest of what a finding says: its group and values, but not where in the file they stood."""
    fields = sorted((_ROW.sub("", name), value or "") for name, value in finding.fields)
    return hashlib.sha256(json.dumps([finding.table, fields]).encode()).hexdigest()


def _checked(path: Path) -> Checked:
    census = read(path)
    return check(census, collection_of(census, None))


def _keep(
    checked: Checked, *, name: str, on: date, at: datetime, by: Worker | None, called: str = ""
) -> CensusCheck:
    """Replace the findings kept under that name, and the counts of that day. Other days' counts stay.

    A check of a day gone by adds to the trend and leaves the newest findings as they are.
    """
    counts = {"error": 0, "query": 0}
    for result in checked.fired:
        counts[result.rule.severity] += len(result.hits)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        before = CensusCheck.objects.filter(name=name)
        is_newest = not before.filter(checked_on__gt=on).exists()
        if is_newest:
            CensusFinding.objects.filter(check_made__in=before).delete()
        before.filter(checked_on=on).delete()
        made = CensusCheck(
            name=name, year=checked.columns.collection, checked_on=on, checked_at=at, checked_by=by,
            called=called, children=checked.columns.census.children, errors=counts["error"],
            queries=counts["query"], unable=list(_unable(checked)),
        )  # fmt: skip
        rows = list(_rows(made, checked.findings()))
        made.explained = _explained(made, rows)
        made.save()
        if is_newest:
            CensusFinding.objects.bulk_create(rows, batch_size=AT_A_TIME)
        return made


def _explained(made: CensusCheck, rows: list[CensusFinding]) -> int:
    """How many of a check's queries are explained by notes, whichever build they were written on."""
    if not made.is_own:
        return 0
    noted = CensusNote.objects.filter(year=made.year).values_list("code", "number", "says")
    keys = set(noted)
    return sum(1 for row in rows if row.severity == "query" and (row.code, row.number, row.says) in keys)


def _rows(made: CensusCheck, found: Iterable[Finding]) -> Iterator[CensusFinding]:
    for finding in found:
        number = finding.child or ""
        yield CensusFinding(
            check_made=made, code=finding.rule.code, severity=finding.rule.severity, number=number,
            child=int(number) if made.is_own and number.isdigit() else None, table=finding.table,
            fields=list(finding.fields), line=None if made.is_own else finding.line, says=says(finding),
        )  # fmt: skip


def _unable(checked: Checked) -> Iterator[tuple[str, str]]:
    for result in checked.results:
        if result.why:
            yield result.rule.code, result.why
