"""Contacts: searched for before anybody is added, the history in sight, and nothing typed is lost."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from sightline.audit.models import JournalEntry, Look
from sightline.casework import sighting
from sightline.people.models import Worker
from sightline.record.models import Contact, FamilyMember, Person, Referral
from sightline.web.models import Draft
from tests.web.world import TODAY, Cast, World

Browsing = Callable[[Worker], Client]


def begin(client: Client) -> str:
    return str(client.get("/contacts/new/")["Location"])


def told(cast: Cast, **more: str) -> dict[str, str]:
    return {
        "received_day": "24/3/2026",
        "time": "9:40",
        "words": "Mia was crying at the gate.",
        "route": "telephone",
        "source": "2A",
        "team": str(cast.front_door.pk),
        **more,
    }


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_what_is_typed_is_there_again_after_a_search(world: World, browsing: Browsing) -> None:
    gwen = browsing(world.cast.gwen)
    place = begin(gwen)
    assert gwen.post(place, told(world.cast, received_day="32", do="find"))["Location"] == f"{place}people/"
    gwen.post(f"{place}people/", {"words": "Mia Larch", "do": "search"})
    assert f'value="add-{world.mia.pk}"' in text(gwen.get(f"{place}people/"))
    assert gwen.post(f"{place}people/", {"do": f"add-{world.mia.pk}"})["Location"] == place
    page = text(gwen.get(place))
    assert "Mia was crying at the gate." in page
    assert 'value="32"' in page, "a day that is none is kept as it was typed"
    assert "Mia Larch" in page
    assert not Contact.objects.filter(words__startswith="Mia was crying").exists()


def test_two_contacts_are_written_side_by_side(world: World, browsing: Browsing) -> None:
    gwen = browsing(world.cast.gwen)
    one, other = begin(gwen), begin(gwen)
    gwen.post(one, told(world.cast, words="The first.", do="find"))
    gwen.post(other, told(world.cast, words="The second.", do="find"))
    assert "The first." in text(gwen.get(one))
    assert "The second." in text(gwen.get(other))


def test_a_contact_about_a_known_child_adds_nobody(world: World, browsing: Browsing) -> None:
    gwen, people = browsing(world.cast.gwen), Person.objects.count()
    place = begin(gwen)
    gwen.post(f"{place}people/", {"do": f"add-{world.mia.pk}"})
    made = gwen.post(place, told(world.cast, place_0="child", do="save"))
    contact = Contact.objects.get(words="Mia was crying at the gate.")
    assert made["Location"] == f"/contacts/{contact.pk}/"
    assert (contact.recorded_by, contact.team) == (world.cast.gwen, world.cast.front_door)
    assert contact.received_at.isoformat() == "2026-03-24T09:40:00+00:00"
    assert [row.child for row in contact.children.all()] == [world.mia]
    assert Person.objects.count() == people
    assert gwen.get(place)["Location"] == made["Location"], "the draft leads to what it became"


def test_somebody_new_is_added_with_the_contact_and_joins_the_family(
    world: World, browsing: Browsing
) -> None:
    gwen = browsing(world.cast.gwen)
    place = begin(gwen)
    gwen.post(f"{place}people/", {"do": f"add-{world.mia.pk}"})
    kev = {"given_name": "Kev", "family_name": "Stone", "born_on_day": "1/2/1990", "do": "new"}
    gwen.post(f"{place}people/", kev)
    assert not Person.objects.filter(given_name="Kev").exists(), "nobody is added until the contact is saved"
    gwen.post(place, told(world.cast, place_0="child", place_1="step_parent", do="save"))
    joined = FamilyMember.objects.get(child__given_name="Kev")
    assert (joined.family, joined.place) == (world.larches, "step_parent")
    assert Contact.objects.get(words__startswith="Mia was crying").children.count() == 1


def test_a_contact_about_no_child_changes_nothing(world: World, browsing: Browsing) -> None:
    gwen, changes = browsing(world.cast.gwen), JournalEntry.objects.count()
    place = begin(gwen)
    answer = gwen.post(place, told(world.cast, do="save"))
    assert answer.status_code == 422
    assert "Find or add the child that the contact is about" in text(answer)
    assert "Mia was crying at the gate." in text(answer)
    assert JournalEntry.objects.count() == changes


def test_another_workers_draft_is_not_there(world: World, browsing: Browsing) -> None:
    gwen = browsing(world.cast.gwen)
    place = begin(gwen)
    gwen.post(place, told(world.cast, do="find"))
    hers = Draft.objects.get()
    hal = browsing(world.cast.hal)
    assert "Mia was crying at the gate." not in text(hal.get(place))
    hal.post(place, {**told(world.cast, do="find"), "words": "Hal’s own words"})
    assert hal.get(place).status_code == 200
    hers.refresh_from_db()
    assert hers.typed["words"] == ["Mia was crying at the gate."], "what he keeps there is beside hers"


def test_whoever_records_a_contact_finds_children_of_any_team_and_it_is_logged(
    world: World, carys: Worker, browsing: Browsing
) -> None:
    elsewhere = browsing(carys)
    place = begin(elsewhere)
    elsewhere.post(f"{place}people/", {"words": "QX3 4LR", "do": "search"})
    page = text(elsewhere.get(f"{place}people/"))
    assert "Mia Larch" in page
    assert "bruise" not in page, "enough to know them by, and nothing of the record"
    looks = Look.objects.filter(worker=carys.pk, page="contact-people", words="QX3 4LR")
    found = {world.mia.pk, world.noah.pk, world.dana.pk}
    assert set(looks.values_list("child", flat=True)) == {*found, None}, "and the database’s own line of it"


def test_the_history_of_the_household_comes_before_the_decision(world: World, browsing: Browsing) -> None:
    page = text(browsing(world.cast.hal).get(f"/contacts/{world.urgent.pk}/"))
    history, decision = page.index('id="history"'), page.index('id="id_history_seen"')
    assert history < page.index("There is shouting most evenings") < decision
    assert "2 earlier contacts" in page
    assert "1 ended with no further action" in " ".join(page.split())
    assert "No injury was described. The neighbour was asked to ring again." in page
    assert "Dana Larch (mother)" in page


def test_harm_that_is_told_needs_a_manager_to_do_nothing(world: World, browsing: Browsing) -> None:
    place = f"/contacts/{world.urgent.pk}/"
    typed = {"history_seen": "on", "decision": "no_further_action", "because": "He has left."}
    refused = browsing(world.cast.gwen).post(place, typed)
    assert refused.status_code == 422
    assert "a manager must decide to take no further action" in text(refused)
    assert "He has left." in text(refused)
    assert browsing(world.cast.hal).post(place, typed)["Location"] == place
    world.urgent.refresh_from_db()
    assert (world.urgent.decision, world.urgent.decided_by) == ("no_further_action", world.cast.hal)


def test_accepting_a_contact_makes_the_team_hold_the_referral(world: World, browsing: Browsing) -> None:
    typed = {
        "history_seen": "on",
        "decision": "referral",
        "because": "Weight lost.",
        "team": world.cast.team.pk,
    }
    browsing(world.cast.hal).post(f"/contacts/{world.waiting.pk}/", typed)
    made = Referral.objects.get(contact=world.waiting)
    assert (made.child.given_name, made.team, str(made.received_on)) == ("Sam", world.cast.team, "2026-03-20")
    page = text(browsing(world.cast.bryn).get("/team/"))
    assert "Sam Alder" in page


def test_the_referrer_is_told_once_it_is_decided(world: World, browsing: Browsing) -> None:
    hal = browsing(world.cast.hal)
    assert hal.get(f"/contacts/{world.urgent.pk}/told/").status_code == 404, "there is nothing to tell yet"
    hal.post(f"/contacts/{world.earlier.pk}/told/", {"on_day": "24/3/2026", "time": "9.30"})
    world.earlier.refresh_from_db()
    assert world.earlier.referrer_told_at is not None
    assert world.earlier.referrer_told_at.isoformat() == "2026-03-24T09:30:00+00:00"


def test_whoever_does_not_take_contacts_cannot_look_for_anybody_by_way_of_one(
    world: World, browsing: Browsing, dev: Worker, femi: Worker, iris: Worker
) -> None:
    place = begin(browsing(world.cast.gwen))
    for worker in (dev, femi, iris):
        client = browsing(worker)
        assert client.get("/contacts/new/").status_code == 404
        assert client.post(f"{place}people/", {"words": "Mia Larch", "do": "search"}).status_code == 404
        assert "Record a contact" not in text(client.get("/", follow=True))


def test_whoever_acts_on_what_cannot_wait_says_so_once_with_one_press(
    world: World, carys: Worker, browsing: Browsing
) -> None:
    gwen, hal = browsing(world.cast.gwen), browsing(world.cast.hal)
    waiting = Contact.objects.waiting().filter(taken_up_at=None)[0]
    Contact.objects.filter(pk=waiting.pk).update(tells_of_harm=True)
    here = f"/contacts/{waiting.pk}/"
    assert "I am acting on this now" in text(gwen.get(here))
    assert "Nobody has said that they are acting on it" in text(gwen.get("/contacts/"))
    assert gwen.post(f"{here}taken-up/")["Location"] == here
    waiting.refresh_from_db()
    assert (waiting.taken_up_by, waiting.decided_at) == (world.cast.gwen, None)
    told_of = f"{world.cast.gwen.name} has been acting on it since 24 March 2026 at 10:00"
    for page in (here, "/contacts/"):
        assert told_of in text(hal.get(page))
    assert "I am acting on this now" not in text(hal.get(here))
    again = hal.post(f"{here}taken-up/")
    assert (again.status_code, "is acting on this contact already" in text(again)) == (422, True)
    assert hal.get(f"{here}taken-up/").status_code == 404
    assert browsing(carys).post(f"{here}taken-up/").status_code == 404, "it is nothing of hers"


def test_a_contact_says_when_each_known_child_was_last_seen(world: World, browsing: Browsing) -> None:
    """C44: of a child whom we know; of one of whom this is the first that we hear there is nothing to say."""
    hal = browsing(world.cast.hal)
    pages = [text(hal.get(place)) for place in ("/contacts/", f"/contacts/{world.urgent.pk}/")]
    for page in pages:
        assert "Seen 20 days ago by Amina Yusuf, alone" in page
    sams = text(hal.get(f"/contacts/{world.waiting.pk}/"))
    assert "Sam Alder" in sams
    assert "Not seen yet" not in sams
    sighting.record(
        world.mia,
        by=world.cast.amina,
        on=TODAY,
        where="At school",
        purpose="enquiry",
        was_seen=True,
        alone="yes",
    )
    assert "Seen today by Amina Yusuf" in text(hal.get(f"/contacts/{world.urgent.pk}/"))
