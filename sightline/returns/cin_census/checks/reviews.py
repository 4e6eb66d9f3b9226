"""The rules on reviews of child protection plans."""

from sightline.returns.cin_census.checks.cin_plan_dates import PLAN, of_each_child
from sightline.returns.cin_census.rules import Found, Hit, View, Within, rule
from sightline.returns.cin_census.spans import Running, spans

REVIEW = "Reviews"


@rule(
    "4003",
    REVIEW,
    "CPPreviewDate",
    "CINPlanStartDate",
    "CINPlanEndDate",
    says="A CPP review date is shown as being held at the same time as an open CIN Plan",
    within=Within.CHILD,
)
def reviewed_during_a_plan_in_need(reviews: View) -> Found:
    """Between the first and the last day of the child in need plan: the review that ends a protection
    plan may be held on the day that the child in need plan begins, and the first after it on the day that
    one ends.
    """
    plans, held = reviews.of(PLAN), reviews.days("CPPreviewDate")
    starts, ends = plans.days("CINPlanStartDate"), plans.days("CINPlanEndDate")
    for rows, others in of_each_child(reviews, PLAN):
        running = Running(spans(others, starts, ends))
        for row in rows:
            day = held[row]
            found = None if day is None else running.on(day, strictly=True)
            if found:
                yield Hit(row, ((PLAN, found.row),))


@rule("8842Q", REVIEW, "CPPreviewDate", says="Review Record has a missing date")
def no_date(reviews: View) -> Found:
    return [row for row, day in enumerate(reviews.texts("CPPreviewDate")) if not day]
