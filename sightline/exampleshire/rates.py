"""How much of everything there is in a believable authority, and how often things go wrong in Exampleshire.

The first part restates published figures about England, each with where it is published; a test holds the
authority that is made to them. The second part is ours: the failings put in on purpose, so that there is
something to find. Shares are 0 to 1.

Published:
  EES   the Department for Education's Explore Education Statistics, "Children in need", year to March 2025
        (durations of episodes of need: year to March 2024)
  ADCS  Association of Directors of Children's Services, "Safeguarding Pressures 9" (2024), scaled up from the
        authorities that answered
"""

from sightline.exampleshire.draw import Shares, Span, Spread
from sightline.people.models import Agency, Role
from sightline.record.codes import CategoryOfAbuse, ReferralSource
from sightline.record.models.contact import ContactDecision, Route

# ── published: how much, a year, for every 10,000 children who live here

CHILDREN_IN_NEED = 330  # on a day: press summary of EES 2025, "one child in thirty"
CONTACTS = 2501  # ADCS, 2023–24
REFERRALS = 521  # EES table C1
ENQUIRIES = 190  # EES table C4
INITIAL_CONFERENCES = 59  # EES table C4
PLANS_STARTED = 51  # EES table D1

# ── published: what becomes of it

REFERRED_AGAIN = 0.226  # of referrals, those within 12 months of the child's last: EES C1
NO_FURTHER_ACTION = 0.065  # of referrals: EES C1
NOT_IN_NEED = 0.308  # of referrals, those assessed and found not to be in need: EES C1
ENQUIRIES_PER_REFERRAL = ENQUIRIES / REFERRALS
CONFERENCES_PER_ENQUIRY = 0.31  # EES C4
PLANS_PER_CONFERENCE = 0.86  # EES D1 over C4
CHILDREN_PER_FAMILY = 1.9  # our assumption: nobody publishes it
CASES_PER_SOCIAL_WORKER = 15.4  # EES workforce, September 2024
WORKERS_LEAVING = 0.159  # a year: EES workforce

CONTACT_SOURCES = {"police": 0.32, "health": 0.17, "education": 0.16, "family": 0.09, "other": 0.26}  # ADCS
REFERRAL_SOURCES = {
    "police": 0.29,
    "education": 0.20,
    "health": 0.15,
    "council": 0.14,
}  # ADCS; the rest: 0.22
CONTACT_DECISIONS = {  # ADCS
    ContactDecision.ADVICE: 0.30,
    ContactDecision.NO_FURTHER_ACTION: 0.23,
    ContactDecision.REFERRAL: 0.22,
    ContactDecision.EARLY_HELP: 0.14,
    ContactDecision.KNOWN_CASE: 0.11,
}
CONTACT_DECIDED_IN_A_WORKING_DAY = 0.96  # one county's quarter of 7,623 contacts (North Yorkshire, 2024)

#: Working days from referral to the authorised assessment. More are finished in the last week before the
#: limit than in any other, and few in the week after: EES C2.
ASSESSMENT: Spread = (
    Span(0, 0, 0.018),
    Span(1, 10, 0.117),
    Span(11, 20, 0.173),
    Span(21, 30, 0.158),
    Span(31, 40, 0.202),
    Span(41, 45, 0.189),
    Span(46, 50, 0.058),
    Span(51, 60, 0.043),
    Span(61, 95, 0.042),
)
#: Working days from the start of an enquiry to its conference: EES C4.
ENQUIRY_TO_CONFERENCE: Spread = (
    Span(5, 10, 0.087),
    Span(11, 12, 0.167),
    Span(13, 15, 0.560),
    Span(16, 20, 0.089),
    Span(21, 38, 0.097),
)
#: Days that child protection plans lasted, of those ending in the year: EES D7.
PLAN: Spread = (
    Span(60, 90, 0.159),
    Span(95, 180, 0.110),
    Span(190, 362, 0.435),
    Span(370, 720, 0.252),
    Span(735, 1150, 0.044),
)
#: Days that episodes of need lasted, of those ending in the year: EES B5. The long ones are very long.
EPISODE_UP_TO = {91: 0.475, 182: 0.148, 365: 0.157, 730: 0.122}  # and 0.098 longer

# ── ours: what has to be so within an episode for the published shares to come out

#: Days that a child who is in need, with no child protection plan, stays open.
IN_NEED: Spread = (
    Span(25, 90, 0.297),
    Span(91, 182, 0.208),
    Span(183, 365, 0.215),
    Span(366, 730, 0.128),
    Span(731, 1480, 0.155),
)
AFTER_A_PLAN: Spread = (Span(20, 60, 0.3), Span(61, 150, 0.5), Span(151, 300, 0.2))
CHILDREN_IN_A_FAMILY = Shares((1, 0.45), (2, 0.31), (3, 0.14), (4, 0.07), (5, 0.03))

