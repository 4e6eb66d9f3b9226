"""The findings of a check as a workbook (.xlsx): a sheet of rules, and a sheet with every finding."""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO

from sightline.returns.kept import by_rule
from sightline.returns.mending import in_words, what_it_says, what_to_do
from sightline.returns.models import CensusCheck, CensusFinding
from sightline.returns.notes import notes_on

AT_A_TIME = 2000
MOST_ROWS = 1_000_000
"""A sheet has little more; what is beyond is counted in the first sheet, and said to be missing."""

RULES = ("Rule", "Severity", "What it says", "Found", "Explained", "What to do")
FINDINGS = (
    "Rule",
    "Severity",
    "What it says",
    "LAchildID",
    "Table",
    "Line",
    "Values",
    "Explained, or what to do",
)


def workbook(made: CensusCheck) -> bytes:
    """The whole file. Every word in it is text: nothing that a census says can become a formula or a link."""
    from xlsxwriter import Workbook

    file = BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        style = book.add_format({"quote_prefix": True, "text_wrap": True, "valign": "top"})
        bold = book.add_format({"bold": True})
        for name, heads, rows in (
            ("Rules", RULES, _rules(made)),
            ("Findings", FINDINGS, _findings(made)),
        ):
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(heads) - 1, 24)
            for column, head in enumerate(heads):
                sheet.write_string(0, column, head, bold)
            for row, cells in enumerate(rows, 1):
                _write(sheet, row, cells, style)
    return file.getvalue()


def _write(sheet: object, row: int, cells: Iterable[str | int | None], style: object) -> None:
    for column, cell in enumerate(cells):
        if isinstance(cell, int):
            sheet.write_number(row, column, cell)  # type: ignore[attr-defined]  # xlsxwriter has no types
        elif cell:
            sheet.write_string(row, column, cell, style)  # type: ignore[attr-defined]  # likewise


def _rules(made: CensusCheck) -> Iterator[Sequence[str | int | None]]:
    for one in by_rule(made):
        yield one.code, one.severity, one.says, one.found, one.explained, one.to_do
    if made.errors + made.queries > MOST_ROWS:
        yield "", "", f"Only the first {MOST_ROWS:,} findings are in the next sheet."
    for code, why in made.unable:
        yield code, "not evaluated", what_it_says(code), None, None, why


def _findings(made: CensusCheck) -> Iterator[Sequence[str | int | None]]:
    rows = CensusFinding.objects.filter(check_made=made).select_related("check_made")
    for first in range(0, min(MOST_ROWS, made.errors + made.queries), AT_A_TIME):
        some = list(rows[first : first + AT_A_TIME])
        notes = notes_on(some)
        for one in some:
            note = notes.get(one.pk)
            values = "; ".join(f"{item}: {value}" for item, value in in_words(one.fields))
            yield (
                one.code, one.severity, what_it_says(one.code), one.number, one.table, one.line, values,
                f"{note.because} ({note.written_by.name})" if note else what_to_do(one.code, one.severity),
            )  # fmt: skip
