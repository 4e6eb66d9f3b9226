"""The lists of any day, built from the record: who is in them, what they say, and the same again."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from sightline.casework import closure, family, referral, sighting
from sightline.record.models import Referral
from sightline.returns.annex_a import build, codes, export
from sightline.returns.annex_a.check import check
from sightline.returns.annex_a.lists import LISTS, UNHELD, numbered
from sightline.returns.annex_a.read import read
from sightline.returns.refusal import Refused
from tests.cast import Case

ON = date(2026, 6, 12)


def rows(number: int, on: date = ON) -> list[dict[str, Any]]:
    """What a list says, row by row, of what it says anything about."""
    heads = numbered(number).headings
    built = build.build(on, only=[number])
    return [
        {head: value for head, value in zip(heads, row, strict=True) if value is not None}
        for row in built.rows[number]
    ]


@pytest.fixture
def mia_is(mias_case: Case) -> dict[str, Any]:
    """The columns that say who Mia is."""
    return {
        "Child Unique ID": mias_case.child.pk,
        "Gender": "b) Female",
        "Ethnicity": "s) NOBT",
        "Date of Birth": date(2019, 2, 11),
        "Age": 7,
    }


HELD = {"Allocated Team": "Assessment North", "Allocated Worker": "Amina Yusuf"}


def test_a_childs_way_through_is_in_each_list_of_what_happened(mia_is: dict[str, Any]) -> None:
    assert rows(1) == [mia_is | {"Date of Contact": date(2026, 3, 2), "Contact Source": "e) 2A: Schools"}]
    assert rows(3) == [
        mia_is
        | HELD
        | {
            "Date of Referral": date(2026, 3, 2),
            "Referral Source": "e) 2A: Schools",
            "Referral NFA?": "b) No",
            "Number of Referrals in Last 12 Months": 0,
        }
    ]
    assert rows(4) == [
        mia_is
        | HELD
        | {
            "Continuous Assessment Start Date": date(2026, 3, 3),
            "Child Seen During Continuous Assessment": "a) Yes",
            "Continuous Assessment Date of Authorisation": date(2026, 3, 20),
            "Was the child assessed as requiring LA children's social care support?": "a) Yes",
        }
    ]
    assert rows(5) == [
        mia_is
        | HELD
        | {
            "Strategy discussion initiating Section 47 Enquiry Start Date": date(2026, 3, 5),
            "Was an Initial Child Protection Conference deemed unnecessary?": "b) No",
            "Date of Initial Child Protection Conference": date(2026, 3, 24),
            "Did the Initial Child Protection Conference Result in a Child Protection Plan": "a) Yes",
            "Number of Section 47 Enquiries in the last 12 months": 0,
            "Number of ICPCs in the last 12 months": 1,
        }
    ]


def test_where_a_child_stands_is_in_the_lists_of_what_is_open(
    mia_is: dict[str, Any], mias_case: Case
) -> None:
    sighting.record(
        mias_case.child, by=mias_case.allocation.worker, on=date(2026, 6, 9), where="At home",
        purpose="plan", was_seen=True, alone="no", not_alone_because="Dana stayed.",
    )  # fmt: skip
    assert rows(6) == [
        mia_is
        | HELD
        | {
            "CIN Start Date": date(2026, 3, 2),
            "Primary Need Code": "N0 - Not Stated",
            "Date Child Was Last Seen": date(2026, 6, 9),
            "Case Status": "b) Child protection plan",
        }
    ]
    assert rows(7) == [
        mia_is
        | HELD
        | {
            "Child Protection Plan Start Date": date(2026, 3, 24),
            "Initial Category of Abuse": "Physical abuse",
            "Latest Category of Abuse": "Physical abuse",
            "Date of the Last Statutory Visit": date(2026, 6, 9),
            "Was the Child Seen Alone?": "b) No",
            "Date of latest review conference": date(2026, 6, 10),
            "Number of Previous Child Protection Plans": 0,
        }
    ]


def test_what_had_not_happened_by_the_day_is_not_in_them(mias_case: Case) -> None:
    eve = date(2026, 3, 4)
    [needed] = rows(6, eve)
    assert (needed["Case Status"], needed["Date Child Was Last Seen"]) == ("d) Open assessment", eve)
    [assessed] = rows(4, eve)
    assert "Continuous Assessment Date of Authorisation" not in assessed
    assert (rows(5, eve), rows(7, eve)) == ([], [])
    assert [rows(number, date(2026, 3, 1)) for number in (1, 3, 4, 5, 6, 7)] == [[]] * 6


def test_the_six_months_have_a_first_day_and_what_is_still_open_stays(mias_case: Case) -> None:
    last = date(2026, 9, 2)
    assert len(rows(3, last)) == 1
    assert rows(3, date(2026, 9, 3)) == []
    assert len(rows(6, date(2027, 6, 1))) == len(rows(7, date(2027, 6, 1))) == 1


def test_a_referral_that_came_to_nothing_is_a_referral_and_not_a_child_in_need(
    mias_referral: Referral, bryn: Any
) -> None:
    assert "Referral NFA?" not in rows(3)[0], "nobody has decided: nothing is said"
    referral.decide(
        mias_referral, by=bryn, on=date(2026, 3, 3), decision="no_further_action", because="A fall, seen"
    )  # fmt: skip
    assert rows(3)[0]["Referral NFA?"] == "a) Yes"
    assert rows(6) == []


def test_a_second_referral_counts_the_first(mias_referral: Referral, bryn: Any, assessment_team: Any) -> None:
    seen = frozenset(clock.duty.id for clock in closure.unmet(mias_referral, on=date(2026, 4, 1)))
    closure.close(mias_referral, by=bryn, on=date(2026, 4, 1), reason="RC8", because="Safe", unmet_seen=seen)
    again = {"source": "6", "received_on": date(2026, 6, 1), "team": assessment_team}
    referral.receive(by=bryn, child=mias_referral.child, because="The police were called", **again)
    assert [row["Number of Referrals in Last 12 Months"] for row in rows(3)] == [0, 1]
    statuses = [(row.get("Case Status"), row.get("Reason for Closure")) for row in rows(6)]
    closed = "RC8 - Closed after assessment, no further action"
    assert statuses == [("e) Closed episode", closed), (None, None)], "open, with nothing going on: no status"


@pytest.mark.parametrize(("said", "written"), [([], None), (["NONE"], "b) No"), (["AUT", "LD"], "a) Yes")])
def test_a_disability_that_nobody_recorded_is_blank_and_never_a_no(
    said: list[str], written: str | None, amina: Any, assessment_team: Any
) -> None:
    ned = family.add_person(by=amina, given_name="Ned", family_name="Rook", disabilities=said)
    told = {"source": "6", "received_on": date(2026, 5, 1), "team": assessment_team, "because": "Hungry"}
    referral.receive(by=amina, child=ned, **told)
    assert [row.get("Does the Child have a Disability") for row in rows(6)] == [written]


def test_each_child_of_a_list_is_told_for_the_log(mias_case: Case) -> None:
    built = build.build(ON)
    assert built.everybody == [mias_case.child.pk]
    assert {number: len(who) for number, who in built.children.items()} == {
        number: len(told) for number, told in built.rows.items()
    }


def test_the_same_day_makes_the_same_file_byte_for_byte(mias_case: Case) -> None:
    assert export.workbook(build.build(ON)) == export.workbook(build.build(ON))
    assert export.workbook(build.build(ON)) != export.workbook(build.build(date(2026, 6, 11)))


def test_what_is_written_is_read_back_and_nothing_is_wrong_but_blanks(mias_case: Case, tmp_path: Any) -> None:
    path = tmp_path / "lists.xlsx"
    export.write(path, build.build(ON))
    book = read(path)
    assert {number: len(table.lines) for number, table in book.tables.items()} == {
        one.number: 0 if one.number in UNHELD else 1 for one in LISTS
    }
    assert {one.kind for one in check(book, on=ON)} == {"blank"}
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_cannot_be_held_yet_says_so_and_is_no_nought(mias_case: Case) -> None:
    book = load_workbook(BytesIO(export.workbook(build.build(ON))))
    assert book.sheetnames == [*(one.sheet for one in LISTS), export.ABOUT]
    for number in UNHELD:
        assert "Not held by this system yet" in book[f"List {number}"]["A1"].comment.text
    police = "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)"
    [heading] = [cell for cell in book["List 7"][1] if cell.value == police]
    assert "emergency orders" in heading.comment.text
    told = {row[0]: row[2] for row in book[export.ABOUT].iter_rows(values_only=True) if row[0]}
    assert (told["List 3"], told["List 8"], told["List 11"]) == ("1 row", "not held", "not held")


def test_a_name_that_looks_like_a_formula_stays_text(mias_case: Case, amina: Any) -> None:
    amina.name = "=1+1"
    amina.save(update_fields=["name"])
    book = load_workbook(BytesIO(export.workbook(build.build(ON))))
    cell = book["List 3"]["K2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_day_to_come_is_refused() -> None:
    with pytest.raises(Refused, match="13 June 2026 has not come yet"):
        build.not_ahead(date(2026, 6, 13), today=ON)


def test_many_children_take_no_more_queries_than_one(mias_case: Case, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as one:
        build.build(ON)
    for born in range(2010, 2016):
        ned = family.add_person(
            by=mias_case.allocation.worker, given_name="Ned", family_name="Rook", born_on=date(born, 1, 1)
        )
        referral.receive(
            by=mias_case.allocation.worker, child=ned, team=mias_case.referral.team,
            received_on=date(2026, 5, 1), source="6", because="Hungry",
        )  # fmt: skip
    with django_assert_num_queries(len(one)):
        assert len(build.build(ON).rows[3]) == 7


@pytest.mark.parametrize("name", sorted(codes.OURS))
def test_every_code_of_ours_has_its_words(name: str) -> None:
    known: codes.CodeSet = getattr(codes, name)
    assert {code.value for code in codes.OURS[name]} == known.written.keys()
    assert {known.read(words) for words in known.written.values()} >= {
        known.read(code.value) for code in codes.OURS[name]
    }
