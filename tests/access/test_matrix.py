"""The access matrix is what every page and every verb does, for every role, and nothing else is open."""

from typing import Any

import pytest

from sightline.casework.verb import Refused
from sightline.people.models import Role, Worker
from sightline.web import matrix
from sightline.web.urls import signed_in_pages
from tests.access.walk import (
    LETS_IN,
    SHOWN_ALL_THE_SAME,
    ask,
    everywhere,
    hidden_from,
    last_change,
    strangers,
    written,
    written_about_somebody_hidden,
)
from tests.web.world import World

pytestmark = pytest.mark.django_db
ANSWERED = {200, 302, 404, 405, 409, 422}
#: What somebody who guesses sends: an answer for most boxes, and fields that no form has.
GUESSED = {
    "because": "Because", "on_day": "24/3/2026", "do": "save", "words": "Larch", "struck_out_because": "Gone",
    "recorded_by": "1", "role": "director", "team": "1", "child": "1",
}  # fmt: skip


@pytest.fixture
def guessing(world: World) -> dict[Role, Worker]:
    return strangers()


def test_every_page_and_every_verb_is_in_the_matrix_and_nothing_else_is() -> None:
    every = {row.where: row.roles for row in [*matrix.pages(), *matrix.verbs()]}
    assert written() == every
    assert {f"/{address}" for address, _, _, _ in signed_in_pages()} <= every.keys()
    assert len([name for name in every if name.startswith("casework.")]) > 60
    assert {row.name for row in matrix.pages() if row.kind != "page"} == matrix.LISTS | matrix.EXPORTS
    nobody = {where for where, roles in every.items() if not roles}
    assert nobody == set(), "what nobody may open is not needed"


def test_every_page_is_there_for_the_roles_of_the_matrix_and_for_no_other(
    world: World, guessing: dict[Role, Worker]
) -> None:
    """And none shows somebody from elsewhere a child who is not theirs, whatever its address holds."""
    places, open_to = everywhere(world), written()
    shape = {name: f"/{address}" for address, _, name, _ in signed_in_pages()}
    for role, worker in guessing.items():
        hidden = [one.name for one in hidden_from(worker)]
        for name, place in places.items():
            status, page = ask(worker, place)
            assert status in ANSWERED, (name, role)
            if role not in open_to[shape[name]]:
                assert (status, page) == (404, ""), (name, role)
            shown = [one for one in hidden if one in page and name not in SHOWN_ALL_THE_SAME]
            assert not shown, (name, role)


def test_what_is_sent_from_elsewhere_changes_no_childs_record(
    world: World, guessing: dict[Role, Worker]
) -> None:
    """To every address, with the ids of another team's children in it, by every role."""
    places = {name: place for name, place in everywhere(world).items() if name not in LETS_IN}
    open_to = written()
    shape = {name: f"/{address}" for address, _, name, _ in signed_in_pages()}
    hidden, since = {worker.pk: hidden_from(worker) for worker in guessing.values()}, last_change()
    for role, worker in guessing.items():
        for name, place in places.items():
            status, _ = ask(worker, place, GUESSED)
            assert status in ANSWERED, (name, role)
            assert role in open_to[shape[name]] or status == 404, (name, role)
    assert written_about_somebody_hidden(hidden, since) == []


def test_every_verb_refuses_every_role_that_the_matrix_does_not_name(
    guessing: dict[Role, Worker], django_assert_num_queries: Any
) -> None:
    verbs, open_to = matrix.functions(), written()
    with django_assert_num_queries(0):
        for name, verb in verbs.items():
            for role, worker in guessing.items():
                if role not in open_to[name]:
                    with pytest.raises(Refused):
                        verb(by=worker)
