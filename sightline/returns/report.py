"""What a return shows, as a page that a director can read: one file, nothing fetched, no script."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.template import Context, Engine, Template

from sightline.duties.language import Standing
from sightline.returns.inspect import MISSED, STANDINGS, Inspection, Run, Shown
from sightline.returns.words import MEANINGS, listed, many, written

_IN_WORDS = {
    Standing.ENDED_UNMET: "ended without being done",
    Standing.OVERDUE: "overdue",
    Standing.LATE: "done late",
    Standing.RUNNING: "still running",
    Standing.IN_TIME: "done in time",
    Standing.NO_LONGER_OWED: "no longer owed",
}

_ENOUGH_FOR_A_SHARE = 20
"""Below this a percentage says more than the numbers do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One run of a duty, in words."""

    child: str
    started: str
    due: str
    outcome: str
    late: str
    carried: bool


@dataclass(frozen=True, slots=True)
class Behind:
    """The children behind one number."""

    words: str
    meaning: str
    count: int
    missed: bool
    rows: list[Row]


def page(inspection: Inspection, name: str, why_that_day: str) -> str:
    """The whole page. `name` is what to call the file; `why_that_day` is where the day came from."""
    census, duties = inspection.census, inspection.worst_first
    every = len(inspection.shown) + len(inspection.untold)
    facts = {
        "name": name,
        "on": written(inspection.on),
        "why_that_day": why_that_day,
        "year": census.header("Year"),
        "authority": census.header("LEA"),
        "children": many(census.children, "child", "children"),
        "episodes": many(census.episodes, "episode"),
        "headline": headline(inspection),
        "caution": caution(inspection),
        "extent": f"{len(inspection.shown)} of the {every} duties in Sightline's book",
        "standings": [standing.words for standing in STANDINGS],
        "duties": [_duty(shown, inspection) for shown in duties],
        "disorders": list(_disorders(inspection)),
        "doubts": inspection.doubts,
        "untold": inspection.untold,
        "meanings": [(standing.words, MEANINGS[standing]) for standing in STANDINGS],
    }
    return _template().render(Context(facts, use_l10n=False, use_tz=False))


def headline(inspection: Inspection) -> str:
    """What was missed, in one sentence."""
    counts = {standing: sum(shown.counts[standing] for shown in inspection.shown) for standing in STANDINGS}
    started = sum(counts.values())
    if not started:
        return "Nothing that this return can tell was owed by that day, so it shows nothing missed."
    if inspection.missed:
        parts = [f"{counts[standing]:,} {_IN_WORDS[standing]}" for standing in MISSED if counts[standing]]
        return (
            f"{inspection.missed:,} of {many(started, 'duty', 'duties')} not done in time: {listed(parts)}."
        )
    parts = [f"{counts[standing]:,} {_IN_WORDS[standing]}" for standing in STANDINGS if counts[standing]]
    return f"None of {many(started, 'duty', 'duties')} was missed: {listed(parts)}."


def caution(inspection: Inspection) -> str:
    """How much of what was missed may be in an earlier return; nothing where none may."""
    carried = sum(shown.missed_and_carried for shown in inspection.shown)
    if not carried:
        return ""
    return (
        f"{carried:,} of these began before the year that this return is for. A return carries one year's "
        "work, so what was done earlier may be in an earlier one: look at the record before relying on them."
    )


def _duty(shown: Shown, inspection: Inspection) -> dict[str, object]:
    duty, counts = shown.duty, shown.counts
    return {
        "id": duty.id,
        "title": duty.title,
        "who": duty.who,
        "force": duty.force.value,
        "note": duty.note,
        "started": len(shown.runs),
        "missed": shown.missed,
        "carried": shown.missed_and_carried,
        "numbers": [(standing.words, counts[standing], standing in MISSED) for standing in STANDINGS],
        "share": _share(shown),
        "versions": [
            {
                "law": str(version.source),
                "limit": str(version.within) if version.within else "no number of days",
                "verified": version.source.verified.words,
                "read": version.source.edition.text,
                "runs": runs,
            }
            for version, runs in shown.versions
        ],
        "behind": [_behind(shown, standing, inspection) for standing in STANDINGS if counts[standing]],
    }


def _share(shown: Shown) -> str:
    """Of the runs that came to an outcome, how many were done in time, in words."""
    decided = shown.missed + shown.counts[Standing.IN_TIME]
    if not decided:
        return ""
    in_time = shown.counts[Standing.IN_TIME]
    share = f" ({100 * in_time / decided:.0f}%)" if decided >= _ENOUGH_FOR_A_SHARE else ""
    return (
        f"Of {decided:,} that were done, or should have been by then, {in_time:,}{share} were done in time."
    )


def _behind(shown: Shown, standing: Standing, inspection: Inspection) -> Behind:
    rows = [_row(run, inspection) for run in shown.standing(standing)]
    return Behind(standing.words, MEANINGS[standing], len(rows), standing in MISSED, rows)


def _row(run: Run, inspection: Inspection) -> Row:
    return Row(
        child=inspection.names[run.child],
        started=written(run.started_on),
        due=written(run.due_on),
        outcome=outcome(run),
        late="" if run.working_days_late is None else f"{run.working_days_late:,}",
        carried=run.carried,
    )


def outcome(run: Run) -> str:
    """What became of it by the day looked at."""
    if run.met_on:
        return f"done {written(run.met_on)}"
    if run.standing is Standing.ENDED_UNMET:
        return f"ended {written(run.stopped_on)}, not done"
    return f"not owed from {written(run.stopped_on)}" if run.stopped_on else "not done"


def _disorders(inspection: Inspection) -> Iterator[tuple[str, str, str, str, int]]:
    for found in inspection.disorders:
        child, days = inspection.names[found.child], (written(found.earlier), written(found.later))
        yield child, found.order.says, *days, found.line


@cache
def _template() -> Template:
    text = files(__package__).joinpath("report.html").read_text(encoding="utf-8")
    return Engine(autoescape=True).from_string(text)
