"""What is asked of whoever reads, finishes, moderates or replies to a case audit."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.html import format_html

from sightline.assurance.audit import Answer
from sightline.assurance.models.audit import Grade, Question
from sightline.people.models import PRACTISES, Worker
from sightline.web.fields import Line, OneOf, Pick, Somebody, Words
from sightline.web.form import Form

READERS = "whoever may open the child’s record, once it is finished"
WHO: Any = {"reads": READERS, "owner": "principal social worker"}
DOES_NOT_ARISE = "none"
GRADES = [*Grade.choices, (DOES_NOT_ARISE, "Does not arise for this child")]


class Begin(Form):
    because = Line(
        label="Why is this case read?",
        max_length=200,
        help_text="Drawn in a sample, asked for, or your own question",
        missing="Say why this case is read",
        why="Whoever worked with the child will ask.",
        **WHO,
    )


class Read(Form):
    """Every question, in any order; what is left empty is left for later."""

    quiet = True
    difference_made = Words(
        label="What is different for this child because of us?",
        rows=3,
        required=False,
        why="The child comes before the file.",
        **WHO,
    )
    strengths = Words(
        label="What was done well, and what did it do for the child?",
        rows=3,
        required=False,
        why="What is good is kept only if it is seen.",
        **WHO,
    )
    to_do = Words(
        label="What must somebody do for this child now, and who?",
        rows=2,
        required=False,
        why="A fault found and left is a fault twice.",
        **WHO,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in Question:
            self.fields[f"grade_{question}"] = Pick(
                label=question.label,
                choices=GRADES,
                required=False,
                empty="Not answered yet",
                why="Each question has its own grade, so that one bad thing does not hide twelve good.",
                **WHO,
            )
            self.fields[f"words_{question}"] = Words(
                label=format_html('What shows it?<span class="app-hidden"> {}</span>', question.label),
                rows=2,
                required=False,
                why="A grade that nothing shows is an opinion.",
                **WHO,
            )

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        for question in Question:
            if answers.get(f"grade_{question}") and not answers.get(f"words_{question}", "").strip():
                self.add_error(f"words_{question}", "Say what in the record shows it")
            if answers.get(f"words_{question}", "").strip() and not answers.get(f"grade_{question}"):
                self.add_error(f"grade_{question}", "Give it a grade, or say that it does not arise")
        return answers

    def given(self) -> dict[str, Answer]:
        """The questions that were answered."""
        said = self.cleaned_data
        return {
            question.value: Answer(
                None if said[f"grade_{question}"] == DOES_NOT_ARISE else said[f"grade_{question}"],
                said[f"words_{question}"],
            )
            for question in Question
            if said[f"words_{question}"].strip()
        }

    def questions(self, found: Any) -> Iterator[tuple[Any, Any, Any]]:
        """Each question's two boxes, and what the record says to it."""
        for question in Question:
            yield self[f"grade_{question}"], self[f"words_{question}"], found.says(question)


class Finish(Form):
    grade = OneOf(
        label="How good was the work for this child?",
        choices=Grade.choices,
        missing="Choose a grade",
        why="It is compared with a second reader’s, who does not see it.",
        **WHO,
    )
    holder = Somebody(
        label="If it is inadequate, who checks today that the child is safe?",
        queryset=Worker.objects.none(),
        required=False,
        empty="The manager of the child’s team",
        why="From this minute one named worker holds it.",
        **WHO,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("holder", holders())


class Moderate(Form):
    grade = OneOf(
        label="Which grade stands?",
        choices=Grade.choices,
        missing="Choose the grade that stands",
        why="Two readers differ, and the child’s record has one grade.",
        **WHO,
    )
    because = Words(label="Why?", missing="Say why", why="Both readers learn from it.", rows=3, **WHO)


class Reply(Form):
    words = Words(
        label="What do you say to it?",
        help_text="What it missed, what you would do again, what you would do differently",
        missing="Write what you say to it",
        why="Whoever did the work knows what the file does not.",
        **WHO,
    )


def holders() -> QuerySet[Worker]:
    """Who may be given a check to make."""
    return Worker.objects.filter(left_on=None, role__in=PRACTISES).order_by("name")
