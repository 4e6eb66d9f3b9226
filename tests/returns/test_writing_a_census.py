"""A census as it is written: whole or not at all, in the Department's shape, the same when read back."""

import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from sightline.returns.cin_census import build, export
from sightline.returns.cin_census.export import SCHEMA, Part
from sightline.returns.cin_census.read import read
from sightline.returns.cin_census.shape import CHILD, Group
from sightline.returns.cin_census.tables import Census
from sightline.returns.cin_census.year import Year
from sightline.returns.refusal import Refused
from tests.returns.building import said
from tests.returns.census import sample, write_made

HEADER = build.header(Year(2026), authority="999", at=datetime(2026, 5, 1, 9, 30, tzinfo=UTC))
TEXT = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
"""Words as the reader keeps them: no space around, nothing that XML has no letter for."""


def groups(name: str, group: Group) -> st.SearchStrategy[Part]:
    """Any group of that kind: some items, some that repeat, some groups inside."""
    items = {item: st.none() | TEXT for item in group.items}
    lists = {item: st.lists(st.none() | TEXT, max_size=3) for item in group.lists}
    inside = [st.lists(groups(inner, of), max_size=2) for inner, of in group.groups.items()]
    return st.builds(
        lambda items, inside: Part(name, items, [part for some in inside for part in some]),
        st.fixed_dictionaries(items | lists),
        st.tuples(*inside),
    )


def with_something_to_read(children: list[Part]) -> bool:
    """A return in which no child has identifiers or an episode is refused as none."""
    return any(part.name in ("ChildIdentifiers", "CINdetails") for child in children for part in child.inside)


def contents(census: Census) -> dict[str, object]:
    """The tables, without the lines that values stood on."""
    return {name: (t.values, list(t.child), list(t.parent)) for name, t in census.tables.items()}


def schema() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(SCHEMA))


@settings(max_examples=150, deadline=None)
@given(st.lists(groups("Child", CHILD), min_size=1, max_size=3).filter(with_something_to_read))
def test_what_is_written_reads_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, children: list[Part]
) -> None:
    path = tmp_path_factory.mktemp("census") / "census.xml"
    assert export.write(path, HEADER, children) == len(children)
    census = read(path)
    header, again = export.parts(census)
    assert said(header) == said(HEADER)
    assert [said(child) for child in again] == [said(child) for child in children]
    assert not census.unknown
    assert not census.repeated


@settings(max_examples=50, deadline=None)
@given(st.lists(groups("Child", CHILD), min_size=1, max_size=3).filter(with_something_to_read))
def test_tables_that_were_read_are_the_same_when_written_again(
    tmp_path_factory: pytest.TempPathFactory, children: list[Part]
) -> None:
    first, second = (tmp_path_factory.mktemp("census") / "census.xml" for _ in "12")
    export.write(first, HEADER, children)
    census = read(first)
    export.write(second, *export.parts(census))
    assert contents(read(second)) == contents(census)


@pytest.mark.parametrize(
    "name", ["CIN2rows.xml", "CIN_Census_2024.xml", "CIN_Census_2026.xml", "fake_CIN_data.xml"]
)
def test_what_others_wrote_comes_through_whole(tmp_path: Path, name: str) -> None:
    census = read(sample(name))
    export.write(tmp_path / "again.xml", *export.parts(census))
    assert contents(read(tmp_path / "again.xml")) == contents(census)


def test_several_hundred_made_children_come_through_whole(tmp_path: Path) -> None:
    write_made(tmp_path / "made.xml", 300, seed=6)
    census = read(tmp_path / "made.xml")
    export.write(tmp_path / "again.xml", *export.parts(census))
    assert contents(read(tmp_path / "again.xml")) == contents(census)


def a_child(number: int) -> Part:
    days = {"CINreferralDate": "2025-05-01", "CINclosureDate": "2025-09-01", "DateOfInitialCPC": "2025-06-02"}
    work = [
        Part(
            "Assessments",
            {
                "AssessmentActualStartDate": "2025-05-02",
                "AssessmentInternalReviewDate": "2025-05-16",
                "AssessmentAuthorisationDate": "2025-06-20",
                "AssessmentFactors": ["3B", "4B"],
            },
        ),
        Part("CINPlanDates", {"CINPlanStartDate": "2025-06-22", "CINPlanEndDate": "2025-08-01"}),
        Part(
            "Section47",
            {"S47ActualStartDate": "2025-05-12", "InitialCPCtarget": "2025-06-03", "ICPCnotRequired": "1"},
        ),
        Part(
            "ChildProtectionPlans",
            {
                "CPPstartDate": "2025-06-02",
                "InitialCategoryOfAbuse": "NEG",
                "LatestCategoryOfAbuse": "EMO",
                "NumberOfPreviousCPP": "0",
                "CPPreviewDate": ["2025-08-25", "2026-01-12"],
            },
        ),
    ]
    told = {"ReferralSource": "2A", "PrimaryNeedCode": "N1", "ReasonForClosure": "RC7", "ReferralNFA": "0"}
    return Part(
        "Child",
        inside=[
            Part(
                "ChildIdentifiers",
                {"LAchildID": str(number), "UPNunknown": "UN3", "PersonBirthDate": "2015-01-31", "Sex": "F"},
            ),
            Part("ChildCharacteristics", {"Ethnicity": "WBRI", "Disability": ["LD", "AUT"]}),
            Part("CINdetails", days | told, work),
        ],
    )


