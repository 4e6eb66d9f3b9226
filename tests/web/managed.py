"""What the pages about managing the work are about, told with verbs: a part beside the lead, and a worker."""

from datetime import date

from sightline.casework import allocation
from sightline.people.models import Role, Worker
from sightline.record.models import SecondaryWorker
from tests.web.world import World

#: Pages about a worker, which show no child.
ABOUT_WORKERS = {"training", "training-complete", "training-register"}


def beside(world: World) -> SecondaryWorker:
    """Jo helps Mia's mother with bedtimes; Amina leads."""
    return SecondaryWorker.objects.first() or allocation.give_part(
        world.referral,
        to=Worker.objects.create_user(
            "jo@exampleshire.example", name="Jo Reid", role=Role.FAMILY_WORKER, team=world.cast.team
        ),
        part="parenting",
        by=world.cast.bryn,
        on=date(2026, 3, 12),
        because="Bedtimes are hard",
    )


def managed(world: World) -> dict[str, list[object]]:
    """What stands in the addresses of these pages, by the page's name."""
    return {"part-end": [beside(world).pk]}
