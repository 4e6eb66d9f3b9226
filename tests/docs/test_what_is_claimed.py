"""What the lists of capabilities and findings claim of a page, seen on that page as its reader sees it."""

import html
import re
from collections.abc import Callable
from datetime import date

from django.test import Client
from django.urls import reverse

from sightline.casework import family
from sightline.people.models import Worker
from tests.web.world import World

Browsing = Callable[[Worker], Client]


def read(client: Client, page: str, *args: object) -> str:
    """A page's words, as somebody reads them."""
    answer = client.get(reverse(page, args=args))
    assert answer.status_code == 200
    main = answer.content.decode().split("<main", 1)[1]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_a_contact_reaches_through_an_address(world: World, browsing: Browsing) -> None:
    """C3: somebody of another name, who lives where these children live, is shown with them."""
    kev = family.add_person(
        by=world.cast.gwen, given_name="Kev", family_name="Rowe", born_on=date(1990, 1, 2)
    )
    family.move_home(
        kev, by=world.cast.gwen, address="14 Rowan Close", postcode="qx3 4lr", on=date(2026, 1, 5)
    )
    words = read(browsing(world.cast.hal), "contact", world.urgent.pk)
    assert "Kev Rowe (lived at the same address)" in words


def test_the_story_says_where_the_child_sleeps_tonight(world: World, browsing: Browsing) -> None:
    """F57: with the enquiry that asked it."""
    words = read(browsing(world.cast.bryn), "story", world.mia.pk)
    begun = words.index("Section 47 enquiry begun, led by Amina Yusuf")
    assert words.index("Kev is bailed away from the home. Gran stays.") > begun


def test_a_discussion_that_nobody_has_held_is_the_first_thing_on_the_childs_page(
    world: World, browsing: Browsing
) -> None:
    """C35, F13, F56: from the day that reasonable cause is recorded."""
    words = read(browsing(world.cast.amina), "child", world.noah.pk)
    cause = "Reasonable cause to suspect significant harm since 23 March 2026; "
    cause += "no strategy discussion has been held."
    assert cause in words
    assert words.index(cause) < words.index("Who Noah is")
    owed = words[words.index("What is owed") :]
    assert "Hold a strategy discussion wherever there is reasonable cause" in owed


def test_every_list_says_when_each_child_was_last_seen(world: World, browsing: Browsing) -> None:
    """C44: my families, what nobody is moving, conferences and plans."""
    assert "Seen 20 days ago by Amina Yusuf, alone" in read(browsing(world.cast.amina), "my-families")
    assert "Seen 12 days ago by Amina Yusuf, alone" in read(browsing(world.cast.esther), "plans")
    assert "Seen 20 days ago by Amina Yusuf, alone" in read(browsing(world.cast.esther), "conferences")
    bryn = browsing(world.cast.bryn)
    for name in ("never-allocated", "stalled", "orphaned", "not-seen"):
        assert "Not seen yet" in read(bryn, "team-list", world.cast.team.pk, name)


def test_a_number_opens_the_children_behind_it(world: World, browsing: Browsing) -> None:
    """C99: the team's count of work never allocated, and the list that it leads to."""
    bryn = browsing(world.cast.bryn)
    assert "1 Never allocated Open, and no worker has ever led it." in read(bryn, "my-team")
    words = read(bryn, "team-list", world.cast.team.pk, "never-allocated")
    assert "1 child, the oldest first" in words
    assert "Leo Ash" in words


def test_the_children_who_have_a_plan_are_a_list(world: World, browsing: Browsing) -> None:
    """F65: who has a child protection plan, of which category, since when, and who leads it."""
    words = read(browsing(world.cast.esther), "plans")
    assert "1 plan open" in words
    assert "Ivy Birch , 9 years old Neglect, since 16 February 2026. Lead: Amina Yusuf." in words


def test_the_childs_words_at_a_conference_are_told(world: World, browsing: Browsing) -> None:
    """C39."""
    words = read(browsing(world.cast.esther), "story", world.ivy.pk)
    assert "Initial conference: The child needs a child protection plan" in words
    assert "The child: “I can make toast. I do not like the dark.”" in words
