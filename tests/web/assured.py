"""What leaders have agreed and looked at in the authority of `world.py`, told with verbs."""

from datetime import date

from sightline.assurance import action
from sightline.assurance.models import Action
from sightline.people.models import Role, Worker
from tests.web.world import World

#: Pages about practice, for those who answer for it. Each has a test of its own that says who opens it.
PRACTICE = {"actions", "action", "measure"}
PRACTICE |= {"extent", "extent-ended", "extent-written", "differences"}
PRACTICE |= {f"action-{verb}" for verb in ("new", "measure", "owner", "said-done")}
#: Those of them at which nothing is written.
ONLY_SHOWN = {"actions", "action", "measure", "extent", "extent-ended", "extent-written", "differences"}
DIRECTOR = "olive@exampleshire.example"


def assured(world: World) -> Action:
    """An action that the director agreed and owns, measured since February; the same one each time."""
    director = Worker.objects.filter(role=Role.DIRECTOR).first() or Worker.objects.create_user(
        DIRECTOR, name="Olive Farr", role=Role.DIRECTOR
    )
    return Action.objects.first() or _agreed(director)


def practice(world: World) -> dict[str, list[object]]:
    """What stands in the addresses of these pages, by the page's name."""
    agreed = assured(world).pk
    ids: dict[str, list[object]] = {name: [agreed] for name in PRACTICE if name.startswith("action")}
    for name in ("measure", "differences"):
        ids[name] = ["child-seen-after-referral-in-time"]
    for name in ("extent-ended", "extent-written"):
        ids[name] = [world.cast.team.pk]
    return ids | {"actions": [], "action-new": [], "extent": []}


def _agreed(director: Worker) -> Action:
    made = action.agree(
        by=director,
        source="inspection",
        came_from="Letter of 2 February 2026, first priority action",
        weight="priority",
        found="Children are not always seen.",
        recommendation="Every child is seen soon after the referral.",
        owner=director,
        agreed_on=date(2026, 2, 2),
        due_on=date(2026, 6, 1),
    )
    measure = "child-seen-after-referral-in-time"
    return action.give_measure(made, by=director, measure=measure, threshold=90, weeks=8, on=date(2026, 2, 2))
