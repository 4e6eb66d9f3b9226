"""Places in the authority of `world.py`, told with verbs, and Mia whom the last attempt did not find."""

from sightline.casework import place
from sightline.record.models import Place, PlaceAction, PlaceLink, Sighting
from tests.web.world import TODAY, World

#: Pages about a place and no child: there for everybody who works with children.
OWN = {
    "places",
    "place",
    "place-add",
    "place-put-right",
    "place-action",
    "place-action-finish",
    "place-review",
    "place-strike-out",
}
#: The same, for whoever answers for the place.
ANSWERS = {"place-end"}
#: Pages for the team's manager and not for its workers.
MANAGERS = {"unseen"}
#: Those at which nothing is written.
ONLY_SHOWN = {"places", "place", "places-of"}


def placed(world: World) -> dict[str, list[object]]:
    """What stands in the addresses of these pages, by the page's name."""
    park = Place.objects.first() or _park(world)
    linked, action = PlaceLink.objects.get(place=park), PlaceAction.objects.get(place=park)
    failed = Sighting.objects.standing().filter(child=world.mia, was_seen=False)
    ids: dict[str, list[object]] = {
        "unseen": [failed.order_by("-happened_on", "-pk")[0].pk],
        "place-link": [world.mia.pk, park.pk],
        "place-unlink": [linked.pk],
        "place-action-finish": [action.pk],
    }
    about = ("place", "place-put-right", "place-action", "place-review", "place-strike-out", "place-end")
    return ids | {name: [park.pk] for name in about}


def _park(world: World) -> Place:
    """The bandstand, where Mia goes after school."""
    amina = world.cast.amina
    park = place.add(
        by=amina,
        team=world.cast.team,
        on=TODAY,
        kind="outdoors",
        name="The bandstand",
        address="Riverside Park",
        worry="Older men wait there after school.",
        came_from="The park keeper",
        review_on=TODAY,
    )
    place.link(world.mia, park, by=amina, on=TODAY, role="goes", came_from="Her aunt")
    place.agree(park, by=amina, on=TODAY, what="Mend the lights", owner=amina, due_on=TODAY)
    place.review(park, by=amina, on=TODAY, found="Darker than in winter.", next_review_on=TODAY)
    return park
