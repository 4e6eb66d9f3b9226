"""Somebody without an account tells us about a child, comes back to it, and it is never nobody's."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from sightline.audit.models import JournalEntry
from sightline.record.models import OnlineReferral
from sightline.web import begun, jobs, stranger_limits
from sightline.web import refer as pages
from sightline.web.models import BegunReferral
from tests.web.online import TOLD, WORDS, begin, open_again, revision, sent_by, text, write
from tests.web.world import NOW, World


@pytest.fixture(autouse=True)
def _nothing_counted(db: None) -> None:
    cache.clear()


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
    assert kept.key == begun.key_of(number, code)
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
    monkeypatch.setitem(stranger_limits.LIMITS, "begin", "2/h/ip,3/h/key")
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
    monkeypatch.setattr("sightline.web.stranger_limits.OPEN_FOR", -1)
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
    assert client.get("/refer/writing/")["Cache-Control"] == "no-store", "nor does the browser keep it"
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
