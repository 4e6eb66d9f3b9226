"""Saying whom of the record is meant: one of a list, or the number of their record."""

from collections.abc import Iterable
from typing import Any

from sightline.casework.verb import Refused
from sightline.people.models import Worker
from sightline.record.models import Person
from sightline.web.form import Form


class Whom(Form):
    """A form with `other`, one of a list that may be empty, and `number` for anybody who is not on it."""

    def __init__(self, *args: Any, people: Iterable[tuple[Person, str]], **kwargs: Any) -> None:
        """`people`: each with the words by which they are told from others."""
        super().__init__(*args, **kwargs)
        choices = [(str(one.pk), words) for one, words in people]
        if choices:
            others: Any = self.fields["other"]
            others.choices = choices
        else:
            del self.fields["other"]
            self.fields["number"].label = "What is the number of their record?"

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if bool(answers.get("other")) == (answers.get("number") is not None):
            listed = "other" in self.fields
            said = "Choose somebody, or give the number of their record" if listed else "Give the number"
            self.add_error("other" if listed else "number", said)
        return answers


def whom(answers: dict[str, Any], worker: Worker) -> Person:
    """The person who is meant, where the worker may see them."""
    pk = int(answers.get("other") or answers["number"])
    person = Person.objects.visible_to(worker).standing().filter(pk=pk).first()
    if person is None:
        raise Refused("There is no record with this number that you may open.")
    return person
