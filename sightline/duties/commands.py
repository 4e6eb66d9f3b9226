"""`sightline duties`: the book of duties, printed, or written as pages and checked as current."""

import argparse
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sightline.duties.binding import Area

WIDTH = 100


def add_to(subcommands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the command to the parser."""
    parser = subcommands.add_parser("duties", help="print the book of duties, or one area of it")
    parser.add_argument("area", nargs="?", help="one area: referral, assessment, child_protection …")
    parser.add_argument("--markdown", action="store_true", help="print it as Markdown")
    parser.add_argument(
        "--write", type=Path, metavar="FOLDER", help="write a page to each area in this folder"
    )
    parser.add_argument(
        "--check", type=Path, metavar="FOLDER", help="exit 1 unless the pages there are current"
    )
    parser.set_defaults(run=run, needs="nothing")


def run(arguments: argparse.Namespace) -> int:
    """Prints, writes or checks; the exit status is 1 where pages are not current and 2 where there is no
    such area.
    """
    from sightline.duties import documents
    from sightline.duties.book import AREAS

    if arguments.write:
        return write(arguments.write)
    if arguments.check:
        return check(arguments.check)
    name = (arguments.area or "").replace("-", "_").replace(" ", "_")
    if name and name not in AREAS:
        print(f"the book has no area {arguments.area}: it has {', '.join(AREAS)}", file=sys.stderr)
        return 2
    areas = [AREAS[name]] if name else list(AREAS.values())
    if arguments.markdown:
        print("\n".join(documents.area_page(area) for area in areas), end="")
    else:
        print("\n".join(line for area in areas for line in _printed(area)))
    return 0


def write(folder: Path) -> int:
    """Writes every page into the folder, and removes pages of areas that are no more."""
    from sightline.duties.documents import pages

    folder.mkdir(parents=True, exist_ok=True)
    for stale in set(folder.glob("*.md")) - {folder / name for name in pages()}:
        stale.unlink()
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")
    print(f"{len(pages())} pages written to {folder}")
    return 0


def check(folder: Path) -> int:
    """Says which pages in the folder are not those that the book would write."""
    from sightline.duties.documents import pages

    there = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    wrong = sorted(name for name in there.keys() | pages().keys() if there.get(name) != pages().get(name))
    for name in wrong:
        print(f"{folder / name} is not current: sightline duties --write {folder}", file=sys.stderr)
    return 1 if wrong else 0


def _printed(area: "Area") -> Iterator[str]:
    from sightline.duties.documents import area_title, facts, rows_of

    yield f"{area_title(area).upper()}\n{area.about}\n"
    for duty in area.duties.values():
        yield f"  {duty.title}  [{duty.id}]"
        for name, words in facts(duty).items():
            yield from textwrap.wrap(
                f"{name}: {words}", WIDTH, initial_indent="    ", subsequent_indent="      "
            )
        for limit, begins, ends, source, verified in rows_of(duty):
            yield f"    {limit:<26}{begins} to {ends:<12}{source} ({verified})"
        yield ""
    for name, entry in area.not_yet_expressed.items():
        yield f"  NOT YET EXPRESSED  {entry.title}  [{name}]"
        yield f"    {entry.source} ({entry.source.verified})"
        yield from textwrap.wrap(entry.why, WIDTH, initial_indent="    ", subsequent_indent="    ")
        yield ""
