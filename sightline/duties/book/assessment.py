"""Assessments: what must be found out about a child, by when, and with the child."""

from sightline.duties.language import Duty, Force, Kind, NotYetExpressed, Repealed, Thread, Version
from sightline.duties.sources import (
    CARRIED_FORWARD,
    CHILDREN_ACT_1989_AS_AMENDED_2005,
    CIN_CENSUS_GUIDE_2023,
    KNOWLEDGE_HIGH,
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

INITIAL_ASSESSMENT = Duty(
    title="Complete an initial assessment",
    who="a social worker of the authority",
    force=Force.STATUTORY_GUIDANCE,
    thread=Thread.REFERRAL,
    starts_on=Kind.REFERRAL_RECEIVED,
    met_by=Kind.INITIAL_ASSESSMENT_AUTHORISED,
    ends_on=Kind.REFERRAL_CLOSED,
    lapses_on=Kind.REFERRAL_NO_FURTHER_ACTION,
    versions=(
        Version(
            WORKING_TOGETHER_2006.at("chapter 5", SECONDARY_HIGH),
            working_days(7),
            note="the Framework for Assessment 2000 defines an initial assessment at paragraph 3.9",
        ),
        Version(WORKING_TOGETHER_2010.at("chapter 5", SECONDARY_HIGH), working_days(10)),
        Repealed(WORKING_TOGETHER_2013.at("", SECONDARY_HIGH)),
    ),
    note="Brief where the case goes straight to an enquiry.",
)

INITIAL_ASSESSMENT_ON_NEW_INFORMATION = Duty(
    title="Complete an initial assessment of new information on an open case",
    who="a social worker of the authority",
    force=Force.STATUTORY_GUIDANCE,
    thread=Thread.REFERRAL,
    starts_on=Kind.NEW_INFORMATION_RECORDED,
    met_by=Kind.INITIAL_ASSESSMENT_AUTHORISED,
    ends_on=Kind.REFERRAL_CLOSED,
    lapses_on=Kind.REFERRAL_NO_FURTHER_ACTION,
    versions=(
        Version(WORKING_TOGETHER_2006.at("chapter 5", SECONDARY_HIGH), working_days(7)),
        Version(WORKING_TOGETHER_2010.at("chapter 5", SECONDARY_HIGH), working_days(10)),
        Repealed(WORKING_TOGETHER_2013.at("", SECONDARY_HIGH)),
    ),
    note="The start is the information that was judged to call for an assessment; it is not a new referral.",
)

CORE_ASSESSMENT = Duty(
    title="Complete a core assessment of a child who is the subject of an enquiry",
    who="a social worker of the authority",
    force=Force.STATUTORY_GUIDANCE,
    thread=Thread.REFERRAL,
    starts_on=(Kind.STRATEGY_DISCUSSION_LED_TO_ENQUIRY, Kind.ENQUIRY_STARTED),
    met_by=Kind.CORE_ASSESSMENT_AUTHORISED,
    ends_on=Kind.REFERRAL_CLOSED,
    versions=(
        Version(
            WORKING_TOGETHER_2006.at("chapter 5", SECONDARY_MEDIUM),
            working_days(35),
            note="the number is sure; this start is less so",
        ),
        Version(
            WORKING_TOGETHER_2010.at("chapter 5", SECONDARY_MEDIUM),
            working_days(35),
            note="the number is sure; this start is less so",
        ),
        Repealed(WORKING_TOGETHER_2013.at("", SECONDARY_HIGH)),
    ),
    note="Its other starts are listed with what is not yet expressed.",
)

SINGLE_ASSESSMENT = Duty(
    title="Conclude the assessment, so that next steps can be decided",
    who="a social worker of the authority",
    force=Force.STATUTORY_GUIDANCE,
    thread=Thread.REFERRAL,
    starts_on=Kind.REFERRAL_RECEIVED,
    met_by=Kind.ASSESSMENT_AUTHORISED,
    ends_on=Kind.REFERRAL_CLOSED,
    lapses_on=Kind.REFERRAL_NO_FURTHER_ACTION,
    versions=(
        Version(WORKING_TOGETHER_2013.at("page 30", SECONDARY_HIGH), working_days(45)),
        Version(WORKING_TOGETHER_2015.at("chapter 1", KNOWLEDGE_HIGH), working_days(45)),
        Version(WORKING_TOGETHER_2018.at("chapter 1", SECONDARY_HIGH), working_days(45)),
        Version(
            WORKING_TOGETHER_2023.at("chapter 3, paragraph 155, page 59; pages 74, 87, 103 and 104", READ),
            working_days(45),
            who="the lead practitioner",
            note="the lead practitioner records the reasons for going over; the clock does not pause",
        ),
        Version(
            WORKING_TOGETHER_2026.at("", CARRIED_FORWARD),
            working_days(45),
            who="the lead practitioner",
        ),
    ),
    note="A maximum, not a target, from the referral; an assessment under section 47 has no separate length.",
)

ASSESSMENT_ON_OPEN_CASE = Duty(
    title="Complete an assessment of a child whose case was already open",
    who="a social worker of the authority",
    force=Force.INDICATOR,
    thread=Thread.ASSESSMENT,
    starts_on=Kind.ASSESSMENT_STARTED_ON_OPEN_CASE,
    met_by=Kind.ASSESSMENT_AUTHORISED,
    ends_on=Kind.REFERRAL_CLOSED,
    versions=(Version(CIN_CENSUS_GUIDE_2023.at("validation rule 8670Q", READ), working_days(45)),),
    note="The census counts from the start of the assessment, where the guidance counts from the referral.",
)

ASSESSMENT_REVIEW_POINT = Duty(
    title="Check an assessment against the review point set at its start",
    who="the team manager",
    force=Force.STATUTORY_GUIDANCE,
    thread=Thread.ASSESSMENT,
    starts_on=Kind.ASSESSMENT_STARTED,
    met_by=Kind.ASSESSMENT_REVIEWED,
    ends_on=(Kind.ASSESSMENT_AUTHORISED, Kind.REFERRAL_CLOSED),
    versions=(
        Version(WORKING_TOGETHER_2013.at("chapter 1", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2015.at("chapter 1", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2018.at("chapter 1", KNOWLEDGE_HIGH), within=None),
        Version(
            WORKING_TOGETHER_2023.at("chapter 3", KNOWLEDGE_HIGH),
            within=None,
            note="section 4.9.2 of the children in need census guide, which was read, says so too",
        ),
        Version(WORKING_TOGETHER_2026.at("", CARRIED_FORWARD), within=None),
    ),
    note="The manager sets the point: day 10, 15 or 25 is common.",
)

CHILD_SEEN_AFTER_REFERRAL = Duty(
    title="See the child whose referral was accepted",
    who="a social worker of the authority",
    force=Force.STATUTORY_GUIDANCE,
    thread=Thread.REFERRAL,
    starts_on=Kind.REFERRAL_ACCEPTED,
    met_by=Kind.CHILD_SEEN,
    ends_on=Kind.REFERRAL_CLOSED,
    lapses_on=Kind.REFERRAL_NO_FURTHER_ACTION,
    versions=(
        Version(WORKING_TOGETHER_2006.at("chapter 5", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2010.at("chapter 5", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2013.at("chapter 1", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2015.at("chapter 1", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2018.at("chapter 1", KNOWLEDGE_HIGH), within=None),
        Version(
            WORKING_TOGETHER_2023.at("chapter 3, paragraph 153, page 58", READ),
            within=None,
            note="in a time that suits the concerns, and as soon as possible",
        ),
        Version(WORKING_TOGETHER_2026.at("", CARRIED_FORWARD), within=None),
    ),
    note="Closed without the child being seen is this clock, ended unmet.",
)

CHILD_SEEN_IN_ASSESSMENT = Duty(
    title="See the child in the course of the assessment",
    who="a social worker of the authority",
    force=Force.STATUTORY_GUIDANCE,
    thread=Thread.ASSESSMENT,
    starts_on=Kind.ASSESSMENT_STARTED,
    met_by=Kind.CHILD_SEEN,
    ends_on=(Kind.ASSESSMENT_AUTHORISED, Kind.REFERRAL_CLOSED),
    versions=(
        Version(WORKING_TOGETHER_2006.at("chapter 5", KNOWLEDGE_HIGH), within=None),
        Version(
            WORKING_TOGETHER_2010.at("chapter 5", KNOWLEDGE_HIGH),
            within=None,
            note="this edition stresses that the child is seen and spoken to",
        ),
        Version(WORKING_TOGETHER_2013.at("chapter 1", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2015.at("chapter 1", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2018.at("chapter 1", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2023.at("chapter 3, page 74", READ), within=None),
        Version(WORKING_TOGETHER_2026.at("", CARRIED_FORWARD), within=None),
    ),
    note="24 hours where there is a protection concern and four or five working days otherwise are common.",
)

CHILD_SEEN_ALONE_IN_ASSESSMENT = Duty(
    title="See the child alone in the course of the assessment, where possible",
    who="a social worker of the authority",
    force=Force.STATUTORY_GUIDANCE,
    thread=Thread.ASSESSMENT,
    starts_on=Kind.ASSESSMENT_STARTED,
    met_by=Kind.CHILD_SEEN_ALONE,
    ends_on=(Kind.ASSESSMENT_AUTHORISED, Kind.REFERRAL_CLOSED),
    versions=(
        Version(WORKING_TOGETHER_2023.at("chapter 3, page 53", READ), within=None),
        Version(WORKING_TOGETHER_2026.at("", CARRIED_FORWARD), within=None),
    ),
    note="Where it was not possible the clock still ends unmet: the reason is in the record, not in the "
    "clock.",
)

WISHES_AND_FEELINGS = Duty(
    title="Find out the child's wishes and feelings before deciding on services",
    who="a social worker of the authority",
    force=Force.ACT,
    thread=Thread.ASSESSMENT,
    starts_on=Kind.ASSESSMENT_STARTED,
    met_by=Kind.WISHES_AND_FEELINGS_RECORDED,
    ends_on=(Kind.ASSESSMENT_AUTHORISED, Kind.REFERRAL_CLOSED),
    versions=(Version(CHILDREN_ACT_1989_AS_AMENDED_2005.at("section 17(4A)", KNOWLEDGE_HIGH), within=None),),
    note="So far as is reasonably practicable and consistent with the child's welfare; and give them due "
    "weight.",
)

CORE_ASSESSMENT_AFTER_INITIAL_ASSESSMENT = NotYetExpressed(
    title="Complete a core assessment within 35 working days of the initial assessment that called for it",
    source=WORKING_TOGETHER_2006.at("chapter 5", KNOWLEDGE_HIGH),
    why="An initial assessment need not lead to a core assessment, and no milestone says that one did: a "
    "clock from every initial assessment would invent omissions. This start is also unverified.",
)

CORE_ASSESSMENT_ON_NEW_INFORMATION = NotYetExpressed(
    title="Complete a core assessment within 35 working days of new information on an open case",
    source=WORKING_TOGETHER_2010.at("", SECONDARY_MEDIUM),
    why="It may be done, not must, and the milestone for new information does not say which kind of "
    "assessment it was judged to need.",
)

CHILD_SEEN_ALONE_AT_EACH_VISIT = NotYetExpressed(
    title="See the child alone at each visit under a plan or placement, unless for a recorded reason",
    source=WORKING_TOGETHER_2023.at("chapter 3, page 53", READ),
    why="Each visit would have to start and meet its own clock. It is a quality of a sighting, which the "
    "record of sightings holds; the regulations for placements come with the looked-after area.",
)

UNBORN_CHILD_NOT_YET_SEEN = NotYetExpressed(
    title="A child not yet born need not be seen until birth",
    source=WORKING_TOGETHER_2023.at("chapter 3, page 74", READ),
    why="A duty cannot be put off by a fact about the child: the language has no 'not before'.",
)

WISHES_AND_FEELINGS_IN_ENQUIRY = NotYetExpressed(
    title="Find out the child's wishes and feelings before deciding what an enquiry leads to",
    source=CHILDREN_ACT_1989_AS_AMENDED_2005.at("section 47(5A)", KNOWLEDGE_HIGH),
    why="Wishes and feelings are a milestone of an assessment and not yet of an enquiry.",
)
