"""Assessments: begun, written, and authorised by somebody other than their author."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sightline.casework import carried, finishing
from sightline.casework.verb import Refused, verb
from sightline.people.models import MANAGERS, Worker
from sightline.record.models import Assessment, Referral, SentBack
from sightline.record.models.carried import AssessmentSection
from sightline.record.together import joined

#: What an author may write in an assessment that is under way.
WRITTEN = frozenset(
    {"childs_words", "wishes_recorded_on", "harm", "likelihood", "protective_factors", "analysis", "factors"}
    | {"outcome", "review_point_on", "late_because"}
)


@verb
def start(
    referral: Referral,
    *,
    by: Worker,
    on: date,
    form: str = Assessment.Form.SINGLE,
    author: Worker | None = None,
    review_point_on: date | None = None,
    on_open_case: bool = False,
    finish_on: date | None = None,
) -> Assessment:
    """Begin an assessment of the child; the worker who begins it writes it unless another author is named.

    `finish_on` is the day by which it is to be finished for this child, no later than the law's own.
    """
    begun = Assessment.objects.create(
        recorded_by=by,
        child_id=referral.child_id,
        referral=referral,
        author=author or by,
        form=form,
        started_on=on,
        review_point_on=review_point_on,
        on_open_case=on_open_case,
    )
    if finish_on is not None:
        finishing.set_day(begun, by=by, on=on, finish_on=finish_on)
    return begun


@verb
def write(assessment: Assessment, *, by: Worker, since: int | None = None, **written: Any) -> Assessment:
    """Write in an assessment under way: any of `WRITTEN`, and only those.

    Nothing is required before it can be saved, and an authorised assessment is written in no more. `since` is
    the newest change in its journal that the writer had before them: what others saved after it stands too.
    """
    if unknown := written.keys() - WRITTEN:
        raise TypeError(f"an assessment has no {', '.join(sorted(unknown))} to write")
    assessment = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if assessment.authorised_on is not None:
        raise Refused("This assessment is authorised: strike it out or begin another.")
    if assessment.left_on is not None:
        raise Refused("This assessment was left unfinished: begin another.")
    together = written if since is None else joined(assessment, written, since=since)
    before = {section: getattr(assessment, section) for section in AssessmentSection.values}
    for field, value in together.items():
        setattr(assessment, field, value)
    assessment.save(update_fields=list(written))
    carried.notice(assessment, by=by, before=before)
    return assessment


@verb(may=MANAGERS, refused="A manager looks at how an assessment is going.")
def review(assessment: Assessment, *, by: Worker, on: date) -> Assessment:
    """A manager looked at how the assessment is going, at the point set for it."""
    assessment.reviewed_on = on
    assessment.save(update_fields=["reviewed_on"])
    return assessment


@verb(may=MANAGERS, refused="A manager authorises an assessment.")
def authorise(assessment: Assessment, *, by: Worker, on: date, late_because: str = "") -> Assessment:
    """A manager who is not the author authorises an assessment that says what should happen next.

    With no analysis of harm, likelihood and what protects the child there is nothing to authorise.
    """
    assessment = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if assessment.left_on is not None:
        raise Refused("This assessment was left unfinished: begin another.")
    if by.pk == assessment.author_id:
        raise Refused("Nobody authorises an assessment they wrote.")
    if not assessment.outcome:
        raise Refused("The assessment does not say what should happen next.")
    if not (assessment.analysis or assessment.harm):
        raise Refused("The assessment has no analysis of harm.")
    assessment.authorised_on, assessment.authorised_by = on, by
    assessment.late_because = late_because or assessment.late_because
    assessment.save(update_fields=["authorised_on", "authorised_by", "late_because"])
    return assessment


@verb(may=MANAGERS, refused="A manager authorises an assessment.")
def authorise_several(late_because: Mapping[Assessment, str], *, by: Worker, on: date) -> list[Assessment]:
    """A manager authorises several assessments that they have read: all of them or none."""
    return [
        authorise(one, by=by, on=on, late_because=why)
        for one, why in sorted(late_because.items(), key=lambda pair: pair[0].pk)
    ]


@verb(may=MANAGERS, refused="A manager who did not write an assessment sends it back.")
def send_back(assessment: Assessment, *, by: Worker, on: date, because: str) -> SentBack:
    """A manager who did not write it sends a written assessment back to its author, because."""
    assessment = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if by.pk == assessment.author_id:
        raise Refused("A manager who did not write an assessment sends it back.")
    if assessment.authorised_on is not None or assessment.left_on is not None:
        raise Refused("This assessment is not under way.")
    if not because.strip():
        raise Refused("Say what is to be done to it.")
    return SentBack.objects.create(
        recorded_by=by,
        child_id=assessment.child_id,
        assessment=assessment,
        sent_back_on=on,
        because=because.strip(),
    )


@verb
def send_again(assessment: Assessment, *, by: Worker, on: date) -> SentBack:
    """The author has done what was asked, and the assessment waits for a manager again."""
    if by.pk != assessment.author_id:
        raise Refused("Whoever writes the assessment sends it in again.")
    asked = SentBack.objects.unanswered().select_for_update().filter(assessment=assessment).first()
    if asked is None:
        raise Refused("This assessment was not sent back.")
    asked.answered_on = on
    asked.save(update_fields=["answered_on"])
    return asked


@verb(may=MANAGERS, refused="A manager accepts that an assessment is left unfinished.")
def leave(assessment: Assessment, *, by: Worker, on: date, because: str) -> Assessment:
    """A manager accepts, because, that an assessment will not be finished; the duty to do so shows unmet."""
    assessment = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if assessment.authorised_on is not None or assessment.left_on is not None:
        raise Refused("This assessment is not under way.")
    if not because.strip():
        raise Refused("Say why the assessment is left unfinished.")
    assessment.left_on, assessment.left_by, assessment.left_because = on, by, because.strip()
    assessment.save(update_fields=["left_on", "left_by", "left_because"])
    return assessment
