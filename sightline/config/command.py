"""The `sightline` command. Each layer adds its own words to it; any other word is one of Django's."""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec

LAYERS = (
    "config",
    "timescales",
    "duties",
    "people",
    "audit",
    "record",
    "compliance",
    "casework",
    "assurance",
    "returns",
    "exampleshire",
    "web",
    "api",
)
"""Where commands may live, in the order that help lists them."""

NEEDS = ("nothing", "django", "database")
"""What must be ready before a command runs: nothing; Django; the database, with its tables current."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit status."""
    with suppress(BrokenPipeError):  # whoever was reading, `head` or a pager, has read enough
        return _main(argv)
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _main(argv: Sequence[str] | None) -> int:
    words = list(sys.argv[1:] if argv is None else argv)
    parser, known = build_parser()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.config.settings")
    if words and not words[0].startswith("-") and words[0] not in known:
        return _run_django(words)
    arguments = parser.parse_args(words)
    if not hasattr(arguments, "run"):
        parser.print_help()
        return 0 if not words else 2
    return _run(arguments)


def build_parser() -> tuple[argparse.ArgumentParser, set[str]]:
    """The parser of every layer's commands, and their first words."""
    parser = argparse.ArgumentParser(
        prog="sightline",
        description="The record of an authority's children's services, and what the law requires of it.",
        epilog="Any other word is one of Django's commands (migrate, shell …): sightline help lists them.",
    )
    subcommands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for layer in LAYERS:
        name = f"sightline.{layer}"
        if find_spec(name) and find_spec(f"{name}.commands"):
            import_module(f"{name}.commands").add_to(subcommands)
    return parser, set(subcommands.choices)


def _run(arguments: argparse.Namespace) -> int:
    needs = getattr(arguments, "needs", "nothing")
    if needs not in NEEDS:
        raise ValueError(f"a command needs one of {', '.join(NEEDS)}; not {needs}")
    if needs == "nothing":
        return int(arguments.run(arguments) or 0)
    from sightline.config import ready

    get_ready = ready.with_tables if needs == "database" else ready.with_django
    return ready.told_plainly(lambda: get_ready(lambda: int(arguments.run(arguments) or 0)))


def _run_django(words: list[str]) -> int:
    from django.core.management import execute_from_command_line

    from sightline.config import ready

    return ready.told_plainly(
        lambda: ready.with_database(lambda: execute_from_command_line(["sightline", *words]))
    )
