"""Children in need censuses made for tests: one story at a time, or thousands of children from a seed."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

SAMPLES = Path(__file__).parents[3] / "shared" / "data" / "cin_census"


def sample(name: str) -> Path:
    """A file made by others; skips where the samples are not on this machine."""
    path = SAMPLES / name
    if not path.exists():
        pytest.skip("the sector's sample files are not on this machine")
    return path


def items(**values: object) -> str:
    """Elements by name. A list is one element each, None no element at all."""
    return "".join(
        f"<{name}>{value}</{name}>"
        for name, given in values.items()
        if given is not None
        for value in (given if isinstance(given, list) else [given])
    )


def group(name: str, *inside: str, **values: object) -> str:
    """A group: its items, then the groups inside it."""
    return f"<{name}>{items(**values)}{''.join(inside)}</{name}>"


def episode(referred: object, *inside: str, nfa: object = "false", **values: object) -> str:
    """An episode of need: `CINdetails`."""
    return group("CINdetails", *inside, CINreferralDate=referred, **values, ReferralNFA=nfa)


def assessment(start: object, authorised: object = None, factors: str = "") -> str:
    """One assessment."""
    dates = {"AssessmentActualStartDate": start, "AssessmentAuthorisationDate": authorised}
    return group("Assessments", factors, **dates)


def enquiry(start: object, conference: object = None, not_required: object = "false") -> str:
    """One section 47 enquiry."""
    return group(
        "Section47", S47ActualStartDate=start, DateOfInitialCPC=conference, ICPCnotRequired=not_required
    )


def plan(start: object, *reviews: object, end: object = None) -> str:
    """One child protection plan, its reviews in one `Reviews`."""
    held = group("Reviews", CPPreviewDate=list(reviews)) if reviews else ""
    details = {"InitialCategoryOfAbuse": "NEG", "LatestCategoryOfAbuse": "NEG", "NumberOfPreviousCPP": 0}
    return group("ChildProtectionPlans", held, CPPstartDate=start, CPPendDate=end, **details)


def child(number: str, *episodes: str, born: object = "2015-03-27", died: object = None) -> str:
    """One child with an invented number."""
    known = group("ChildIdentifiers", LAchildID=number, PersonBirthDate=born, Sex="F", PersonDeathDate=died)
    return group("Child", known, group("ChildCharacteristics", Ethnicity="WBRI"), *episodes)


def census(*children: str, reference: object = "2024-03-31", year: int = 2024) -> str:
    """A whole return, a line to an element."""
    details = group("CollectionDetails", Collection="CIN", Year=year, ReferenceDate=reference)
    header = group("Header", details, group("Source", SourceLevel="L", LEA=999))
    body = f"<Message>{header}<Children>{''.join(children)}</Children></Message>"
    return ('<?xml version="1.0" encoding="utf-8"?>' + body).replace("><", ">\n<")


def write(folder: Path, text: str | bytes, name: str = "census.xml") -> Path:
    """The text as a file in that folder."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def made(children: int, seed: int, year: int = 2024) -> Iterator[str]:
    """That many plausible children, the same for the same seed: most work in time, some late or not done."""
    dice = Random(seed)  # noqa: S311 - made-up children, not secrets
    for number in range(children):
        yield _child(f"MADE{number:07}", dice, year)


def write_made(path: Path, children: int, seed: int, year: int = 2024) -> Path:
    """A whole return of such children, written as it is made."""
    before, after = census("\n*\n", reference=date(year, 3, 31), year=year).split("*")
    with path.open("w", encoding="utf-8") as file:
        file.write(before)
        for one in made(children, seed, year):
            file.write(one.replace("><", ">\n<"))
        file.write(after)
    return path


def _child(number: str, dice: Random, year: int) -> str:
    end = date(year, 3, 31)
    born = end - timedelta(days=dice.randrange(200, 6700))
    referred = [end - timedelta(days=dice.randrange(0, 420)) for _ in range(1 + (dice.random() < 0.15))]
    died = end - timedelta(days=dice.randrange(300)) if dice.random() < 0.003 else None
    return child(number, *_episodes(sorted(referred), dice, end), born=born, died=died)


def _episodes(referred: Iterable[date], dice: Random, end: date) -> Iterator[str]:
    for day in referred:
        if dice.random() < 0.1:
            yield episode(day, nfa=dice.choice(["true", "1", "True"]))
            continue
        closed = _within(day, dice, 20, 300, end) if dice.random() < 0.6 else None
        inside = [*_assessments(day, dice, end), *_enquiries(day, dice, end), *_plans_in_need(day, dice, end)]
        reason = "RC1" if closed else None
        yield episode(day, *inside, CINclosureDate=closed, ReasonForClosure=reason, PrimaryNeedCode="N1")


def _within(day: date, dice: Random, least: int, most: int, end: date) -> date | None:
    """Some days later, if that is no later than `end`."""
    later = day + timedelta(days=dice.randrange(least, most))
    return later if later <= end else None


def _assessments(day: date, dice: Random, end: date) -> Iterator[str]:
    for _ in range(dice.choice([0, 1, 1, 1, 1, 1, 2])):
        start = _within(day, dice, 0, 10, end)
        if start:
            yield assessment(start, _within(start, dice, 5, 90, end), group("FactorsIdentifiedAtAssessment"))


def _enquiries(day: date, dice: Random, end: date) -> Iterator[str]:
    if dice.random() > 0.35 or not (start := _within(day, dice, 0, 60, end)):
        return
    not_required = dice.random() < 0.5
    held = None if not_required else _within(start, dice, 5, 40, end)
    yield enquiry(start, held, dice.choice(["true", "1"]) if not_required else dice.choice(["false", "0"]))
    if held and dice.random() < 0.8:
        ended = _within(held, dice, 60, 500, end) if dice.random() < 0.5 else None
        yield plan(held, *_reviews(held, ended or end, dice), end=ended)


def _reviews(start: date, end: date, dice: Random) -> Iterator[date]:
    day: date | None = start
    for most in (110, 220, 220):
        day = day and _within(day, dice, 60, most, end)
        if day:
            yield day


def _plans_in_need(day: date, dice: Random, end: date) -> Iterator[str]:
    start = _within(day, dice, 20, 80, end) if dice.random() < 0.38 else None
    if start:
        yield group("CINPlanDates", CINPlanStartDate=start, CINPlanEndDate=_within(start, dice, 30, 200, end))
