"""What the lists of capabilities and findings claim of a page, seen on that page as its reader sees it."""

import html
import re
from collections.abc import Callable
from datetime import date

from django.test import Client
from django.urls import reverse

from sightline.casework import family, referral
from sightline.people.models import Worker
from sightline.record.models import Sighting
from tests.web.world import World

Browsing = Callable[[Worker], Client]


def read(client: Client, page: str, *args: object) -> str:
    """A page's words, as somebody reads them."""
    answer = client.get(reverse(page, args=args))
    assert answer.status_code == 200
    main = answer.content.decode().split("<main", 1)[1]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_a_contact_is_read_beside_what_came_before(world: World, browsing: Browsing) -> None:
    """C3, F19: the neighbour's call of September, which ended in nothing, beside the police's of March."""
    words = read(browsing(world.cast.hal), "contact", world.urgent.pk)
    before, decide = words.index("What came before"), words.index("What do we do?")
    assert "There is shouting most evenings" in words[before:decide]
    assert "12 September 2025: take no further action" in words[before:decide]
    assert "Dana Larch (mother)" in words[before:decide]
    assert "Noah Larch (child)" in words[before:decide]


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


def test_a_date_explains_itself(world: World, browsing: Browsing) -> None:
    """C75: the law, how far it was verified, the fact that started it, the days that did not count."""
    bryn = browsing(world.cast.bryn)
    thread = world.enquiry.pk * 32 + 5
    words = read(bryn, "clock", world.mia.pk, "initial-conference", thread, date(2026, 3, 10))
    assert "Strategy discussion led to enquiry, Tuesday 10 March 2026. That day is day nought." in words
    assert "15 working days, set by Working Together 2023" in words
    assert "Due Tuesday 31 March 2026" in words
    assert "14 March 2026: Saturday 15 March 2026: Sunday 21 March 2026: Saturday" in words
    assert "Working Together 2023, chapter 3, page 92 (statutory guidance)" in words
    assert "Read in the text itself; high confidence" in words


def test_the_story_tells_what_happened_what_was_written_and_the_silence(
    world: World, browsing: Browsing
) -> None:
    """C63, C66, F34, F85: every entry, when it was written, and the months in which nothing was."""
    words = read(browsing(world.cast.bryn), "story", world.mia.pk)
    told = ["Section 47 enquiry begun, led by Amina Yusuf", "Strategy discussion: Begin a section 47 enquiry"]
    told += ["Not seen: At home", "Seen alone: Quarry Hill Primary", "Referral received: School"]
    places = [words.index(title) for title in [told[2], told[0], told[3], told[4]]]
    assert places == sorted(places), "the latest first"
    assert told[1] in words
    assert "Nothing is recorded for 170 days." in words
    assert re.search(r"Written \d+ \w+ \d{4} at \d\d:\d\d, \d+ days later", words)
    assert "Kev is bailed away from the home. Gran stays." in words, "where the child sleeps tonight (F57)"


def test_a_visit_is_written_once_and_each_child_has_their_own_facts(world: World, browsing: Browsing) -> None:
    """C18, C42, C45: one note, two entries; one child seen alone, the other not seen, because."""
    mia, noah = f"child{world.mia.pk}", f"child{world.noah.pk}"
    answer = browsing(world.cast.amina).post(
        reverse("visit", args=[world.mia.pk]),
        {
            "on_day": "24/3/2026",
            "on": "24/3/2026",
            "where": "At home",
            "purpose": "assessment",
            "note": "Gran made soup.",
            f"{mia}-was_seen": "seen",
            f"{mia}-alone": "yes",
            f"{mia}-childs_words": "I like the soup.",
            f"{noah}-was_seen": "not_seen",
            f"{noah}-not_seen_because": "He was asleep upstairs.",
        },
    )
    assert answer.status_code == 302, answer.content.decode()
    mias, noahs = (Sighting.objects.filter(child=child).latest("pk") for child in (world.mia, world.noah))
    assert (mias.note, mias.was_seen, mias.alone, mias.childs_words) == (
        "Gran made soup.",
        True,
        "yes",
        "I like the soup.",
    )
    assert (noahs.note, noahs.was_seen, noahs.not_seen_because) == (
        "Gran made soup.",
        False,
        "He was asleep upstairs.",
    )


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


def test_closing_says_what_it_would_leave_undone(world: World, browsing: Browsing) -> None:
    """C25, F6, F52: asked of the law, before anybody signs."""
    otis = world.otis.referrals.get()
    words = read(browsing(world.cast.bryn), "close", otis.pk)
    undone = words[words.index("Closing would leave this undone") :]
    assert "Conclude the assessment, so that next steps can be decided" in undone
    assert "Hold a strategy discussion" not in undone


def test_a_child_not_yet_born_has_a_record(world: World, browsing: Browsing) -> None:
    """C14: an expected day instead of a birthday, and nobody is blamed for not having seen the child."""
    unborn = family.add_person(
        by=world.cast.gwen, given_name="Not known", family_name="Larch", expected_on=date(2026, 6, 1)
    )
    referral.receive(
        by=world.cast.bryn, child=unborn, team=world.cast.team, received_on=date(2026, 3, 20), source="3A"
    )
    words = read(browsing(world.cast.bryn), "child", unborn.pk)
    assert "not yet born, expected 1 June 2026" in words
    assert "Not yet born" in words
    assert "Not seen yet" not in words
