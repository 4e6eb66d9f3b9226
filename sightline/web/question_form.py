"""The form in which a question of our own is written: with why, who reads it and who answers for it."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from sightline.people.models import Role, Worker
from sightline.record.models import OwnQuestion, OwnQuestionVersion
from sightline.record.models.own_question import YES_NO, AnswerKind
from sightline.record.own_questions import KINDS
from sightline.web.fields import Asked, Day, Line, OneOf, Pick, Somebody, Tick, Whole, Words
from sightline.web.form import Form

WHO: Any = {"reads": "everybody who fills in the form", "owner": "director"}
#: Words that say nothing of what a question is about, "child" among them.
PASSED_OVER = frozenset(
    re.findall(
        r"\w+",
        "a an and are at been child children did do does for from has have how if in is it of on or our that"
        " the their them there they this to was we were what when which who why with you your",
    )
)
#: Of all the words that two questions are about, so many in both: they ask nearly the same.
NEARLY = 0.6


class Ask(Form):
    """How a question of our own is asked from a day on."""

    ahead = frozenset({"from_on", "review_on"})

    words = Line(
        label="What do you ask?",
        max_length=300,
        missing="Write the question",
        why="It is shown as you write it.",
        **WHO,
    )
    hint = Line(
        label="A hint under it", max_length=300, required=False, why="It says what would help.", **WHO
    )
    kind = OneOf(
        label="How is it answered?",
        choices=AnswerKind.choices,
        missing="Choose how it is answered",
        why="Words are read; choices can be counted.",
        **WHO,
    )
    choices = Words(
        label="If one of a few choices: which?",
        help_text="Each on a line of its own",
        rows=4,
        required=False,
        why="They stand in this order.",
        **WHO,
    )
    why = Words(
        label="Why do you ask it?",
        rows=2,
        missing="Say why you ask it",
        why="A question that nobody can give a reason for takes minutes from a family.",
        **WHO,
    )
    reads = Line(
        label="Who reads the answers?",
        max_length=200,
        missing="Say who reads the answers",
        why="What nobody reads is not worth writing.",
        **WHO,
    )
    keeper = Somebody(
        label="Who answers for it?",
        queryset=Worker.objects.none(),
        missing="Choose who answers for it",
        why="Somebody decides whether it stays.",
        **WHO,
    )
    review_on = Day(
        label="On which day is it looked at again?",
        missing="Enter the day on which it is looked at again",
        why="A question stays on a form for ever unless somebody asks whether it should.",
        **WHO,
    )
    from_on = Day(
        label="From which day is it asked?",
        missing="Enter the day from which it is asked",
        why="What was begun before keeps the question that it had.",
        **WHO,
    )
    only = Pick(
        label="Is it asked only sometimes?",
        choices=[],
        empty="It is always asked",
        required=False,
        why="A question is best not asked where it cannot matter.",
        **WHO,
    )
    place = Whole(
        label="Its place among our own questions",
        min_value=1,
        max_value=99,
        required=False,
        why="The lowest number comes first.",
        **WHO,
    )
    all_the_same = Tick(
        label="Ask it all the same: it is another question",
        required=False,
        why="What the record knows is not asked twice.",
        **WHO,
    )

    def __init__(
        self,
        *args: Any,
        form: str,
        every: list[OwnQuestionVersion],
        this: OwnQuestion | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.this, self.every = this, every
        outside = (Role.INSPECTOR, Role.PARTNER)
        self.offer("keeper", Worker.objects.filter(left_on=None).exclude(role__in=outside))
        only: Any = self.fields["only"]
        only.choices = [("", "It is always asked"), *conditions(form, every, this)]
        self.alike = alike(str(self.data.get("words", "")), every, this) if self.is_bound else ""
        if not self.alike:
            del self.fields["all_the_same"]

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("kind") == AnswerKind.CHOICE and len(lines(answers.get("choices", ""))) < 2:
            self.add_error("choices", "Write two choices at least, each on a line of its own")
        if self.alike and not answers.get("all_the_same"):
            self.add_error("all_the_same", f"The record asks this already, or nearly: “{self.alike}”")
        begins, review = answers.get("from_on"), answers.get("review_on")
        if begins and begins < self.today:
            self.add_error("from_on", "It is asked from today or a day to come")
        if begins and review and review <= begins:
            self.add_error(
                "review_on", "The day on which it is looked at again comes after it is first asked"
            )
        return answers

    @property
    def asked_so(self) -> dict[str, Any]:
        """For the verb."""
        told = {name: said for name, said in self.cleaned_data.items() if name not in OF_THE_PAGE}
        told |= {"owner": self.cleaned_data["keeper"], "choices": lines(self.cleaned_data["choices"])}
        kind, _, which = self.cleaned_data["only"].partition(":")
        if kind == "kind":
            told["only_for"] = which
        if kind == "said":
            number, _, said = which.partition(":")
            told["only_if_said"] = said
            told["only_if"] = next(one.question for one in self.every if one.question_id == int(number))
        return {**told, "place": self.cleaned_data["place"] or len(self.every) + 1}


#: What the page asks that no version holds by that name.
OF_THE_PAGE = frozenset({"keeper", "only", "all_the_same", "place"})


def lines(words: str) -> list[str]:
    """What stands on each line."""
    return [one.strip() for one in words.splitlines() if one.strip()]


def conditions(
    form: str, every: Iterable[OwnQuestionVersion], this: OwnQuestion | None
) -> Iterator[tuple[str, str]]:
    """What a question of this form may hang on: a kind of the form, or an answer that is one of a few."""
    for code, label in KINDS.get(form, ("", []))[1]:
        yield f"kind:{code}", f"Only for: {label}"
    for one in every:
        if one.question != this and one.kind != AnswerKind.WORDS:
            for said in one.choices or YES_NO:
                yield f"said:{one.question_id}:{said}", f"Only if “{one.words}” is answered “{said}”"


def alike(words: str, every: Iterable[OwnQuestionVersion], this: OwnQuestion | None) -> str:
    """The question that the record asks already in nearly these words; empty where it asks none."""
    meant = about(words)
    ours = [one.words for one in every if one.question != this]
    for label in [*labels(), *ours]:
        other = about(label)
        if meant and other and len(meant & other) / len(meant | other) >= NEARLY:
            return label
    return ""


def about(words: str) -> set[str]:
    """What a question is about: its words without those that every question has, and without endings."""
    said = re.findall(r"[a-z]+", words.lower().replace("’", "").replace("'", ""))
    return {one.rstrip("s") for one in said if one not in PASSED_OVER}


def labels() -> list[str]:
    """Every question in code, on any form."""
    return sorted({str(field.label) for field in _every_field(Form)})


def _every_field(kind: type[Form]) -> Iterator[Any]:
    for form in kind.__subclasses__():
        if form is not Ask:
            yield from (field for field in form.base_fields.values() if isinstance(field, Asked))
            yield from _every_field(form)


class Retire(Form):
    """From when it is asked no more."""

    ahead = frozenset({"from_on"})

    from_on = Day(
        label="From which day is it asked no more?",
        missing="Enter the day",
        why="What was answered to it stays.",
        **WHO,
    )
    because = Words(
        label="Why?",
        rows=2,
        missing="Say why it is asked no more",
        why="So that nobody adds it again.",
        **WHO,
    )
