"""What a stranger sent: theirs alone until then, ours from that instant, and nobody's at no time."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.test import Client

from sightline.audit.models import JournalEntry
from sightline.casework import contact as contacts
from sightline.casework import entry
from sightline.compliance.alerts import alerts
from sightline.compliance.holding import in_team
from sightline.people.models import Team, Worker
from sightline.record import stranger
from sightline.record.models import Contact, OnlineReferral, OnlineReferralChild, Person
from sightline.web import begun
from tests.web.online import WORDS, begin, sent_by, text, write
from tests.web.world import NOW, TODAY, World

Browsing = Callable[[Worker], Client]


@pytest.fixture(autouse=True)
def _nothing_counted(db: None) -> None:
    cache.clear()


# ── a stranger has one door, and it leads to their own


def as_stranger(key: str, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with stranger.holding(key), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall()) if cursor.description else []


def test_a_stranger_finds_their_own_and_no_others_and_no_record(world: World) -> None:
    mine, theirs = Client(), Client()
    key = begun.key_of(*begin(mine))
    other = begun.key_of(*begin(theirs))
    write(theirs, "keep")
    sent_by(theirs)
    assert as_stranger(key, "SELECT key FROM web_begunreferral") == [(key,)]
    assert as_stranger("0" * 64, "SELECT key FROM web_begunreferral") == []
    assert as_stranger("", "SELECT key FROM web_begunreferral") == []
    for table in ("record_onlinereferral", "record_onlinereferralchild", "record_person", "record_contact"):
        assert as_stranger(other, f"SELECT * FROM {table}") == [], "not even what they sent themselves"
    assert as_stranger(key, "UPDATE web_begunreferral SET typed = '{}' RETURNING key") == [(key,)]
    assert as_stranger(other, "UPDATE web_begunreferral SET typed = '{}' RETURNING key") == [], "sent"
    assert as_stranger(other, "DELETE FROM web_begunreferral RETURNING key") == []
    assert as_stranger(key, "SELECT * FROM record_became_of_online()") == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE web_begunreferral SET sent_at = NULL",
        "UPDATE web_begunreferral SET key = 'a'",
        "UPDATE web_begunreferral SET expires_at = 'infinity'",
        "INSERT INTO web_begunreferral (key, number, typed, revision, begun_at, saved_at, expires_at)"
        " VALUES ('another', '1234567890', '{}', 0, now(), now(), 'infinity')",
        "INSERT INTO record_onlinereferral (number) VALUES ('1234567890')",
        "INSERT INTO record_onlinereferralchild (given_name) VALUES ('Mia')",
        "UPDATE record_onlinereferral SET words = 'x'",
        "DELETE FROM record_onlinereferral",
        "UPDATE record_onlinereferral SET set_aside_because = 'x'",
        "SELECT record_send_online('{}', '[]', now())",
    ],
)
def test_the_role_that_serves_strangers_can_do_nothing_else(world: World, statement: str) -> None:
    client = Client()
    key = begun.key_of(*begin(client))
    sent_by(client)
    before = list(OnlineReferral.objects.values())
    try:
        with transaction.atomic():
            changed = as_stranger(key, f"{statement} RETURNING 1" if "SELECT" not in statement else statement)
    except DatabaseError:
        changed = []
    assert not changed
    assert list(OnlineReferral.objects.values()) == before


def test_a_strangers_writing_is_journalled_as_nobodys_here(world: World) -> None:
    client = Client()
    begin(client)
    sent = sent_by(client)
    entries = JournalEntry.objects.filter(table__startswith="record_onlinereferral").order_by("pk")
    assert [(one.table, one.operation, one.worker) for one in entries] == [
        ("record_onlinereferral", "INSERT", -1),
        ("record_onlinereferralchild", "INSERT", -1),
    ]
    assert {one.because for one in entries} == {"sent online by somebody who has no account here"}
    as_owner("SELECT set_config('app.worker', '', true)")
    with pytest.raises(DatabaseError, match="must name the worker"), transaction.atomic():
        OnlineReferral.objects.filter(pk=sent.pk).update(team=world.cast.team)


def as_owner(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


# ── whose it is from then on


def test_from_the_instant_of_sending_it_is_the_front_doors_and_asks_for_somebody(
    world: World, browsing: Browsing
) -> None:
    client = Client()
    begin(client, "yes")
    before = {one.kind: one.many for one in alerts(world.cast.gwen, on=TODAY, at=NOW)}
    sent = sent_by(client, danger_now="yes")
    held = [piece for piece in in_team(world.cast.front_door) if piece.kind == "onlinereferral"]
    assert [(piece.id, piece.team) for piece in held] == [(sent.pk, world.cast.front_door.pk)]
    after = {one.kind: one.many for one in alerts(world.cast.gwen, on=TODAY, at=NOW)}
    assert after["urgent-contacts"] == before.get("urgent-contacts", 0) + 1
    page = text(browsing(world.cast.gwen).get("/contacts/"))
    assert "Danger now." in page
    assert "Mia Larch, 1/2/2018" in page
    with pytest.raises(DatabaseError, match="a team closes without work"), transaction.atomic():
        Team.objects.filter(pk=world.cast.front_door.pk).update(closed_on=TODAY)


def test_at_the_front_door_what_presses_is_above_all_and_the_rest_below_what_is_urgent(
    world: World, browsing: Browsing
) -> None:
    for words in ("He is cold.", "A bruise."):
        client = Client()
        begin(client)
        sent_by(client, words=words)
    page = text(browsing(world.cast.gwen).get("/contacts/"))
    urgent, waiting = (f'href="/contacts/{one.pk}/"' for one in (world.urgent, world.waiting))
    assert page.index("A bruise.") < page.index(urgent) < page.index("He is cold.") < page.index(waiting)


def test_danger_first_then_words_of_harm_then_the_longest_waiting(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = [("no", "He is cold."), ("not_known", "She is thin."), ("no", "A bruise."), ("yes", "Shouting.")]
    for hour, (danger, words) in enumerate(told):
        at = NOW + timedelta(hours=hour)
        monkeypatch.setattr("sightline.web.today.now", lambda at=at: at)
        client = Client()
        begin(client)
        sent_by(client, danger_now=danger, words=words)
    found = [one.words for one in OnlineReferral.objects.waiting()]
    assert found == ["Shouting.", "A bruise.", "He is cold.", "She is thin."]


def test_only_the_front_door_and_those_above_read_it(world: World, carys: Worker, browsing: Browsing) -> None:
    client = Client()
    begin(client)
    sent = sent_by(client)
    here = f"/online-referrals/{sent.pk}/"
    assert "said that Kev did it" in text(browsing(world.cast.gwen).get(here))
    assert "<script>alert" not in text(browsing(world.cast.gwen).get(here))
    assert browsing(world.cast.hal).get(here).status_code == 200, "their manager"
    for worker in (world.cast.amina, world.cast.bryn, world.cast.esther, carys):
        assert browsing(worker).get(here).status_code == 404
        assert "bruise on her cheek" not in text(browsing(worker).get("/online-referrals/"))


def test_a_worker_takes_it_up_with_its_own_words_and_the_instant_it_came(
    world: World, browsing: Browsing, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, gwen = Client(), browsing(world.cast.gwen)
    begin(client)
    sent = sent_by(client)
    later = NOW + timedelta(hours=2)
    monkeypatch.setattr("sightline.web.today.now", lambda: later)
    place = gwen.post(f"/online-referrals/{sent.pk}/take-up/")["Location"]
    page = text(gwen.get(place))
    assert "said that Kev did it" in page
    assert "&lt;script&gt;" in page
    assert "<textarea" not in page, "there is no box in which the words could be changed"
    assert "Mia Larch" in text(gwen.get(f"{place}people/")), "searched for before anybody is added"
    gwen.post(f"{place}people/", {"do": f"add-{world.mia.pk}"})
    boxes = {"place_0": "child", "team": str(world.cast.front_door.pk), "tells_of_harm": "on", "do": "save"}
    tampered = {**boxes, "words": "Nothing", "source": "9", "received_day": "1/1/2020", "route": "telephone"}
    people = Person.objects.count()
    made = gwen.post(place, tampered)["Location"]
    contact = Contact.objects.get(online=sent)
    assert made == f"/contacts/{contact.pk}/"
    assert (contact.words, contact.received_at, contact.route) == (WORDS, NOW, "online")
    assert (contact.source, contact.referrer_name, contact.referrer_agency) == (
        "2A",
        "Ada Finch",
        "education",
    )
    assert Person.objects.count() == people
    sent.refresh_from_db()
    assert (sent.taken_up_by, sent.taken_up_at) == (world.cast.gwen, later)
    assert "onlinereferral" not in {piece.kind for piece in in_team(world.cast.front_door)}
    shown = text(gwen.get(made))
    assert "as it was sent, receipt number" in shown
    assert "24 March 2026, 10am" in shown or "10:00" in shown
    assert "looking at it" in text(client.get("/refer/sent/"))
    again = gwen.post(f"/online-referrals/{sent.pk}/take-up/")
    assert again.status_code == 404, "it is taken up once"
    contacts.decide(
        contact, by=world.cast.gwen, at=later, decision="advice", because="Seen at school", history_seen=True
    )
    assert "decided what happens next" in text(client.get("/refer/sent/"))
    assert "advice" not in text(client.get("/refer/sent/")).lower()


def test_two_who_take_it_up_at_once_make_one_contact(world: World, browsing: Browsing) -> None:
    client, gwen, hal = Client(), browsing(world.cast.gwen), browsing(world.cast.hal)
    begin(client)
    sent = sent_by(client)
    places = [one.post(f"/online-referrals/{sent.pk}/take-up/")["Location"] for one in (gwen, hal)]
    boxes = {"place_0": "child", "team": str(world.cast.front_door.pk), "do": "save"}
    for one, place in zip((gwen, hal), places, strict=True):
        one.post(f"{place}people/", {"do": f"add-{world.mia.pk}"})
    assert gwen.post(places[0], boxes).status_code == 302
    late = hal.post(places[1], boxes)
    assert late.status_code == 422
    assert "has taken this up already" in text(late)
    assert Contact.objects.filter(words=WORDS).count() == 1


def test_a_manager_alone_sets_one_aside_with_a_reason_and_it_is_kept(
    world: World, browsing: Browsing
) -> None:
    client, gwen, hal = Client(), browsing(world.cast.gwen), browsing(world.cast.hal)
    begin(client)
    sent = sent_by(client)
    here = f"/online-referrals/{sent.pk}/set-aside/"
    assert gwen.get(here).status_code == gwen.post(here, {"because": "Twice"}).status_code == 404
    assert hal.post(here, {"because": ""}).status_code == 422
    assert hal.post(here, {"because": "Sent twice: the other was taken up."}).status_code == 302
    sent.refresh_from_db()
    assert (sent.set_aside_by, sent.set_aside_at) == (world.cast.hal, NOW)
    assert "Sent twice: the other was taken up." in text(gwen.get("/online-referrals/"))
    assert WORDS[:39] in text(gwen.get(f"/online-referrals/{sent.pk}/"))
    status = text(client.get("/refer/sent/"))
    assert "We have looked at it" in status
    assert "twice" not in status


def test_a_contact_that_is_struck_out_leaves_what_was_sent_waiting_again(
    world: World, browsing: Browsing
) -> None:
    client, gwen = Client(), browsing(world.cast.gwen)
    begin(client)
    sent = sent_by(client)
    place = gwen.post(f"/online-referrals/{sent.pk}/take-up/")["Location"]
    gwen.post(f"{place}people/", {"do": f"add-{world.mia.pk}"})
    gwen.post(place, {"place_0": "child", "team": str(world.cast.front_door.pk), "do": "save"})
    contact = Contact.objects.get(online=sent)
    entry.strike_out(contact, by=world.cast.hal, because="Put on the wrong child")
    sent.refresh_from_db()
    assert (sent.contact, sent.taken_up_at, sent.team) == (None, None, world.cast.front_door)
    assert [one.pk for one in OnlineReferral.objects.waiting()] == [sent.pk]
    assert OnlineReferralChild.objects.count() == 1
