"""Questions of our own: what a service asks on its long forms beside what is in code, and what was answered.

What the law asks, and what the record reasons about, is in code and no service changes it. A question of the
service's own has an owner, a reason, readers and a day on which somebody looks at it again, or it is refused.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from sightline.people.models import SENIOR_MANAGERS, Role
from sightline.record.constraints import SameChild, one_of, paired
from sightline.record.models.entry import ChildEntry, Entry, EntryQuerySet

#: Roles that decide what a service asks beside what is in code.
KEEPS_QUESTIONS = SENIOR_MANAGERS


class LongForm(models.TextChoices):
    """The forms on which a service may ask; each is named as the answer's own field for its entry."""

    ASSESSMENT = "assessment", "Assessment"
    SIGHTING = "sighting", "Visit"
    HELP_REVIEW = "help_review", "Child in need review"
    CONFERENCE = "conference", "Conference"
    SUPERVISION = "supervision", "Supervision"


class AnswerKind(models.TextChoices):
    WORDS = "words", "Words"
    CHOICE = "choice", "One of a few choices"
    YES_NO = "yes_no", "Yes, no, or not discussed"


#: What may be said where yes or no is asked: nobody is made to say more than they know.
YES, NO, NOT_DISCUSSED = "Yes", "No", "Not discussed"
YES_NO = (YES, NO, NOT_DISCUSSED)


class OwnQuestionQuerySet(EntryQuerySet["OwnQuestion"]):
    child_lookup = ""


class OwnQuestion(Entry):
    """Something that a service asks on one of its long forms; how it is asked is in its versions.

    It is retired from a day and never deleted: what was answered keeps its question.
    """

    written_by: ClassVar[frozenset[Role]] = KEEPS_QUESTIONS

    form = models.CharField(max_length=20, choices=LongForm)
    retired_from_on = models.DateField(null=True, blank=True)
    retired_by = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    retired_because = models.TextField(null=True, blank=True)

    objects = OwnQuestionQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = "question of our own"
        verbose_name_plural = "questions of our own"
        ordering: ClassVar = ["form", "pk"]
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            one_of("form", LongForm, name="own_question_form_is_a_known_code"),
            models.CheckConstraint(condition=~Q(form=""), name="a_question_is_on_a_form"),
            paired(
                "retired_from_on",
                "retired_by",
                "retired_because",
                name="a_question_is_retired_by_whom_and_why",
            ),
            models.CheckConstraint(
                condition=Q(retired_because__isnull=True) | ~Q(retired_because=""),
                name="a_question_is_retired_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Question on: {self.get_form_display()}"


class OwnQuestionVersionQuerySet(EntryQuerySet["OwnQuestionVersion"]):
    child_lookup = ""


class OwnQuestionVersion(Entry):
    """How a question is asked from a day on: its words, why, who reads it, who owns it, when it is reviewed.

    The version before it stays, for what was answered under it. It may hang on one thing at most: a kind of
    its form (`only_for`), or what was said to another question of our own (`only_if`, `only_if_said`).
    """

    written_by: ClassVar[frozenset[Role]] = KEEPS_QUESTIONS
    Kind = AnswerKind

    question = models.ForeignKey(OwnQuestion, on_delete=models.PROTECT, related_name="versions")
    from_on = models.DateField()
    words = models.CharField(max_length=300, help_text="The question as it is asked")
    hint = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=10, choices=AnswerKind)
    choices = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    why = models.TextField(help_text="Why it is asked")
    reads = models.CharField(max_length=200, help_text="Who reads the answers")
    owner = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="questions_owned")
    review_on = models.DateField()
    place = models.PositiveSmallIntegerField(default=1, help_text="Its place among our own questions")
    only_for = models.CharField(max_length=20, blank=True, help_text="The kind of form that asks it")
    only_if = models.ForeignKey(
        OwnQuestion, on_delete=models.PROTECT, null=True, blank=True, related_name="asked_after_it"
    )
    only_if_said = models.CharField(max_length=100, null=True, blank=True)

    objects = OwnQuestionVersionQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = "version of a question"
        ordering: ClassVar = ["from_on", "pk"]
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            models.CheckConstraint(condition=~Q(words=""), name="a_question_asks_something"),
            models.CheckConstraint(condition=~Q(why=""), name="a_question_says_why_it_is_asked"),
            models.CheckConstraint(condition=~Q(reads=""), name="a_question_says_who_reads_it"),
            one_of("kind", AnswerKind, name="own_question_kind_is_a_known_code"),
            models.CheckConstraint(condition=~Q(kind=""), name="a_question_says_how_it_is_answered"),
            models.CheckConstraint(
                condition=Q(kind=AnswerKind.CHOICE, choices__len__gte=2)
                | (~Q(kind=AnswerKind.CHOICE) & Q(choices=[])),
                name="a_choice_is_between_two_things_at_least",
            ),
            models.CheckConstraint(
                condition=Q(review_on__gt=F("from_on")), name="a_question_is_reviewed_after_it_is_first_asked"
            ),
            models.CheckConstraint(
                condition=Q(only_for="") | Q(only_if__isnull=True),
                name="a_question_hangs_on_one_thing_at_most",
            ),
            paired("only_if", "only_if_said", name="a_question_hangs_on_what_was_said"),
            models.CheckConstraint(condition=~Q(only_if=F("question")), name="no_question_hangs_on_itself"),
        ]

    def __str__(self) -> str:
        return self.words


