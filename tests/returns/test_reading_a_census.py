"""What real exports look like, and that each value is taken, with where it stood."""

from datetime import date

import pytest

from sightline.returns.cin_census.read import read
from sightline.returns.cin_census.tables import Census, Place, Unread
from tests.returns.census import (
    assessment,
    census,
    child,
    enquiry,
    episode,
    group,
    items,
    plan,
    sample,
    write,
)


def rows(result: Census, table: str, item: str) -> list[str | None]:
    return result.tables[table].values[item]


@pytest.mark.parametrize(
    ("name", "children", "episodes", "reviews"),
    [
        ("fake_CIN_data.xml", 332, 402, 0),
        ("CIN_Census_2024.xml", 2, 2, 1),
        ("CIN_Census_2026.xml", 2, 2, 1),
        ("CIN2rows.xml", 1, 1, 2),
    ],
)
def test_the_sectors_own_samples_are_read_whole(
    name: str, children: int, episodes: int, reviews: int
) -> None:
    result = read(sample(name))
    assert (result.children, result.episodes, len(result.tables["Reviews"])) == (children, episodes, reviews)
    assert (result.unknown, result.repeated) == ({}, {})


def test_the_sample_of_2026_is_read_to_the_last_item() -> None:
    result = read(sample("CIN_Census_2026.xml"))
    assert {item: values[0] for item, values in result.tables["PreProceedingsandFGDM"].values.items()} == {
        "PPStartDate": "2026-09-09",
        "LBPSentDate": "2026-09-20",
        "FGDMMeetingOffer": "1",
        "FGDMMeetingFac": "1",
        "InitialPPMeetingDate": "2026-09-28",
        "ReviewMeetingsCount": "3",
        "StepDecisionDate": "2026-12-01",
        "PPOutcome": "A",
        "CourtAppDate": "2026-12-18",
        "LetterInitCPDate": "2027-02-05",
    }
    assert rows(result, "Disabilities", "Disability") == ["HAND", "HEAR", "NONE"]
    assert rows(result, "AssessmentFactors", "AssessmentFactors") == ["1C", "RB", "6B"]
    assert list(result.tables["AssessmentFactors"].parent) == [0, 0, 0]
    assert result.tables["Assessments"].place(0, "AssessmentAuthorisationDate") == Place(
        line=43, table="Assessments", row=0, item="AssessmentAuthorisationDate"
    )


@pytest.mark.parametrize(
    "reviews",
    [
        group("Reviews", CPPreviewDate=["2023-04-01", "2023-09-01"]),
        group("Reviews", CPPreviewDate="2023-04-01") + group("Reviews", CPPreviewDate="2023-09-01"),
        items(CPPreviewDate=["2023-04-01", "2023-09-01"]),
    ],
    ids=["one group of many dates", "a group for each date", "no group at all"],
)
def test_reviews_are_read_in_whichever_shape_they_come(tmp_path, reviews: str) -> None:
    plans = group("ChildProtectionPlans", reviews, CPPstartDate="2023-01-10")
    result = read(write(tmp_path, census(child("A1", episode("2023-01-01", plans)))))
    assert rows(result, "Reviews", "CPPreviewDate") == ["2023-04-01", "2023-09-01"]
    assert list(result.tables["Reviews"].parent) == [0, 0]


def test_a_review_with_no_date_is_a_row_with_no_date(tmp_path) -> None:
    plans = group("ChildProtectionPlans", "<Reviews/>", CPPstartDate="2023-01-10")
    result = read(write(tmp_path, census(child("A1", episode("2023-01-01", plans)))))
    assert rows(result, "Reviews", "CPPreviewDate") == [None]


def test_stray_text_white_space_comments_and_instructions_change_nothing(tmp_path) -> None:
    plain = census(child("A1", episode("2023-01-01", assessment("2023-01-02", "2023-02-01"))))
    messy = plain.replace(
        "<PersonBirthDate>2015-03-27", "PersonBirthDate <!-- a note --><PersonBirthDate>\n\t 2015-03-27 "
    ).replace("<CINdetails>", "<?supplier print?>\n text <CINdetails>")
    messy_result = read(write(tmp_path, messy, "messy.xml"))
    for name, table in read(write(tmp_path, plain)).tables.items():
        assert messy_result.tables[name].values == table.values


