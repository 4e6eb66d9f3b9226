"""Every page: who may see it, who may not, and that the log shows who looked."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sightline.audit.models import JournalEntry, Look
from sightline.people.models import Role, Worker
from sightline.web.urls import roles_of
from tests.web import assessed, held, kept, managed, marked, online, placed, stepped
from tests.web.asked import DECIDED, OWN
from tests.web.assured import PRACTICE
from tests.web.audited import AUDITS, LISTS
from tests.web.looked import LOOKING
from tests.web.managed import ABOUT_WORKERS
from tests.web.pages import NOT_PAGES, addresses, names
from tests.web.questioned import ABOUT_FORMS
from tests.web.world import World

Browsing = Callable[[Worker], Client]
#: First pages hold a worker's own work, and no other worker's.
FIRST = (
    {
        "my-families",
        "my-team",
        "teams",
        "contacts",
        "conferences",
        "plans",
        "analyst",
        "to-mend",
        "numbers",
        "staff",
        "drafts",
    }
    | held.OWN
    | managed.OWN
    | kept.OWN
    | stepped.OWN
    | online.OWN
    | placed.OWN
    | assessed.OWN
)
#: Pages for whoever answers for the return: they are there for no child’s worker and no child’s manager.
RETURNS = {"census-files", "census-file", "census-rule", "census-children", "census-child"}
#: Pages for a system administrator, on which no child is.
WORKERS = {"worker", "worker-invite", "worker-role", "worker-second-step", "worker-end"}
#: Pages whose work a manager does and a social worker does not.
MANAGERS = (
    {
        "seen",
        "no-cause",
        "exceptions",
        "team",
        "team-load",
        "team-list",
        "allocate",
        "allocation-end",
        "part-give",
        "part-end",
        "training-complete",
        "training-register",
        "referral-decide",
        "close",
        "assessment-authorise",
        "assessment-review",
        "assessment-leave",
        "discussion-not-held",
        "enquiry-conclude",
        "plan-end",
        "same-person",
        "same-part",
        "twice",
        "warning-end",
        "census-explain",
        "incident",
        "incident-notify",
        "incident-review",
        "incident-record",
    }
    | held.MANAGERS
    | DECIDED
    | kept.MANAGERS
    | managed.MANAGERS
    | stepped.MANAGERS
    | placed.MANAGERS
    | assessed.MANAGERS
    | marked.AUTHORS
)


NOBODYS_CHILD = FIRST | RETURNS | WORKERS | OWN | placed.ANSWERS | {"sign-in"}


def about_somebody(world: World) -> dict[str, str]:
    """Every page about somebody's child or team."""
    return {
        name: place
        for name, place in addresses(world).items()
        if name
        not in NOBODYS_CHILD
        | PRACTICE
        | AUDITS
        | LISTS
        | LOOKING
        | held.SENIOR
        | managed.KITS
        | managed.SENIOR
        | kept.BY_NUMBER
        | online.FRONT_DOORS
        | ABOUT_FORMS
    }


def test_every_page_has_an_address_here(world: World) -> None:
    assert addresses(world).keys() == names() - NOT_PAGES


def test_the_childs_manager_may_open_every_page(world: World, browsing: Browsing) -> None:
    bryn = browsing(world.cast.bryn)
    answers = {name: bryn.get(place).status_code for name, place in about_somebody(world).items()}
    assert answers == dict.fromkeys(answers, 200)


def test_the_childs_worker_may_open_every_page_but_the_managers_own(world: World, browsing: Browsing) -> None:
    amina = browsing(world.cast.amina)
    answers = {name: amina.get(place).status_code for name, place in about_somebody(world).items()}
    assert {name for name, status in answers.items() if status == 404} == MANAGERS
    assert set(answers.values()) == {200, 404}


def test_to_another_team_no_page_is_there(world: World, carys: Worker, browsing: Browsing) -> None:
    elsewhere = browsing(carys)
    answers = {name: elsewhere.get(place).status_code for name, place in about_somebody(world).items()}
    assert answers == dict.fromkeys(answers, 404)
    written = {name: elsewhere.post(place).status_code for name, place in about_somebody(world).items()}
    assert written == dict.fromkeys(written, 404)


