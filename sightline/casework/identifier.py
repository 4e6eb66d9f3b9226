"""Identifiers: the numbers that other systems know a child by, and a name for one who came with only that."""

from sightline.casework.verb import Refused, verb
from sightline.people.models import Worker
from sightline.record.models import Identifier, Person

#: What stands for a given name, which no return holds. The family name is then the other system's number.
NO_NAME = "Not in the census"


@verb
def keep(child: Person, *, by: Worker, system: str, value: str, came_from: str) -> Identifier:
    """Keep the number by which another system knows a person, so that it finds them."""
    return Identifier.objects.create(
        recorded_by=by, child=child, system=system, value=value, came_from=came_from
    )


@verb
def put_name_right(child: Person, *, by: Worker, given_name: str, family_name: str, because: str) -> Person:
    """Give a child who was brought in without a name the name that a worker found out, and how."""
    if child.given_name != NO_NAME:
        raise Refused("This person has a name.")
    if not (given_name.strip() and family_name.strip() and because.strip()):
        raise Refused("Give both names, and say how they were found out.")
    child.given_name, child.family_name = given_name.strip(), family_name.strip()
    child.save(update_fields=["given_name", "family_name"])
    return child
