"""A restricted record, a conflict and two emergencies, for the pages about them."""

from sightline.casework import conflict, emergency, family, restriction
from sightline.people.models import Role, Worker
from sightline.record.models import Conflict, EmergencyOpening, Person, RestrictedTo, Restriction
from tests.web.world import NOW, TODAY, World

#: Pages on which nothing is typed.
ONLY_SHOWN = {"restricted", "emergencies"}
#: Addresses at which something is only done.
ONLY_DONE = {"emergency-know"}
#: First pages of what is a worker's own.
OWN = {"my-home", "emergencies"}
#: What a manager decides, and a worker does not.
MANAGERS = {"restrict", "restriction-name", "restriction-lift", "naming-end", "conflict-end"}
MANAGERS |= {"emergency-review"}
#: Reached by whoever practises, for any child who is not kept from them: it shows nothing of the record.
BY_NUMBER = {"emergency"}


def kept(world: World) -> dict[str, list[object]]:
    """What stands in the addresses of these pages, by the page's name."""
    bryn, otis = world.cast.bryn, world.otis
    nia = Worker.objects.filter(email="nia@exampleshire.example").first() or Worker.objects.create_user(
        "nia@exampleshire.example", name="Nia Wynn", role=Role.SOCIAL_WORKER
    )
    running = Restriction.objects.first() or restriction.restrict(
        otis, by=bryn, level="restricted", because="His father sits on the council.", ask=bryn, named=[nia]
    )
    known = Conflict.objects.first() or conflict.say(
        world.mia, by=bryn, on=TODAY, how="neighbour", worker=nia, because="She lives next door."
    )
    opened = EmergencyOpening.objects.first() or emergency.open_record(
        otis.pk, by=_rhys(), at=NOW, because="He rang from a call box."
    )
    return {
        "restriction-name": [running.pk],
        "restriction-lift": [running.pk],
        "naming-end": [RestrictedTo.objects.get(worker=nia).pk],
        "conflict-end": [known.pk],
        "emergency": [_elsewhere(world).pk],
        "emergency-review": [opened.pk],
    }


def _rhys() -> Worker:
    role = Role.SOCIAL_WORKER
    return Worker.objects.create_user("rhys@exampleshire.example", name="Rhys Ash", role=role)


def _elsewhere(world: World) -> Person:
    """Somebody in the record whom no case binds to anybody."""
    said = {"given_name": "Tove", "family_name": "Quill"}
    return Person.objects.filter(**said).first() or family.add_person(by=world.cast.hal, **said)
