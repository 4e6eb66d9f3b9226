"""Auditing a case: begun by somebody who had no hand in it, finished, read again, moderated, replied to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sightline.assurance import safety_check
from sightline.assurance.conflict import hands
from sightline.assurance.models import Audit, AuditAnswer, AuditReply, Inspection, Moderation
from sightline.assurance.models.audit import Grade, Question
from sightline.assurance.sampling import READ_FOR
from sightline.audit.models import Look
from sightline.casework.verb import Refused, verb
from sightline.people.models import DIRECTOR, PRACTISES, READS_CASES, Worker
from sightline.record.models import Opening, Referral

PAGE = "audit"
"""The page on which an audit is read; the log of looks knows it by this name."""

NOT_A_READER = "Auditors, chairs and managers read cases."


@dataclass(frozen=True)
class Answer:
    """What a reader makes of one question: a grade or None, and what shows it."""

    grade: str | None
    words: str


@verb(may=READS_CASES, refused=NOT_A_READER)
def begin(
    referral: Referral, *, by: Worker, on: date, because: str, inspection: Inspection | None = None
) -> Audit:
    """Begin to read a case."""
    _no_hand(referral, by)
    under_way = Audit.objects.standing().filter(referral=referral, rater=by, finished_at=None)
    if under_way.exists():
        raise Refused("You are reading this case already.")
    if inspection is not None and _has_seen(by, referral.child_id):
        raise Refused("You have seen an audit of this child: somebody who has not reads it blind.")
    open_to(by, referral.child_id, by=by, on=on, until_on=on + READ_FOR)
    return Audit.objects.create(
        recorded_by=by,
        child_id=referral.child_id,
        referral=referral,
        rater=by,
        begun_on=on,
        because=because.strip(),
        inspection=inspection,
    )


def open_to(reader: Worker, child: int, *, by: Worker, on: date, until_on: date) -> None:
    """Open a child's record to whoever is to read it, for as long, where they could not open it otherwise."""
    if reader.role not in DIRECTOR:
        Opening.objects.create(
            recorded_by=by,
            child_id=child,
            worker=reader,
            from_on=on,
            until_on=until_on,
            because="To read the case for an audit",
        )


@verb(may=READS_CASES, refused=NOT_A_READER)
def read_again(first: Audit, *, by: Worker, on: date) -> Audit:
    """Begin a second reading of the same case, without having seen the first."""
    if first.finished_at is None or first.second_of_id is not None:
        raise Refused("A first reading that is finished is read a second time.")
    if by.pk == first.rater_id:
        raise Refused("Somebody else reads it a second time.")
    _no_hand(first.referral, by)
    if _has_seen(by, first.child_id):
        raise Refused("You have seen the first reading, so yours would not be a second.")
    open_to(by, first.child_id, by=by, on=on, until_on=on + READ_FOR)
    return Audit.objects.create(
        recorded_by=by,
        child_id=first.child_id,
        referral_id=first.referral_id,
        rater=by,
        begun_on=on,
        because="A second reading",
        second_of=first,
        first_rater_id=first.rater_id,
        inspection_id=first.inspection_id,
    )


def _has_seen(worker: Worker, child: int) -> bool:
    """Whether they have opened any finished audit of this child, as the log of looks says."""
    return Look.objects.filter(worker=worker.pk, page=PAGE, child=child).exists()


def _no_hand(referral: Referral, by: Worker) -> None:
    if by.pk in hands([referral.pk])[referral.pk]:
        raise Refused("You had a hand in this case: somebody who had none reads it.")
    if by.team_id is not None and by.team_id == referral.team_id:
        raise Refused("This is your own team’s case: somebody from another team reads it.")


@verb(may=READS_CASES, refused=NOT_A_READER)
def answer(
    audit: Audit,
    *,
    by: Worker,
    answers: Mapping[str, Answer],
    difference_made: str = "",
    strengths: str = "",
    to_do: str = "",
) -> Audit:
    """Write the answers given so far; they can be changed until the audit is finished."""
    _still_reading(audit, by)
    audit.difference_made, audit.strengths, audit.to_do = (
        difference_made.strip(),
        strengths.strip(),
        to_do.strip(),
    )
    audit.save(update_fields=["difference_made", "strengths", "to_do"])
    written = {one.question: one for one in audit.answers.standing()}
    for question, given in answers.items():
        if not given.words.strip():
            continue
        row = written.get(question) or AuditAnswer(
            recorded_by=by, child_id=audit.child_id, audit=audit, question=question
        )
        row.grade, row.words = given.grade, given.words.strip()
        row.save()
    return audit


@verb(may=READS_CASES, refused=NOT_A_READER)
def finish(audit: Audit, *, by: Worker, at: datetime, grade: str, holder: Worker | None = None) -> Audit:
    """Give the case its grade. An inadequate one begins a check of the child in the same minute.

    `holder` is who makes the check; where nobody is named, the manager of the team that holds the case.
    """
    _still_reading(audit, by)
    answered = set(audit.answers.standing().values_list("question", flat=True))
    if missing := [question for question in Question if question.value not in answered]:
        raise Refused(f"Answer every question, or say why it does not arise: {missing[0].label}")
    if not audit.difference_made or not audit.strengths:
        raise Refused("Say what is different for the child because of us, and what was done well.")
    audit.grade, audit.finished_at = grade, at
    audit.save(update_fields=["grade", "finished_at"])
    if grade == Grade.INADEQUATE:
        safety_check.after_audit(audit, by=by, at=at, holder=holder)
    return audit


def _still_reading(audit: Audit, by: Worker) -> None:
    if audit.rater_id != by.pk:
        raise Refused("Whoever reads the case writes its audit.")
    if audit.finished_at is not None:
        raise Refused("This audit is finished, and is not changed.")


@verb(may=READS_CASES, refused="Auditors, chairs and managers moderate.")
def moderate(audit: Audit, *, by: Worker, on: date, grade: str, because: str) -> Moderation:
    """Say which grade stands where two readers differ: somebody who was neither, because."""
    second = second_reading(audit)
    if second is None or second.finished_at is None:
        raise Refused("There are not two finished readings to moderate.")
    if second.grade == audit.grade:
        raise Refused("The two readers agree: there is nothing to moderate.")
    if by.pk in (audit.rater_id, second.rater_id):
        raise Refused("Somebody who read the case neither time moderates it.")
    _no_hand(audit.referral, by)
    return Moderation.objects.create(
        recorded_by=by,
        child_id=audit.child_id,
        audit=audit,
        second=second,
        grade=grade,
        because=because.strip(),
        moderated_on=on,
    )


def second_reading(audit: Audit) -> Audit | None:
    """The second reading of a first, finished or not."""
    return Audit.objects.standing().filter(second_of=audit).select_related("rater").first()


@verb(may=PRACTISES, refused="Whoever works with the child replies.")
def reply(audit: Audit, *, by: Worker, on: date, words: str) -> AuditReply:
    """Somebody who works with the child says what the audit missed, or what they learnt."""
    if audit.finished_at is None:
        raise Refused("This audit is not finished yet.")
    return AuditReply.objects.create(
        recorded_by=by, child_id=audit.child_id, audit=audit, words=words.strip(), replied_on=on
    )
