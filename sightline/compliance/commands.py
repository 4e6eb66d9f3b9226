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
    keeping = subcommands.add_parser("retention", help="list the records whose time is up, by number")
    keeping.add_argument("--on", type=date.fromisoformat, help="the day asked about (default: today)")
    keeping.set_defaults(run=retention, needs="database")
    telling = subcommands.add_parser("milestones", help="write every milestone as CSV, under pseudonyms")
    telling.add_argument("--out", required=True, metavar="FILE", help="where to write; refused if it exists")
    telling.set_defaults(run=milestones, needs="database")


def retention(arguments: argparse.Namespace) -> int:
    """Print the records whose time is up, the longest first: numbers and reasons, and no name."""
    from django.utils.timezone import localdate

    from sightline.compliance import retention as keeping

    on = arguments.on or localdate()
    found = keeping.due(None, on=on)
    for one in found:
        decided = f" {one.decided}" if one.decided else ""
        print(f"record {one.child.pk}: since {one.since_on:%-d %B %Y}. {one.because}.{decided}")
    print(f"{len(found):,} records are past their time on {on:%-d %B %Y}. Nothing is destroyed by itself.")
    for what, why in keeping.NOT_YET.items():
        print(f"{what}: {why}")
    return 0


def milestones(arguments: argparse.Namespace) -> int:
    """Write every milestone under pseudonyms, and say of which kinds there are very few."""
    from sightline.compliance import pseudonyms

    few = pseudonyms.write(arguments.out)
    print(f"Written to {arguments.out}, with no name, under pseudonyms that only this installation can undo.")
    for kind, many in few:
        print(f"Few enough to point at somebody: {kind}, {many} children.")
    return 0


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
