"""The rules on child protection plans."""

from sightline.returns.cin_census.checks.cin_plan_dates import open_plans
from sightline.returns.cin_census.checks.episodes_together import overlapping
from sightline.returns.cin_census.codes import ABUSE
from sightline.returns.cin_census.comparing import (
    before,
    missing_or_after,
    missing_or_not_in,
    outside,
    same_day,
)
from sightline.returns.cin_census.rules import Found, Hit, View, Within, rule

PLAN = "ChildProtectionPlans"
REVIEW = "Reviews"


@rule(
    "1105",
    PLAN,
    "CPPstartDate",
    "CINreferralDate",
    says="The child protection plan start date cannot be before the referral date",
)
def begun_before_referral(plans: View) -> Found:
    return before(plans.days("CPPstartDate"), plans.days("CINreferralDate"))


@rule(
    "2885",
    PLAN,
    "CPPstartDate",
    "DateOfInitialCPC",
    says=(
        "Child protection plan shown as starting a different day to the initial child protection conference"
    ),
    within=Within.EPISODE,
)
def begun_on_another_day_than_the_conference(plans: View) -> Found:
    """A plan that starts in the year, in whose episode no conference, on the episode or on an enquiry, is
    of that day. The conference of a plan begun before the year was in an earlier return.
    """
    first, last = plans.first_day, plans.last_day
    enquiries = plans.of("Section47")
    held, on_episode = enquiries.days("DateOfInitialCPC"), plans.of("CINdetails").days("DateOfInitialCPC")
    inside, episodes = plans.of("CINdetails").inside("Section47"), plans.holders("CINdetails")
    for row, start in enumerate(plans.days("CPPstartDate")):
        if start is not None and first <= start <= last and on_episode[episodes[row]] != start:
            conferences = [one for one in inside[episodes[row]] if held[one] is not None]
            if not any(held[one] == start for one in conferences):
                beside = [("CINdetails", episodes[row])] if on_episode[episodes[row]] is not None else []
                yield Hit(row, (*beside, *(("Section47", one) for one in conferences)))


@rule(
    "8565",
    PLAN,
    "CINclosureDate",
    "DateOfInitialCPC",
    "AssessmentActualStartDate",
    "AssessmentAuthorisationDate",
    "S47ActualStartDate",
    "CPPstartDate",
    "CPPendDate",
    "CINPlanStartDate",
    "CINPlanEndDate",
    says="Activity shown after a case has been closed",
)
def activity_after_closure(plans: View) -> Found:
    """In the same episode, on a day after its closure; each such group, wherever it is, is a finding of
    its own. A conference counts on the episode or on an enquiry, and so does the start of a protection
    plan, which the Department's list of fields leaves out.
    """
    for table, items in _ACTIVITY.items():
        view = plans.of(table)
        closed = view.days("CINclosureDate")
        late: dict[int, list[str]] = {}
        for item in items:
            for row in before(closed, view.days(item)):
                late.setdefault(row, []).append(item)
        yield from (Hit(row, (), table, (*which, "CINclosureDate")) for row, which in late.items())


_ACTIVITY = {
    "CINdetails": ("DateOfInitialCPC",),
    "Assessments": ("AssessmentActualStartDate", "AssessmentAuthorisationDate"),
    "CINplanDates": ("CINPlanStartDate", "CINPlanEndDate"),
    "Section47": ("S47ActualStartDate", "DateOfInitialCPC"),
    "ChildProtectionPlans": ("CPPstartDate", "CPPendDate"),
}


@rule(
    "8720",
    PLAN,
    "CPPstartDate",
    says="Child Protection Plan Start Date missing or out of data collection period",
)
def no_start(plans: View) -> Found:
    """Out of the period is after the reference date: a plan may have begun in an earlier year."""
    return missing_or_after(plans.days("CPPstartDate"), plans.last_day)


@rule("8730", PLAN, "NumberOfPreviousCPP", says="Total Number of previous Child Protection Plans missing")
def no_number_of_earlier_plans(plans: View) -> Found:
    """What is not a whole number of nought or more is no number of plans."""
    numbers = enumerate(plans.texts("NumberOfPreviousCPP"))
    return [row for row, number in numbers if not (number and number.isascii() and number.isdigit())]


@rule(
    "8832",
    PLAN,
    "CPPstartDate",
    "ReferralNFA",
    says="Child Protection details provided for a referral with no further action",
)
def plan_without_action(plans: View) -> Found:
    flags = zip(plans.flags("ReferralNFA"), plans.filled(), strict=True)
    return [row for row, (flag, given) in enumerate(flags) if flag and given]


