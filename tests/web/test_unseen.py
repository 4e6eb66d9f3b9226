"""A child whom attempts in a row did not find: asked of the manager wherever it shows, and decided."""

from collections.abc import Callable
from datetime import date, timedelta

from django.test import Client

from sightline.casework import sighting
from sightline.people.models import Worker
from sightline.record.models import Sighting, UnseenDecision
from tests.web.test_places import words
from tests.web.world import TODAY, World

Browsing = Callable[[Worker], Client]
ASKED = "Decide what to do: several attempts did not find the child"


def tried(world: World, days_ago: int) -> Sighting:
    return sighting.record(
        world.ruby,
        by=world.cast.amina,
        on=TODAY - timedelta(days=days_ago),
        where="At home",
        purpose="assessment",
        was_seen=False,
        not_seen_because="Nobody opened",
    )


def test_the_manager_is_asked_decides_and_is_asked_again(world: World, browsing: Browsing) -> None:
    bryn, amina = browsing(world.cast.bryn), browsing(world.cast.amina)
    team, record = world.cast.team.pk, f"/children/{world.ruby.pk}/"
    tried(world, 5)
    before = words(bryn.get("/team/"))
    second = tried(world, 4)
    place = f"/attempts/{second.pk}/decide/"
    assert ASKED not in before
    assert ASKED in words(bryn.get("/team/"))
    for page in ("/team/", f"/teams/{team}/decisions/", f"/teams/{team}/seen/", record):
        assert f'href="{place}"' in bryn.get(page).content.decode(), page
    since = f"{TODAY - timedelta(days=4):%-d %B %Y}"
    risk = words(amina.get(record)).split("Who Ruby is")[0]
    assert "Not found at 2 attempts in a row." in risk
    assert f"Bryn Pugh has been asked since {since} what to do now, and has not decided." in risk
    assert amina.get(place).status_code == 404
    shown = words(bryn.get(place))
    assert "At home: Nobody opened" in shown
    assert "No law sets it." in shown
    typed = {"decision": "another_way", "because": "At her school on Wednesday, with Mr Quill."}
    answer = bryn.post(place, typed, follow=True)
    assert "Saved: it is decided what is done now." in answer.content.decode()
    risk = words(answer).split("Who Ruby is")[0]
    assert "Bryn Pugh decided on 24 March 2026: see the child another way. At her school" in risk
    assert ASKED not in words(bryn.get("/team/"))
    assert "A manager has decided since what to do." in words(bryn.get(f"/teams/{team}/seen/"))
    assert bryn.get(place).status_code == 404, "decided once"
    assert "Not found at several attempts: see the child another way" in words(bryn.get(f"{record}decided/"))
    third = tried(world, 0)
    assert f'href="/attempts/{third.pk}/decide/"' in bryn.get("/team/").content.decode()


def test_a_strategy_discussion_decided_on_leads_on_to_it(world: World, browsing: Browsing) -> None:
    tried(world, 5)
    second, bryn = tried(world, 4), browsing(world.cast.bryn)
    case = world.ruby.referrals.get()
    typed = {"decision": "discussion", "because": "He has stopped answering everybody."}
    answer = bryn.post(f"/attempts/{second.pk}/decide/", typed)
    assert (answer.status_code, answer["Location"]) == (302, f"/referrals/{case.pk}/reasonable-cause/")


def test_another_teams_manager_decides_nothing(world: World, carys: Worker, browsing: Browsing) -> None:
    tried(world, 5)
    second = tried(world, 4)
    typed = {"decision": "accepted", "because": "They are away."}
    assert browsing(carys).post(f"/attempts/{second.pk}/decide/", typed).status_code == 404
    assert not UnseenDecision.objects.exists()
    assert second.happened_on == date(2026, 3, 20)
