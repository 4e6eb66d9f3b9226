"""`sightline exampleshire load` and `sightline rehearse`."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sightline.exampleshire.rehearsals import Rehearsal


def add_to(subcommands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds this layer's commands."""
    made_up = subcommands.add_parser("exampleshire", help="a made-up authority to try Sightline with")
    what = made_up.add_subparsers(title="what to do", metavar="WHAT", required=True)
    _add_load(what)
    _add_rehearse(subcommands)


def _add_load(what: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    load = what.add_parser("load", help="fill an empty database with the made-up authority")
    load.add_argument(
        "--children", type=int, default=2000, help="about how many are open (default: %(default)s)"
    )
    load.add_argument("--teams", type=int, help="how many teams (default: as many as so many children need)")
    load.add_argument(
        "--seed", type=int, default=1, help="the same seed makes the same authority (default: 1)"
    )
    load.add_argument("--on", type=date.fromisoformat, help="the day whose morning it is (default: today)")
    load.add_argument(
        "--if-empty", action="store_true", help="leave Exampleshire as it is where it is loaded already"
    )
    load.add_argument(
        "--again", action="store_true", help="empty our own database first; refused for any other"
    )
    load.set_defaults(run=run_load, needs="database")


def _add_rehearse(subcommands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    rehearse = subcommands.add_parser(
        "rehearse",
        help="live through a failure that really happened, and see what Sightline would have shown",
    )
    rehearse.add_argument("name", nargs="?", help="which one; with none, they are listed")
    rehearse.add_argument("--json", action="store_true", help="end with the result as one line of JSON")
    rehearse.set_defaults(run=run_rehearse, needs="database")


def run_load(arguments: argparse.Namespace) -> int:
    """Loads the made-up authority and says who can sign in."""
    from sightline.exampleshire import sign_in
    from sightline.exampleshire.load import AlreadyThere, empty_our_own, is_exampleshire, load

    try:
        if arguments.again:
            empty_our_own()
        if not (arguments.if_empty and is_exampleshire()):
            on = arguments.on or date.today()  # noqa: DTZ011 - the day on this machine is the day it is shown
            loaded = load(
                children=arguments.children, seed=arguments.seed, on=on, teams=arguments.teams, tell=_tell
            )
            _tell("")
            print(
                f"Exampleshire is loaded: {sum(loaded.values()):,} rows, as on the morning of {on:%-d %B %Y}."
            )
    except AlreadyThere as reason:
        print(f"sightline: {reason}", file=sys.stderr)
        return 1
    print(sign_in.who_can_sign_in())
    return 0


def _tell(words: str) -> None:
    """Say how far it is, on one line that is written over; nothing where nobody watches."""
    if sys.stderr.isatty():
        print(f"\r\033[K{words}", end="", file=sys.stderr, flush=True)


def _listed(rehearsals: "Mapping[str, Rehearsal]") -> Iterator[str]:
    """Each rehearsal, and the days of warning that it gives of each failing."""
    for name, rehearsal in rehearsals.items():
        yield f"  {name:<20}{rehearsal.title}"
        if rehearsal.warned:
            yield f"{'':<22}days between Sightline first showing it and {rehearsal.found_by}, who found it:"
        for one in rehearsal.warned:
            yield f"{'':<24}{one.failing:<46}{one.least:>4} at least, {one.middle} in the middle"
        yield ""


def run_rehearse(arguments: argparse.Namespace) -> int:
    """Lists the rehearsals, or runs one and rolls everything back."""
    from sightline.exampleshire.rehearsals import REHEARSALS

    if arguments.name is None:
        print("\n".join(_listed(REHEARSALS)))
        return 0
    if arguments.name not in REHEARSALS:
        print(f"sightline: there is no rehearsal {arguments.name}: {', '.join(REHEARSALS)}", file=sys.stderr)
        return 2
    result = REHEARSALS[arguments.name].run()
    print(result.story)
    if arguments.json:
        print(result.json)
    return 0
