"""How fast a census is read, checked and answered for, beside what lxml takes only to parse the same file.

    python -m bench.census [--children 332 5000 20000] [--write docs/reference/benchmarks.md] [--spoil 10000]

Each figure is processor seconds in a process of its own, the median of three. `--spoil` instead checks that
many spoilt censuses, one after another, and says what came of them.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

from bench.page import rewrite

SIZES = (332, 5_000, 20_000)
SEED = 20_260_331
REPEATS = 3
SAMPLE = Path(__file__).parents[2] / "shared" / "data" / "cin_census" / "fake_CIN_data.xml"
Result = dict[str, Any]


def main(arguments: list[str] | None = None) -> int:
    """Run the bench and print its table; exit status 1 where a spoilt census broke something."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.census", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--children", type=int, nargs="+", default=SIZES, help="how many, in each made file")
    parser.add_argument("--write", metavar="PAGE", type=Path, help="put the table into this page as well")
    parser.add_argument("--spoil", type=int, metavar="MANY", help="check so many spoilt censuses instead")
    parser.add_argument("--way", choices=list(WAYS), help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.way:
        print(json.dumps(WAYS[options.way](options.file)))
        return 0
    if options.spoil:
        return spoil(options.spoil)
    page = table(list(measured(options.children)))
    print(page)
    if options.write:
        rewrite(options.write, "census", page)
    return 0


def parse(path: Path) -> Result:
    """Parse and keep the document: what any program that reads XML with lxml does at least."""
    from lxml import etree

    began = time.process_time()
    tree = etree.parse(path)
    return spent(began, elements=sum(1 for _ in tree.iter()))


def stream(path: Path) -> Result:
    """Parse and meet each element once, keeping nothing: what a reader of any kind does at least."""
    from lxml import etree

    began, elements = time.process_time(), 0
    for _, element in etree.iterparse(path):
        elements += 1
        element.clear()
    return spent(began, elements=elements)


def check(path: Path) -> Result:
    """Read, check by every rule and answer in JSON, each timed."""
    import gc

    from sightline.returns.cin_census import answer
    from sightline.returns.cin_census.check import check as checked
    from sightline.returns.cin_census.read import read

    gc.disable()  # as the command does
    times = [time.process_time()]
    census = read(path)
    times.append(time.process_time())
    found = checked(census, 2026)
    times.append(time.process_time())
    with open(os.devnull, "w") as nowhere:
        nowhere.writelines(answer.as_json(found))
    times.append(time.process_time())
    steps = [after - before for before, after in pairwise(times)]
    findings = sum(len(result.hits) for result in found.results)
    return spent(times[0], steps=steps, findings=findings, children=census.children)


WAYS = {"parse": parse, "stream": stream, "check": check}


def spent(began: float, **told: object) -> Result:
    """Processor seconds since, and the most memory the process has had, in MiB."""
    return {
        "seconds": time.process_time() - began,
        "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        **told,
    }


def measured(sizes: list[int]) -> Any:
    """Each file's name, its size and what each way measured of it."""
    from tests.returns.census import write_made as write_tangled
    from tests.returns.cin_census.made import write_made

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "census.xml"
        if SAMPLE.exists():
            yield of("the sector's sample", SAMPLE)
        for children in sizes:
            yield of("made, mostly right", write_made(path, children, SEED))
        yield of("made, mostly wrong", write_tangled(path, max(sizes), SEED))


def of(name: str, path: Path) -> tuple[str, float, dict[str, Result]]:
    """What each way measured of one file."""
    return name, path.stat().st_size / 2**20, {way: in_a_process(way, path) for way in WAYS}


def in_a_process(way: str, path: Path) -> Result:
    """The median run of three, each in a process of its own, so that its memory is its own."""
    command = [sys.executable, "-m", "bench.census", "--way", way, "--file", str(path)]
    runs: list[Result] = [
        json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        for _ in range(REPEATS)
    ]
    middle = statistics.median_low(run["seconds"] for run in runs)
    return next(run for run in runs if run["seconds"] == middle)


def table(rows: list[tuple[str, float, dict[str, Result]]]) -> str:
    """The table of the page."""
    lines = [
        f"{os.cpu_count()} cores, Python {platform.python_version()}.",
        "",
        "| census | children | MiB | findings | lxml parse, s | lxml, each element, s | read, s | check, s "
        "| JSON, s | all, s | times the one | times the other | peak memory, MiB |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, size, ways in rows:
        ours = ways["check"]
        cells = [
            name,
            f"{ours['children']:,}",
            f"{size:.1f}",
            f"{ours['findings']:,}",
            f"{ways['parse']['seconds']:.2f}",
            f"{ways['stream']['seconds']:.2f}",
            *(f"{step:.2f}" for step in ours["steps"]),
            f"{ours['seconds']:.2f}",
            f"{ours['seconds'] / ways['parse']['seconds']:.1f}",
            f"{ours['seconds'] / ways['stream']['seconds']:.1f}",
            f"{ours['mib']:.0f}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def spoil(many: int) -> int:
    """Check so many spoilt censuses. Exit status 1 where a rule broke."""
    from sightline.returns.cin_census import answer
    from sightline.returns.cin_census.check import check as checked
    from sightline.returns.cin_census.read import read
    from sightline.returns.refusal import Refused
    from tests.returns.cin_census.spoiling import spoilt
    from tests.returns.cin_census.test_spoilt import WHOLE

    came_of, longest = Counter[str](), 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "census.xml"
        for seed in range(many):
            path.write_bytes(spoilt(WHOLE, seed))
            began = time.perf_counter()
            try:
                found = checked(read(path), 2025 + seed % 3)
                "".join(answer.as_json(found))
                came_of["a rule broke" if found.failed else "checked"] += 1
            except Refused:
                came_of["refused"] += 1
            longest = max(longest, time.perf_counter() - began)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{many:,} spoilt censuses: {dict(came_of)}; the longest took {longest:.2f} s; peak {peak:.0f} MiB")
    return 1 if came_of["a rule broke"] else 0


if __name__ == "__main__":
    sys.exit(main())
