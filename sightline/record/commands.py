"""The command of the record: what its tables hold."""

import argparse
import sys


def add_to(subcommands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds this layer's command."""
    about = "print every table of the record, or one: its fields, its milestones, what PostgreSQL refuses"
    parser = subcommands.add_parser("record", help=about, description=f"{about[0].upper()}{about[1:]}.")
    parser.add_argument(
        "table", nargs="*", metavar="TABLE", help="a table's words, such as: strategy discussion"
    )
    parser.set_defaults(run=run_record, needs="django")


def run_record(arguments: argparse.Namespace) -> int:
    """Exit status 0, or 2 where the record has no such table."""
    from sightline.record import documents

    wanted = " ".join(arguments.table).lower()
    if not wanted:
        print(documents.page())
        return 0
    tables = documents.tables()
    if wanted not in tables:
        print(f"The record has no {wanted}. It has: {', '.join(tables)}.", file=sys.stderr)
        return 2
    print(tables[wanted])
    return 0
