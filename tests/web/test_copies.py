"""Who has the minutes and the plan: which version, by which route, and what each said; and who has none."""

from collections.abc import Callable
from html import unescape

from django.test import Client

from sightline.casework import family
from sightline.people.models import Worker
from sightline.record.models import ChildProtectionPlan, Conference, SentCopy
from tests.web.marked import paper
from tests.web.world import TODAY, World

Browsing = Callable[[Worker], Client]


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(unescape(answer.content.decode()).split()).split("<main")[1]


def test_the_list_says_who_has_none_and_who_has_an_older_version(world: World, browsing: Browsing) -> None:
    cast, ivy = world.cast, world.ivy
    mother = family.add_person(by=cast.bryn, given_name="Rose", family_name="Birch")
    family.join_family(ivy.family_memberships.get().family, mother, by=cast.bryn, place="mother")
    held = Conference.objects.get(pk=world.plan.made_by_id)
    others = [one for one in held.agencies_present if one != "social_care"]
    assert others == ["police", "education"]
    [first] = paper(ivy, cast.amina, "Minutes")
    amina, place = browsing(cast.amina), f"/conferences/{held.pk}/copies/"
    told = page_of(amina, place)
    none = told.split("Nothing was sent to")[1].split("Who has which version")[0]
    assert [one for one in ("Rose Birch, mother", "Police", "School, college") if one not in none] == []
    assert "Health" not in none, "was not there"
    day = {"on_day": "24", "on_month": "3", "on_year": "2026"}
    for person, agency in (("Rose Birch", "family"), ("Mr Lund", "education"), ("Dr Sen", "health")):
        sent = {"document": first.pk, "person": person, "agency": agency, "route": "secure_email"}
        assert amina.post(place, sent | day).status_code == 302
    [second] = paper(ivy, cast.amina, "Minutes", replaces=first)
    assert amina.post(place, sent | day | {"document": second.pk}).status_code == 302
    told = page_of(amina, place)
    none = told.split("Nothing was sent to")[1].split("Who has which version")[0]
    assert "Police" in none
    assert "Rose Birch" not in none
    assert "School" not in none
    has = told.split("Who has which version")[1]
    assert 'Mr Lund</strong>, school, college or nursery: <strong class="app-urgent">an older version' in has
    assert "Dr Sen</strong>, health: the latest version" in has
    assert has.count("Dr Sen</strong>") == 1
    assert "sent 24 March 2026, secure e-mail" in has
    assert SentCopy.objects.count() == 4, "the old is kept"


def test_whoever_was_sent_it_confirms_it_or_asks_for_a_correction(world: World, browsing: Browsing) -> None:
    cast, plan = world.cast, ChildProtectionPlan.objects.get(pk=world.plan.pk)
    [made] = paper(world.ivy, cast.amina, "The plan")
    amina, place = browsing(cast.amina), f"/plans/{plan.pk}/copies/"
    sent = {"document": made.pk, "person": "Mr Lund", "agency": "education", "route": "hand"}
    day = {"on_day": "24", "on_month": "3", "on_year": "2026"}
    assert amina.post(place, sent | day).status_code == 302
    copy = SentCopy.objects.get()
    assert (copy.plan, copy.sent_on, copy.route) == (plan, TODAY, "hand")
    said = amina.post(f"/sent-copies/{copy.pk}/answer/", {"answer": "correction", **day})
    assert said.status_code == 422
    assert "Say what they want put right" in said.content.decode()
    wants = {"answer": "correction", "correction": "Monday, not Tuesday."}
    answer = amina.post(f"/sent-copies/{copy.pk}/answer/", wants | day)
    assert (answer.status_code, answer["Location"]) == (302, place)
    told = page_of(amina, place)
    assert "They asked for a correction on 24 March 2026." in told
    assert "Monday, not Tuesday." in told
    story = page_of(amina, f"/children/{world.ivy.pk}/story/")
    assert "24 March 2026: Sent to Mr Lund: child protection plan, The plan of 24 March 2026" in story
    assert "Monday, not Tuesday." in story


def test_another_childs_papers_and_another_teams_lists_are_not_there(
    world: World, browsing: Browsing, carys: Worker
) -> None:
    cast = world.cast
    [mias] = paper(world.mia, cast.amina, "Not Ivy’s")
    place = f"/plans/{world.plan.pk}/copies/"
    sent = {
        "document": mias.pk,
        "person": "Mr Lund",
        "agency": "education",
        "route": "hand",
        "on_day": "24/3/2026",
    }
    assert browsing(cast.amina).post(place, sent).status_code == 422
    assert browsing(carys).get(place).status_code == 404
    assert browsing(carys).post(place, sent).status_code == 404
    assert browsing(cast.amina).get(f"/child-in-need-plans/{world.help_plan.pk}/copies/").status_code == 200
    assert not SentCopy.objects.exists()