def test_analysts_and_partners_of_no_team_open_no_childs_page(
    world: World, dev: Worker, femi: Worker, browsing: Browsing
) -> None:
    for worker, theirs in ((dev, {"census-explain"}), (femi, set())):
        at_work = browsing(worker)
        answers = {name: at_work.get(place).status_code for name, place in about_somebody(world).items()}
        assert {name for name, status in answers.items() if status != 404} == theirs


def test_a_page_is_there_for_the_roles_that_it_names_and_for_no_other(
    world: World, browsing: Browsing
) -> None:
    places = addresses(world)
    for role in Role:
        worker = Worker.objects.create_user(f"{role}@exampleshire.example", None, name="Sam", role=role)
        at_work = browsing(worker)
        answers = {name: at_work.get(places[name]).status_code for name in FIRST - {"my-team"}}
        theirs = {name for name in answers if role in roles_of(name)}
        assert answers == {name: 200 if name in theirs else 404 for name in answers}, role


def test_a_refused_page_reads_nothing_and_writes_nothing(
    world: World, browsing: Browsing, dev: Worker
) -> None:
    referral, address = world.referral, addresses(world)["allocate"]
    before = JournalEntry.objects.count()
    for worker in (dev, world.cast.amina):
        at_work = browsing(worker)
        with CaptureQueriesContext(connection) as queries:
            answer = at_work.post(address, {"to": world.cast.amina.pk})
        asked = [query["sql"] for query in queries if '"record_' in query["sql"]]
        assert (answer.status_code, asked) == (404, []), worker
    assert (JournalEntry.objects.count(), referral.allocations.count()) == (before, 1)


def test_whoever_has_not_signed_in_is_asked_to(world: World) -> None:
    stranger = Client()
    for name, place in addresses(world).items():
        if name == "sign-in":
            continue
        answer = stranger.get(place)
        assert (answer.status_code, answer["Location"]) == (302, f"/sign-in/?next={place}"), name


def test_a_first_page_shows_nobody_elses_work(world: World, carys: Worker, browsing: Browsing) -> None:
    elsewhere = browsing(carys)
    shown = {name: elsewhere.get(addresses(world)[name]) for name in FIRST}
    allowed = {name for name, answer in shown.items() if answer.status_code == 200}
    assert allowed == FIRST - {"teams", "analyst", "staff", "reached-me", "demand"}, (
        "pages for other roles are not there"
    )
    children = [world.mia, world.noah, world.ivy, world.leo, world.ruby, world.otis]
    for name, answer in shown.items():
        assert not [child.name for child in children if child.name in answer.content.decode()], name


@pytest.mark.parametrize(
    "name", ["child", "record", "visit", "referral-tell", "clock", "story", "strike-out"]
)
def test_every_look_at_a_child_is_logged(world: World, browsing: Browsing, name: str) -> None:
    browsing(world.cast.amina).get(addresses(world)[name])
    looks = Look.objects.filter(worker=world.cast.amina.pk, page=name)
    seen = {world.mia.pk, world.noah.pk} if name == "visit" else {world.mia.pk}
    assert set(looks.values_list("child", flat=True)) == seen


def test_every_page_about_a_child_logs_who_looked(world: World, browsing: Browsing) -> None:
    bryn = browsing(world.cast.bryn)
    for name, place in about_somebody(world).items():
        before = Look.objects.count()
        bryn.get(place)
        if name not in held.NO_CHILD | managed.NO_CHILD | {"team-load", "twice", *ABOUT_WORKERS}:
            assert Look.objects.count() > before, name


def test_a_list_logs_each_child_on_it(world: World, browsing: Browsing) -> None:
    browsing(world.cast.amina).get(addresses(world)["my-families"])
    seen = Look.objects.filter(worker=world.cast.amina.pk, page="my-families").values_list("child", flat=True)
    assert set(seen) == {world.mia.pk, world.noah.pk, world.ivy.pk, world.ruby.pk}


def test_a_refused_look_is_no_look(world: World, carys: Worker, browsing: Browsing) -> None:
    browsing(carys).get(addresses(world)["child"])
    assert not Look.objects.filter(worker=carys.pk).exists()


def test_no_address_and_no_title_holds_a_name(world: World, browsing: Browsing) -> None:
    bryn = browsing(world.cast.bryn)
    for name, place in about_somebody(world).items():
        title = bryn.get(place).content.decode().split("<title>")[1].split("</title>")[0]
        for word in ("larch", "mia", "noah", "birch"):
            assert word not in place.lower(), name
            assert word not in title.lower(), name
