"""The command that checks the record's own census: `sightline census-watch`, for a nightly timer."""

import argparse
import sys
from collections.abc import Callable
from datetime import date


def add_watch(
    subcommands: "argparse._SubParsersAction[argparse.ArgumentParser]", a_day: Callable[[str], date]
) -> None:
    """Add the command; `a_day` reads a day that was typed."""
    about = "build this year's census from the record, check it, and keep the findings for the pages"
    parser = subcommands.add_parser("census-watch", help=about, description=f"{about[0].upper()}{about[1:]}.")
    parser.add_argument("--on", type=a_day, metavar="DATE", help="as the record stood then (else today)")
    parser.set_defaults(run=run_watch, needs="database")


def run_watch(arguments: argparse.Namespace) -> int:
    """Exit status 0 when it was checked, whatever was found; 2, keeping what was there, when refused."""
    from django.utils import timezone

    from sightline.returns.refusal import Refused
    from sightline.returns.watch import check_record
    from sightline.returns.words import many

    now = timezone.localtime()
    try:
        made = check_record(on=arguments.on or now.date(), at=now)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 2
    print(
        f"{made}: {many(made.children, 'child', 'children')}, {many(made.errors, 'error')}, "
        f"{many(made.queries, 'query', 'queries')} of which {made.explained:,} explained"
    )
    return 0
