"""Referrals: deciding what to do, answering the referrer, and receiving a child who has moved here."""

from sightline.duties.language import Duty, Force, Kind, NotYetExpressed, Repealed, Thread, Version
from sightline.duties.sources import (
    CARRIED_FORWARD,
    CIN_CENSUS_GUIDE_2023,
    KNOWLEDGE_HIGH,
    KNOWLEDGE_MEDIUM,
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
from sightline.timescales import hours, working_days

REFERRAL_DECISION = Duty(
    title="Decide what to do about a referral",
    who="a social worker of the authority, with their manager",
    force=Force.STATUTORY_GUIDANCE,
    thread=Thread.REFERRAL,
    starts_on=Kind.REFERRAL_RECEIVED,
    met_by=Kind.REFERRAL_DECIDED,
    ends_on=Kind.REFERRAL_CLOSED,
    versions=(
        Version(WORKING_TOGETHER_2006.at("chapter 5", KNOWLEDGE_HIGH), working_days(1)),
        Version(WORKING_TOGETHER_2010.at("chapter 5", SECONDARY_HIGH), working_days(1)),
        Version(WORKING_TOGETHER_2013.at("page 26", SECONDARY_HIGH), working_days(1)),
        Version(WORKING_TOGETHER_2015.at("chapter 1", KNOWLEDGE_HIGH), working_days(1)),
        Version(WORKING_TOGETHER_2018.at("chapter 1", KNOWLEDGE_HIGH), working_days(1)),
        Version(
            WORKING_TOGETHER_2023.at("chapter 3, paragraph 153, page 58", READ),
            working_days(1),
            who="a practice supervisor or manager who is qualified in social work",
            note="Keeping Children Safe in Education 2024 and 2025 still say a social worker",
        ),
        Version(
            WORKING_TOGETHER_2026.at("", CARRIED_FORWARD),
            working_days(1),
            who="a practice supervisor or manager who is qualified in social work",
        ),
    ),
    note="No further action is a decision too.",
)

WRITTEN_REFERRAL_ACKNOWLEDGEMENT = Duty(
    title="Acknowledge a written referral",
    who="a social worker of the authority",
    force=Force.STATUTORY_GUIDANCE,
    thread=Thread.REFERRAL,
    starts_on=Kind.REFERRAL_RECEIVED_IN_WRITING,
    met_by=Kind.REFERRAL_ACKNOWLEDGED,
    ends_on=Kind.REFERRAL_CLOSED,
    lapses_on=Kind.ACKNOWLEDGEMENT_NOT_POSSIBLE,
    versions=(
        Version(WORKING_TOGETHER_2006.at("chapter 5", KNOWLEDGE_MEDIUM), working_days(1)),
        Version(WORKING_TOGETHER_2010.at("chapter 5", KNOWLEDGE_MEDIUM), working_days(1)),
        Repealed(WORKING_TOGETHER_2013.at("chapter 1", KNOWLEDGE_HIGH)),
    ),
    note="From 2013 every referral is acknowledged, written or not.",
)

REFERRAL_ACKNOWLEDGEMENT = Duty(
    title="Acknowledge a referral to the referrer",
    who="a social worker of the authority",
    force=Force.STATUTORY_GUIDANCE,
    thread=Thread.REFERRAL,
    starts_on=Kind.REFERRAL_RECEIVED,
    met_by=Kind.REFERRAL_ACKNOWLEDGED,
    ends_on=Kind.REFERRAL_CLOSED,
    lapses_on=Kind.ACKNOWLEDGEMENT_NOT_POSSIBLE,
    versions=(
        Version(WORKING_TOGETHER_2013.at("chapter 1", KNOWLEDGE_HIGH), working_days(1)),
        Version(WORKING_TOGETHER_2015.at("chapter 1", KNOWLEDGE_HIGH), working_days(1)),
        Version(WORKING_TOGETHER_2018.at("chapter 1", KNOWLEDGE_HIGH), working_days(1)),
        Version(
            WORKING_TOGETHER_2023.at("chapter 3, paragraph 153, page 58", READ),
            working_days(1),
            who="the authority's children's social care",
        ),
        Version(
            WORKING_TOGETHER_2026.at("", CARRIED_FORWARD),
            working_days(1),
            who="the authority's children's social care",
        ),
    ),
    note="The guidance makes no exception for a referrer who cannot be answered: the lapse is this record's "
    "own rule, and takes a recorded reason.",
)

REFERRER_FEEDBACK = Duty(
    title="Tell the referrer what was decided",
    who="the authority's children's social care",
    force=Force.STATUTORY_GUIDANCE,
    thread=Thread.REFERRAL,
    starts_on=Kind.REFERRAL_DECIDED,
    met_by=Kind.REFERRER_TOLD,
    ends_on=Kind.REFERRAL_CLOSED,
    lapses_on=Kind.ACKNOWLEDGEMENT_NOT_POSSIBLE,
    versions=(
        Version(WORKING_TOGETHER_2006.at("chapter 5", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2010.at("chapter 5", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2013.at("chapter 1", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2015.at("chapter 1", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2018.at("chapter 1", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2023.at("chapter 3, paragraph 151, page 58; page 74", READ), within=None),
        Version(WORKING_TOGETHER_2026.at("", CARRIED_FORWARD), within=None),
    ),
    note="A member of the public may be told less, to keep the family's confidence.",
)

REFERRAL_WRITTEN_CONFIRMATION = Duty(
    title="Confirm a telephoned referral in writing",
    who="the professional who telephoned",
    force=Force.STATUTORY_GUIDANCE,
    thread=Thread.REFERRAL,
    starts_on=Kind.REFERRAL_TELEPHONED_BY_PROFESSIONAL,
    met_by=Kind.REFERRAL_CONFIRMED_IN_WRITING,
    ends_on=Kind.REFERRAL_CLOSED,
    versions=(
        Version(WORKING_TOGETHER_2006.at("chapter 5", KNOWLEDGE_MEDIUM), hours(48)),
        Version(WORKING_TOGETHER_2010.at("chapter 5", KNOWLEDGE_MEDIUM), hours(48)),
        Repealed(WORKING_TOGETHER_2013.at("chapter 1", KNOWLEDGE_MEDIUM)),
    ),
    note="Not asked of a member of the public. It is not in the 2023 edition, which was read.",
)

AGENCY_CHECKS = Duty(
    title="Check earlier records, the household and other agencies before deciding about a referral",
    who="the front door",
    force=Force.STATUTORY_GUIDANCE,
    thread=Thread.REFERRAL,
    starts_on=Kind.REFERRAL_RECEIVED,
    met_by=Kind.AGENCY_CHECKS_MADE,
    ends_on=(Kind.REFERRAL_DECIDED, Kind.REFERRAL_CLOSED),
    versions=(
        Version(WORKING_TOGETHER_2006.at("chapter 5", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2010.at("chapter 5", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2013.at("chapter 1", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2015.at("chapter 1", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2018.at("chapter 1", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2023.at("chapter 3", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2026.at("", CARRIED_FORWARD), within=None),
    ),
    note="No number of its own: it is to be done before the decision, so the decision ends it. Urgent "
    "protection goes first.",
)

TRANSFER_IN_CONFERENCE = Duty(
    title="Hold a transfer-in conference for a child whose plan was made by another authority",
    who="the authority that the child has moved to",
    force=Force.STATUTORY_GUIDANCE,
    thread=Thread.REFERRAL,
    starts_on=Kind.TRANSFER_IN_NOTIFIED,
    met_by=Kind.TRANSFER_IN_CONFERENCE_HELD,
    ends_on=(Kind.REFERRAL_CLOSED, Kind.CHILD_TURNED_18, Kind.CHILD_DIED, Kind.CHILD_LEFT_UK),
    versions=(
        Version(WORKING_TOGETHER_2006.at("chapter 5", KNOWLEDGE_HIGH), working_days(15)),
        Version(WORKING_TOGETHER_2010.at("chapter 5", KNOWLEDGE_HIGH), working_days(15)),
        Version(WORKING_TOGETHER_2013.at("chapter 1", KNOWLEDGE_HIGH), working_days(15)),
        Version(WORKING_TOGETHER_2015.at("chapter 1", SECONDARY_HIGH), working_days(15)),
        Version(WORKING_TOGETHER_2018.at("chapter 1", SECONDARY_HIGH), working_days(15)),
        Version(WORKING_TOGETHER_2023.at("chapter 3, page 100", READ), working_days(15)),
        Version(WORKING_TOGETHER_2026.at("", CARRIED_FORWARD), working_days(15)),
    ),
    note="Counted from formal notification of a permanent move. A temporary stay leaves the plan where it "
    "was.",
)

REFERRER_CHASES_AN_ACKNOWLEDGEMENT = NotYetExpressed(
    title="A referrer who has had no acknowledgement of a written referral asks again after three working "
    "days",
    source=WORKING_TOGETHER_2006.at("chapter 5", KNOWLEDGE_MEDIUM),
    why="It is owed only if another duty has not been met by a certain day: a clock cannot start from an "
    "absence.",
)

SINGLE_REFERRAL_DATE = NotYetExpressed(
    title="When several agencies refer at about the same time, the first date is the referral's",
    source=CIN_CENSUS_GUIDE_2023.at("section 4.2", READ),
    why="It says how to record a date, not what must be done by when: it belongs to the record, not to a "
    "clock.",
)

MOVE_OUT_HELD = Duty(
    title="Hold a child who moves to another authority until that authority has taken over",
    who="the authority that the child moves from",
    force=Force.STATUTORY_GUIDANCE,
    thread=Thread.REFERRAL,
    starts_on=Kind.MOVE_OUT_NOTIFIED,
    met_by=Kind.MOVE_OUT_TAKEN_OVER,
    ends_on=Kind.REFERRAL_CLOSED,
    lapses_on=(Kind.CHILD_TURNED_18, Kind.CHILD_DIED, Kind.CHILD_LEFT_UK),
    versions=(
        Version(WORKING_TOGETHER_2023.at("chapter 3, pages 73 and 100", READ), within=None),
        Version(WORKING_TOGETHER_2026.at("", CARRIED_FORWARD), within=None),
    ),
    note="No number: it is owed until the other authority has taken over. For a child with a child "
    "protection plan that is at their transfer-in conference; until then the plan, the core group and the "
    "visits stay with the first authority. Before 2023 no text that we have read says it.",
)

FAMILY_TOLD = NotYetExpressed(
    title="Tell the child and family about the referral and what will follow",
    source=WORKING_TOGETHER_2023.at("chapter 3, paragraph 160", READ),
    why="Telling the family is not a milestone yet: the record holds who told the referrer, not who told "
    "the child.",
)