@rule(
    "8840",
    PLAN,
    "CPPstartDate",
    "CPPendDate",
    says="Child Protection Plan cannot start and end on the same day",
)
def plan_of_a_day(plans: View) -> Found:
    return same_day(plans.days("CPPstartDate"), plans.days("CPPendDate"))


@rule(
    "8841",
    PLAN,
    "CPPstartDate",
    "CPPreviewDate",
    says="The review date cannot be on the same day or before the Child protection Plan start date",
    within=Within.EPISODE,
)
def reviewed_before_it_was_a_day_old(plans: View) -> Found:
    """Fires on the plan; its early reviews stand beside it."""
    reviews = plans.of(REVIEW)
    held, inside = reviews.days("CPPreviewDate"), plans.inside(REVIEW)
    for row, start in enumerate(plans.days("CPPstartDate")):
        if start is not None:
            early = [one for one in inside[row] if (day := held[one]) is not None and day <= start]
            if early:
                yield Hit(row, tuple((REVIEW, one) for one in early))


@rule(
    "8905",
    PLAN,
    "InitialCategoryOfAbuse",
    says=(
        "Initial Category of Abuse code missing or invalid (see Category of Abuse table in CIN Census code "
        "set)"
    ),
)
def no_known_first_category(plans: View) -> Found:
    return missing_or_not_in(plans.texts("InitialCategoryOfAbuse"), ABUSE)


@rule(
    "8910",
    PLAN,
    "LatestCategoryOfAbuse",
    says=(
        "Latest Category of Abuse code missing or invalid (see Category of Abuse table in CIN Census code "
        "set)"
    ),
)
def no_known_latest_category(plans: View) -> Found:
    return missing_or_not_in(plans.texts("LatestCategoryOfAbuse"), ABUSE)


@rule(
    "8915",
    PLAN,
    "CPPstartDate",
    "PersonDeathDate",
    says="Child Protection Plan shown as starting after the child’s Date of Death",
)
def begun_after_death(plans: View) -> Found:
    return before(plans.days("PersonDeathDate"), plans.days("CPPstartDate"))


@rule(
    "8920",
    PLAN,
    "CPPendDate",
    "PersonDeathDate",
    says="Child Protection Plan cannot end after the child’s Date of Death",
)
def ended_after_death(plans: View) -> Found:
    return before(plans.days("PersonDeathDate"), plans.days("CPPendDate"))


@rule(
    "8925", PLAN, "CPPstartDate", "CPPendDate", says="Child Protection Plan End Date earlier than Start Date"
)
def ended_before_it_began(plans: View) -> Found:
    return before(plans.days("CPPendDate"), plans.days("CPPstartDate"))


@rule("8930", PLAN, "CPPendDate", says="Child Protection Plan End Date must fall within the census year")
def ended_in_another_year(plans: View) -> Found:
    return outside(plans.days("CPPendDate"), plans.first_day, plans.last_day)


@rule(
    "8935",
    PLAN,
    "CPPstartDate",
    "CPPendDate",
    says="This child is showing more than one open Child Protection plan, i.e. with no End Date",
    within=Within.CHILD,
)
def two_open_plans(plans: View) -> Found:
    """Each of them, in one episode or in several."""
    still_open = open_plans(plans, "CPPendDate")
    for rows in plans.of("ChildIdentifiers").inside(PLAN):
        found = [row for row in rows if still_open[row]] if len(rows) > 1 else []
        if len(found) > 1:
            yield from found


@rule(
    "8940",
    PLAN,
    "CPPstartDate",
    "CPPendDate",
    says="Child Protection Plan data contains overlapping dates",
    within=Within.CHILD,
)
def overlapping_plans(plans: View) -> Found:
    """Each of the child's plans that overlaps another. One may begin on the day that another ends."""
    return overlapping(plans, PLAN, plans.days("CPPstartDate"), plans.days("CPPendDate"))


@rule(
    "2883",
    PLAN,
    "CPPstartDate",
    "DateOfInitialCPC",
    says="There are more child protection plans starting than initial conferences taking place",
    within=Within.RETURN,
)
def more_plans_than_conferences(plans: View) -> Found:
    """Counted over the whole return, each in the year; conferences on episodes and on enquiries together."""
    first, last = plans.first_day, plans.last_day

    def in_year(view: View, item: str) -> int:
        return sum(1 for day in view.days(item) if day is not None and first <= day <= last)

    started = in_year(plans, "CPPstartDate")
    held = sum(in_year(plans.of(table), "DateOfInitialCPC") for table in ("CINdetails", "Section47"))
    if started > held:
        yield Hit(None, told=(("plans starting", str(started)), ("initial conferences", str(held))))
