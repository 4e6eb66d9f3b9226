"""`sightline invite`: the first system administrator of an empty installation."""

import argparse
import sys


def add_to(subcommands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this layer's command."""
    inviting = subcommands.add_parser("invite", help="add the first system administrator")
    inviting.add_argument("name")
    inviting.add_argument("email")
    inviting.set_defaults(run=invite, needs="database")


def invite(arguments: argparse.Namespace) -> int:
    """Add a system administrator where there is none, and print where they choose a password."""
    from sightline.people.models import Role, Worker
    from sightline.web.workers import link_for

    here = Worker.objects.filter(role=Role.ADMINISTRATOR, left_on=None).first()
    if here is not None:
        print(f"sightline: {here.name} is system administrator and can invite others.", file=sys.stderr)
        return 1
    made = Worker.objects.create_user(arguments.email, name=arguments.name, role=Role.ADMINISTRATOR)
    print(f"{made.name} chooses a password, once and within three days, at this address of your host:")
    print(link_for(made))
    return 0
