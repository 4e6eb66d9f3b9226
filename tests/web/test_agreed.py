"""What plans say is to be done, on the pages: agreed, seen by whoever does it, changed and finished."""

from collections.abc import Callable
from datetime import date

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sightline.people.models import Worker
from sightline.record.models import AgreedAction
from tests.web.managed import planned
from tests.web.world import World

Browsing = Callable[[Worker], Client]


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def test_what_is_agreed_is_seen_on_the_childs_page_and_by_whoever_does_it(
    world: World, browsing: Browsing
) -> None:
    sees = planned(world)
    amina, ivy = browsing(world.cast.amina), world.ivy.pk
    head = page(amina, f"/children/{ivy}/")
    assert "See Ivy alone at school: Amina Yusuf, <strong" in head
    assert "due since 23 March 2026" in head
    assert f'href="/agreed-actions/{sees.pk}/finish/"' in page(amina, "/agreed/")
    assert "Weigh Noah" not in page(amina, "/agreed/"), "it is the health visitor’s"
    said = {
        "outcome": "done",
        "evidence": "Seen with Ms Hall; she drew the boat.",
        **day("on", date(2026, 3, 23)),
    }
    assert amina.post(f"/agreed-actions/{sees.pk}/finish/", said)["Location"] == f"/children/{ivy}/actions/"
    told = page(amina, f"/children/{ivy}/actions/")
    assert "It is done, 23 March 2026, says Amina Yusuf: Seen with Ms Hall; she drew the boat." in told
    assert "Nothing that was agreed is still to be done." in told
    assert "she drew the boat" in page(amina, f"/children/{ivy}/story/")


def test_an_action_is_agreed_in_the_plan_with_an_hour_where_it_cannot_wait(
    world: World, browsing: Browsing
) -> None:
    amina = browsing(world.cast.amina)
    what = {"what": "A medical before she goes home", "outside": "Dr Sen", "time": "6pm"}
    typed = what | day("due_on", date(2026, 3, 25))
    assert amina.post(f"/plans/{world.plan.pk}/action/", typed).status_code == 302
    made = AgreedAction.objects.get()
    assert (made.doer, made.due_on, f"{made.due_at:%H:%M}") == ("Dr Sen", None, "18:00")
    shown = page(amina, f"/children/{world.ivy.pk}/actions/")
    assert "Dr Sen, by 25 March 2026 at 18:00." in shown
    both = typed | {"owner": str(world.cast.amina.pk)}
    refused = amina.post(f"/plans/{world.plan.pk}/action/", both)
    assert (refused.status_code, AgreedAction.objects.count()) == (422, 1)
    assert "one person does one thing" in refused.content.decode()


def test_nobody_else_sees_or_finishes_it(world: World, carys: Worker, browsing: Browsing) -> None:
    sees, away = planned(world), browsing(carys)
    for address in (f"/agreed-actions/{sees.pk}/finish/", f"/children/{world.ivy.pk}/actions/"):
        assert away.get(address).status_code == 404
    assert "See Ivy alone" not in page(away, "/agreed/")


def test_the_list_asks_few_questions_however_long_it_is(world: World, browsing: Browsing) -> None:
    first = planned(world)
    for number in range(30):
        first.pk, first.what = None, f"Thing {number}"
        AgreedAction.objects.bulk_create([first])
    amina = browsing(world.cast.amina)
    with CaptureQueriesContext(connection) as queries:
        shown = page(amina, f"/children/{world.ivy.pk}/actions/")
    assert shown.count("What came of it") == 31
    assert len(queries) <= 15
