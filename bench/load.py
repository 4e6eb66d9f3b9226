"""How long a newcomer waits for Exampleshire: a database from nothing, and the authority in it."""

import argparse
import os
import sys
import time
from pathlib import Path

from bench import place
from bench.page import rewrite

AGAIN = 3


def main(arguments: list[str] | None = None) -> int:
    """Run the bench and print its table."""
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--write", metavar="PAGE", type=Path, help="put the table into this page as well")
    options = parser.parse_args(arguments)
    times = sorted(loaded() for _ in range(AGAIN))
    page = table([wall for wall, _ in times], times[0][1])
    print(page)
    if options.write:
        rewrite(options.write, "load", page)
    return 0


def loaded() -> tuple[float, str]:
    """Seconds to load the authority into a database that was not there, and what the loader said."""
    with place.of_its_own():
        began = time.perf_counter()
        said = place.load_exampleshire("--on", "2026-11-20")
        return time.perf_counter() - began, said


def table(seconds: list[float], said: str) -> str:
    """The least, the median and the most, since other work on the machine only ever adds."""
    busy = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end"
    figures = " | ".join(f"{wall:.0f}" for wall in (seconds[0], seconds[len(seconds) // 2], seconds[-1]))
    return (
        f"{said} {busy}; {len(seconds)} times.\n\n"
        f"| least, s | median, s | most, s |\n| ---: | ---: | ---: |\n| {figures} |"
    )


if __name__ == "__main__":
    sys.exit(main())
