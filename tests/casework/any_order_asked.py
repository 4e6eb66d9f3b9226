"""Questions of our own and what is answered to them, as acts that take all else by chance."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sightline.casework import own_question
from sightline.people.models import Worker
from sightline.record import models as record
from sightline.record.models.own_question import KEEPS_QUESTIONS, LongForm
from sightline.record.own_questions import model_of
from tests.casework.any_order import Chance


def _keeper(c: Chance) -> Worker:
    """More often than not somebody who decides what we ask."""
    keepers = [one for one in c.workers if one.role in KEEPS_QUESTIONS]
    return c.random.choice(keepers) if c.random.random() < 0.8 else c.by


def _told(c: Chance) -> dict[str, Any]:
    on = c.on
    told = {"from_on": on, "words": "What helps at night?", "kind": c.random.choice(["words", "yes_no"])}
    told |= {"why": "It says who is there.", "reads": "the next worker", "owner": c.by}
    return {**told, "on": on, "review_on": on + timedelta(days=c.random.choice([0, 365, 365, 365]))}


def _change(c: Chance) -> object:
    return own_question.change(
        c.one(list(record.OwnQuestion.objects.order_by("pk"))), by=_keeper(c), **_told(c)
    )


def _retire(c: Chance) -> object:
    question, on = c.one(list(record.OwnQuestion.objects.order_by("pk"))), c.on
    return own_question.retire(question, by=_keeper(c), on=on, from_on=on, because="Nobody reads it.")


def _answer(c: Chance) -> object:
    version = c.one(list(record.OwnQuestionVersion.objects.order_by("pk")))
    entry: Any = c.of(model_of(version.question.form))  # type: ignore[arg-type]  # each is about a child
    said = c.random.choice(["Yes", "Her gran comes.", ""])
    own_question.answer(entry, {version: said}, by=c.by, on=c.on)
    return entry


ASKED: dict[str, Callable[[Chance], object]] = {
    "we ask something of our own": lambda c: own_question.add(
        by=_keeper(c), form=c.random.choice(LongForm.values), **_told(c)
    ),
    "we ask it otherwise": _change,
    "we ask it no more": _retire,
    "it is answered of our own": _answer,
}
