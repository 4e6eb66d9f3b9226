"""Somebody without an account tells us about a child, comes back to it, and it is never nobody's."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
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
from sightline.web import jobs
from sightline.web import refer as pages
from sightline.web.models import BegunReferral
from tests.web.world import NOW, TODAY, World

Browsing = Callable[[Worker], Client]
WORDS = "She came in with a bruise on her cheek <script>alert(1)</script> and said that Kev did it."
TOLD = {
    "danger_now": "no",
    "words": WORDS,
    "source": "2A",
    "knows_how": "I teach her in year 4",
    "referrer_name": "Ada Finch",
    "referrer_reach": "01632 960123 after school",
    "address": "4 Canal Row",
    "postcode": "QX3 4LR",
    "family_knows": "no",
    "many": "1",
    "child0-given_name": "Mia",
    "child0-family_name": "Larch",
    "child0-age": "1/2/2018",
}


@pytest.fixture(autouse=True)
def _nothing_counted(db: None) -> None:
    cache.clear()


def text(answer: Any) -> str:
    return str(answer.content.decode())


def begin(client: Client, danger: str = "no") -> tuple[str, str]:
    """The number and the code that somebody is given."""
    page = client.post("/refer/begin/", {"danger_now": danger})
    found = re.findall(r'app-receipt">([^<]+)<', text(page))
    assert len(found) == 2, text(page)
    return found[0], found[1]


def revision(client: Client) -> str:
    return re.findall(r'name="revision" value="(\d*)"', text(client.get("/refer/writing/")))[0]


def write(client: Client, do: str, **more: str) -> Any:
    return client.post("/refer/writing/", {**TOLD, "revision": revision(client), "do": do, **more})


def sent_by(client: Client, **more: str) -> OnlineReferral:
    assert write(client, "send", **more)["Location"] == "/refer/sent/"
    return OnlineReferral.objects.latest("pk")


def open_again(client: Client, number: str, code: str) -> Any:
    return client.post("/refer/come-back/", {"number": number, "code": code})


# ── writing, leaving and coming back


def test_it_is_begun_kept_left_and_gone_on_with_from_another_device(world: World) -> None:
    at_school, at_home = Client(), Client()
    number, code = begin(at_school)
    assert write(at_school, "keep", words="She came in with a bru")["Location"] == "/refer/writing/"
    assert not OnlineReferral.objects.exists(), "what is not sent is nobody's but theirs"
    assert open_again(at_home, number, code.upper().replace("-", " "))["Location"] == "/refer/writing/"
    page = text(at_home.get("/refer/writing/"))
    assert "She came in with a bru" in page
    assert "Ada Finch" in page
    sent = sent_by(at_home)
    assert (sent.words, sent.number) == (WORDS, number.replace(" ", ""))
    assert (sent.source, sent.referrer_agency, sent.team) == ("2A", "education", world.cast.front_door)
    assert (sent.received_at, sent.tells_of_harm, sent.danger_now) == (NOW, True, "no")
    child = sent.children.get()
    assert (child.name, child.age, child.born_on.isoformat()) == ("Mia Larch", "1/2/2018", "2018-02-01")
    status = text(at_school.get("/refer/sent/"))
    assert "It is waiting to be read" in status
    assert "Mia" not in status
    assert "bruise" not in status


def test_neither_number_nor_code_nor_name_is_in_an_address_and_the_code_is_kept_nowhere(world: World) -> None:
    client = Client()
    number, code = begin(client)
    places = [
        write(client, "keep")["Location"],
        open_again(client, number, code)["Location"],
        write(client, "send")["Location"],
    ]
    assert places == ["/refer/writing/", "/refer/writing/", "/refer/sent/"]
    with connection.cursor() as cursor:
        for table in ("web_begunreferral", "record_onlinereferral", "audit_journalentry", "django_session"):
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", [f"%{code[:9]}%"])
            assert cursor.fetchone() == (0,), table
    kept = BegunReferral.objects.get()
    assert kept.key == pages.key_of(number, code)
    assert kept.key not in str(JournalEntry.objects.filter(table="record_onlinereferral").values())
    assert (kept.typed, kept.sent_at) == ({}, NOW), "its words are in the record alone"


def test_a_wrong_code_says_nothing_of_whether_a_number_is_there_and_are_stopped(world: World) -> None:
    number, code = begin(Client())
    there = [open_again(Client(), number, "bcdf-ghjk-mnpq-rstv") for _ in range(6)]
    away = [open_again(Client(), "123 456 7890", "bcdf-ghjk-mnpq-rstv") for _ in range(6)]
    for one, other in zip(there, away, strict=True):
        said = [text(answer).split("error-summary__list")[1].split("</ul>")[0] for answer in (one, other)]
        assert said[0] == said[1]
        assert one.status_code == other.status_code == 422
    assert pages.NOT_THOSE in text(there[4])
    assert pages.TOO_MANY in text(there[5])
    assert pages.TOO_MANY in text(open_again(Client(), number, code)), (
        "and not even the right code, for a while"
    )


def test_beginning_is_limited_by_address_and_over_all(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(pages.LIMITS, "begin", "2/h/ip,3/h/key")
    for _ in range(2):
        begin(Client())
    refused = Client().post("/refer/begin/", {"danger_now": "no"})
    assert pages.TOO_MANY_BEGUN in text(refused)
    assert BegunReferral.objects.count() == 2
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    begin(elsewhere)
    refused = Client(REMOTE_ADDR="192.0.2.8").post("/refer/begin/", {"danger_now": "no"})
    assert pages.TOO_MANY_BEGUN in text(refused), "over all, from whatever address"


def test_danger_is_answered_at_once_with_whom_to_ring(world: World, settings: Any) -> None:
    settings.TELEPHONE = "01632 960999"
    client = Client()
    begun = text(client.post("/refer/begin/", {"danger_now": "yes"}))
    assert begun.index("Ring 999") < begun.index("01632 960999") < begun.index("<h1")
    assert "You said that somebody is in danger now" in text(client.get("/refer/writing/"))
    assert "Ring 999" in text(Client().get("/refer/"))
    assert Client().post("/refer/begin/", {}).status_code == 422, "it is the one question before all others"


def test_an_hour_without_a_page_asks_for_both_again_and_loses_no_word(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    number, code = begin(client)
    known = revision(client)
    monkeypatch.setattr("sightline.web.refer.OPEN_FOR", -1)
    late = client.post("/refer/writing/", {**TOLD, "revision": known, "do": "keep"})
    assert "said that Kev did it" in text(late)
    assert "Open it again" in text(late)
    monkeypatch.undo()
    with monkeypatch.context() as on_the_day:
        on_the_day.setattr("sightline.web.today.now", lambda: NOW)
        both = {**TOLD, "revision": known, "do": "keep", "number": number, "code": code}
        assert Client().post("/refer/writing/", both)["Location"] == "/refer/writing/"
    assert BegunReferral.objects.get().typed["words"] == [WORDS]


def test_two_windows_lose_neither_ones_words(world: World) -> None:
    client = Client()
    begin(client)
    known = revision(client)
    client.post("/refer/writing/", {**TOLD, "revision": known, "do": "keep", "words": "From the telephone"})
    other = client.post(
        "/refer/writing/", {**TOLD, "revision": known, "do": "send", "words": "From the desk"}
    )
    assert other.status_code == 422
    assert "From the telephone" in text(other)
    assert "From the desk" in text(other)
    assert not OnlineReferral.objects.exists()


def test_what_is_not_sent_goes_when_its_days_are_over(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    number, code = begin(client)
    write(client, "keep")
    monkeypatch.setattr("sightline.web.today.now", lambda: NOW + timedelta(days=13))
    jobs.throw_away_unsent(0)
    assert BegunReferral.objects.count() == 1
    monkeypatch.setattr("sightline.web.today.now", lambda: NOW + timedelta(days=14, minutes=1))
    assert pages.NOT_THOSE in text(open_again(Client(), number, code)), "it cannot be opened any more"
    other = Client()
    begin(other)
    sent_by(other)
    jobs.throw_away_unsent(0)
    assert BegunReferral.objects.get().sent_at is not None, "and what was sent stays"


def test_it_can_be_thrown_away_or_closed_on_a_shared_device(world: World) -> None:
    client = Client()
    number, code = begin(client)
    write(client, "keep")
    client.post("/refer/leave/")
    assert client.get("/refer/writing/")["Location"] == "/refer/", "closed on this device"
    open_again(client, number, code)
    assert write(client, "away")["Location"] == "/refer/"
    assert not BegunReferral.objects.exists()


# ── what is asked, and refused


def test_few_questions_must_be_answered_and_what_was_typed_stays(world: World) -> None:
    client = Client()
    begin(client)
    empty = client.post("/refer/writing/", {"many": "1", "revision": revision(client), "do": "send"})
    assert empty.status_code == 422
    for words in ("Write what you are worried about", "Choose who you are", "anybody is in danger"):
        assert words in text(empty)
    nobody = {"child0-given_name": "", "child0-family_name": "", "child0-age": "", "address": ""}
    answer = write(client, "send", **nobody)
    assert pages.WHOM in text(answer).replace("&#x27;", "’")
    assert "said that Kev did it" in text(answer)
    only_where = sent_by(client, **{**nobody, "address": "The flat above the launderette"})
    assert not only_where.children.exists()


def test_whoever_stays_anonymous_counts_the_same(world: World) -> None:
    client = Client()
    begin(client)
    both = write(client, "send", stays_anonymous="on", source="1B")
    assert "You asked not to be named" in text(both)
    sent = sent_by(client, stays_anonymous="on", source="1B", referrer_name="", referrer_reach="")
    assert (sent.stays_anonymous, sent.referrer_name, sent.referrer_agency) == (True, "", "")
    assert sent.is_pressing, "by what is told, not by who tells it"
    assert [one.number for one in OnlineReferral.objects.waiting()] == [sent.number]


def test_what_is_too_long_or_a_file_or_a_foreign_box_is_not_kept(world: World) -> None:
    client = Client()
    begin(client)
    long = write(client, "keep", words="a" * (pages.MOST_KEPT + 1))
    assert pages.TOO_LONG in text(long)
    assert write(client, "send", words="a" * 20_001).status_code == 422
    write(client, "keep", team="7", contact="1", number_of="8", set_aside_because="x", many="99999999")
    kept = BegunReferral.objects.get()
    assert not {"team", "contact", "set_aside_because"} & kept.typed.keys()
    assert kept.typed["many"] == ["1"]
    file = SimpleUploadedFile("a.exe", b"MZ" * 10_000)
    client.post("/refer/writing/", {**TOLD, "revision": revision(client), "do": "keep", "words": file})
    assert BegunReferral.objects.get().typed.get("words") != ["MZ"]
    assert not OnlineReferral.objects.exists()


def test_a_page_without_the_browsers_own_token_is_refused(world: World) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/refer/begin/", {"danger_now": "no"}).status_code == 403
    assert not BegunReferral.objects.exists()


def test_sending_twice_sends_once_and_nothing_changes_after(world: World) -> None:
    client = Client()
    begin(client)
    known = revision(client)
    form = {**TOLD, "revision": known, "do": "send"}
    assert client.post("/refer/writing/", form)["Location"] == "/refer/sent/"
    assert client.post("/refer/writing/", {**form, "words": "Forget it"})["Location"] == "/refer/sent/"
    assert client.post("/refer/writing/", {**form, "do": "away"})["Location"] == "/refer/sent/"
    assert OnlineReferral.objects.get().words == WORDS


def test_the_pages_ask_the_database_little(world: World, django_assert_max_num_queries: Any) -> None:
    client = Client()
    begin(client)
    for many in range(1, 8):
        write(client, "child", many=str(many))
    for address in ("/refer/", "/refer/writing/"):
        with django_assert_max_num_queries(15):
            client.get(address)
    page = client.get("/refer/writing/")
    assert len(page.content) < 100 * 1024
    assert "Child 8" in text(page)
    sent_by(client, many="8")
    with django_assert_max_num_queries(15):
        client.get("/refer/sent/")
    assert 'href="/refer/"' in text(Client().get("/sign-in/"))


# ── a stranger has one door, and it leads to their own


def as_stranger(key: str, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with stranger.holding(key), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall()) if cursor.description else []


def test_a_stranger_finds_their_own_and_no_others_and_no_record(world: World) -> None:
    mine, theirs = Client(), Client()
    key = pages.key_of(*begin(mine))
    other = pages.key_of(*begin(theirs))
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
    key = pages.key_of(*begin(client))
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
