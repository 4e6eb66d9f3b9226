"""Which facts a census tells, and from which of its items. Data only.

The census was made to count children, not to show whether the law was kept, so much is not in it. What is
here is all that a duty may be measured by; what is not here is never taken as done.
"""

from dataclasses import dataclass

from sightline.duties.language import Kind, Thread

RECORDS = {
    Thread.CHILD: ("Child", ""),
    Thread.REFERRAL: ("CINdetails", "CINreferralDate"),
    Thread.ASSESSMENT: ("Assessments", "AssessmentActualStartDate"),
    Thread.STRATEGY_DISCUSSION: ("Section47", "S47ActualStartDate"),
    Thread.ENQUIRY: ("Section47", "S47ActualStartDate"),
    Thread.CHILD_PROTECTION_PLAN: ("ChildProtectionPlans", "CPPstartDate"),
    Thread.CHILD_IN_NEED_PLAN: ("CINplanDates", "CINPlanStartDate"),
}
"""The table whose rows are the threads of each kind, and the item that says when one began."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A kind of fact, the item whose day it has, and the threads that it is a milestone of.

    With `flag`, it is a fact only where that yes-or-no item of the same row says yes. A flag has no day of
    its own: it takes that of `item`, so it can excuse a duty and never meets one. A dated fact outranks a
    flag: it is no fact where `yields_to`, an item of the same row or of a group inside it, has a day of its
    own. With `years_on`, the day is that many years later.
    """

    kind: Kind
    table: str
    item: str
    threads: tuple[Thread, ...]
    flag: str = ""
    yields_to: tuple[str, str] = ("", "")
    years_on: int = 0


FACTS = (
    Fact(Kind.CHILD_BORN, "ChildIdentifiers", "PersonBirthDate", (Thread.CHILD,)),
    Fact(Kind.CHILD_TURNED_18, "ChildIdentifiers", "PersonBirthDate", (Thread.CHILD,), years_on=18),
    Fact(Kind.CHILD_DIED, "ChildIdentifiers", "PersonDeathDate", (Thread.CHILD,)),
    Fact(Kind.REFERRAL_RECEIVED, "CINdetails", "CINreferralDate", (Thread.REFERRAL,)),
    # The flag says what came of the referral and not when it was decided. Taking the referral's own day,
    # nothing more was owed from the first; an assessment in the same episode says that something was done.
    Fact(
        Kind.REFERRAL_NO_FURTHER_ACTION,
        "CINdetails",
        "CINreferralDate",
        (Thread.REFERRAL,),
        flag="ReferralNFA",
        yields_to=("Assessments", "AssessmentActualStartDate"),
    ),
    Fact(
        Kind.REFERRAL_CLOSED,
        "CINdetails",
        "CINclosureDate",
        (Thread.REFERRAL, Thread.ASSESSMENT, Thread.STRATEGY_DISCUSSION, Thread.ENQUIRY),
    ),
    Fact(Kind.ASSESSMENT_STARTED, "Assessments", "AssessmentActualStartDate", (Thread.ASSESSMENT,)),
    Fact(
        Kind.ASSESSMENT_AUTHORISED,
        "Assessments",
        "AssessmentAuthorisationDate",
        (Thread.ASSESSMENT, Thread.REFERRAL),
    ),
    # The guide to the census (4.12) defines the enquiry's start as the day of the strategy discussion that
    # initiated it, so one item tells both, and neither can show that the other was done in time.
    Fact(
        Kind.STRATEGY_DISCUSSION_LED_TO_ENQUIRY,
        "Section47",
        "S47ActualStartDate",
        (Thread.ENQUIRY, Thread.STRATEGY_DISCUSSION, Thread.REFERRAL),
    ),
    Fact(Kind.ENQUIRY_STARTED, "Section47", "S47ActualStartDate", (Thread.ENQUIRY, Thread.REFERRAL)),
    Fact(
        Kind.CONFERENCE_NOT_REQUIRED,
        "Section47",
        "S47ActualStartDate",
        (Thread.ENQUIRY,),
        flag="ICPCnotRequired",
        yields_to=("Section47", "DateOfInitialCPC"),
    ),
    Fact(Kind.INITIAL_CONFERENCE_HELD, "Section47", "DateOfInitialCPC", (Thread.ENQUIRY,)),
    Fact(
        Kind.CHILD_PROTECTION_PLAN_STARTED,
        "ChildProtectionPlans",
        "CPPstartDate",
        (Thread.CHILD_PROTECTION_PLAN,),
    ),
    Fact(
        Kind.CHILD_PROTECTION_PLAN_ENDED,
        "ChildProtectionPlans",
        "CPPendDate",
        (Thread.CHILD_PROTECTION_PLAN,),
    ),
    Fact(Kind.REVIEW_CONFERENCE_HELD, "Reviews", "CPPreviewDate", (Thread.CHILD_PROTECTION_PLAN,)),
    Fact(Kind.CHILD_IN_NEED_PLAN_STARTED, "CINplanDates", "CINPlanStartDate", (Thread.CHILD_IN_NEED_PLAN,)),
    Fact(Kind.CHILD_IN_NEED_PLAN_ENDED, "CINplanDates", "CINPlanEndDate", (Thread.CHILD_IN_NEED_PLAN,)),
)