def test_any_prefix_or_default_namespace_is_read_as_none(tmp_path) -> None:
    text = census(child("A1", episode("2023-01-01", enquiry("2023-01-05", "2023-01-20"))))
    by_default = text.replace("<Message>", '<Message xmlns="urn:a-supplier">')
    prefixed = by_default.replace("xmlns=", "xmlns:c=").replace("</", "</c:")
    prefixed = prefixed.replace("<", "<c:").replace("<c:/c:", "</c:").replace("<c:?", "<?")
    assert prefixed.count("<c:Section47>") == 1
    for name, given in (("default.xml", by_default), ("prefixed.xml", prefixed)):
        result = read(write(tmp_path, given, name))
        assert rows(result, "Section47", "DateOfInitialCPC") == ["2023-01-20"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252", "iso-8859-1"])
def test_an_encoding_is_read_as_the_file_declares_it(tmp_path, encoding: str) -> None:
    text = census(child("Zoë-1", episode("2023-01-01")))
    declared = text.replace('"utf-8"', f'"{encoding.removesuffix("-sig")}"')
    assert read(write(tmp_path, declared.encode(encoding))).names() == ["Zoë-1"]


def test_either_name_for_the_childs_sex_is_kept_under_its_own(tmp_path) -> None:
    old = census(child("A1", episode("2023-01-01"))).replace("Sex>", "GenderCurrent>")
    result = read(write(tmp_path, old))
    assert (rows(result, "ChildIdentifiers", "GenderCurrent"), rows(result, "ChildIdentifiers", "Sex")) == (
        ["F"],
        [None],
    )


def test_missing_groups_leave_the_rest_readable(tmp_path) -> None:
    nameless = group("Child", episode("2023-01-01"))
    text = census(nameless, child("B2"), child("C3", episode("2023-02-01")))
    text = text[: text.index("<Header>")] + text[text.index("<Children>") :]
    result = read(write(tmp_path, text))
    assert (result.children, result.episodes, result.header("ReferenceDate")) == (3, 2, None)
    assert result.names() == ["(no LAchildID, line 4)", "B2", "C3"]
    assert list(result.tables["CINdetails"].child) == [0, 2]


def test_what_is_no_part_of_the_census_is_counted_and_left(tmp_path) -> None:
    extra = "<Supplier><CINreferralDate>2001-01-01</CINreferralDate></Supplier>"
    text = census(child("A1", episode("2023-01-01", extra)), child("B2", episode("2023-01-01", extra)))
    result = read(write(tmp_path, text))
    line = 1 + text[: text.index("<Supplier>")].count("\n")
    assert result.unknown == {("CINdetails", "Supplier"): Unread(2, line)}
    assert rows(result, "CINdetails", "CINreferralDate") == ["2023-01-01", "2023-01-01"]


def test_of_an_item_given_twice_in_one_group_the_first_is_kept_and_the_second_said(tmp_path) -> None:
    text = census(child("A1", episode("2023-01-01", items(CINreferralDate="2023-05-05"))))
    result = read(write(tmp_path, text))
    assert rows(result, "CINdetails", "CINreferralDate") == ["2023-01-01"]
    assert result.repeated == {("CINdetails", "CINreferralDate"): Unread(1, 27)}


def test_capitals_do_not_lose_a_plan(tmp_path) -> None:
    text = census(child("A1", episode("2023-01-01", plan("2023-01-10", "2023-04-01"))))
    odd = text.replace("CPPstartDate", "CppStartDate").replace("ChildProtectionPlans", "childProtectionPlans")
    assert rows(read(write(tmp_path, odd)), "ChildProtectionPlans", "CPPstartDate") == ["2023-01-10"]


def test_lines_are_right_beyond_the_sixty_five_thousandth(tmp_path) -> None:
    text = census(*(child(f"A{n}", episode(date(2023, 1, 1))) for n in range(6000)))
    result = read(write(tmp_path, text))
    place = result.tables["CINdetails"].place(5999, "CINreferralDate")
    assert place.line > 65535
    assert text.split("\n")[place.line - 1] == "<CINreferralDate>2023-01-01</CINreferralDate>"
    assert place == Place(place.line, "CINdetails", 5999, "CINreferralDate")


def test_letters_that_act_on_a_screen_are_not_shown(tmp_path) -> None:
    text = census(child("A\u202e1\x9b2", episode("2023-01-01")))
    assert read(write(tmp_path, text)).names() == ["A\N{REPLACEMENT CHARACTER}1\N{REPLACEMENT CHARACTER}2"]
