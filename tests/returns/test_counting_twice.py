"""The counts, reckoned again in other ways; and three hundred spoiled documents, none of which crash it."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from lxml import etree

from sightline.duties.language import Milestone, Standing
from sightline.duties.reference import clocks
from sightline.returns import report, summary
from sightline.returns.cin_census.days import Days
from sightline.returns.cin_census.milestones import milestones
from sightline.returns.cin_census.read import read
from sightline.returns.inspect import STANDINGS, inspect
from sightline.returns.refusal import Refused
from sightline.timescales import working_days_after
from tests.returns.census import (
    assessment,
    census,
    child,
    enquiry,
    episode,
    items,
    made,
    plan,
    sample,
    write,
    write_made,
)


def made_census(folder: Path, seed: int) -> Path:
    return write_made(folder / f"made-{seed}.xml", 300, seed)


def by_reference(path: Path, on: date) -> dict[str, dict[Standing, int]]:
    """Child by child, with the evaluator that takes one child at a time and knows all that ever happened."""
    days = Days(read(path))
    of_child: dict[int, list[Milestone]] = defaultdict(list)
    for milestone in milestones(days):
        of_child[milestone.child].append(milestone)
    return {
        shown.duty.id: dict(
            Counter(
                clock.standing(on)
                for facts in of_child.values()
                for clock in clocks(shown.duty, facts)
                if clock.standing(on) is not Standing.NOT_STARTED
            )
        )
        for shown in inspect(days, on).shown
    }


def by_inspecting(path: Path, on: date) -> dict[str, dict[Standing, int]]:
    found = inspect(Days(read(path)), on)
    return {shown.duty.id: {s: n for s, n in shown.counts.items() if n} for shown in found.shown}


@pytest.mark.parametrize("on", [date(2013, 4, 15), date(2019, 1, 1), date(2022, 7, 21), date(2030, 1, 1)])
def test_on_the_332_children_both_evaluators_count_the_same(on: date) -> None:
    path = sample("fake_CIN_data.xml")
    assert by_inspecting(path, on) == by_reference(path, on)


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("on", [date(2023, 6, 30), date(2023, 12, 15), date(2024, 3, 31)])
def test_on_300_made_up_children_both_evaluators_count_the_same(tmp_path, seed: int, on: date) -> None:
    path = made_census(tmp_path, seed)
    counted = by_inspecting(path, on)
    assert counted == by_reference(path, on)
    assert sum(counted["single-assessment"].values()) > 50


def reckoned_by_hand(path: Path, on: date) -> Counter[str]:
    """The single assessment straight from the document, with none of our reading or our duties."""
    tally: Counter[str] = Counter()
    for case in etree.parse(path).getroot().iter("CINdetails"):
        referred = date.fromisoformat(case.findtext("CINreferralDate") or "")
        if not date(2013, 4, 15) <= referred <= on:
            continue
        tally[_outcome(case, referred, on)] += 1
    return tally


def _outcome(case: etree._Element, referred: date, on: date) -> str:
    due = working_days_after(referred, 45)
    closed = date.fromisoformat(case.findtext("CINclosureDate") or "9999-12-31")
    done = min((day for day in _authorised(case) if referred <= day <= min(closed, on)), default=None)
    if done:
        return "in time" if done <= due else "late"
    if (case.findtext("ReferralNFA") or "").lower() in ("true", "1"):
        return "no longer owed"
    if closed <= on:
        return "ended unmet" if closed > due else "no longer owed"
    return "overdue" if on > due else "running"


def _authorised(case: etree._Element) -> list[date]:
    pairs = [
        (one.findtext("AssessmentActualStartDate"), one.findtext("AssessmentAuthorisationDate"))
        for one in case.iter("Assessments")
    ]
    return [date.fromisoformat(done) for start, done in pairs if start and done and done >= start]


@pytest.mark.parametrize("seed", [5, 6, 7])
@pytest.mark.parametrize("on", [date(2023, 9, 1), date(2024, 3, 31)])
def test_the_single_assessment_reckoned_by_hand_from_the_document_comes_to_the_same(
    tmp_path, seed: int, on: date
) -> None:
    path = made_census(tmp_path, seed)
    counted = by_inspecting(path, on)["single-assessment"]
    assert {standing.words: count for standing, count in counted.items()} == dict(reckoned_by_hand(path, on))


def test_the_sample_reckoned_by_hand_comes_to_the_same() -> None:
    path, on = sample("fake_CIN_data.xml"), date(2022, 7, 21)
    assert dict(reckoned_by_hand(path, on)) == {"no longer owed": 296}
    assert by_inspecting(path, on)["single-assessment"] == {Standing.NO_LONGER_OWED: 296}


def test_the_order_of_the_children_in_the_file_changes_no_count(tmp_path) -> None:
    cases = list(made(100, seed=9))
    forwards, backwards = write(tmp_path, census(*cases)), write(tmp_path, census(*cases[::-1]), "back.xml")
    on = date(2024, 3, 31)
    assert by_inspecting(forwards, on) == by_inspecting(backwards, on)


def test_a_later_day_knows_more_and_never_fewer_starts(tmp_path) -> None:
    path = made_census(tmp_path, 4)
    days = [date(2023, 1, 1) + timedelta(days=45 * n) for n in range(10)]
    started = [sum(sum(counts.values()) for counts in by_inspecting(path, on).values()) for on in days]
    assert started == sorted(started)


WHOLE = census(
    child(
        "A1",
        episode(
            "2023-05-01",
            assessment("2023-05-02", "2023-09-01", items(AssessmentFactors=["1A", "2B"])),
            enquiry("2023-05-05", "2023-05-19", "0"),
            plan("2023-05-19", "2023-08-01", "2024-01-09", end="2024-03-01"),
            CINclosureDate="2024-03-02",
        ),
    ),
    child("B2", episode("2023-06-01", nfa="true"), died="2023-12-31"),
).encode()

SPLINTERS = (
    b"<", b">", b"/", b"&", b"&#0;", b"&#x10FFFF;", b"]]>", b"<![CDATA[x]]>", b"<!--", b"-->", b"<?x?>",
    b"\0", b"\xff\xfe", b"\xc3\x28", b"2023-02-30", b"9999-99-99", b"-", b'"', b"<Child>", b"</Child>",
    b"<Reviews/>", b"<CINdetails>", b"</CINdetails>", b'<x xmlns="u">', b"<!DOCTYPE x>", b"true", b" ",
)  # fmt: skip


def damaged(dice: Random) -> bytes:
    """The whole document with one to three pieces of it lost, doubled or overwritten."""
    text = WHOLE
    for _ in range(dice.randrange(1, 4)):
        start = dice.randrange(len(text))
        end = min(len(text), start + dice.choice([0, 1, 3, 30, 300]))
        piece = dice.choice([b"", dice.choice(SPLINTERS), text[start:end] * 2, dice.randbytes(3)])
        text = text[:start] + piece + text[end:]
    return text


def shuffled(dice: Random) -> bytes:
    """The whole document with one to six of its items lost, doubled, moved, emptied, renamed or redated."""
    lines = WHOLE.split(b"\n")
    for _ in range(dice.randrange(1, 7)):
        at = dice.choice([n for n, line in enumerate(lines) if b"</" in line[1:] and line[1:2] != b"/"])
        item = lines.pop(at)
        changed = [b"", item + item, re.sub(rb">.*<", b"><", item), item.replace(b"Date", b"Day")]
        changed.append(re.sub(rb"20..-..-..", dice.choice([b"2024-02-29", b"2023-02-29"]), item))
        lines.insert(dice.choice([at, dice.randrange(3, len(lines) - 2)]), dice.choice([item, *changed]))
    return b"\n".join(lines)


@pytest.mark.parametrize(("spoil", "seed"), [(damaged, 2024), (shuffled, 2025)])
def test_spoiled_documents_are_inspected_or_refused(
    tmp_path, spoil: Callable[[Random], bytes], seed: int
) -> None:
    dice = Random(seed)  # noqa: S311 - spoils documents, keeps no secret
    outcomes = Counter(_outcome_of(write(tmp_path, spoil(dice))) for _ in range(150))
    assert outcomes["refused" if spoil is damaged else "inspected"] > 100
    assert len(outcomes) == 2


def _outcome_of(path: Path) -> str:
    try:
        found = inspect(Days(read(path)), date(2024, 3, 31))
    except Refused as refused:
        return "refused" if str(refused).strip() else "refused without a word"
    for shown in found.shown:
        assert sum(shown.counts.values()) == len(shown.runs)
        assert set(shown.counts) == set(STANDINGS)
    assert report.page(found, "spoiled.xml", "as asked").endswith("</html>\n")
    assert summary.as_text(found, "spoiled.xml", "as asked", with_children=True)
    return "inspected"
