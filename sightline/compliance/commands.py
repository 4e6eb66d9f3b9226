"""`sightline measure`: every duty over the whole record."""

import argparse
import json
from datetime import date


def add_to(subcommands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this layer's command."""
    parser = subcommands.add_parser("measure", help="measure every duty over the whole record")
    parser.add_argument("--on", type=date.fromisoformat, help="the day asked about (default: today)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=measure, needs="database")


def measure(arguments: argparse.Namespace) -> int:
    """Print, for each duty, how its clocks stand on the day; what the record cannot show is said."""
    from django.utils.timezone import localdate

    from sightline.compliance import authority, book
    from sightline.duties.language import Standing

    on = arguments.on or localdate()
    measured = authority.measure(on=on)
    standings = [standing for standing in Standing if standing is not Standing.NOT_STARTED]
    if arguments.json:
        print(
            json.dumps(
                {
                    "on": on.isoformat(),
                    "duties": [
                        {"id": one.duty.id, "started": one.started}
                        | {standing.name.lower(): one.counts[standing] for standing in standings}
                        for one in measured
                    ],
                    "not_in_this_record": [duty.id for duty in authority.not_shown()],
                }
            )
        )
        return 0
    print(f"Every duty on {on:%-d %B %Y}\n")
    print(f"{'':44}{'started':>9}" + "".join(f"{standing.words:>16}" for standing in standings))
    for one in measured:
        figures = "".join(f"{one.counts[standing]:>16,}" for standing in standings)
        print(f"{one.duty.id:44}{one.started:>9,}{figures}")
    if hidden := authority.not_shown():
        print("\nNot in this record yet, so not counted: " + ", ".join(duty.id for duty in hidden))
    for standard, why in book.refused():
        print(f"\nNot in force, because the law does not allow it: {standard}. {why}")
    return 0
