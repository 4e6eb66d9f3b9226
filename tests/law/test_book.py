"""The book says what the law says: nothing left out, every number and date in it, and how sure we are of
each.
"""

import re
from datetime import date
from pathlib import Path

import pytest

from sightline.duties import sources
from sightline.duties.book import AREAS, BOOK, NOT_YET_EXPRESSED
from sightline.duties.language import Duty, Force, Kind, Mark, Repealed, Version
from tests.law.rows import ROWS

WORKING_TOGETHER = [edition for edition in sources.EDITIONS if edition.name.startswith("Working Together")]
STORIES = Path(__file__).parent.glob("test_stories_*.py")


def versions(duty: Duty) -> dict[str, str]:
    """Each edition that the duty cites, and the limit it sets."""
    return {
        entry.source.edition.name: "repealed"
        if isinstance(entry, Repealed)
        else str(entry.within or "no number")
        for entry in duty.versions
    }


# ── nothing left out


@pytest.mark.parametrize("row", ROWS)
def test_every_requirement_is_a_duty_or_says_why_it_is_not(row: str) -> None:
    requirement, answers = ROWS[row]
    assert requirement
    assert answers
    assert not [answer for answer in answers if answer not in BOOK and answer not in NOT_YET_EXPRESSED]


def test_everything_in_the_book_answers_a_requirement() -> None:
    answered = {answer for _, answers in ROWS.values() for answer in answers}
    assert answered == set(BOOK) | set(NOT_YET_EXPRESSED)
    assert (len(BOOK), len(NOT_YET_EXPRESSED)) == (44, 33)


def test_every_duty_has_a_story() -> None:
    told = "".join(path.read_text(encoding="utf-8") for path in STORIES)
    names = {duty: duty.upper().replace("-", "_") for duty in BOOK}
    assert not [duty for duty, name in names.items() if not re.search(rf"(story\(\s*|= ){name}\b", told)]


def test_a_duty_knows_its_id_wherever_it_is_imported_from() -> None:
    from sightline.duties.book.conference import INITIAL_CONFERENCE

    assert BOOK["initial-conference"] is INITIAL_CONFERENCE
    assert [duty.id for duty in BOOK.values()] == list(BOOK)
    assert [duty for area in AREAS.values() for duty in area.duties] == list(BOOK)


def test_every_kind_of_fact_has_a_use_or_is_waiting_for_one() -> None:
    used = {
        kind
        for duty in BOOK.values()
        for kind in duty.start_kinds + duty.met_kinds + duty.end_kinds + duty.lapse_kinds
    }
    assert set(Kind) - used == {Kind.CHILD_BORN}


# ── every number


def test_the_numbers_of_each_edition() -> None:
    editions = [edition.name for edition in WORKING_TOGETHER]
    constant = {
        "referral-decision": "1 working day",
        "initial-conference": "15 working days",
        "transfer-in-conference": "15 working days",
        "first-core-group": "10 working days",
        "first-review-conference": "3 months",
        "later-review-conferences": "6 months",
        "lead-social-worker": "the same day",
        "referral-allocation": "no number",
        "child-in-need-reviews": "no number",
        "strategy-discussion": "no number",
    }
    for duty, limit in constant.items():
        assert versions(BOOK[duty]) == dict.fromkeys(editions, limit), duty


@pytest.mark.parametrize(
    ("duty", "expected"),
    [
        ("initial-assessment", {"2006": "7 working days", "2010": "10 working days", "2013": "repealed"}),
        ("core-assessment", {"2006": "35 working days", "2010": "35 working days", "2013": "repealed"}),
        ("single-assessment", dict.fromkeys(["2013", "2015", "2018", "2023", "2026"], "45 working days")),
        (
            "referral-acknowledgement",
            dict.fromkeys(["2013", "2015", "2018", "2023", "2026"], "1 working day"),
        ),
        (
            "written-referral-acknowledgement",
            {"2006": "1 working day", "2010": "1 working day", "2013": "repealed"},
        ),
        ("referral-written-confirmation", {"2006": "48 hours", "2010": "48 hours", "2013": "repealed"}),
        (
            "strategy-discussion-with-police",
            {"2006": "no number", "2010": "no number", "2013": "repealed"},
        ),
        (
            "strategy-discussion-with-police-and-health",
            dict.fromkeys(["2013", "2015", "2018", "2023", "2026"], "no number"),
        ),
        ("plan-circulation", {"2023": "no number", "2026": "no number"}),
    ],
)
def test_what_changed_between_editions(duty: str, expected: dict[str, str]) -> None:
    assert versions(BOOK[duty]) == {f"Working Together {year}": limit for year, limit in expected.items()}


