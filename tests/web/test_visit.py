"""A visit: the shared part once, a panel of own facts for each child, each child's copy readable alone."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.test import Client

from sightline.people.models import Worker
from sightline.record.models import Referral, Sighting
from tests.web.world import World

Browsing = Callable[[Worker], Client]
SHARED = {
    "on_day": "24/3/2026",
    "time": "9.15am",
    "where": "At home",
    "purpose": "enquiry",
    "note": "Gran was there.",
}


def visit(world: World, client: Client, **panels: dict[str, str]) -> Any:
    typed = {f"child{pk[1:]}-{box}": words for pk, panel in panels.items() for box, words in panel.items()}
    return client.post(f"/children/{world.mia.pk}/visit/", {**SHARED, **typed})


def today(world: World) -> dict[int, Sighting]:
    return {one.child_id: one for one in Sighting.objects.filter(happened_on=date(2026, 3, 24))}


def test_each_child_has_their_own_sighting_with_the_shared_note(world: World, browsing: Browsing) -> None:
    answer = visit(
        world,
        browsing(world.cast.amina),
        **{
            f"c{world.mia.pk}": {"was_seen": "seen", "alone": "yes", "childs_words": "Gran makes soup."},
            f"c{world.noah.pk}": {"was_seen": "not_seen", "not_seen_because": "Asleep upstairs."},
        },
    )
    assert answer["Location"] == f"/children/{world.mia.pk}/"
    found = today(world)
    mias, noahs = found[world.mia.pk], found[world.noah.pk]
    assert (mias.was_seen, mias.alone, mias.childs_words, mias.note) == (
        True,
        "yes",
        "Gran makes soup.",
        "Gran was there.",
    )
    assert (noahs.was_seen, noahs.not_seen_because, noahs.alone, noahs.note) == (
        False,
        "Asleep upstairs.",
        "",
        "Gran was there.",
    )
    assert mias.happened_at is not None
    assert mias.happened_at.isoformat() == "2026-03-24T09:15:00+00:00"


def test_a_child_who_was_no_part_of_it_has_no_sighting(world: World, browsing: Browsing) -> None:
    visit(
        world,
        browsing(world.cast.amina),
        **{
            f"c{world.mia.pk}": {
                "was_seen": "seen",
                "alone": "no",
                "not_alone_because": "Gran held her hand.",
            },
            f"c{world.noah.pk}": {"was_seen": "not_part"},
        },
    )
    assert today(world).keys() == {world.mia.pk}


def test_nothing_is_written_of_anybody_where_one_panel_is_wrong(world: World, browsing: Browsing) -> None:
    answer = visit(
        world,
        browsing(world.cast.amina),
        **{
            f"c{world.mia.pk}": {"was_seen": "seen", "alone": "yes"},
            f"c{world.noah.pk}": {"was_seen": "not_seen"},
        },
    )
    assert answer.status_code == 422
    assert "Say why Noah Larch was not seen" in answer.content.decode()
    assert today(world) == {}


def test_a_visit_to_nobody_is_not_written(world: World, browsing: Browsing) -> None:
    panel = {"was_seen": "not_part"}
    answer = visit(
        world, browsing(world.cast.amina), **{f"c{world.mia.pk}": panel, f"c{world.noah.pk}": panel}
    )
    assert answer.status_code == 422
    assert "Say which child the visit was to" in answer.content.decode()
    assert today(world) == {}


def test_only_for_the_youngest_is_being_with_a_carer_offered_first(world: World, browsing: Browsing) -> None:
    page = browsing(world.cast.amina).get(f"/children/{world.mia.pk}/visit/").content.decode()
    mias, noahs = page.split(f'id="panel-{world.noah.pk}"')
    assert 'value="usual_for_age" checked' in noahs
    assert "checked" not in mias.split(f'id="panel-{world.mia.pk}"')[1]


def test_harm_at_a_visit_asks_the_same_day_whether_to_hold_a_strategy_discussion(
    world: World, browsing: Browsing
) -> None:
    amina, bryn, ruby = browsing(world.cast.amina), browsing(world.cast.bryn), world.ruby.pk
    case = Referral.objects.get(child=ruby)
    asked = "At a visit on 24 March 2026 harm was told of or seen, and nobody has decided whether to hold"
    panel = {f"child{ruby}-was_seen": "seen", f"child{ruby}-alone": "yes", f"child{ruby}-tells_of_harm": "on"}
    answer = amina.post(f"/children/{ruby}/visit/", {**SHARED, "purpose": "assessment", **panel}, follow=True)
    page = answer.content.decode()
    assert "whether to hold a strategy discussion is to be decided today." in page
    assert page.index(asked) < page.index("Who Ruby is")
    assert "Harm was told of, or signs of it were seen." in page
    listed = bryn.get(f"/teams/{world.cast.team.pk}/exceptions/").content.decode()
    assert "Harm was told of, and nobody has decided" in listed
    assert f'href="/referrals/{case.pk}/no-cause/"' in bryn.get(f"/children/{ruby}/").content.decode()
    because = {"because": "She fell from the swing; the school saw it.", "on_day": "24/3/2026"}
    assert bryn.post(f"/referrals/{case.pk}/no-cause/", because).status_code == 302
    assert asked not in amina.get(f"/children/{ruby}/").content.decode()


def test_a_visit_that_tells_of_no_harm_asks_nothing(world: World, browsing: Browsing) -> None:
    panel = {"was_seen": "seen", "alone": "yes"}
    answer = visit(
        world,
        browsing(world.cast.amina),
        **{f"c{world.mia.pk}": panel, f"c{world.noah.pk}": {"was_seen": "not_part"}},
    )
    assert answer.status_code == 302
    assert today(world)[world.mia.pk].tells_of_harm is False
    assert (
        "At a visit on" not in browsing(world.cast.amina).get(f"/children/{world.mia.pk}/").content.decode()
    )
