"""Allocation: every child's work has a named worker."""

from sightline.duties.language import Duty, Force, Kind, NotYetExpressed, Thread, Version
from sightline.duties.sources import (
    CARRIED_FORWARD,
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
from sightline.timescales import days

REFERRAL_ALLOCATION = Duty(
    title="Allocate an accepted referral to a named worker",
    who="the team manager",
    force=Force.STATUTORY_GUIDANCE,
    thread=Thread.REFERRAL,
    starts_on=Kind.REFERRAL_ACCEPTED,
    met_by=Kind.SOCIAL_WORKER_ALLOCATED,
    ends_on=Kind.REFERRAL_CLOSED,
    versions=(
        Version(WORKING_TOGETHER_2006.at("chapter 5", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2010.at("chapter 5", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2013.at("chapter 1", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2015.at("chapter 1", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2018.at("chapter 1", KNOWLEDGE_HIGH), within=None),
        Version(
            WORKING_TOGETHER_2023.at("chapter 3, paragraph 156, page 59", READ),
            within=None,
            note="in line with the local protocol; a lead practitioner, who is a social worker for enquiries",
        ),
        Version(WORKING_TOGETHER_2026.at("", CARRIED_FORWARD), within=None),
    ),
    note="No national number. The same day for an enquiry and a working day or two otherwise are common.",
)

SUPERVISION = Duty(
    title="Supervise the work with each child, and write down what was thought and decided",
    who="the manager of whoever leads the work",
    force=Force.LOCAL_STANDARD,
    thread=Thread.REFERRAL,
    starts_on=Kind.SOCIAL_WORKER_ALLOCATED,
    met_by=Kind.SUPERVISION_HELD,
    ends_on=Kind.REFERRAL_CLOSED,
    recurs=True,
    versions=(Version(LOCAL_PROCEDURES.at("", SECONDARY_MEDIUM), within=None),),
    note="No national interval. Monthly is common, and two-monthly is seen.",
)

LEAD_SOCIAL_WORKER = Duty(
    title="Name a social worker to lead a child protection plan",
    who="the conference and the authority",
    force=Force.STATUTORY_GUIDANCE,
    thread=Thread.CHILD_PROTECTION_PLAN,
    starts_on=Kind.CHILD_PROTECTION_PLAN_STARTED,
    met_by=Kind.LEAD_SOCIAL_WORKER_NAMED,
    ends_on=(Kind.CHILD_PROTECTION_PLAN_ENDED, Kind.CHILD_TURNED_18, Kind.CHILD_DIED, Kind.CHILD_LEFT_UK),
    versions=(
        Version(WORKING_TOGETHER_2006.at("chapter 5", KNOWLEDGE_HIGH), days(0)),
        Version(WORKING_TOGETHER_2010.at("chapter 5", SECONDARY_HIGH), days(0)),
        Version(WORKING_TOGETHER_2013.at("chapter 1", SECONDARY_MEDIUM), days(0)),
        Version(WORKING_TOGETHER_2015.at("chapter 1", SECONDARY_MEDIUM), days(0)),
        Version(WORKING_TOGETHER_2018.at("chapter 1", SECONDARY_MEDIUM), days(0)),
        Version(WORKING_TOGETHER_2023.at("chapter 3, page 96", READ), days(0)),
        Version(WORKING_TOGETHER_2026.at("", CARRIED_FORWARD), days(0)),
    ),
    note="It is done at the conference that makes the plan, so on the day that the plan starts.",
)

LEAD_SOCIAL_WORKER_WITHOUT_A_BREAK = NotYetExpressed(
    title="A child protection plan is never without a lead social worker",
    source=WORKING_TOGETHER_2023.at("chapter 3, page 96", READ),
    why="It is continuous: it would start from the end of each worker's involvement, which is not a "
    "milestone.",
)

LOOKED_AFTER_CHILD_ALLOCATED = NotYetExpressed(
    title="Every looked-after child has an allocated social worker",
    source=LOCAL_PROCEDURES.at("", KNOWLEDGE_HIGH),
    why="It is continuous, from becoming to ceasing to be looked after, and neither is a milestone yet. "
    "Its sources, regulations 28 to 31 of SI 2010/959, come with the looked-after area.",
)

NO_OPEN_WORK_WITHOUT_A_WORKER = NotYetExpressed(
    title="No open piece of work is left without a worker between one and the next",
    source=LOCAL_PROCEDURES.at("", KNOWLEDGE_HIGH),
    why="It is continuous: it would start from the end of each worker's involvement, which is not a "
    "milestone.",
)

LEAD_PRACTITIONER_OVERSEEN = NotYetExpressed(
    title="A lead practitioner who is not a social worker has one who is to approve the assessment and plan",
    source=WORKING_TOGETHER_2023.at("chapter 3, paragraphs 157 and 213, pages 59 and 79", READ),
    why="It turns on who holds a role, continuously. A milestone says what happened, not who was qualified "
    "to do it.",
)
