"""Guessing is stopped, and tells nobody who has an account."""

from typing import Any

import pytest
from django.test import Client

from sightline.people.models import Worker
from tests.cast import PASSWORD

TOO_MANY = "too many tries"
WRONG = "a wrong guess"


def tries(email: str, password: str = WRONG) -> Any:
    return Client().post("/sign-in/", {"login": email, "password": password})


def said_at_the_top(answer: Any) -> str:
    return str(answer.content.decode().split("error-summary__list")[1].split("</ul>")[0])


@pytest.fixture(autouse=True)
def _nothing_counted(db: None) -> None:
    from django.core.cache import cache

    cache.clear()


def test_the_sixth_wrong_password_locks_the_account_for_a_while_even_to_the_right_one(amina: Worker) -> None:
    for _ in range(5):
        assert TOO_MANY not in tries(amina.email).content.decode()
    assert TOO_MANY in tries(amina.email).content.decode()
    assert TOO_MANY in tries(amina.email, PASSWORD).content.decode()


def test_an_account_that_is_not_there_is_answered_in_the_same_words(amina: Worker) -> None:
    known = [tries(amina.email) for _ in range(7)]
    unknown = [tries("nobody@exampleshire.example") for _ in range(7)]
    for here, away in zip(known, unknown, strict=True):
        assert here.status_code == away.status_code
        said = [
            answer.content.decode().split("error-summary__list")[1].split("</ul>")[0]
            for answer in (here, away)
        ]
        assert said[0] == said[1]


def test_one_workers_lock_is_not_anothers(amina: Worker, bryn: Worker) -> None:
    for _ in range(6):
        tries(amina.email)
    assert tries(bryn.email, PASSWORD)["Location"] == "/"


def test_tries_are_counted_where_every_process_sees_them(settings: Any, amina: Worker) -> None:
    from django.db import connection

    tries(amina.email)
    assert settings.CACHES["default"]["BACKEND"].endswith("db.DatabaseCache")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_tries")
        assert cursor.fetchone()[0] >= 1
