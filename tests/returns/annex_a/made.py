"""Workbooks of the lists, made by the tests: every list with its headings, and the rows that a test gives."""

from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from sightline.returns.annex_a.lists import LISTS, numbered

WHO: dict[str, Any] = {
    "Child Unique ID": 7001,
    "Gender": "b) Female",
    "Ethnicity": "a) WBRI",
    "Date of Birth": date(2016, 5, 4),
    "Age": 10,
}
HELD = {"Allocated Team": "North", "Allocated Worker": "Amina Yusuf"}
IN_NEED = WHO | HELD | {
    "Does the Child have a Disability": "b) No",
    "CIN Start Date": date(2026, 1, 5),
    "Primary Need Code": "N1 - Abuse or Neglect",
    "Date Child Was Last Seen": date(2026, 3, 2),
    "Case Status": "c) Child in need plan",
}  # fmt: skip
PLAN = WHO | HELD | {
    "Does the Child have a Disability": "b) No",
    "Child Protection Plan Start Date": date(2026, 1, 20),
    "Initial Category of Abuse": "Neglect",
    "Latest Category of Abuse": "Neglect",
    numbered(7).headings[13]: "b) No",
    "Number of Previous Child Protection Plans": 0,
}  # fmt: skip


def workbook(path: Path, lists: dict[int, list[dict[str, Any]]], *, without: tuple[int, ...] = ()) -> Path:
    """A workbook with these rows in these lists; the lists that it is `without` have no sheet."""
    book = Workbook()
    book.remove(book.active)
    for one in LISTS:
        if one.number in without:
            continue
        sheet = book.create_sheet(one.sheet)
        sheet.append(list(one.headings))
        for row in lists.get(one.number, ()):
            unknown = row.keys() - set(one.headings)
            assert not unknown, f"{one.sheet} has no {unknown}"
            sheet.append([row.get(heading) for heading in one.headings])
    book.save(path)
    return path
