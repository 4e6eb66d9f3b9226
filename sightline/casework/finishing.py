"""The day by which an assessment is to be finished for this child: set, and moved for a reason."""

from datetime import date

from sightline.casework.verb import Refused, verb
from sightline.compliance.finishing import latest_allowed
from sightline.people.models import Worker
from sightline.record.models import Assessment, FinishingDay


@verb
def set_day(
    assessment: Assessment, *, by: Worker, on: date, finish_on: date, because: str = ""
) -> FinishingDay:
    """Set the day by which an assessment is to be finished, or move it, because.

    `on` is the day on which it is set. A day after the law's own is refused: it can only be sooner.
    """
    assessment = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if assessment.authorised_on is not None or assessment.left_on is not None:
        raise Refused("This assessment is not under way.")
    if finish_on < assessment.started_on:
        raise Refused("That is before the assessment began.")
    law = latest_allowed(assessment, on=on)
    if law is not None and finish_on > law:
        raise Refused(f"The law’s own day is {law:%-d %B %Y}: the day for this child can only be sooner.")
    before = FinishingDay.objects.current().filter(assessment=assessment).first()
    if before is not None and before.finish_on == finish_on:
        raise Refused("That is the day that is set already.")
    if before is not None and not because.strip():
        raise Refused("Say why the day is moved.")
    return FinishingDay.objects.create(
        recorded_by=by,
        child_id=assessment.child_id,
        assessment=assessment,
        finish_on=finish_on,
        because=because.strip(),
        replaces=before,
    )
