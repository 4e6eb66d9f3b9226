"""The command that checks a return against the Department's rules: `sightline check`."""

import argparse
import gc
import io
import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path


def add_check(subcommands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    about = "check a children in need census against the rules of its year; nothing is stored"
    parser = subcommands.add_parser("check", help=about, description=f"{about[0].upper()}{about[1:]}.")
    parser.add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help="a children in need census, as XML"
    )
    parser.add_argument("--year", type=_collection, metavar="YEAR", help="2025-26 (else the return's own)")
    parser.add_argument("--json", action="store_true", help="print every rule and finding as JSON")
    parser.add_argument("--all", action="store_true", help="show every place, not the first of each rule")
    parser.add_argument("--rules", action="store_true", help="list the rules instead of checking a file")
    parser.set_defaults(run=run_check, needs="nothing", parser=parser)


def run_check(arguments: argparse.Namespace) -> int:
    """Exit status 0: nothing found; 1: something found, or a rule failed; 2: the file was refused."""
    from sightline.returns.refusal import Refused

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal that cannot show a letter still works
    try:
        return _listed(arguments.year) if arguments.rules else _checked(arguments)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 2


def _listed(collection: int | None) -> int:
    from sightline.returns.cin_census.rulebook import listed
    from sightline.returns.cin_census.rules import NEWEST_WHOLE

    _print(f"{line}\n" for line in listed(collection or NEWEST_WHOLE))
    return 0


def _checked(arguments: argparse.Namespace) -> int:
    from sightline.returns.cin_census import answer
    from sightline.returns.cin_census.check import check
    from sightline.returns.cin_census.collection import collection_of, told_of
    from sightline.returns.cin_census.read import read
    from sightline.returns.refusal import Reason, Refused

    if arguments.file is None:
        raise Refused(Reason("say which file to check, or --rules to list the rules"))
    gc.disable()  # what is made here is needed to the end, and looking through it for rubbish takes long
    try:
        census = read(arguments.file)
        collection = collection_of(census, arguments.year)
        if said := told_of(census, arguments.year, collection):
            print(said, file=sys.stderr)
        checked = check(census, collection)
        name = arguments.file.name
        _print(
            answer.as_json(checked) if arguments.json else answer.as_text(checked, name, every=arguments.all)
        )
    finally:
        gc.enable()
    return 1 if checked.fired or checked.failed else 0


def _print(pieces: Iterable[str]) -> None:
    try:
        sys.stdout.writelines(pieces)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever was reading, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _collection(text: str) -> int:
    """The year that a collection ends in, from the way people write it: 2025-26."""
    written = re.fullmatch(r"(\d{4})[-/](\d{2}|\d{4})", text, re.ASCII)
    if written:
        end = int(written[1]) + 1
        if written[2] in (f"{end}", f"{end % 100:02}"):
            return end
    raise argparse.ArgumentTypeError(f"{text!r} is not a year of the census, written as 2025-26")
