"""`python -m bench`: what `make bench` runs, one bench after another."""

import argparse
import sys
from pathlib import Path

from bench import census, law, load


def main() -> int:
    """Run every bench; the exit status is 1 where one of them found its answers wrong."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--small", action="store_true", help="a tenth of the law's size, and no load")
    parser.add_argument("--write", metavar="PAGE", type=Path, help="put the tables into this page as well")
    options = parser.parse_args()
    page = ["--write", str(options.write)] if options.write else []
    wrong = law.main([*(["--small"] if options.small else []), *page])
    wrong |= census.main(page if not options.small else ["--children", "332", *page])
    if not options.small:
        wrong |= load.main(page)
    return wrong


if __name__ == "__main__":
    sys.exit(main())