def _exactly_one(*fields: str) -> Q:
    """One of these is filled, and all the others are empty."""
    found = Q()
    for field in fields:
        found |= Q(**{f"{other}__isnull": other != field for other in fields})
    return found


class OwnAnswerQuerySet(EntryQuerySet["OwnAnswer"]):
    """Answers to questions of our own."""


class OwnAnswer(ChildEntry):
    """What was answered in one entry to one version of a question: the entry keeps the question as it was.

    `said` is the words, the choice, or yes, no or not discussed. It belongs to one entry of the same child,
    and is struck out with it.
    """

    version = models.ForeignKey(OwnQuestionVersion, on_delete=models.PROTECT, related_name="answers")
    assessment = models.ForeignKey(
        "record.Assessment", on_delete=models.PROTECT, null=True, blank=True, related_name="own_answers"
    )
    sighting = models.ForeignKey(
        "record.Sighting", on_delete=models.PROTECT, null=True, blank=True, related_name="own_answers"
    )
    help_review = models.ForeignKey(
        "record.ChildInNeedReview",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="own_answers",
    )
    conference = models.ForeignKey(
        "record.Conference", on_delete=models.PROTECT, null=True, blank=True, related_name="own_answers"
    )
    supervision = models.ForeignKey(
        "record.Supervision", on_delete=models.PROTECT, null=True, blank=True, related_name="own_answers"
    )
    answered_on = models.DateField()
    said = models.TextField()

    objects = OwnAnswerQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        verbose_name = "answer to a question of our own"
        verbose_name_plural = "answers to questions of our own"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            SameChild("assessment", name="an_answer_is_in_the_same_childs_assessment"),
            SameChild("sighting", name="an_answer_is_of_the_same_childs_visit"),
            SameChild("help_review", name="an_answer_is_in_the_same_childs_help_review"),
            SameChild("conference", name="an_answer_is_of_the_same_childs_conference"),
            SameChild("supervision", name="an_answer_is_in_the_same_childs_supervision"),
            models.CheckConstraint(
                condition=_exactly_one(*LongForm.values), name="an_answer_belongs_to_one_entry"
            ),
            models.CheckConstraint(condition=~Q(said=""), name="an_answer_says_something"),
            models.UniqueConstraint(
                fields=["version", *LongForm.values],
                condition=Q(struck_out_at__isnull=True),
                nulls_distinct=False,
                name="a_question_is_answered_once_in_an_entry",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version.words} {self.said}"

    @property
    def entry(self) -> ChildEntry:
        """What it was answered in."""
        found: ChildEntry = next(one for form in LongForm.values if (one := getattr(self, form)) is not None)
        return found
