"""The commands that build a return from the record: `sightline census` and `sightline annex-a`."""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path


def add_census(
    subcommands: "argparse._SubParsersAction[argparse.ArgumentParser]", a_day: Callable[[str], date]
) -> None:
    """Add the command; `a_day` reads a day that was typed."""
    about = "build the children in need census of a year from the record, and write it as XML"
    parser = subcommands.add_parser("census", help=about, description=f"{about[0].upper()}{about[1:]}.")
    parser.add_argument("--year", required=True, metavar="YEAR", help="the census year, such as 2025-26")
    parser.add_argument("--out", required=True, type=Path, metavar="FILE", help="where to write it")
    parser.add_argument("--on", type=a_day, metavar="DATE", help="as the record stood then (else today)")
    parser.set_defaults(run=run_census, needs="database")


def add_annex_a(
    subcommands: "argparse._SubParsersAction[argparse.ArgumentParser]", a_day: Callable[[str], date]
) -> None:
    """Add the command; `a_day` reads a day that was typed."""
    about = "build the lists that inspectors ask for (Annex A) from the record, and write them as a workbook"
    parser = subcommands.add_parser("annex-a", help=about, description=f"{about[0].upper()}{about[1:]}.")
    parser.add_argument("--out", required=True, type=Path, metavar="FILE", help="where to write it")
    parser.add_argument("--on", type=a_day, metavar="DATE", help="as the record stood then (else today)")
    parser.set_defaults(run=run_annex_a, needs="database")


def run_annex_a(arguments: argparse.Namespace) -> int:
    """Exit status 0 when the whole workbook was written; 2, with nothing written, when it was refused."""
    from sightline.returns.refusal import Refused

    try:
        print(_lists_written(arguments.out.resolve(), arguments.on))
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 2
    return 0


def _lists_written(out: Path, on: date | None) -> str:
    from django.utils import timezone

    from sightline.returns.annex_a import build, export
    from sightline.returns.annex_a.lists import LISTS
    from sightline.returns.words import written

    today = timezone.localdate()
    built = build.build(build.not_ahead(on or today, today=today))
    export.write(out, built)
    lines = [f"{out.name}: Annex A, as the record stood on {written(built.on)}"]
    lines += [f"  {one.sheet:<9}{one.title:<64}{export.counted(built, one):>12}" for one in LISTS]
    return "\n".join(lines)


def run_census(arguments: argparse.Namespace) -> int:
    """Exit status 0 when the whole return was written; 2, with nothing written, when it was refused."""
    from sightline.returns.refusal import Refused

    try:
        print(_built(arguments.year, arguments.out.resolve(), arguments.on))
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 2
    return 0


def _built(year_text: str, out: Path, on: date | None) -> str:
    from django.conf import settings
    from django.utils import timezone

    from sightline.returns.cin_census import build, export
    from sightline.returns.cin_census.year import Year
    from sightline.returns.refusal import Reason, Refused
    from sightline.returns.words import many, written

    year, now = Year.written(year_text), timezone.localtime()
    until = min(on or now.date(), year.last_day)
    if until < year.first_day:
        raise Refused(Reason(f"{year} has not begun on {written(until)}"))
    code = settings.AUTHORITY_CODE
    if not (code.isascii() and code.isdigit() and len(code) == len("999")):
        raise Refused(Reason("SIGHTLINE_AUTHORITY_CODE is not three digits"))
    header = build.header(year, authority=code, at=now)
    children = export.write(out, header, build.children(year, on=until))
    many_children = many(children, "child", "children")
    return f"{out.name}: the census of {year} with {many_children}, as the record stood on {written(until)}"
