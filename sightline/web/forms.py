"""The addresses of the pages about our own forms, and the roles that may open each."""

from collections.abc import Callable
from typing import Any

from sightline.people.models import EVERYBODY, Role
from sightline.record.models.own_question import KEEPS_QUESTIONS
from sightline.web import questions

FORMS: tuple[tuple[str, Callable[..., Any], str, frozenset[Role]], ...] = (
    ("questions/", questions.questions, "questions", EVERYBODY),
    ("questions/<int:pk>/change/", questions.change, "question-change", KEEPS_QUESTIONS),
    ("questions/<int:pk>/retire/", questions.retire, "question-retire", KEEPS_QUESTIONS),
    ("questions/<slug:form>/", questions.preview, "questions-preview", EVERYBODY),
    ("questions/<slug:form>/new/", questions.add, "question-new", KEEPS_QUESTIONS),
)
