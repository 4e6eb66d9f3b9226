"""Case audits: one reader's judgement of the work with one child, question by question."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from sightline.people.models import READS_CASES, Role, Worker
from sightline.record.constraints import SameChild, one_of, paired
from sightline.record.models.entry import ChildEntry, EntryQuerySet
from sightline.record.sight import Opens, Reader, ago
from sightline.record.work import Work

#: Finished, and read by nobody a second time.
WAITS = Q(second_of=None, second_readings=None, finished_at__isnull=False)
LATELY = Q(finished_at__gte=ago("28 days"))


class Grade(models.TextChoices):
    """How good the work was for the child, worst last. `ORDER` gives each its place."""

    OUTSTANDING = "outstanding", "Outstanding"
    GOOD = "good", "Good"
    REQUIRES_IMPROVEMENT = "improve", "Requires improvement to be good"
    INADEQUATE = "inadequate", "Inadequate"


ORDER = {grade: place for place, grade in enumerate(reversed(Grade.values), 1)}
"""Inadequate is 1 and outstanding 4: grades are in order, and by how much they differ matters."""


class Question(models.TextChoices):
    """What is asked of every case, in the order of an audit: about the child before about the file."""

    KNOWN = "known", "Could a stranger say who this child is, who is around them, and why we are involved?"
    SEEN = "seen", "Was the child seen, alone where that was right, by somebody they knew?"
    WORDS = "words", "Are the child’s own words here, with how they came to be said, and did they matter?"
    HISTORY = "history", "Was what came before weighed: earlier worries, brothers and sisters, the adults?"
    RISK = "risk", "Was the risk found, answered in time, and made less?"
    ASSESSED = "assessed", "Is what was seen apart from what was said and what we think, and does it follow?"
    AGENCIES = "agencies", "Did the right agencies take part, and is it here what was shared and why?"
    DECIDED = "decided", "Does each decision say why, who made it and what else was weighed?"
    OVERSEEN = (
        "overseen",
        "Was it given to the right worker promptly, and did a manager think as well as sign?",
    )
    PROMISED = "promised", "Did we say what we would do by when, and did we do it?"
    TIMELY = "timely", "Was it done in time, and where it was not is the reason an honest one?"
    IDENTITY = "identity", "Are identity, language, disability and faith part of the work?"
    PLAIN = "plain", "Could the child and the parents read it: plain, dated, nothing old told as new?"


class AuditQuerySet(EntryQuerySet["Audit"]):
    def finished(self) -> Self:
        """Those whose reader has given a grade."""
        return self.standing().filter(finished_at__isnull=False)

    def in_sight_of(self, reader: Reader) -> Any:
        """A reader's own, and those of the children they may open."""
        return Q(rater=reader.pk) | Q(reader.sees("child"))

    def visible_to(self, worker: Worker) -> Self:
        """Of those in sight, a reader's own, and what is finished and hidden from nobody.

        A reading is hidden while another of the same audit is under way, and from whoever is reading the
        child's case themselves: two readers who have seen each other's grade are one.
        """
        others = Audit.objects.standing().filter(finished_at=None)
        second = others.filter(second_of=OuterRef("pk"))
        first = others.filter(pk=OuterRef("second_of"))
        reading = others.filter(child=OuterRef("child"), rater=worker)
        shown = Q(finished_at__isnull=False) & ~(Q(Exists(second)) | Q(Exists(first)) | Q(Exists(reading)))
        return super().visible_to(worker).filter(Q(rater=worker) | shown)


