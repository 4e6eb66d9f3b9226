"""Child protection plans: the core group, visits, reviews, and how a plan ends.

Becoming looked after is not a ground on which the guidance ends a plan, so it stops none of these clocks.
"""

from sightline.duties.language import Duty, Force, Kind, NotYetExpressed, Thread, Version
from sightline.duties.sources import (
    CARRIED_FORWARD,
    CIN_CENSUS_GUIDE_2023,
    KNOWLEDGE_HIGH,
    LOCAL_PROCEDURES,
    READ,
    SECONDARY_HIGH,
    SECONDARY_MEDIUM,
    WORKING_TOGETHER_2006,
    WORKING_TOGETHER_2010,
    WORKING_TOGETHER_2013,
    WORKING_TOGETHER_2015,
    WORKING_TOGETHER_2018,
    WORKING_TOGETHER_2023,
    WORKING_TOGETHER_2026,
)
from sightline.timescales import months, working_days

FIRST_CORE_GROUP = Duty(
    title="Hold the first core group",
    who="the lead social worker",
    force=Force.STATUTORY_GUIDANCE,
    thread=Thread.CHILD_PROTECTION_PLAN,
    starts_on=(Kind.INITIAL_CONFERENCE_HELD, Kind.CHILD_PROTECTION_PLAN_STARTED),
    met_by=Kind.CORE_GROUP_HELD,
    ends_on=(Kind.CHILD_PROTECTION_PLAN_ENDED, Kind.CHILD_TURNED_18, Kind.CHILD_DIED, Kind.CHILD_LEFT_UK),
    versions=(
        Version(WORKING_TOGETHER_2006.at("chapter 5", SECONDARY_MEDIUM), working_days(10)),
        Version(WORKING_TOGETHER_2010.at("chapter 5", SECONDARY_MEDIUM), working_days(10)),
        Version(WORKING_TOGETHER_2013.at("chapter 1", SECONDARY_HIGH), working_days(10)),
        Version(WORKING_TOGETHER_2015.at("chapter 1", SECONDARY_HIGH), working_days(10)),
        Version(WORKING_TOGETHER_2018.at("chapter 1", SECONDARY_MEDIUM), working_days(10)),
        Version(
            WORKING_TOGETHER_2023.at("chapter 3, page 97", READ),
            working_days(10),
            note='flow chart 6 on page 105 says "10 days": the text is the rule, and it says working days',
        ),
        Version(WORKING_TOGETHER_2026.at("", CARRIED_FORWARD), working_days(10)),
    ),
)

