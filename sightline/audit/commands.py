"""`sightline audit seal` and `sightline audit verify`."""

import argparse


def add_to(subcommands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this layer's commands."""
    parser = subcommands.add_parser("audit", help="seal the journal and the looks, or look for tampering")
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    sealing = actions.add_parser("seal", help="seal what was written since the last seal")
    sealing.set_defaults(run=seal, needs="database")
    verifying = actions.add_parser("verify", help="find what was changed, removed, moved or back-dated")
    verifying.add_argument("--newest", metavar="DIGEST", help="a seal's digest that you kept elsewhere")
    verifying.set_defaults(run=verify, needs="database")


def seal(arguments: argparse.Namespace) -> int:
    """Seal both logs and print each new seal's digest, which is worth keeping somewhere else."""
    from sightline.audit import seal as sealing

    made = sealing.seal()
    for one in made:
        print(f"{one.get_log_display()}: rows {one.first} to {one.last}, {one.many:,} of them. {one.digest}")
    if not made:
        print("Nothing has been written since the last seal.")
    return 0


def verify(arguments: argparse.Namespace) -> int:
    """Print whatever does not fit; the exit status is 1 if anything does not."""
    from sightline.audit import seal as sealing
    from sightline.audit.models import Seal

    found = sealing.verify(newest=arguments.newest)
    for tampering in found:
        print(f"{Seal.Log(tampering.log).label}: {tampering.what}")
    if not found:
        print(f"Nothing has been tampered with: {Seal.objects.count()} seals hold.")
    return 1 if found else 0
