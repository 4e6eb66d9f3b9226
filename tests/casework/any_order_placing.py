"""Places, and children whom nobody found, among the acts of `any_order.py`: `c` is one of its chances."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sightline.casework import agreed, place, unseen
from sightline.record import models as record


def _places(c: Any) -> Any:
    """A place in the record, struck out or ended though it may be."""
    return c.one(list(record.Place.objects.order_by("pk")))


def _add(c: Any) -> object:
    on = c.on
    return place.add(
        by=c.by,
        team=c.team,
        on=on,
        kind=c.random.choice(["outdoors", "online", "group"]),
        name="The bandstand",
        worry="Older men wait there after school.",
        came_from="The park keeper",
        review_on=on + timedelta(days=c.random.randint(0, 40)),
    )


def _link(c: Any) -> object:
    role = c.random.choice(["goes", "harmed"])
    return place.link(c.child, _places(c), by=c.by, on=c.on, role=role, came_from="Her aunt")


def _act(c: Any) -> object:
    """Something is agreed about a place, done, or it is looked at again."""
    act = c.random.randrange(4)
    if act == 0:
        who = {"owner": c.receiver} if c.random.random() < 0.5 else {"outside": "Parks"}
        return place.agree(_places(c), by=c.by, on=c.on, what="Mend the lights", due_on=c.on, **who)
    if act == 1:
        action = c.one(list(record.PlaceAction.objects.order_by("pk")))
        return agreed.finish(action, by=c.by, on=c.on, outcome="done", evidence="They shine.")
    if act == 2:
        return place.review(_places(c), by=c.by, on=c.on, found="Darker than in May", next_review_on=c.on)
    said = {"kind": "outdoors", "name": "Bandstand", "worry": "Men wait there.", "because": "Its name"}
    return place.put_right(_places(c), by=c.by, team=c.team, **said)


PLACING: dict[str, Callable[[Any], object]] = {
    "a place worries us": _add,
    "she goes there": _link,
    "she goes there no more": lambda c: place.unlink(c.of(record.PlaceLink), by=c.by, on=c.on),
    "something is done about a place": _act,
    "the place worries us no more": lambda c: place.end(
        _places(c), by=c.by, on=c.on, because="It is fenced in."
    ),
    "it is decided what to do when she is not found": lambda c: unseen.decide(
        c.of(record.Sighting), by=c.by, on=c.on, decision="again", because="Tonight, with her aunt"
    ),
}