def test_the_order_is_the_departments(tmp_path: Path) -> None:
    path = tmp_path / "census.xml"
    export.write(path, HEADER, [a_child(1)])
    episode = etree.parse(path).find(".//CINdetails")
    assert episode is not None
    assert [element.tag for element in episode] == [
        "CINreferralDate",
        "ReferralSource",
        "PrimaryNeedCode",
        "CINclosureDate",
        "ReasonForClosure",
        "DateOfInitialCPC",
        "Assessments",
        "CINPlanDates",
        "Section47",
        "ReferralNFA",
        "ChildProtectionPlans",
    ]


def test_a_return_is_of_the_sectors_shape_too(tmp_path: Path) -> None:
    theirs = etree.XMLSchema(etree.parse(sample("CIN_schema_2026.xsd")))
    export.write(tmp_path / "census.xml", HEADER, [a_child(1), a_child(2)])
    assert theirs.validate(etree.parse(tmp_path / "census.xml")), theirs.error_log


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<Sex>F</Sex>", "<Sex>1</Sex>"),
        ("<Sex>F</Sex>", "<GenderCurrent>2</GenderCurrent>"),
        ("<UPNunknown>UN3</UPNunknown>", "<UPN>A1</UPN>"),
        ("<UPNunknown>UN3</UPNunknown>", "<UPN>A001000000001</UPN><UPNunknown>UN3</UPNunknown>"),
        ("<PersonBirthDate>2015-01-31<", "<PersonBirthDate>2015-02-31<"),
        ("<PersonBirthDate>2015-01-31<", "<PersonBirthDate>31/01/2015<"),
        ("<ReasonForClosure>RC7</ReasonForClosure>", ""),
        ("<CINclosureDate>2025-09-01</CINclosureDate>", ""),
        ("<ReferralNFA>0<", "<ReferralNFA>false<"),
        ("<AssessmentFactors>3B<", "<AssessmentFactors>8A<"),
        ("<AssessmentAuthorisationDate>2025-06-20</AssessmentAuthorisationDate>", ""),
        ("<NumberOfPreviousCPP>0<", "<NumberOfPreviousCPP>-1<"),
        ("<LEA>999<", "<LEA>99<"),
        ("<ReferenceDate>2026-03-31<", "<ReferenceDate>2026-04-01<"),
        ("<LAchildID>1<", "<LAchildID>1-2<"),
    ],
)
def test_our_schema_refuses_what_is_of_another_shape(tmp_path: Path, before: str, after: str) -> None:
    path = tmp_path / "census.xml"
    export.write(path, HEADER, [a_child(1)])
    text = path.read_text("utf-8")
    assert schema().validate(etree.fromstring(text.encode()))
    assert text.count(before) == 1
    assert not schema().validate(etree.fromstring(text.replace(before, after).encode()))


def test_a_return_that_fails_half_way_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "census.xml"
    path.write_text("the return of last week")

    def broken() -> Iterator[Part]:
        yield a_child(1)
        raise RuntimeError("the power went")

    with pytest.raises(RuntimeError, match="the power went"):
        export.write(path, HEADER, broken())
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [
        ("census.xml", "the return of last week")
    ]


def test_a_return_is_for_its_owner_alone(tmp_path: Path) -> None:
    export.write(tmp_path / "census.xml", HEADER, [a_child(1)])
    assert (tmp_path / "census.xml").stat().st_mode & 0o777 == 0o600


def test_a_return_of_nobody_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="there is no child to return"):
        export.write(tmp_path / "census.xml", HEADER, [])
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be written: No such file or directory"):
        export.write(tmp_path / "nowhere" / "census.xml", HEADER, [a_child(1)])


def test_memory_does_not_grow_with_the_children(tmp_path: Path) -> None:
    def peak(children: int) -> int:
        tracemalloc.start()
        try:
            export.write(tmp_path / "census.xml", HEADER, (a_child(number) for number in range(children)))
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(10)
    assert peak(1500) < peak(50) + 100_000


def test_the_header_says_which_return_of_whose(tmp_path: Path) -> None:
    assert said(HEADER) == {
        "Collection": "CIN",
        "Year": "2026",
        "ReferenceDate": date(2026, 3, 31).isoformat(),
        "SourceLevel": "L",
        "LEA": "999",
        "SoftwareCode": "Sightline",
        "SerialNo": "001",
        "DateTime": "2026-05-01T09:30:00",
    }
