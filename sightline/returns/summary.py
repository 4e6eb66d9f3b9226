"""What a return shows, on a terminal: plain words and one table, or JSON for another program."""

from collections.abc import Iterable, Iterator
from textwrap import wrap

from sightline.duties.language import Standing
from sightline.returns.inspect import MISSED, STANDINGS, Inspection, Run, Shown
from sightline.returns.report import caution, headline, outcome
from sightline.returns.words import many, written

_WIDTH = 100


def as_json(inspection: Inspection) -> dict[str, object]:
    """The numbers, for another program. Each duty's `started` is the sum of the six that follow it."""
    return {
        "children": inspection.census.children,
        "episodes": inspection.census.episodes,
        "on": inspection.on.isoformat(),
        "duties": [_numbers(shown) for shown in inspection.shown],
        "not_in_this_return": [
            {"id": untold.duty.id, "title": untold.duty.title, "why": untold.why}
            for untold in inspection.untold
        ],
    }


def as_text(inspection: Inspection, name: str, why_that_day: str, *, with_children: bool = False) -> str:
    """The summary that a person reads; with the children behind each number if asked."""
    return "\n".join(_lines(inspection, name, why_that_day, with_children))


def _numbers(shown: Shown) -> dict[str, object]:
    counts = shown.counts
    return {
        "id": shown.duty.id,
        "title": shown.duty.title,
        "source": shown.source,
        "started": len(shown.runs),
        "in_time": counts[Standing.IN_TIME],
        "late": counts[Standing.LATE],
        "overdue": counts[Standing.OVERDUE],
        "ended_unmet": counts[Standing.ENDED_UNMET],
        "running": counts[Standing.RUNNING],
        "no_longer_owed": counts[Standing.NO_LONGER_OWED],
    }


def _lines(inspection: Inspection, name: str, why_that_day: str, with_children: bool) -> Iterator[str]:
    census = inspection.census
    looked_at = f"{many(census.children, 'child', 'children')}, {many(census.episodes, 'episode')}"
    yield f"{name}: {looked_at}, on {written(inspection.on)} ({why_that_day})"
    yield ""
    yield from wrap(headline(inspection), _WIDTH)
    yield from wrap(caution(inspection), _WIDTH)
    yield ""
    yield from _table(inspection)
    yield from _sources(inspection)
    if with_children:
        yield from _children(inspection)
    yield from _disorders(inspection, with_children)
    if inspection.doubts:
        yield "\nBefore relying on this"
        yield from _points(inspection.doubts)
    untold = many(len(inspection.untold), "duty", "duties")
    yield f"\nWhat this return cannot tell: {untold}, none counted above (--json and --html say why)"
    yield from _points(one.duty.title for one in inspection.untold)


def _table(inspection: Inspection) -> Iterator[str]:
    columns = ["started", *(standing.words for standing in STANDINGS)]
    widths = [max(len(words), 7) for words in columns]
    yield "  ".join(words.rjust(width) for words, width in zip(columns, widths, strict=True))
    for shown in inspection.worst_first:
        numbers = [len(shown.runs), *shown.counts.values()]
        row = "  ".join(f"{number or '-':>{width}}" for number, width in zip(numbers, widths, strict=True))
        yield f"{row}  {shown.duty.title}"


def _sources(inspection: Inspection) -> Iterator[str]:
    started = [shown for shown in inspection.worst_first if shown.runs]
    if started:
        yield "\nThe law that each started under"
    yield from _points(f"{shown.duty.title}: {shown.source}" for shown in started)


def _children(inspection: Inspection) -> Iterator[str]:
    for shown in inspection.worst_first:
        for standing in STANDINGS:
            runs = shown.standing(standing)
            if runs:
                yield f"\n{shown.duty.title}: {len(runs):,} {standing.words}"
            for run in runs:
                yield f"  {inspection.names[run.child]}: {_run(run)}"


def _run(run: Run) -> str:
    told = [f"from {written(run.started_on)}", f"due {written(run.due_on) or 'on no day'}", outcome(run)]
    if run.working_days_late is not None:
        told.append(f"{many(run.working_days_late, 'working day')} late")
    if run.carried and run.standing in MISSED:
        told.append("began in an earlier year")
    return ", ".join(told)


def _disorders(inspection: Inspection, with_children: bool) -> Iterator[str]:
    found = inspection.disorders
    hint = " (--children lists them)" if found and not with_children else ""
    yield f"\nDates out of order: {len(found):,}{hint}"
    if with_children:
        yield from _points(
            f"{inspection.names[one.child]}, line {one.line}: {one.order.says} "
            f"({written(one.earlier)}, {written(one.later)})"
            for one in found
        )


def _points(sentences: Iterable[str]) -> Iterator[str]:
    for sentence in sentences:
        yield from wrap(sentence, _WIDTH, initial_indent="  - ", subsequent_indent="    ")
