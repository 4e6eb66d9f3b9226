"""No child's name is where names do not belong: logs, jobs, letters, addresses, and what a failure says."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from django.urls import path

from sightline.people.models import Worker
from sightline.record.models import Person
from sightline.web.urls import roles_of
from tests.web.pages import addresses
from tests.web.world import World

Browsing = Callable[[Worker], Client]


#: Typed into every form. It stands here, since a warning tells the line of a test from which it came.
TYPED = {"words": "Larch", "where": "At the Larches’", "note": "Mia Larch said so"}


def names_of_everybody() -> set[str]:
    """Every family and given name in the record that could not be an ordinary word."""
    people = Person.objects.values_list("given_name", "family_name")
    return {name for pair in people for name in pair if len(name) > 3}


def found_in(text: str) -> set[str]:
    return {name for name in names_of_everybody() if name.lower() in text.lower()}


def jobs() -> str:
    """What every job was asked with."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(string_agg(args::text, ' '), '') FROM procrastinate_jobs")
        return str(cursor.fetchone()[0])


def test_no_name_is_in_logs_jobs_or_letters_after_every_page_was_opened(
    world: World,
    iris: Worker,
    dev: Worker,
    priya: Worker,
    browsing: Browsing,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    everybody = (world.cast.amina, world.cast.bryn, world.cast.hal, world.cast.esther, iris, dev, priya)
    with caplog.at_level(logging.DEBUG, logger="django.request"), caplog.at_level(logging.DEBUG, "sightline"):
        for name, place in addresses(world).items():
            worker = next((one for one in everybody if one.role in roles_of(name)), world.cast.bryn)
            client = browsing(worker)
            client.get(place)
            client.post(place, TYPED)
            client.get(f"{place}nothing-here/")
    printed = capsys.readouterr()
    everything = (caplog.text + printed.out + printed.err).splitlines()
    assert [line for line in everything if found_in(line)] == []
    assert found_in(jobs()) == set()
    assert found_in(" ".join(str(letter.message()) for letter in mail.outbox)) == set()
    assert found_in(" ".join(addresses(world).values())) == set()
    assert found_in("Mia was at the Larch family’s") == {"Larch"}, (
        "the search finds a name where there is one"
    )


def falls_over(request: object) -> None:
    raise ValueError("Mia Larch, born 11 February 2019")


urlpatterns = [path("falls-over/", falls_over)]


def test_a_page_that_fails_tells_nothing_of_why(
    world: World, browsing: Browsing, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.config.test_logs import logged

    client = browsing(world.cast.bryn)
    client.raise_request_exception = False
    with override_settings(ROOT_URLCONF="tests.web.test_privacy", SECOND_STEP=False):
        answer = client.get("/falls-over/")
    said: Any = answer.content.decode()
    assert answer.status_code == 500
    assert found_in(said) == set()
    assert "ValueError" not in said
    assert "Mia" not in logged("Internal Server Error: /falls-over/")