LATER_CORE_GROUPS = Duty(
    title="Go on holding core groups",
    who="the lead social worker",
    force=Force.STATUTORY_GUIDANCE,
    thread=Thread.CHILD_PROTECTION_PLAN,
    starts_on=Kind.CORE_GROUP_HELD,
    met_by=Kind.CORE_GROUP_HELD,
    ends_on=(Kind.CHILD_PROTECTION_PLAN_ENDED, Kind.CHILD_TURNED_18, Kind.CHILD_DIED, Kind.CHILD_LEFT_UK),
    recurs=True,
    versions=(
        Version(WORKING_TOGETHER_2006.at("chapter 5", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2010.at("chapter 5", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2013.at("chapter 1", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2015.at("chapter 1", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2018.at("chapter 1", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2023.at("chapter 3, pages 93 and 97", READ), within=None),
        Version(WORKING_TOGETHER_2026.at("", CARRIED_FORWARD), within=None),
    ),
    note="No national number: the conference sets it. Every four or six weeks is common.",
)

PLAN_CIRCULATION = Duty(
    title="Send the child protection plan to the family and the agencies",
    who="the authority",
    force=Force.STATUTORY_GUIDANCE,
    thread=Thread.CHILD_PROTECTION_PLAN,
    starts_on=(Kind.INITIAL_CONFERENCE_HELD, Kind.CHILD_PROTECTION_PLAN_STARTED),
    met_by=Kind.PLAN_CIRCULATED,
    ends_on=(Kind.CHILD_PROTECTION_PLAN_ENDED, Kind.CHILD_TURNED_18, Kind.CHILD_DIED, Kind.CHILD_LEFT_UK),
    versions=(
        Version(WORKING_TOGETHER_2023.at("chapter 3, page 96", READ), within=None),
        Version(WORKING_TOGETHER_2026.at("", CARRIED_FORWARD), within=None),
    ),
    note="The local protocol must give a number: an authority without a standard here has not met the "
    "guidance.",
)

FIRST_REVIEW_CONFERENCE = Duty(
    title="Hold the first review conference",
    who="the conference chair",
    force=Force.STATUTORY_GUIDANCE,
    thread=Thread.CHILD_PROTECTION_PLAN,
    starts_on=(Kind.INITIAL_CONFERENCE_HELD, Kind.CHILD_PROTECTION_PLAN_STARTED),
    met_by=Kind.REVIEW_CONFERENCE_HELD,
    ends_on=(Kind.CHILD_PROTECTION_PLAN_ENDED, Kind.CHILD_TURNED_18, Kind.CHILD_DIED, Kind.CHILD_LEFT_UK),
    versions=(
        Version(WORKING_TOGETHER_2006.at("chapter 5", SECONDARY_MEDIUM), months(3)),
        Version(WORKING_TOGETHER_2010.at("chapter 5", SECONDARY_MEDIUM), months(3)),
        Version(WORKING_TOGETHER_2013.at("chapter 1", SECONDARY_HIGH), months(3)),
        Version(WORKING_TOGETHER_2015.at("chapter 1", SECONDARY_HIGH), months(3)),
        Version(WORKING_TOGETHER_2018.at("chapter 1", SECONDARY_MEDIUM), months(3)),
        Version(WORKING_TOGETHER_2023.at("chapter 3, pages 97 and 98", READ), months(3)),
        Version(WORKING_TOGETHER_2026.at("", CARRIED_FORWARD), months(3)),
    ),
    note="Calendar months from the initial conference, which is the day that the plan starts.",
)

LATER_REVIEW_CONFERENCES = Duty(
    title="Hold further review conferences",
    who="the conference chair",
    force=Force.STATUTORY_GUIDANCE,
    thread=Thread.CHILD_PROTECTION_PLAN,
    starts_on=Kind.REVIEW_CONFERENCE_HELD,
    met_by=Kind.REVIEW_CONFERENCE_HELD,
    ends_on=(Kind.CHILD_PROTECTION_PLAN_ENDED, Kind.CHILD_TURNED_18, Kind.CHILD_DIED, Kind.CHILD_LEFT_UK),
    recurs=True,
    versions=(
        Version(WORKING_TOGETHER_2006.at("chapter 5", SECONDARY_MEDIUM), months(6)),
        Version(WORKING_TOGETHER_2010.at("chapter 5", SECONDARY_MEDIUM), months(6)),
        Version(WORKING_TOGETHER_2013.at("chapter 1", SECONDARY_HIGH), months(6)),
        Version(WORKING_TOGETHER_2015.at("chapter 1", SECONDARY_HIGH), months(6)),
        Version(WORKING_TOGETHER_2018.at("chapter 1", SECONDARY_MEDIUM), months(6)),
        Version(WORKING_TOGETHER_2023.at("chapter 3, pages 97 and 98", READ), months(6)),
        Version(WORKING_TOGETHER_2026.at("", CARRIED_FORWARD), months(6)),
    ),
    note="At most six calendar months from the day each review was held: an early one brings the next "
    "forward.",
)

REVIEW_AFTER_BIRTH = Duty(
    title="Review a plan made before the child's birth soon after it",
    who="the conference chair",
    force=Force.LOCAL_STANDARD,
    thread=Thread.CHILD_PROTECTION_PLAN,
    starts_on=Kind.BORN_ON_A_PLAN,
    met_by=Kind.REVIEW_CONFERENCE_HELD,
    ends_on=(Kind.CHILD_PROTECTION_PLAN_ENDED, Kind.CHILD_TURNED_18, Kind.CHILD_DIED, Kind.CHILD_LEFT_UK),
    versions=(Version(LOCAL_PROCEDURES.at("", SECONDARY_MEDIUM), within=None),),
    note="10 or 20 working days are seen. The national three months run from the conference all the same.",
)

PLAN_VISITS = Duty(
    title="See the child as often as the child protection plan says",
    who="the lead social worker",
    force=Force.LOCAL_STANDARD,
    thread=Thread.CHILD_PROTECTION_PLAN,
    starts_on=Kind.CHILD_PROTECTION_PLAN_STARTED,
    met_by=Kind.CHILD_SEEN,
    ends_on=(Kind.CHILD_PROTECTION_PLAN_ENDED, Kind.CHILD_TURNED_18, Kind.CHILD_DIED, Kind.CHILD_LEFT_UK),
    recurs=True,
    versions=(Version(LOCAL_PROCEDURES.at("", SECONDARY_HIGH), within=None),),
    note="No interval stands anywhere in Working Together 2023, whose whole text was searched: the plan "
    "sets it, over a local minimum of two to four weeks.",
)

REVIEW_BEFORE_18 = NotYetExpressed(
    title="Review a plan around the child's eighteenth birthday, planned in advance",
    source=WORKING_TOGETHER_2023.at("chapter 3, page 100", READ),
    why="It counts back from a birthday still to come: the language only counts on from a start.",
)

PLAN_ENDED_ONLY_BY_A_CONFERENCE = NotYetExpressed(
    title="A plan ends only at a review conference, or when the child moves for good, dies, is 18 or leaves "
    "the UK",
    source=WORKING_TOGETHER_2023.at("chapter 3, page 100", READ),
    why="It says what may end a plan, not what must be done by when: it guards a decision and starts no "
    "clock.",
)

STEP_DOWN_TO_CHILD_IN_NEED = NotYetExpressed(
    title="Consider a child in need plan when a child protection plan ends",
    source=LOCAL_PROCEDURES.at("", SECONDARY_MEDIUM),
    why="It starts in one thread and is met in another; a duty's facts share one thread.",
)

REPEAT_PLAN = NotYetExpressed(
    title="Flag a second or later child protection plan",
    source=CIN_CENSUS_GUIDE_2023.at("section 5.4", READ),
    why="It counts plans and asks nothing by any day: it is a measure, not a duty.",
)
