"""Child in need plans: reviews and visits."""

from sightline.duties.language import Duty, Force, Kind, NotYetExpressed, Thread, Version
from sightline.duties.sources import (
    CARRIED_FORWARD,
    CIN_CENSUS_GUIDE_2023,
    KNOWLEDGE_MEDIUM,
    LOCAL_PROCEDURES,
    READ,
    SECONDARY_HIGH,
    WORKING_TOGETHER_2006,
    WORKING_TOGETHER_2010,
    WORKING_TOGETHER_2013,
    WORKING_TOGETHER_2015,
    WORKING_TOGETHER_2018,
    WORKING_TOGETHER_2023,
    WORKING_TOGETHER_2026,
)

CHILD_IN_NEED_REVIEWS = Duty(
    title="Review a child in need plan regularly",
    who="the lead practitioner",
    force=Force.STATUTORY_GUIDANCE,
    thread=Thread.CHILD_IN_NEED_PLAN,
    starts_on=Kind.CHILD_IN_NEED_PLAN_STARTED,
    met_by=Kind.CHILD_IN_NEED_PLAN_REVIEWED,
    ends_on=(Kind.CHILD_IN_NEED_PLAN_ENDED, Kind.CHILD_TURNED_18, Kind.CHILD_DIED, Kind.CHILD_LEFT_UK),
    recurs=True,
    versions=(
        Version(WORKING_TOGETHER_2006.at("", KNOWLEDGE_MEDIUM), within=None),
        Version(WORKING_TOGETHER_2010.at("", KNOWLEDGE_MEDIUM), within=None),
        Version(WORKING_TOGETHER_2013.at("chapter 1", KNOWLEDGE_MEDIUM), within=None),
        Version(WORKING_TOGETHER_2015.at("chapter 1", KNOWLEDGE_MEDIUM), within=None),
        Version(WORKING_TOGETHER_2018.at("chapter 1", KNOWLEDGE_MEDIUM), within=None),
        Version(WORKING_TOGETHER_2023.at("chapter 3, paragraph 181, page 64", READ), within=None),
        Version(WORKING_TOGETHER_2026.at("", CARRIED_FORWARD), within=None),
    ),
    note="No national number: every four weeks, six weeks or three months is seen.",
)

CHILD_IN_NEED_VISITS = Duty(
    title="See a child who has a child in need plan",
    who="the allocated worker",
    force=Force.LOCAL_STANDARD,
    thread=Thread.CHILD_IN_NEED_PLAN,
    starts_on=Kind.CHILD_IN_NEED_PLAN_STARTED,
    met_by=Kind.CHILD_SEEN,
    ends_on=(Kind.CHILD_IN_NEED_PLAN_ENDED, Kind.CHILD_TURNED_18, Kind.CHILD_DIED, Kind.CHILD_LEFT_UK),
    recurs=True,
    versions=(Version(LOCAL_PROCEDURES.at("", SECONDARY_HIGH), within=None),),
    note="20 working days, or four to six weeks, is common.",
)

CHILD_IN_NEED_PLAN_MADE = NotYetExpressed(
    title="Make a child in need plan where an assessment's outcome is services",
    source=CIN_CENSUS_GUIDE_2023.at("section 4.11", READ),
    why="An assessment's outcome is not a milestone: a clock from every assessment would invent omissions. "
    "It also starts in one thread and is met in another.",
)
