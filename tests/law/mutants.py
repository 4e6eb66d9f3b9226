"""Ways to get the law wrong. Each is one change to an evaluator's or a calendar's text; a test must see it.

`survivors()` makes a scratch copy of the law and its tests for each, changes it, and runs the tests there.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WHAT_IS_COPIED = (
    "sightline/__init__.py",
    "sightline/timescales",
    "sightline/duties",
    "tests/__init__.py",
    "tests/law",
)
RULES = ("tests/law/test_rules.py", "tests/law/test_rules_of_standing.py")
CALENDAR = ("tests/law/test_timescales.py",)


@dataclass(frozen=True)
class Mutant:
    """One wrong reading of the law: where, what stands there, and what is put in its place."""

    wrong: str
    file: str
    old: str
    new: str
    seen_by: tuple[str, ...] = RULES

    @property
    def path(self) -> Path:
        return Path("sightline") / self.file


REFERENCE, COLUMNS = "duties/reference.py", "duties/columns.py"
LANGUAGE, TIMESCALE = "duties/language.py", "timescales/timescale.py"
ENGLAND, HOLIDAYS = "timescales/england.py", "timescales/england.csv"

MUTANTS = (
    Mutant("the due day is overdue", REFERENCE, "day > self.due_on", "day >= self.due_on"),
    Mutant("the due day is overdue", COLUMNS, "self.due_on < today", "self.due_on <= today"),
    Mutant("late on the due day", COLUMNS, "self.met_on > self.due_on", "self.met_on >= self.due_on"),
    Mutant(
        "left undone on the due day", COLUMNS, "self.ended_on > self.due_on", "self.ended_on >= self.due_on"
    ),
    Mutant(
        "a clock meets itself",
        REFERENCE,
        "fact.day > start if starts_too else",
        "fact.day >= start if starts_too else",
    ),
    Mutant("a clock meets itself", COLUMNS, "((later, 1), (same_day, 0))", "((later, 0), (same_day, 0))"),
    Mutant("work on the start day is refused", REFERENCE, "else fact.day >= start", "else fact.day > start"),
    Mutant(
        "work on the start day is refused",
        COLUMNS,
        "((later, 1), (same_day, 0))",
        "((later, 1), (same_day, 1))",
    ),
    Mutant("work before the trigger meets it", REFERENCE, "else fact.day >= start", "else True"),
    Mutant(
        "earlier work hides later work", COLUMNS, "found[behind] = self._found(", "found[:0] = self._found("
    ),
    Mutant("work on the last day is refused", REFERENCE, "fact.day <= stop]", "fact.day < stop]"),
    Mutant("work on the last day is refused", COLUMNS, "met_on <= until", "met_on < until"),
    Mutant("work after the end counts", COLUMNS, "np.where(met_on <= until, met_on, NEVER)", "met_on"),
    Mutant(
        "nothing starts on the last day", REFERENCE, "stop.day < day for stop", "stop.day <= day for stop"
    ),
    Mutant("nothing starts on the last day", COLUMNS, "(until >= runs.day)", "(until > runs.day)"),
    Mutant(
        "the end wins a tie with the lapse",
        REFERENCE,
        "self.lapsed_on <= self.ended_on",
        "self.lapsed_on < self.ended_on",
    ),
    Mutant(
        "the end wins a tie with the lapse",
        COLUMNS,
        "self.lapsed_on <= self.ended_on",
        "self.lapsed_on < self.ended_on",
    ),
    Mutant(
        "a lapse after the end undoes it",
        REFERENCE,
        "return self.ended_on is None or self.lapsed_on <= self.ended_on",
        "return True",
    ),
    Mutant(
        "every trigger starts a one-off duty",
        REFERENCE,
        "        return [first]",
        "        return sorted({fact.day for fact in triggers})",
    ),
    Mutant(
        "a recurring duty runs once",
        REFERENCE,
        "if not duty.recurs:\n        return [first]",
        "if True:\n        return [first]",
    ),
    Mutant("a meeting meets no recurring clock", COLUMNS, "meetings << 1 | 1", "meetings << 1"),
    Mutant("a meeting before the trigger starts a clock", REFERENCE, "if fact.day > first]", "]"),
    Mutant(
        "a meeting before the trigger starts a clock",
        COLUMNS,
        "_key(once.child, once.day))",
        "once.child << 16)",
    ),
    Mutant("facts about the child are not counted", REFERENCE, "else own + child_own", "else own"),
    Mutant(
        "facts about the child do not meet",
        COLUMNS,
        "day = np.minimum(day, about_child",
        "np.minimum(day, about_child",
    ),
    Mutant(
        "facts about the child do not end",
        COLUMNS,
        "first = np.minimum(first, about_child",
        "np.minimum(first, about_child",
    ),
    Mutant("what the child did long ago counts", REFERENCE, "fact.day >= first]", "True]"),
    Mutant(
        "an unknown start is the day's first minute",
        REFERENCE,
        "else london.last_minute_of(",
        "else london.first_minute_of(",
    ),
    Mutant(
        "an unknown meeting is the day's last minute",
        REFERENCE,
        "else london.first_minute_of(",
        "else london.last_minute_of(",
    ),
    Mutant(
        "an unknown start is the day's first minute",
        COLUMNS,
        "_for_each_day(_midnights()[1:] - 1)",
        "_for_each_day(_midnights()[:-1])",
    ),
    Mutant(
        "an unknown meeting is the day's last minute",
        COLUMNS,
        "_for_each_day(_midnights()[:-1])",
        "_for_each_day(_midnights()[1:] - 1)",
    ),
    Mutant("a late hour is in time", COLUMNS, "self.met_at > self.due_at", "self.met_at > self.due_at + 59"),
    Mutant(
        "what has no number may be left",
        REFERENCE,
        "must_be_done=version.within is None",
        "must_be_done=False",
    ),
    Mutant(
        "a local number excuses it",
        REFERENCE,
        "must_be_done=version.within is None",
        "must_be_done=limit is None",
    ),
    Mutant("every last visit is left undone", COLUMNS, "must_be_done & ~runs.had_meeting", "must_be_done"),
    Mutant(
        "a version starts a day late",
        LANGUAGE,
        "version.in_force_from <= start",
        "version.in_force_from < start",
    ),
    Mutant(
        "a version starts a day late",
        COLUMNS,
        "self.version[_place_of(day) :]",
        "self.version[_place_of(day) + 1 :]",
    ),
    Mutant("a limit changes a day late", COLUMNS, "begins = _place_of(day)", "begins = _place_of(day) + 1"),
    Mutant(
        "a standard starts a day late",
        LANGUAGE,
        "standard.adopted_on <= start",
        "standard.adopted_on < start",
    ),
    Mutant(
        "a repeal repeals nothing",
        LANGUAGE,
        "if in_force and isinstance(in_force[-1], Version)",
        "if in_force",
    ),
    Mutant("a working day too many", ENGLAND, "_count(day) + amount - 1", "_count(day) + amount", CALENDAR),
    Mutant("a working day too many", COLUMNS, "+ amount - 1", "+ amount"),
    Mutant("Saturday is a working day", ENGLAND, '5: "Saturday", ', "", CALENDAR),
    Mutant("Good Friday is a working day", HOLIDAYS, "2026-04-03,Good Friday,\n", "", CALENDAR),
    Mutant("May 2020 was not moved", HOLIDAYS, "2020-05-08,", "2020-05-04,", CALENDAR),
    Mutant(
        "a month is thirty days",
        TIMESCALE,
        "return months_after(start, self.amount)",
        "return start + timedelta(days=30 * self.amount)",
        CALENDAR,
    ),
    Mutant(
        "a month without the day spills over",
        TIMESCALE,
        "min(start.day, monthrange(year, month + 1)[1])",
        "min(start.day, 28)",
        CALENDAR,
    ),
    Mutant("a month ends a day early", COLUMNS, '"datetime64[D]") - 1', '"datetime64[D]") - 2'),
    Mutant(
        "a tie makes a standard looser",
        TIMESCALE,
        "return this.amount <= other.amount",
        "return this.amount < other.amount",
        CALENDAR,
    ),
)


def survivors(folder: Path) -> Iterator[tuple[Mutant, str]]:
    """The mutants that no test saw, or that could not be tried, and how that shows."""
    with ThreadPoolExecutor(os.cpu_count()) as several:
        tries = several.map(lambda numbered: _try(folder / str(numbered[0]), numbered[1]), enumerate(MUTANTS))
        yield from (found for found in tries if found)


def _try(scratch: Path, mutant: Mutant) -> tuple[Mutant, str] | None:
    copy(scratch)
    text = (scratch / mutant.path).read_text(encoding="utf-8")
    if text.count(mutant.old) != 1:
        return (
            mutant,
            f"{mutant.old!r} stands {text.count(mutant.old)} times in {mutant.file}: it no longer applies",
        )
    (scratch / mutant.path).write_text(text.replace(mutant.old, mutant.new), encoding="utf-8")
    found = run(scratch, *mutant.seen_by)
    return None if found.returncode == 1 else (mutant, found.stdout[-1500:] + found.stderr[-1500:])


def copy(scratch: Path) -> None:
    """The law and its tests, alone."""
    for name in WHAT_IS_COPIED:
        source, target = ROOT / name, scratch / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)


def run(scratch: Path, *tests: str) -> subprocess.CompletedProcess[str]:
    """Runs these tests in the copy, without this project's own settings, until the first that fails."""
    (scratch / "pytest.ini").write_text("[pytest]\naddopts = --import-mode=importlib --noconftest\n")
    plugins = [
        word
        for name in ("django", "cacheprovider", "xdist", "hypothesispytest")
        for word in ("-p", f"no:{name}")
    ]
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", "--tb=line", *plugins, *tests]
    environment = os.environ | {"PYTHONPATH": str(scratch), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=scratch, env=environment, capture_output=True, text=True, check=False)
