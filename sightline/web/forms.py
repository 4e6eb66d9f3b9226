"""The addresses of the pages about our own forms, and the roles that may open each."""

from collections.abc import Callable
from typing import Any

from sightline.people.models import EVERYBODY, SENIOR_MANAGERS, Role
from sightline.record.models.own_question import KEEPS_QUESTIONS
from sightline.web import form_costs, obstacle, questions
from sightline.web.models import ANSWERS_OBSTACLES

#: Roles that see what the forms cost, as numbers.
COUNTS_FORMS = SENIOR_MANAGERS | {Role.ANALYST}

FORMS: tuple[tuple[str, Callable[..., Any], str, frozenset[Role]], ...] = (
    ("forms/", form_costs.forms, "forms", COUNTS_FORMS),
    ("in-the-way/", obstacle.mine, "in-my-way", EVERYBODY),
    ("in-the-way/<int:pk>/answer/", obstacle.answer, "in-the-way-answer", ANSWERS_OBSTACLES),
    ("in-the-way/<slug:page>/", obstacle.say, "in-the-way", EVERYBODY - {Role.INSPECTOR}),
    ("questions/", questions.questions, "questions", EVERYBODY),
    ("questions/<int:pk>/change/", questions.change, "question-change", KEEPS_QUESTIONS),
    ("questions/<int:pk>/retire/", questions.retire, "question-retire", KEEPS_QUESTIONS),
    ("questions/<slug:form>/", questions.preview, "questions-preview", EVERYBODY),
    ("questions/<slug:form>/new/", questions.add, "question-new", KEEPS_QUESTIONS),
)
