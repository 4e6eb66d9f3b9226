"""The commands of the returns: inspect, and those of `checking`, `building`, `bringing_in` and `watching`."""

import argparse
import io
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from sightline.returns.bringing_in import add_bring_in
from sightline.returns.building import add_annex_a, add_census
from sightline.returns.checking import add_check
from sightline.returns.people_files import add_person
from sightline.returns.watching import add_watch


def add_to(subcommands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this layer's commands."""
    about = "say what a census, or a workbook of Annex A, shows of the law being kept; nothing is stored"
    parser = subcommands.add_parser("inspect", help=about, description=f"{about[0].upper()}{about[1:]}.")
    parser.add_argument("file", type=Path, metavar="FILE", help="a census (.xml) or Annex A (.xlsx)")
    parser.add_argument("--on", type=_day, metavar="DATE", help="the day to look at (else the return's own)")
    parser.add_argument("--json", action="store_true", help="print the numbers as JSON")
    parser.add_argument("--children", action="store_true", help="list the children behind each number")
    parser.add_argument("--html", type=Path, metavar="OUT", help="write the whole report as one HTML file")
    parser.set_defaults(run=run_inspect, needs="nothing")
    add_check(subcommands)
    add_census(subcommands, _day)
    add_annex_a(subcommands, _day)
    add_bring_in(subcommands)
    add_person(subcommands)
    add_watch(subcommands, _day)


def run_inspect(arguments: argparse.Namespace) -> int:
    """Exit status 0 when the file was inspected, whatever it shows; 2 when it or the request was refused."""
    from sightline.returns.refusal import Refused

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal that cannot show a letter still works
    try:
        print(_inspected(arguments), flush=True)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 2
    except BrokenPipeError:  # whoever was reading, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _inspected(arguments: argparse.Namespace) -> str:
    import json

    from sightline.returns import report, summary
    from sightline.returns.cin_census.days import Days
    from sightline.returns.cin_census.read import read
    from sightline.returns.inspect import inspect, reference_day

    out = arguments.html.resolve() if arguments.html else None
    _refuse_to_overwrite(arguments.file, out)
    if _is_workbook(arguments.file):
        return _account_of_workbook(arguments)
    days = Days(read(arguments.file))
    on, why = (arguments.on, "as asked") if arguments.on else reference_day(days, _today())
    inspection, name = inspect(days, on), arguments.file.name
    if out:
        write_whole(out, report.page(inspection, name, why))
    if arguments.json:
        return json.dumps(summary.as_json(inspection), indent=2)
    return summary.as_text(inspection, name, why, with_children=arguments.children)


def _is_workbook(path: Path) -> bool:
    """Whether it opens as a workbook does, old or new; what is in it decides, never its name."""
    from zipfile import is_zipfile

    try:
        with path.open("rb") as file:
            return file.read(4) == b"\xd0\xcf\x11\xe0" or is_zipfile(path)
    except OSError:
        return False


def _account_of_workbook(arguments: argparse.Namespace) -> str:
    import json

    from sightline.returns.annex_a.account import account, as_json, as_text
    from sightline.returns.annex_a.read import read
    from sightline.returns.refusal import Reason, Refused

    if arguments.html:
        raise Refused(Reason("--html is for a census: a workbook’s account is text, or --json"))
    told = account(read(arguments.file), on=arguments.on, today=_today())
    if arguments.json:
        return json.dumps(as_json(told), indent=2)
    return as_text(told, arguments.file.name, with_children=arguments.children)


def _day(text: str) -> date:
    from sightline.timescales import FIRST_DAY, LAST_DAY

    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day written as 2024-03-31") from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise argparse.ArgumentTypeError(f"{day} is outside {FIRST_DAY} to {LAST_DAY}")
    return day


def _today() -> date:
    from sightline.timescales.london import day_of

    return day_of(datetime.now(UTC))


def _refuse_to_overwrite(source: Path, target: Path | None) -> None:
    from sightline.returns.refusal import Reason, Refused

    if target is None:
        return
    if target.exists() and source.exists() and target.samefile(source):
        raise Refused(Reason(f"{target} is the return itself: choose another file for the report"))
    if (target.exists() and not target.is_file()) or not target.parent.is_dir():
        raise Refused(Reason(f"{target} is not a place for a file"))


def write_whole(target: Path, text: str) -> None:
    """Write the whole file or none of it: beside its place, then into it. Only its owner may read it."""
    from tempfile import NamedTemporaryFile

    from sightline.returns.refusal import Reason, Refused

    part = None
    try:
        with NamedTemporaryFile("w", encoding="utf-8", dir=target.parent, prefix=".", delete=False) as file:
            part = Path(file.name)
            file.write(text)
        part.replace(target)
    except OSError as problem:
        if part is not None:
            part.unlink(missing_ok=True)
        raise Refused(Reason(f"{target} cannot be written: {problem.strerror}")) from problem
