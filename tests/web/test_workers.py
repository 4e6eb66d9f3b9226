"""Who works here: a system administrator invites, changes and ends, and sees no child."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client

from sightline.audit.models import JournalEntry
from sightline.casework import worker as verbs
from sightline.casework.verb import Refused
from sightline.people.models import Role, Worker
from sightline.record.models import Person
from tests.cast import PASSWORD
from tests.web.world import TODAY, World

Browsing = Callable[[Worker], Client]


def page_of(client: Client, place: str) -> str:
    answer = client.get(place)
    assert answer.status_code == 200, place
    return str(answer.content.decode())


def nobody_is_named() -> None:
    """As in a connection that is new: nobody has done anything in it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.worker', '', true)")


def test_an_administrator_sees_no_child(world: World, priya: Worker, browsing: Browsing) -> None:
    assert not Person.objects.visible_to(priya).exists()
    client = browsing(priya)
    assert client.get("/")["Location"] == "/staff/"
    assert client.get(f"/children/{world.mia.pk}/").status_code == 404
    for place in ("/staff/", f"/staff/{world.cast.amina.pk}/", f"/staff/{world.cast.amina.pk}/end/"):
        page = page_of(client, place)
        for child in Person.objects.all():
            assert child.family_name not in page


@pytest.mark.parametrize("who", ["amina", "bryn", "iris", "dev"])
def test_to_anybody_else_the_pages_are_not_there(who: str, request: Any, browsing: Browsing) -> None:
    worker = request.getfixturevalue(who)
    client = browsing(worker)
    for place in ("/staff/new/", f"/staff/{worker.pk}/", f"/staff/{worker.pk}/role/"):
        assert client.get(place).status_code == 404
        assert client.post(place).status_code == 404
    with pytest.raises(Refused, match="A system administrator does this"):
        verbs.give_role(worker, by=worker, role=Role.DIRECTOR, team=None, because="I would like to")


def test_somebody_is_invited_and_chooses_their_own_password(
    priya: Worker, browsing: Browsing, on_the_day: None
) -> None:
    client = browsing(priya)
    asked = {"name": "Moss Field", "email": "Moss@Exampleshire.example", "agency": "social_care"}
    made = client.post("/staff/new/", {**asked, "role": "social_worker"})
    moss = Worker.objects.get(email="moss@exampleshire.example")
    assert made["Location"] == f"/staff/{moss.pk}/"
    assert (moss.name, moss.role, moss.started_on) == ("Moss Field", "social_worker", TODAY)
    page = client.post(f"/staff/{moss.pk}/link/").content.decode()
    [link] = re.findall(r"http://testserver(/sign-in/link/\S+/)<", page)
    guest = Client()
    chosen = {"new_password1": "three odd words", "new_password2": "three odd words"}
    inside = guest.get(link)["Location"]
    assert "too common" in guest.post(inside, dict.fromkeys(chosen, "password1234")).content.decode()
    assert guest.post(inside, chosen)["Location"] == "/sign-in/"
    assert "has been used" in Client().get(link, follow=True).content.decode(), "it works once"
    moss.refresh_from_db()
    assert moss.check_password("three odd words")


def test_nobody_is_invited_twice(priya: Worker, amina: Worker, browsing: Browsing) -> None:
    asked = {"name": "A", "email": amina.email.upper(), "agency": "police", "role": "partner"}
    answer = browsing(priya).post("/staff/new/", asked)
    assert "is here already" in answer.content.decode()
    assert Worker.objects.filter(email__iexact=amina.email).count() == 1


def test_a_change_of_role_is_in_the_journal_and_ends_their_sessions(
    priya: Worker, amina: Worker, browsing: Browsing
) -> None:
    hers, mine = browsing(amina), browsing(priya)
    assert hers.get("/families/").status_code == 200
    said = {"role": "team_manager", "team": amina.team_id, "because": "Appointed by the director"}
    assert mine.post(f"/staff/{amina.pk}/role/", said)["Location"] == f"/staff/{amina.pk}/"
    assert hers.get("/families/")["Location"].startswith("/sign-in/")
    written = JournalEntry.objects.filter(table="people_worker", row=amina.pk).latest("pk")
    assert (written.worker, written.because) == (priya.pk, "Appointed by the director")
    assert (written.before["role"], written.after["role"]) == ("social_worker", "team_manager")
    page = page_of(mine, f"/staff/{amina.pk}/")
    assert "Role: Team manager. " in page
    assert "Appointed by the director" in page