class Audit(ChildEntry):
    """One reading of one case by one reader who had no hand in it, with a grade once it is finished.

    A second reading points at the first and is made without sight of it. `first_rater` is kept beside it so
    that the database itself refuses a second reading by the same person. An audit of an inspection is made
    blind of every other.
    """

    Grade = Grade
    Question = Question

    referral = models.ForeignKey("record.Referral", on_delete=models.PROTECT, related_name="audits")
    rater = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="audits")
    begun_on = models.DateField()
    because = models.TextField(help_text="Why this case is read: drawn in a sample, asked for")
    second_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="second_readings"
    )
    first_rater = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    inspection = models.ForeignKey(
        "assurance.Inspection", on_delete=models.PROTECT, null=True, blank=True, related_name="audits"
    )
    difference_made = models.TextField(blank=True, help_text="What is different for the child because of us")
    strengths = models.TextField(blank=True, help_text="What was done well, and what it did for the child")
    to_do = models.TextField(blank=True, help_text="What somebody must do now for this child, and who")
    grade = models.CharField(max_length=20, choices=Grade, null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = AuditQuerySet.as_manager()

    written_by = READS_CASES

    work = Work(
        "Case audit to finish", open=Q(finished_at=None), since="begun_on", worker="rater", opens="audit-read"
    )
    #: A finished first reading waits for a second: for so long any auditor may open the case to give one.
    opens: ClassVar = (Opens(None, frozenset({Role.AUDITOR}), when=lambda: WAITS & LATELY),)

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["-begun_on", "-pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            models.UniqueConstraint(fields=["id", "child"], name="audit_with_its_child"),
            models.UniqueConstraint(fields=["id", "child", "rater", "referral"], name="audit_with_its_rater"),
            SameChild("referral", name="an_audit_is_of_the_same_childs_case"),
            SameChild(
                "second_of",
                also={"first_rater": "rater", "referral": "referral"},
                name="a_second_reading_is_of_the_same_case",
            ),
            models.UniqueConstraint(
                fields=["second_of"],
                condition=Q(struck_out_at=None),
                name="an_audit_is_read_a_second_time_once",
            ),
            paired("second_of", "first_rater", name="a_second_reading_names_who_read_first"),
            models.CheckConstraint(
                condition=Q(first_rater__isnull=True) | ~Q(first_rater=F("rater")),
                name="nobody_reads_their_own_audit_a_second_time",
            ),
            models.CheckConstraint(
                condition=Q(second_of__isnull=True) | ~Q(second_of=F("id")),
                name="an_audit_is_no_second_reading_of_itself",
            ),
            paired("grade", "finished_at", name="a_finished_audit_has_a_grade"),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | (~Q(difference_made="") & ~Q(strengths="")),
                name="a_finished_audit_says_what_changed_and_what_was_good",
            ),
            models.CheckConstraint(condition=~Q(because=""), name="an_audit_has_a_reason"),
            one_of("grade", Grade, name="grade_is_a_known_code"),
        ]

    def __str__(self) -> str:
        return f"Audit begun {self.begun_on:%-d %B %Y}"


class AuditAnswerQuerySet(EntryQuerySet["AuditAnswer"]):
    """Answers to the questions of audits."""

    def in_sight_of(self, reader: Reader) -> Any:
        """One's own, and those of the children one may open."""
        return Q(recorded_by=reader.pk) | Q(reader.sees("child"))


class AuditAnswer(ChildEntry):
    """What a reader makes of one question: a grade, or none where it does not arise, and what shows it."""

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=20, choices=Question)
    grade = models.CharField(max_length=20, choices=Grade, null=True, blank=True)
    words = models.TextField(help_text="What in the record shows it, or why the question does not arise")

    objects = AuditAnswerQuerySet.as_manager()

    written_by = READS_CASES

    class Meta(ChildEntry.Meta):
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            SameChild("audit", name="an_answer_is_in_the_same_childs_audit"),
            models.UniqueConstraint(
                fields=["audit", "question"],
                condition=Q(struck_out_at=None),
                name="a_question_is_answered_once",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="an_answer_says_what_shows_it"),
            one_of("question", Question, name="audit_question_is_a_known_code"),
            one_of("grade", Grade, name="answer_grade_is_a_known_code"),
        ]

    def __str__(self) -> str:
        return f"{self.question} in audit {self.audit_id}"


class ModerationQuerySet(EntryQuerySet["Moderation"]):
    """What was made of two readings that differed."""


class Moderation(ChildEntry):
    """The grade that stands where two readers differed, and why: by somebody who was neither."""

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="moderations")
    second = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="+")
    grade = models.CharField(max_length=20, choices=Grade)
    because = models.TextField()
    moderated_on = models.DateField()

    objects = ModerationQuerySet.as_manager()

    written_by = READS_CASES

    class Meta(ChildEntry.Meta):
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            SameChild("audit", name="a_moderation_is_of_the_same_childs_audit"),
            SameChild("second", name="a_moderation_is_of_the_same_childs_second_reading"),
            models.UniqueConstraint(
                fields=["audit"], condition=Q(struck_out_at=None), name="an_audit_is_moderated_once"
            ),
            models.CheckConstraint(condition=~Q(audit=F("second")), name="two_readings_are_moderated"),
            models.CheckConstraint(condition=~Q(because=""), name="a_moderation_has_a_reason"),
            one_of("grade", Grade, name="moderated_grade_is_a_known_code"),
        ]

    def __str__(self) -> str:
        return f"Moderation of audit {self.audit_id}"


class AuditReplyQuerySet(EntryQuerySet["AuditReply"]):
    """What those whose work was audited say to it."""


class AuditReply(ChildEntry):
    """What somebody who works with the child says to an audit: what it missed, what they learnt."""

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="replies")
    words = models.TextField()
    replied_on = models.DateField()

    objects = AuditReplyQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["replied_on", "pk"]
        verbose_name_plural = "audit replies"
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            SameChild("audit", name="a_reply_is_to_the_same_childs_audit"),
            models.CheckConstraint(condition=~Q(words=""), name="a_reply_says_something"),
        ]

    def __str__(self) -> str:
        return f"Reply to audit {self.audit_id}"
