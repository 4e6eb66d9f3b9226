"""Serious incidents in a browser: both ways of counting, and every agency in one line."""

from collections.abc import Callable

from django.test import Client

from sightline.assurance.models import Action
from sightline.people.models import Worker
from sightline.record.models import SeriousIncident
from tests.web.assured import incident_of
from tests.web.world import World

Browsing = Callable[[Worker], Client]
LINES = """3 February 2026, "Seen in the walk-in centre, with a burn."
2026-03-09,Not brought to an appointment
"""


def words(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def test_a_manager_records_an_incident_and_sees_what_is_owed(world: World, browsing: Browsing) -> None:
    bryn = browsing(world.cast.bryn)
    asked = {"harm": "seriously_harmed", "what": "A fracture that nobody explains."}
    for name, day in (("happened_on", "16"), ("known_on", "17")):
        asked |= {f"{name}_day": day, f"{name}_month": "3", f"{name}_year": "2026"}
    answer = bryn.post(f"/children/{world.mia.pk}/serious-incident/", asked)
    made = SeriousIncident.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/serious-incidents/{made.pk}/")
    said = words(bryn, answer["Location"])
    assert "Due today." in said, "five working days from the 17th"
    assert "Due Wednesday 8 April 2026" in said, "fifteen working days of the 16th, over Easter"
    assert "Non-statutory guidance." in said
    story = words(bryn, f"/children/{world.mia.pk}/story/")
    assert "Serious incident: The child was seriously harmed" in story


def test_the_agencies_events_stand_among_our_own_by_day(world: World, browsing: Browsing) -> None:
    bryn, incident = browsing(world.cast.bryn), incident_of(world)
    said = words(bryn, f"/serious-incidents/{incident.pk}/")
    place = f"/children/{world.mia.pk}/agencies/chronology/"
    assert f'href="{place}"' in said
    asked = {"agency": "health", "from_what": "The centre’s notes", "lines": LINES, "confirmed": "yes"}
    asked |= {"given_on_day": "20", "given_on_month": "3", "given_on_year": "2026"}
    assert bryn.post(place, {**asked, "children": [world.mia.pk]}).status_code == 302
    said = words(bryn, f"/serious-incidents/{incident.pk}/")
    told = ("shouting most evenings", "walk-in centre, with a burn.", "a bruise across", "Not brought")
    places = [said.index(one) for one in told]
    assert places == sorted(places)
    assert "From The centre’s notes" in said


def test_another_teams_manager_finds_none_of_it(world: World, carys: Worker, browsing: Browsing) -> None:
    incident = incident_of(world)
    elsewhere = browsing(carys)
    assert elsewhere.get(f"/serious-incidents/{incident.pk}/").status_code == 404
    assert world.mia.name not in words(elsewhere, "/serious-incidents/")
    assert elsewhere.post(f"/serious-incidents/{incident.pk}/review/", {}).status_code == 404


def test_a_recommendation_goes_into_the_one_register(world: World, iris: Worker, browsing: Browsing) -> None:
    incident, director = incident_of(world), browsing(iris)
    form = words(director, f"/actions/new/?incident={incident.pk}")
    assert "Rapid review: Serious incident of 16 March 2026" in form
    asked = {
        "source": "case_review",
        "came_from": "Rapid review",
        "weight": "priority",
        "found": "Nobody rang back.",
    }
    asked |= {"recommendation": "Every call is rung back.", "owner": world.cast.hal.pk}
    asked |= {"due_on_day": "1", "due_on_month": "7", "due_on_year": "2026"}
    answer = director.post(f"/actions/new/?incident={incident.pk}", asked)
    assert (answer.status_code, Action.objects.get().incident) == (302, incident)
    assert "Every call is rung back.</a>: <strong>unverified</strong>" in words(
        director, f"/serious-incidents/{incident.pk}/"
    )
