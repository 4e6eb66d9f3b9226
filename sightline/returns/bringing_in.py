"""The command that makes records of a census from another system: `sightline bring-in`."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sightline.people.models import Team, Worker
    from sightline.returns.cin_census.bring_in import Account, Manner
    from sightline.returns.cin_census.tables import Census

LONGEST_SYSTEM = 40
EVERY = 250
"""How many children between two lines about how far it is."""


def add_bring_in(subcommands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    about = "make records of a children in need census from another system; a dry run unless told otherwise"
    parser = subcommands.add_parser("bring-in", help=about, description=f"{about[0].upper()}{about[1:]}.")
    parser.add_argument("file", type=Path, metavar="FILE", help="a children in need census, as XML")
    parser.add_argument("--as", dest="by", required=True, metavar="EMAIL", help="the worker who brings it in")
    parser.add_argument("--team", required=True, metavar="NAME", help="the team that holds what is open")
    parser.add_argument("--system", metavar="NAME", help="the other system (else as the file names it)")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--dry-run", action="store_true", help="say what would be made, and write nothing")
    how.add_argument("--for-real", action="store_true", help="write it")
    parser.add_argument(
        "--only-good",
        action="store_true",
        help="each child whole who can be, leaving out the others (else every child or nothing)",
    )
    parser.set_defaults(run=run_bring_in, needs="database")


def run_bring_in(arguments: argparse.Namespace) -> int:
    """Exit status 0 when every child is in the record, or would be; 1 when any is not; 2, with nothing
    written, when the file or the request was refused.
    """
    from sightline.returns.refusal import Refused

    try:
        account, heading = _brought_in(arguments)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 2
    from sightline.returns.cin_census.account import as_text

    print(as_text(account, heading))
    return 1 if account.children_left_out else 0


def _brought_in(arguments: argparse.Namespace) -> tuple["Account", str]:
    from sightline.returns.cin_census.bring_in import bring_in_census
    from sightline.returns.cin_census.read import read
    from sightline.returns.words import many

    by, team = a_worker(arguments.by), _team(arguments.team)
    census = read(arguments.file)
    system = _system(arguments.system, census)
    account = bring_in_census(
        census, by=by, team=team, system=system, manner=_manner(arguments), progress=_say_how_far
    )
    said = f"{arguments.file.name}: {many(census.children, 'child', 'children')} from {system}"
    return account, f"{said}, in the name of {by.name}, to be held by {team.name}"


def _manner(arguments: argparse.Namespace) -> "Manner":
    from sightline.returns.cin_census.bring_in import Manner

    if not arguments.for_real:
        return Manner.DRY_RUN
    return Manner.ONLY_GOOD if arguments.only_good else Manner.ALL_OR_NOTHING


def a_worker(email: str) -> "Worker":
    from sightline.people.models import Worker
    from sightline.returns.refusal import Reason, Refused

    found = Worker.objects.filter(email__iexact=email, left_on=None).first()
    if found is None:
        raise Refused(Reason(f"nobody who works here has the address {email}"))
    return found


def _team(name: str) -> "Team":
    from sightline.people.models import Team
    from sightline.returns.refusal import Reason, Refused

    found = Team.objects.filter(name=name, closed_on=None).first()
    if found is None:
        names = ", ".join(Team.objects.filter(closed_on=None).values_list("name", flat=True)) or "none yet"
        raise Refused(Reason(f"there is no team called {name!r}; there are: {names}"))
    return found


def _system(asked: str | None, census: "Census") -> str:
    from sightline.returns.refusal import Reason, Refused

    system = " ".join((asked or census.header("SoftwareCode") or "another system").split())
    if not system.isprintable() or not 0 < len(system) <= LONGEST_SYSTEM:
        raise Refused(Reason(f"say which system it is, in up to {LONGEST_SYSTEM} letters: --system NAME"))
    return system


def _say_how_far(done: int, of: int) -> None:
    if done % EVERY == 0 or done == of:
        print(f"{done:,} of {of:,} children", file=sys.stderr, flush=True)
