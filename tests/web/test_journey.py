"""What is out of order, on a team's page and a child's: the step that is missing, and the law that asks."""

from collections.abc import Callable

from django.test import Client

from sightline.casework import enquiry
from sightline.people.models import Worker
from tests.web.world import TODAY, World

Browsing = Callable[[Worker], Client]


def test_an_enquiry_begun_without_a_discussion_is_on_the_teams_list_that_day(
    world: World, browsing: Browsing
) -> None:
    address = f"/teams/{world.cast.team.pk}/exceptions/"
    bryn = browsing(world.cast.bryn)
    before = bryn.get(address).content.decode()
    amina = world.cast.amina
    enquiry.start(world.unheld.referral, by=amina, on=TODAY, lead=amina, working="single")
    after = bryn.get(address).content.decode()
    words = "A section 47 enquiry was begun without a strategy discussion</b>, 24 March 2026."
    assert (before.count(words), after.count(words)) == (0, 1)
    told = after.split(words)[1].split("</li>")[0]
    assert "Missing: the strategy discussion that decides on the enquiry." in told
    assert "Working Together 2026 (provisional) (from general knowledge, not read; medium confidence)" in told


def test_a_childs_way_through_says_what_was_left_out_and_links_to_the_law(
    world: World, browsing: Browsing
) -> None:
    page = browsing(world.cast.amina).get(f"/children/{world.mia.pk}/journey/").content.decode()
    assert "10 March 2026: strategy discussion held with police and health" in page
    assert page.index("enquiry started") < page.index("referral received"), "the latest first"
    assert f'href="/children/{world.mia.pk}/owed/"' in page
