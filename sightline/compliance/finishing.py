"""By which day an assessment is to be finished: the law's last day, and the day set for the child."""

from collections.abc import Iterable
from datetime import date

from sightline.compliance.child import clocks, owed
from sightline.duties.language import Thread
from sightline.record.models import Assessment, FinishingDay
from sightline.record.models.finishing import FinishingDayQuerySet

#: The duties that end with an assessment being finished, whichever edition applies.
FINISHED_BY = {
    Assessment.Form.INITIAL: frozenset({"initial-assessment", "initial-assessment-on-new-information"}),
    Assessment.Form.CORE: frozenset({"core-assessment"}),
    Assessment.Form.SINGLE: frozenset({"single-assessment", "assessment-on-open-case"}),
}


def latest_allowed(assessment: Assessment, *, on: date) -> date | None:
    """The last day on which this assessment is in time for the law; None where no clock of the law runs."""
    duties = FINISHED_BY[Assessment.Form(assessment.form)]
    threads = {Thread.REFERRAL.number(assessment.referral_id), Thread.ASSESSMENT.number(assessment.pk)}
    every = clocks([assessment.child_id], on=on, duties=duties)[assessment.child_id]
    days = [one.due_on for one in owed(every, on=on) if one.thread in threads and one.due_on]
    return min(days, default=None)


def own_days(children: Iterable[int]) -> FinishingDayQuerySet:
    """The days set for the assessments of these children that are under way, the soonest first."""
    under_way = FinishingDay.objects.current().filter(
        child__in=list(children),
        assessment__authorised_on=None,
        assessment__left_on=None,
        assessment__struck_out_at=None,
    )
    return under_way.select_related("recorded_by").order_by("finish_on", "pk")