def test_no_visit_interval_is_national() -> None:
    for duty in (BOOK["plan-visits"], BOOK["child-in-need-visits"]):
        assert duty.force is Force.LOCAL_STANDARD
        assert versions(duty) == {"Local procedures": "no number"}


def test_the_2006_edition_is_not_said_to_count_from_the_last_strategy_discussion() -> None:
    first = BOOK["initial-conference"].versions[0]
    assert first.source.edition is sources.WORKING_TOGETHER_2006
    assert isinstance(first, Version)
    assert "not verified" in first.note
    assert BOOK["initial-conference"].start_kinds == (Kind.STRATEGY_DISCUSSION_LED_TO_ENQUIRY,)


# ── every date, and how sure


def test_each_edition_is_in_force_from_its_day_and_says_how_exact_that_is() -> None:
    assert {edition.name[-4:]: edition.in_force_from for edition in WORKING_TOGETHER} == {
        "2006": date(2006, 4, 1),
        "2010": date(2010, 3, 1),
        "2013": date(2013, 4, 15),
        "2015": date(2015, 3, 26),
        "2018": date(2018, 7, 4),
        "2023": date(2023, 12, 15),
        "2026": date(2026, 3, 18),
    }
    for edition in (sources.WORKING_TOGETHER_2006, sources.WORKING_TOGETHER_2010):
        assert "the day is not verified" in edition.how_exact


def test_editions_stand_oldest_first_and_every_one_is_listed() -> None:
    written = [value for value in vars(sources).values() if isinstance(value, sources.Edition)]
    assert set(written) == set(sources.EDITIONS)
    assert [edition.in_force_from for edition in sources.EDITIONS] == sorted(
        edition.in_force_from for edition in sources.EDITIONS
    )


def test_the_2026_edition_is_provisional_and_carries_the_values_of_2023_forward() -> None:
    assert sources.WORKING_TOGETHER_2026.provisional
    carried = 0
    for duty in BOOK.values():
        by_edition = {entry.source.edition: entry for entry in duty.versions}
        before = by_edition.get(sources.WORKING_TOGETHER_2023)
        now = by_edition.get(sources.WORKING_TOGETHER_2026)
        assert (before is None) == (now is None), duty.id
        if isinstance(before, Version) and isinstance(now, Version):
            carried += 1
            assert (now.within, now.who) == (before.within, before.who), duty.id
            assert (str(now.source.verified), now.source.place) == ("K-M", ""), duty.id
    assert carried == 27


def test_only_what_was_read_is_marked_as_read() -> None:
    cited = [entry.source for duty in BOOK.values() for entry in duty.versions]
    cited += [entry.source for entry in NOT_YET_EXPRESSED.values()]
    read = {citation.edition for citation in cited if citation.verified.mark is Mark.PRIMARY}
    assert read == {
        sources.WORKING_TOGETHER_2023,
        sources.CIN_CENSUS_GUIDE_2023,
        sources.CHILDREN_ACT_2004_AS_AMENDED_2018,
    }


def test_paragraphs_and_pages_are_cited_only_where_somebody_has_seen_them() -> None:
    seen = {
        sources.WORKING_TOGETHER_2023: "any",
        sources.WORKING_TOGETHER_2013: {"page 26", "page 30"},
    }
    for duty in BOOK.values():
        for entry in duty.versions:
            allowed = seen.get(entry.source.edition, set())
            exact = "page" in entry.source.place or "paragraph" in entry.source.place
            assert not exact or allowed == "any" or entry.source.place in allowed, (
                duty.id,
                str(entry.source),
            )


def test_who_decides_on_a_referral_changed_in_2023() -> None:
    duty = BOOK["referral-decision"]
    who = {
        entry.source.edition.name[-4:]: entry.who or duty.who
        for entry in duty.versions
        if isinstance(entry, Version)
    }
    assert {who[year] for year in ("2006", "2010", "2013", "2015", "2018")} == {duty.who}
    assert {who[year] for year in ("2023", "2026")} == {
        "a practice supervisor or manager who is qualified in social work"
    }
