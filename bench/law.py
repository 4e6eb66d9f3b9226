"""How fast the law is: every duty of the book over two million referrals, beside DuckDB and pandas.

    python -m bench.law [--small] [--without pandas] [--write docs/reference/benchmarks.md]

Each engine runs in a process of its own over the same made-up milestones. What is timed leaves every clock of
a duty in memory with its due, met, ended and lapsed day and its standing on one day, and counts the
standings. Loading is told apart. The engines' answers are compared, clock by clock.
"""

import argparse
import hashlib
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from bench.authority import Milestones, made_up
from bench.engines import ENGINES, Answer, duties
from bench.page import rewrite

REPEATS = {"sightline": 5, "duckdb": 3, "pandas": 1}
Result = dict[str, Any]


def main(arguments: list[str] | None = None) -> int:
    """Run the bench and print its table; exit status 1 if two engines disagree."""
    parser = argparse.ArgumentParser(prog="python -m bench.law", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--small", action="store_true", help="200,000 referrals instead of two million")
    parser.add_argument(
        "--without", action="append", default=[], choices=list(ENGINES), help="leave an engine out"
    )
    parser.add_argument("--write", metavar="PAGE", type=Path, help="put the table into this page as well")
    parser.add_argument("--engine", choices=list(ENGINES), help=argparse.SUPPRESS)
    parser.add_argument("--data", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.engine:
        print(json.dumps(measured(options.engine, options.data)))
        return 0
    referrals = 200_000 if options.small else 2_000_000
    names = [name for name in ENGINES if name not in options.without]
    results, milestones = side_by_side(referrals, names)
    page = table(results, referrals, milestones)
    print(page)
    if options.write:
        rewrite(options.write, "law", page)
    return 0 if agree(results) else 1


def side_by_side(referrals: int, names: list[str]) -> tuple[dict[str, Result], int]:
    """What each engine measured, and how many milestones there were."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "milestones.npz")
        made = made_up(referrals)
        made.save(path)
        return {name: in_a_process(name, path) for name in names}, len(made.day)


def in_a_process(name: str, path: str) -> Result:
    """The engine's own process, so that its memory is its own."""
    command = [sys.executable, "-m", "bench.law", "--engine", name, "--data", path]
    found = subprocess.run(command, check=True, capture_output=True, text=True)
    result: Result = json.loads(found.stdout)
    return result


def measured(name: str, path: str) -> Result:
    """Every duty in this engine: milliseconds (the median), clocks and a digest of the answer; and peak
    memory.
    """
    made = Milestones.load(path)
    began = time.perf_counter()
    engine = ENGINES[name](made)
    loading = time.perf_counter() - began
    del made
    rows = {}
    for duty in duties():
        engine.prepare(duty)
        times = [timed(engine, duty) for _ in range(REPEATS[name])]
        answer = engine.answer()
        rows[duty.id] = {
            "ms": 1000 * statistics.median(times),
            "first": 1000 * times[0],
            "n": len(answer[0]),
            "digest": digest(answer),
        }
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    return {"loading": loading, "peak": peak, "duties": rows}


def timed(engine: Any, duty: Any) -> float:
    """Seconds for one duty."""
    began = time.perf_counter()
    engine.measure(duty)
    return time.perf_counter() - began


def digest(answer: Answer) -> str:
    """A fingerprint of every field of every clock."""
    every = hashlib.sha256()
    for column in answer:
        every.update(np.ascontiguousarray(np.asarray(column, np.int64)).tobytes())
    return every.hexdigest()


def agree(results: dict[str, Result]) -> bool:
    """Whether every engine gave every clock of every duty the same days and standing."""
    return all(
        len({result["duties"][duty.id]["digest"] for result in results.values()}) == 1 for duty in duties()
    )


def table(results: dict[str, Result], referrals: int, milestones: int) -> str:
    """The page's section: a row to a duty, milliseconds, and how many times longer each rival took."""
    rivals = [name for name in results if name != "sightline"]
    heads = ["duty", "clocks", "Sightline ms", *(f"{name} {word}" for name in rivals for word in ("ms", "×"))]
    lines = [_row(heads), _row(["---", *["---:"] * (len(heads) - 1)])]
    for duty in duties():
        ours = results["sightline"]["duties"][duty.id]
        cells = [duty.id, f"{ours['n']:,}", f"{ours['ms']:.1f}"]
        for name in rivals:
            theirs = results[name]["duties"][duty.id]["ms"]
            cells += [f"{theirs:,.0f}", f"{theirs / ours['ms']:.1f}"]
        lines.append(_row(cells))
    return "\n".join([*_summary(results, rivals, referrals, milestones), "", *lines])


def _summary(results: dict[str, Result], rivals: list[str], referrals: int, milestones: int) -> list[str]:
    totals = {name: sum(row["ms"] for row in result["duties"].values()) for name, result in results.items()}
    said = [
        f"{referrals:,} referrals, {milestones:,} milestones, {len(duties())} duties; {os.cpu_count()} cores "
        f"(load {os.getloadavg()[0]:.1f}), "
        f"Python {platform.python_version()}, numpy {np.__version__}. "
        f"Same answers, clock by clock: {'yes' if agree(results) else '**no**'}.",
        "",
        _row(["engine", "loading, s", "all duties, s", "times ours", "first time, s", "peak, GiB"]),
        _row(["---", *["---:"] * 5]),
    ]
    for name, result in results.items():
        times = f"{totals[name] / totals['sightline']:.1f}"
        cells = [name, f"{result['loading']:.1f}", f"{totals[name] / 1000:.1f}", times]
        first = sum(row["first"] for row in result["duties"].values()) / 1000
        said.append(_row([*cells, f"{first:.1f}", f"{result['peak']:.1f}"]))
    for name, aim in (("duckdb", 3), ("pandas", 20)):
        if name in rivals:
            said += ["", _aim(results, name, aim)]
    return said


def _aim(results: dict[str, Result], rival: str, aim: int) -> str:
    ratio = {
        duty.id: results[rival]["duties"][duty.id]["ms"] / results["sightline"]["duties"][duty.id]["ms"]
        for duty in duties()
    }
    missed = ", ".join(f"{name} ({times:.1f})" for name, times in ratio.items() if times < aim)
    return f"Aim against {rival}: {aim} times on every duty. Missed on: {missed or 'none'}."


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main())