_NO_KIND = (
    "no item says what kind of assessment it was, so initial and core assessments, of before 15 April "
    "2013, cannot be told apart"
)
_NO_PARTICIPANTS = "no item says who took part in a strategy discussion"

NOT_TOLD = {
    Kind.CHILD_SEEN: "no item says when, or whether, the child was seen",
    Kind.CHILD_SEEN_ALONE: "no item says whether the child was seen alone",
    Kind.CONTACT_RECEIVED: "contacts are not in it: it begins with the referral",
    Kind.CONTACT_DECIDED: "contacts are not in it: it begins with the referral",
    Kind.REFERRAL_RECEIVED_IN_WRITING: "no item says how a referral came, in writing or by telephone",
    Kind.REFERRAL_TELEPHONED_BY_PROFESSIONAL: "no item says how a referral came, in writing or by telephone",
    Kind.REFERRAL_CONFIRMED_IN_WRITING: "no item says whether a referral was confirmed",
    Kind.REFERRAL_ACKNOWLEDGED: "no item says when the referrer was answered",
    Kind.REFERRAL_DECIDED: (
        "no item says when a referral was decided, and the flag for no further action has no day"
    ),
    Kind.REFERRAL_ACCEPTED: "no item says when a referral was accepted",
    Kind.REFERRER_TOLD: "no item says when the referrer was told what was decided",
    Kind.AGENCY_CHECKS_MADE: "no item says which checks were made, or when",
    Kind.SOCIAL_WORKER_ALLOCATED: "no item says who held the work, or from when",
    Kind.NEW_INFORMATION_RECORDED: "no item says when new information came on an open case",
    Kind.TRANSFER_IN_NOTIFIED: (
        "a transfer in shows only once its conference has been held: one still waiting cannot be seen"
    ),
    Kind.MOVE_OUT_NOTIFIED: "no item says that another authority was told of a move",
    Kind.MOVE_OUT_TAKEN_OVER: "no item says that another authority has taken over",
    Kind.TRANSFER_IN_CONFERENCE_HELD: "a conference with no enquiry may be a transfer in: no item says which",
    Kind.ASSESSMENT_REVIEWED: (
        "the internal review date is the point set for the review: no item says when it was held"
    ),
    Kind.WISHES_AND_FEELINGS_RECORDED: "no item says whether the child's wishes and feelings were found out",
    Kind.INITIAL_ASSESSMENT_AUTHORISED: _NO_KIND,
    Kind.CORE_ASSESSMENT_AUTHORISED: _NO_KIND,
    Kind.REASONABLE_CAUSE_RECORDED: "no item says when there was cause to suspect significant harm",
    Kind.STRATEGY_DISCUSSION_HELD: "only strategy discussions that led to an enquiry are in it, as its start",
    Kind.STRATEGY_DISCUSSION_HELD_WITH_POLICE: _NO_PARTICIPANTS,
    Kind.STRATEGY_DISCUSSION_HELD_WITH_POLICE_AND_HEALTH: _NO_PARTICIPANTS,
    Kind.ENQUIRY_DECIDED: "no item says when, or that, it was decided not to make enquiries",
    Kind.JOINT_WORKING_DECIDED: "no item says whether the police and the authority enquired together",
    Kind.ENQUIRY_CONCLUDED: "no item says when, or how, an enquiry ended",
    Kind.LEAD_SOCIAL_WORKER_NAMED: "no item says who led a plan, or from when",
    Kind.PLAN_CIRCULATED: "no item says when a plan was sent to those who need it",
    Kind.CORE_GROUP_HELD: "no item says when a core group met",
    Kind.BORN_ON_A_PLAN: "the limit is the authority's own, and a return does not carry local standards",
    Kind.CHILD_IN_NEED_PLAN_REVIEWED: "no item says when a child in need plan was reviewed",
}
"""Why a kind of fact is not in a census, where there is more to say than that no item is about it."""
