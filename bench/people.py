"""Matching people: precision and recall on FEBRL4 beside Splink's own, and a search of a million people."""

import argparse
import os
import sys
from pathlib import Path

from bench.febrl import febrl
from bench.million import million
from bench.page import rewrite
from bench.place import of_its_own


def main(arguments: list[str] | None = None) -> int:
    """Run the bench and print its tables."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.people", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--people", type=int, default=1_000_000, help="how many people are searched; 0: none")
    parser.add_argument("--pairs", type=int, default=5_000, help="how many of FEBRL4's pairs are looked for")
    parser.add_argument("--write", metavar="PAGE", type=Path, help="put the tables into this page as well")
    options = parser.parse_args(arguments)
    with of_its_own():
        from sightline.config import ready

        told = []
        parts = (_began, lambda: febrl(options.pairs), lambda: million(options.people))
        ready.with_tables(lambda: told.extend(part() for part in parts[: 3 if options.people else 2]) or 0)
    page = "\n\n".join(told)
    print(page)
    if options.write:
        rewrite(options.write, "people", page)
    return 0


def _began() -> str:
    load = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} when it began"
    return f"{load}; Python {sys.version.split()[0]}."


if __name__ == "__main__":
    sys.exit(main())
