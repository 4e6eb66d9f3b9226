"""Every page: who may see it, who may not, and that the log shows who looked."""

from collections.abc import Callable

from django.test import Client

from sightline.people.models import Worker
from tests.web.pages import addresses
from tests.web.world import World

Browsing = Callable[[Worker], Client]
#: First pages are a worker's own, and hold nobody else's work.
FIRST = {"sign-in", "my-families", "my-team", "teams", "contacts", "conferences", "plans", "analyst"}
FRONT_DOORS = {"contact", "contact-tell"}


def test_every_page_about_a_child_opens_for_their_manager(world: World, browsing: Browsing) -> None:
    bryn = browsing(world.cast.bryn)
    answers = {
        name: bryn.get(address).status_code for name, address in addresses(world).items() if name not in FIRST
    }
    assert answers == dict.fromkeys(answers, 200)
