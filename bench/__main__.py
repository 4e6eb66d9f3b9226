"""`python -m bench`: what `make bench` runs, one bench after another, each in a process of its own.

A process that starts others lends them its own peak of memory, so whoever starts a bench must stay small.
"""

import argparse
import subprocess
import sys


def main() -> int:
    """Run every bench; the exit status is 1 where one of them found its answers wrong."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--small", action="store_true", help="a tenth of the law's size, and the census")
    parser.add_argument("--write", metavar="PAGE", help="put the tables into this page as well")
    options = parser.parse_args()
    benches: dict[str, list[str] | None] = {
        "law": ["--small"],
        "census": ["--children", "332"],
        "look_back": ["--small"],
    }
    benches |= dict.fromkeys(("load", "looks", "pages", "people"))
    page = ["--write", options.write] if options.write else []
    statuses = [
        subprocess.run(
            [sys.executable, "-m", f"bench.{name}", *(small or [] if options.small else []), *page]
        )
        for name, small in benches.items()
        if small is not None or not options.small
    ]
    return max(done.returncode for done in statuses)


if __name__ == "__main__":
    sys.exit(main())
