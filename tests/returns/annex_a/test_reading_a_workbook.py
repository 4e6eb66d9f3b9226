"""Workbooks as they come: what is taken as it is, and what is refused in a sentence."""

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from sightline.returns.annex_a import read as reader
from sightline.returns.annex_a.lists import LISTS, numbered
from sightline.returns.annex_a.read import read
from sightline.returns.refusal import Refused
from tests.returns.annex_a.made import IN_NEED, WHO, workbook

SAMPLE = Path(__file__).parents[4] / "shared" / "data" / "annex_a" / "Annex_A_2024_Jan.xlsx"


def refusal(path: Path) -> str:
    with pytest.raises(Refused) as caught:
        read(path)
    return str(caught.value)


def test_the_lists_have_the_columns_of_the_workbook() -> None:
    assert [len(one.columns) for one in LISTS] == [7, 8, 11, 12, 14, 14, 17, 34, 17, 16, 19]
    assert sum(len(one.columns) for one in LISTS) == 169
    assert [one.number for one in LISTS] == list(range(1, 12))


def test_the_sectors_sample_has_every_list_and_every_column() -> None:
    if not SAMPLE.exists():
        pytest.skip("the sector's sample workbook is not beside this project")
    book = read(SAMPLE)
    assert {number: len(table.lines) for number, table in book.tables.items()} == {
        1: 5, 2: 5, 3: 6, 4: 5, 5: 5, 6: 5, 7: 7, 8: 5, 9: 6, 10: 5, 11: 5,
    }  # fmt: skip
    for table in book.tables.values():
        assert (table.missing, table.unknown, table.repeated) == ((), (), ())
    first = book.tables[10].lines[0]
    assert first.day("Date of Placement Order") == date(2009, 8, 16), "worked out by whoever saved it"


def test_a_row_is_known_by_its_number_in_the_sheet_and_its_cells_by_heading(tmp_path: Path) -> None:
    book = read(workbook(tmp_path / "a.xlsx", {6: [IN_NEED, {}, IN_NEED | {"Child Unique ID": 7002.0}]}))
    assert [(line.number, line.text("Child Unique ID")) for line in book.tables[6].lines] == [
        (2, "7001"),
        (4, "7002"),
    ]
    assert book.tables[6].lines[0].day("CIN Start Date") == date(2026, 1, 5)
    assert book.tables[6].lines[0].day("Allocated Team") is None


def test_columns_in_another_order_under_a_title_and_in_other_capitals_are_known(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "LIST_1"
    sheet.append(["Contacts in the last six months"])
    sheet.append([])
    sheet.append([*(heading.upper() for heading in reversed(numbered(1).headings)), "Postcode", "GENDER"])
    sheet.append(["q) 6: Police", date(2026, 3, 2), 10, None, "a) WBRI", "b) Female", 7001, "QX1", "x"])
    book.create_sheet("Notes").append(["Ask Dev"])
    book.save(tmp_path / "a.xlsx")
    found = read(tmp_path / "a.xlsx")
    table = found.tables[1]
    assert (table.sheet, table.unknown, table.repeated) == ("LIST_1", ("Postcode",), ("GENDER",))
    assert found.other_sheets == ("Notes",)
    assert [one.number for one in found.missing] == list(range(2, 12))
    [line] = table.lines
    assert (line.number, line.text("Gender"), line.day("Date of Contact")) == (
        4,
        "b) Female",
        date(2026, 3, 2),
    )


def test_a_sheet_of_another_name_is_known_by_all_of_its_headings(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Contacts"
    book.active.append(list(numbered(1).headings))
    book.active.append([7001])
    book.save(tmp_path / "a.xlsx")
    assert list(read(tmp_path / "a.xlsx").tables) == [1]


def encrypted(path: Path) -> None:
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    )


def old_excel(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


def archive(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("letter.txt", "Dear sir")


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", "<workbook/>")
        with parts.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(5):
                sheet.write(bytes(1 << 20))


def laughs(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("xl/workbook.xml", '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]><workbook/>')


def damaged(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("xl/workbook.xml", "<workbook>")


def cut_short(path: Path) -> None:
    whole = workbook(path, {1: [WHO] * 50}).read_bytes()
    path.write_bytes(whole[:200] + bytes(400) + whole[600:])


def of_something_else(path: Path) -> None:
    book = Workbook()
    book.active.append(["Name", "Telephone"])
    book.save(path)


def twice(path: Path) -> None:
    workbook(path, {})
    book = load_workbook(path)
    again = book.create_sheet("list 1 ")
    again.append(list(numbered(1).headings))
    book.save(path)


def without_headings(path: Path) -> None:
    book = Workbook()
    book.active.title = "List 3"
    book.active.append(["Nothing to report"])
    book.save(path)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (encrypted, "this workbook has a password: save it without one"),
        (old_excel, "this is an old kind of workbook (.xls): save it as .xlsx"),
        (archive, "this is an archive, not a workbook (.xlsx)"),
        (laughs, "a workbook has no document type or entities of its own; none is read"),
        (damaged, "the workbook is damaged: it cannot be read"),
        (cut_short, "the workbook is damaged: it cannot be unpacked"),
        (of_something_else, "no sheet of this workbook is one of the eleven lists"),
        (twice, "two sheets are List 1: List 1 and list 1 "),
        (without_headings, "List 3 has no row with the headings of List 3"),
        (lambda path: path.write_bytes(b""), "the file is empty"),
        (lambda path: path.write_text("Child,Gender\n1,F\n"), "this is not a workbook (.xlsx)"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_a_sentence(
    tmp_path: Path, make: Any, message: str
) -> None:
    make(tmp_path / "a.xlsx")
    assert refusal(tmp_path / "a.xlsx") == message


def test_a_file_that_unpacks_without_end_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb(tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").stat().st_size < 10_000
    monkeypatch.setattr(reader, "LARGEST_INSIDE", 4 << 20)
    assert refusal(tmp_path / "a.xlsx") == "it would unpack to more than 4 MB"


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path) -> None:
    with (tmp_path / "a.xlsx").open("wb") as file:
        file.truncate(reader.LARGEST_FILE + 1)
    assert refusal(tmp_path / "a.xlsx") == "the file is larger than 100 MB"


def test_a_folder_and_nothing_at_all_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path) == f"{tmp_path} is not a file"
    assert refusal(tmp_path / "no.xlsx").endswith("cannot be read: No such file or directory")


def test_a_sheet_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_ROWS", 20)
    path = workbook(tmp_path / "a.xlsx", {1: [WHO] * 30})
    assert refusal(path) == "List 1 has more than 20 rows"
