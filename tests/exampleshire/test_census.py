"""The census of Exampleshire: it has no error, and whatever is asked of it can be answered."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from lxml import etree
from pytest_django.plugin import DjangoDbBlocker

from sightline.record.models import Assessment, Person
from sightline.returns.cin_census import build, export
from sightline.returns.cin_census.check import Checked, Finding, check
from sightline.returns.cin_census.read import read
from sightline.returns.cin_census.tables import Census
from sightline.returns.cin_census.year import Year
from tests.exampleshire.conftest import FEW, ON
from tests.returns.building import said
from tests.returns.census import sample

YEAR = Year(2026)
pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def path(
    exampleshire: dict[str, int], django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The census of the last whole year, as a file."""
    path = tmp_path_factory.mktemp("census") / "census.xml"
    header = build.header(YEAR, authority="999", at=AT)
    with django_db_blocker.unblock():
        assert export.write(path, header, build.children(YEAR, on=ON)) > FEW
    return path


@pytest.fixture(scope="module")
def census(path: Path) -> Census:
    return read(path)


@pytest.fixture(scope="module")
def checked(census: Census) -> Checked:
    return check(census, YEAR.ends)


def test_it_has_no_error(checked: Checked) -> None:
    assert not checked.failed
    errors = {result.rule.code: len(result.hits) for result in checked.fired if not result.rule.query}
    assert errors == {}


@pytest.mark.parametrize(
    ("year", "on"),
    [
        (Year(2025), date(2025, 3, 31)),
        (Year(2026), date(2025, 12, 24)),
        (Year(2026), date(2026, 3, 30)),
        (Year(2027), ON),
    ],
    ids=str,
)
def test_it_has_no_error_on_any_day_of_the_year(
    exampleshire: dict[str, int], tmp_path: Path, year: Year, on: date
) -> None:
    path = tmp_path / "census.xml"
    assert (
        export.write(path, build.header(year, authority="999", at=AT), build.children(year, on=on)) > FEW / 2
    )
    checked = check(read(path), year.ends)
    assert [result.rule.code for result in checked.fired if not result.rule.query] == []


def test_on_the_first_day_it_says_what_has_to_be_finished_by_the_last(
    exampleshire: dict[str, int], tmp_path: Path
) -> None:
    path = tmp_path / "census.xml"
    header = build.header(YEAR, authority="999", at=AT)
    export.write(path, header, build.children(YEAR, on=YEAR.first_day))
    checked = check(read(path), YEAR.ends)
    begun_before = {"8736": "an assessment", "8740": "an enquiry that waits for its conference"}
    assert {result.rule.code for result in checked.fired if not result.rule.query} == set(begun_before)


def explained(finding: Finding, census: Census) -> bool:
    """Whether the record says why a query is asked: each has one reason that an authority would give."""
    code, row = finding.rule.code, finding.row
    if code == "8770Q":  # nobody has found out the number, or why there is none
        person = Person.objects.get(pk=int(finding.child or 0))
        return person.upn is None and person.no_upn_because is None
    if code in ("8670Q", "8675Q"):  # it really is late
        return True
    if code in ("2991Q", "8825Q") and row is not None:
        # assessed in an earlier year, whose return has it; or never, or left: a failing that is true
        referred_on = census.tables["CINdetails"].values["CINreferralDate"][row]
        case = Assessment.objects.standing().filter(
            child_id=int(finding.child or 0), referral__received_on=referred_on
        )
        return not case.filter(authorised_on__range=(YEAR.first_day, YEAR.last_day)).exists()
    return False


def test_what_is_asked_of_it_can_be_answered(checked: Checked, census: Census) -> None:
    queries = list(checked.findings())
    assert [finding for finding in queries if not explained(finding, census)] == []
    assert len(queries) < 0.06 * census.children, "few"


def test_it_has_every_part_of_a_return(census: Census) -> None:
    rows = {name: len(table) for name, table in census.tables.items()}
    assert rows["Child"] == rows["ChildIdentifiers"] == rows["ChildCharacteristics"] <= rows["CINdetails"]
    assert rows["PreProceedingsandFGDM"] == 0, "the record does not hold these yet"
    assert min(rows[name] for name in rows if name != "PreProceedingsandFGDM") > 0


def test_it_is_of_our_shape_and_the_sectors(path: Path) -> None:
    document = etree.parse(path)
    ours = etree.RelaxNG(etree.parse(export.SCHEMA))
    assert ours.validate(document), ours.error_log
    theirs = etree.XMLSchema(etree.parse(sample("CIN_schema_2026.xsd")))
    assert theirs.validate(document), theirs.error_log


def test_what_was_built_reads_back_the_same(census: Census) -> None:
    _, read_back = export.parts(census)
    again = (said(child) for child in build.children(YEAR, on=ON))
    for one, other in zip(again, map(said, read_back), strict=True):
        assert one == other
