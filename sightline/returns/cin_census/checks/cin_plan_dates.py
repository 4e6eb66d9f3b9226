"""The rules on child in need plans, and on their running beside a child protection plan."""

from bisect import bisect_left
from collections.abc import Iterator

from sightline.returns.cin_census.checks.episodes_together import overlapping
from sightline.returns.cin_census.comparing import before, missing_or_after, outside, same_day
from sightline.returns.cin_census.rules import Found, Hit, View, Within, rule
from sightline.returns.cin_census.spans import Running, spans

PLAN = "CINplanDates"
PROTECTION_PLAN = "ChildProtectionPlans"


@rule(
    "4000",
    PLAN,
    "CINPlanStartDate",
    "CINPlanEndDate",
    "ReferralNFA",
    says="CIN Plan details provided for a referral with no further action",
)
def plan_without_action(plans: View) -> Found:
    flags = zip(plans.flags("ReferralNFA"), plans.filled(), strict=True)
    return [row for row, (flag, given) in enumerate(flags) if flag and given]


def open_plans(plans: View, end: str) -> list[bool]:
    """Whether each plan has something in it and no end date."""
    return [given and day is None for given, day in zip(plans.filled(), plans.days(end), strict=True)]


def of_each_child(plans: View, other: str) -> Iterator[tuple[list[int], list[int]]]:
    """The rows of plans and of the other table, for each child that has both."""
    children = plans.of("ChildIdentifiers")
    pairs = zip(children.inside(plans.table), children.inside(other), strict=True)
    return ((ours, theirs) for ours, theirs in pairs if ours and theirs)


@rule(
    "4001",
    PLAN,
    "CINPlanStartDate",
    "CINPlanEndDate",
    "CPPstartDate",
    "CPPendDate",
    says="A CIN Plan cannot run concurrently with a Child Protection Plan",
    within=Within.CHILD,
)
def both_plans_open(plans: View) -> Found:
    """Both are still open: neither has an end date. Plans that began or ended are 4016's and 4017's."""
    ours = open_plans(plans, "CINPlanEndDate")
    theirs = open_plans(plans.of(PROTECTION_PLAN), "CPPendDate")
    for rows, others in of_each_child(plans, PROTECTION_PLAN):
        still_open = [other for other in others if theirs[other]]
        if still_open:
            yield from (Hit(row, ((PROTECTION_PLAN, still_open[0]),)) for row in rows if ours[row])


@rule(
    "4004",
    PLAN,
    "CINPlanStartDate",
    "CINPlanEndDate",
    says="This child is showing more than one open CIN Plan, i.e. with no End Date",
    within=Within.CHILD,
)
def two_open_plans(plans: View) -> Found:
    """Each of them."""
    still_open = open_plans(plans, "CINPlanEndDate")
    for rows in plans.of("ChildIdentifiers").inside(PLAN):
        found = [row for row in rows if still_open[row]] if len(rows) > 1 else []
        if len(found) > 1:
            yield from found


@rule(
    "4010", PLAN, "CINPlanStartDate", says="CIN Plan start date is missing or out of data collection period"
)
def no_plan_start(plans: View) -> Found:
    """Out of the period is after the reference date: a plan may have begun in an earlier year."""
    return missing_or_after(plans.days("CINPlanStartDate"), plans.last_day)


@rule("4011", PLAN, "CINPlanEndDate", "CINPlanStartDate", says="CIN Plan End Date earlier than Start Date")
def plan_ended_before_it_began(plans: View) -> Found:
    return before(plans.days("CINPlanEndDate"), plans.days("CINPlanStartDate"))


@rule(
    "4012Q",
    PLAN,
    "CINPlanStartDate",
    "CINPlanEndDate",
    says="CIN Plan shown as starting and ending on the same day",
)
def plan_of_a_day(plans: View) -> Found:
    return same_day(plans.days("CINPlanStartDate"), plans.days("CINPlanEndDate"))


@rule("4013", PLAN, "CINPlanEndDate", says="CIN Plan end date must fall within the census year")
def plan_ended_in_another_year(plans: View) -> Found:
    return outside(plans.days("CINPlanEndDate"), plans.first_day, plans.last_day)


@rule(
    "4014",
    PLAN,
    "CINPlanStartDate",
    "CINPlanEndDate",
    says="CIN Plan data contains overlapping dates",
    within=Within.CHILD,
)
def overlapping_plans(plans: View) -> Found:
    """Each of the child's plans that overlaps another. One may begin on the day that another ends."""
    return overlapping(plans, PLAN, plans.days("CINPlanStartDate"), plans.days("CINPlanEndDate"))


@rule(
    "4015",
    PLAN,
    "CINPlanStartDate",
    "CINreferralDate",
    says="The CIN Plan start date cannot be before the referral date",
)
def plan_begun_before_referral(plans: View) -> Found:
    return before(plans.days("CINPlanStartDate"), plans.days("CINreferralDate"))


@rule(
    "4016",
    PLAN,
    "CINPlanStartDate",
    "CPPstartDate",
    "CPPendDate",
    says="A CIN Plan has been reported as open at the same time as a Child Protection Plan",
    within=Within.CHILD,
)
def begun_during_a_protection_plan(plans: View) -> Found:
    """It starts while one is running. It may start on the day that a protection plan ends."""
    protection = plans.of(PROTECTION_PLAN)
    starts = plans.days("CINPlanStartDate")
    began, ended = protection.days("CPPstartDate"), protection.days("CPPendDate")
    for rows, others in of_each_child(plans, PROTECTION_PLAN):
        running = Running(spans(others, began, ended))
        for row in rows:
            start = starts[row]
            found = None if start is None else running.on(start)
            if found:
                yield Hit(row, ((PROTECTION_PLAN, found.row),))


@rule(
    "4017",
    PLAN,
    "CINPlanStartDate",
    "CINPlanEndDate",
    "CPPstartDate",
    says="A CIN Plan has been reported as open at the same time as a Child Protection Plan",
    within=Within.CHILD,
)
def running_when_a_protection_plan_began(plans: View) -> Found:
    """A protection plan starts while it is running. One may start on the day that it ends."""
    began = plans.of(PROTECTION_PLAN).days("CPPstartDate")
    starts, ends = plans.days("CINPlanStartDate"), plans.days("CINPlanEndDate")
    for rows, others in of_each_child(plans, PROTECTION_PLAN):
        first = sorted((day, other) for other in others if (day := began[other]) is not None)
        for span in spans(rows, starts, ends):
            found = first_from(first, span.start)
            if found and found[0] < span.end:
                yield Hit(span.row, ((PROTECTION_PLAN, found[1]),))


def first_from(days: list[tuple[int, int]], start: int) -> tuple[int, int] | None:
    """The first of the days, which are in order, from that one on."""
    place = bisect_left(days, (start, -1))
    return days[place] if place < len(days) else None
