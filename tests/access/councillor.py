"""Ivy Birch is a councillor's daughter: her record restricted, opened in an emergency, seen or not."""

from sightline.casework import emergency, restriction
from sightline.people.models import Worker
from sightline.record.models import EmergencyOpening, Person, Restriction
from tests.web.world import NOW, World

COUNCILLOR = "Her father sits on the council."


def restrict(world: World, named: Worker, level: str = "restricted") -> Restriction:
    bryn = world.cast.bryn
    return restriction.restrict(world.ivy, by=bryn, level=level, because=COUNCILLOR, ask=bryn, named=[named])


def sees(worker: Worker, child: Person) -> bool:
    return Person.objects.visible_to(worker).filter(pk=child.pk).exists()


def opened(world: World, by: Worker) -> EmergencyOpening:
    return emergency.open_record(world.ivy.pk, by=by, at=NOW, because="She has rung from a call box")