REFERRED_BY = Shares(
    ((ReferralSource.POLICE, Agency.POLICE), 0.29),
    ((ReferralSource.SCHOOL, Agency.EDUCATION), 0.17),
    ((ReferralSource.EDUCATION_SERVICE, Agency.EDUCATION), 0.03),
    ((ReferralSource.GP, Agency.HEALTH), 0.025),
    ((ReferralSource.HEALTH_VISITOR, Agency.HEALTH), 0.035),
    ((ReferralSource.SCHOOL_NURSE, Agency.HEALTH), 0.01),
    ((ReferralSource.EMERGENCY_DEPARTMENT, Agency.HEALTH), 0.04),
    ((ReferralSource.OTHER_HEALTH, Agency.HEALTH), 0.04),
    ((ReferralSource.OTHER_DEPARTMENT, Agency.CHILDRENS_SOCIAL_CARE), 0.09),
    ((ReferralSource.OWN_SOCIAL_CARE, Agency.CHILDRENS_SOCIAL_CARE), 0.05),
    ((ReferralSource.FAMILY, Agency.FAMILY), 0.085),
    ((ReferralSource.SELF, ""), 0.005),
    ((ReferralSource.ACQUAINTANCE, ""), 0.015),
    ((ReferralSource.ANONYMOUS, ""), 0.02),
    ((ReferralSource.HOUSING, Agency.HOUSING), 0.03),
    ((ReferralSource.OTHER_AUTHORITY, Agency.CHILDRENS_SOCIAL_CARE), 0.02),
    ((ReferralSource.OTHER_LEGAL, Agency.PROBATION), 0.02),
    ((ReferralSource.OTHER, Agency.VOLUNTARY), 0.03),
)
#: Contacts that do not become referrals; with those that do, they come to CONTACT_SOURCES.
TOLD_BY = Shares(
    ((ReferralSource.POLICE, Agency.POLICE), 0.328),
    ((ReferralSource.SCHOOL, Agency.EDUCATION), 0.125),
    ((ReferralSource.EDUCATION_SERVICE, Agency.EDUCATION), 0.024),
    ((ReferralSource.GP, Agency.HEALTH), 0.03),
    ((ReferralSource.HEALTH_VISITOR, Agency.HEALTH), 0.04),
    ((ReferralSource.EMERGENCY_DEPARTMENT, Agency.HEALTH), 0.066),
    ((ReferralSource.OTHER_HEALTH, Agency.HEALTH), 0.04),
    ((ReferralSource.FAMILY, Agency.FAMILY), 0.088),
    ((ReferralSource.SELF, ""), 0.002),
    ((ReferralSource.OTHER_DEPARTMENT, Agency.CHILDRENS_SOCIAL_CARE), 0.08),
    ((ReferralSource.HOUSING, Agency.HOUSING), 0.05),
    ((ReferralSource.ACQUAINTANCE, ""), 0.02),
    ((ReferralSource.ANONYMOUS, ""), 0.04),
    ((ReferralSource.OTHER_LEGAL, Agency.PROBATION), 0.03),
    ((ReferralSource.OTHER, Agency.VOLUNTARY), 0.037),
)
CHILDREN_WHO_DIE = 0.0005  # of referrals in need: rare, and the record must bear it
ROUTES = Shares((Route.WRITTEN, 0.62), (Route.TELEPHONE, 0.33), (Route.IN_PERSON, 0.05))
CATEGORIES = Shares(
    (CategoryOfAbuse.NEGLECT, 0.49),
    (CategoryOfAbuse.EMOTIONAL, 0.37),
    (CategoryOfAbuse.PHYSICAL, 0.07),
    (CategoryOfAbuse.SEXUAL, 0.04),
    (CategoryOfAbuse.MULTIPLE, 0.03),
)

#: A team: 1 manager, 2 supervisors who decide as managers do, 6 social workers, 6 family workers. The heads
#: are worked out from one county's published staff list (North Yorkshire, 2024).
TEAM = {Role.TEAM_MANAGER: 3, Role.SOCIAL_WORKER: 6, Role.FAMILY_WORKER: 6}
OPEN_CHILDREN_IN_A_TEAM = 112


class Failing:
    """How often each thing goes wrong here: made up, and stated so that findings can be held against it."""

    CONTACT_DECIDED_LATE = 0.04
    REFERRAL_DECIDED_LATE = 0.06
    NEVER_ACKNOWLEDGED = 0.03
    REFERRER_NEVER_TOLD = 0.09
    CHECKS_LATE = 0.08
    ALLOCATED_LATE = 0.10  # more than two working days after the decision
    NEVER_ALLOCATED = 0.006
    ORPHANED = 0.012  # the assessment is finished, its author moves on, and nobody is given the work
    LEAVERS_WORK_WAITS = 0.12  # of the work a leaver held, what waits days or weeks for the next worker
    NEVER_SEEN_IN_ASSESSMENT = 0.035
    SEEN_LATE_IN_ASSESSMENT = 0.16  # after the authority's five working days
    NOT_SEEN_AT_A_VISIT = 0.06
    NOT_SEEN_ALONE = 0.14
    WISHES_NOT_RECORDED = 0.09
    ASSESSMENT_UNFINISHED_AT_CLOSURE = 0.012
    DISCUSSION_LATE = 0.08
    DISCUSSION_NOT_HELD = 0.025
    DISCUSSION_WITHOUT_HEALTH = 0.07
    DISCUSSION_WITHOUT_POLICE = 0.012
    SEEN_LATE_IN_ENQUIRY = 0.14
    NEVER_SEEN_IN_ENQUIRY = 0.02
    FIRST_CORE_GROUP_LATE = 0.12
    CORE_GROUP_MISSED = 0.09
    REVIEW_LATE = 0.07
    HELP_REVIEW_LATE = 0.12
    HELP_VISIT_LATE = 0.09
    PLAN_VISIT_LATE = 0.14
    PLAN_NOT_SENT = 0.04
    STRUCK_OUT = 0.001  # of sightings: written on the wrong child, and struck out
