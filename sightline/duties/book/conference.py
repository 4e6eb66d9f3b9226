"""Initial child protection conferences."""

from sightline.duties.language import Duty, Force, Kind, NotYetExpressed, Thread, Version
from sightline.duties.sources import (
    CARRIED_FORWARD,
    CIN_CENSUS_GUIDE_2023,
    KNOWLEDGE_MEDIUM,
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
from sightline.timescales import working_days

INITIAL_CONFERENCE = Duty(
    title="Hold the initial child protection conference",
    who="the authority's conference service",
    force=Force.STATUTORY_GUIDANCE,
    thread=Thread.ENQUIRY,
    starts_on=Kind.STRATEGY_DISCUSSION_LED_TO_ENQUIRY,
    met_by=Kind.INITIAL_CONFERENCE_HELD,
    ends_on=Kind.REFERRAL_CLOSED,
    lapses_on=Kind.CONFERENCE_NOT_REQUIRED,
    versions=(
        Version(
            WORKING_TOGETHER_2006.at("chapter 5", KNOWLEDGE_MEDIUM),
            working_days(15),
            note="which discussion counts, where there was more than one, is not verified for this edition",
        ),
        Version(WORKING_TOGETHER_2010.at("chapter 5", SECONDARY_MEDIUM), working_days(15)),
        Version(WORKING_TOGETHER_2013.at("chapter 1", SECONDARY_HIGH), working_days(15)),
        Version(WORKING_TOGETHER_2015.at("chapter 1", SECONDARY_HIGH), working_days(15)),
        Version(WORKING_TOGETHER_2018.at("chapter 1", SECONDARY_MEDIUM), working_days(15)),
        Version(WORKING_TOGETHER_2023.at("chapter 3, page 92", READ), working_days(15)),
        Version(WORKING_TOGETHER_2026.at("", CARRIED_FORWARD), working_days(15)),
    ),
    note="From the strategy discussion at which the enquiries were initiated: a later one does not start it "
    "again.",
)

CONFERENCE_FROM_THE_LAST_STRATEGY_DISCUSSION = NotYetExpressed(
    title="Some authorities count the 15 working days from the last strategy discussion",
    source=LOCAL_PROCEDURES.at("", SECONDARY_MEDIUM),
    why="It is looser than the national rule, so no authority may adopt it for clocks since 2010; that the "
    "2006 edition said it is not verified, so it is not here as the national rule either.",
)

CONFERENCE_ON_A_WEEKDAY = NotYetExpressed(
    title="The date recorded for an initial conference is a weekday",
    source=CIN_CENSUS_GUIDE_2023.at("validation rules 8870Q and 8875", READ),
    why="It checks a date and asks nothing of anybody by any day: it belongs to the returns.",
)

CONFERENCE_REPORTS_SHARED = NotYetExpressed(
    title="Share reports with the family before the conference",
    source=LOCAL_PROCEDURES.at("", SECONDARY_MEDIUM),
    why="It counts back from a day still to come: the language only counts on from a start.",
)

CONFERENCE_BEFORE_BIRTH = NotYetExpressed(
    title="Consider holding the conference before the child's birth",
    source=WORKING_TOGETHER_2023.at("chapter 3, page 93", READ),
    why="It counts back from an expected birth, has no national number, and asks that it be considered.",
)

AGENCY_ASKS_FOR_A_CONFERENCE = NotYetExpressed(
    title="Answer another agency that asks for a conference",
    source=WORKING_TOGETHER_2023.at("chapter 3, page 91", READ),
    why="Neither the request nor the answer is a milestone yet.",
)

CONFERENCE_CHAIR_INDEPENDENT = NotYetExpressed(
    title="The conference's chair has no line management of the case",
    source=WORKING_TOGETHER_2023.at("chapter 3, page 94", READ),
    why="It is about who did a thing, not about when it was done: it belongs to the record's own checks.",
)

OUTLINE_PLAN_AGREED = NotYetExpressed(
    title="Agree an outline plan, the core group's members and the category of harm at the conference",
    source=WORKING_TOGETHER_2023.at("chapter 3, page 93", READ),
    why="These are contents of one event and not milestones of their own; the lead social worker is a duty. "
    "The category is asked for by the census, not by this page.",
)