def test_nobody_changes_their_own_role_or_ends_their_own_account(priya: Worker) -> None:
    with pytest.raises(Refused, match="another administrator does"):
        verbs.give_role(priya, by=priya, role=Role.DIRECTOR, team=None, because="I would like to")
    with pytest.raises(Refused, match="another administrator does"):
        verbs.end_account(priya, by=priya, on=TODAY, because="I am off")


def test_no_password_is_in_the_journal(priya: Worker, amina: Worker) -> None:
    verbs.choose_password(amina, by=amina, password="three odd words")
    kept = JournalEntry.objects.filter(table="people_worker", row=amina.pk)
    assert {entry.after["password"] for entry in kept} == {"not shown", "changed"}
    with pytest.raises(Refused, match="another’s password"):
        verbs.choose_password(amina, by=priya, password="three odd words")


def test_a_second_step_is_forgotten_and_every_session_ends(
    priya: Worker, amina: Worker, browsing: Browsing
) -> None:
    Authenticator.objects.create(user=amina, type="totp", data={"secret": "x"})
    hers = browsing(amina)
    hers.get("/families/")
    said = {"because": "She rang; I know her voice and asked for her staff number"}
    browsing(priya).post(f"/staff/{amina.pk}/second-step/", said)
    assert not Authenticator.objects.filter(user=amina).exists()
    assert hers.get("/families/")["Location"].startswith("/sign-in/")
    assert "Signed out everywhere" in page_of(browsing(priya), f"/staff/{amina.pk}/")


def test_an_account_does_not_end_while_work_is_attached_and_says_what(
    world: World, priya: Worker, browsing: Browsing
) -> None:
    client, amina = browsing(priya), world.cast.amina
    page = page_of(client, f"/staff/{amina.pk}/end/")
    assert re.search(r"\d open cases of Assessment North: Bryn Pugh can allocate them to somebody else", page)
    answer = client.post(f"/staff/{amina.pk}/end/", {"because": "She leaves today"})
    assert "nobody leaves with work attached" in answer.content.decode()
    managed = page_of(client, f"/staff/{world.cast.bryn.pk}/end/")
    assert "team that they manage: Assessment North" in managed
    amina.refresh_from_db()
    assert amina.left_on is None


def test_an_account_that_ended_opens_nothing_more(esther: Worker, priya: Worker, browsing: Browsing) -> None:
    hers = browsing(esther)
    hers.get("/conferences/")
    browsing(priya).post(f"/staff/{esther.pk}/end/", {"because": "Her contract ended"})
    esther.refresh_from_db()
    assert esther.left_on is not None
    assert hers.get("/conferences/")["Location"].startswith("/sign-in/")
    again = Client().post("/sign-in/", {"login": esther.email, "password": PASSWORD})
    assert "do not go together" in again.content.decode()
    assert browsing(priya).post(f"/staff/{esther.pk}/link/").status_code == 404
    with pytest.raises(Refused, match="ended on"):
        verbs.end_account(esther, by=priya, on=date(2026, 3, 25), because="Again")


def test_the_role_that_serves_pages_cannot_change_a_worker_unnamed(amina: Worker, as_web_role: Any) -> None:
    from django.db import ProgrammingError

    nobody_is_named()
    with pytest.raises(ProgrammingError, match="must name the worker"), as_web_role():
        Worker.objects.filter(pk=amina.pk).update(role=Role.DIRECTOR)


def test_the_installation_names_the_first_administrator_and_no_second(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    from sightline.config.command import build_parser

    nobody_is_named()
    parser, _ = build_parser()
    first = parser.parse_args(["invite", "Priya Raman", "priya@exampleshire.example"])
    assert first.run(first) == 0
    [link] = re.findall(r"/sign-in/link/\S+", capsys.readouterr().out)
    assert Client().get(link).status_code == 302
    made = Worker.objects.get(role=Role.ADMINISTRATOR)
    assert JournalEntry.objects.get(table="people_worker", row=made.pk).worker == 0
    assert first.run(first) == 1
    assert "can invite others" in capsys.readouterr().err
