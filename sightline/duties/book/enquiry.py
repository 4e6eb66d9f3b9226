"""Section 47 enquiries: seeing the child, working with the police, and reaching a conclusion."""

from sightline.duties.language import Duty, Force, Kind, NotYetExpressed, Thread, Version
from sightline.duties.sources import (
    CARRIED_FORWARD,
    CHILDREN_ACT_1989,
    KNOWLEDGE_HIGH,
    READ,
    WORKING_TOGETHER_2006,
    WORKING_TOGETHER_2010,
    WORKING_TOGETHER_2013,
    WORKING_TOGETHER_2015,
    WORKING_TOGETHER_2018,
    WORKING_TOGETHER_2023,
    WORKING_TOGETHER_2026,
)

JOINT_WORKING_DECISION = Duty(
    title="Agree with the police whether to enquire together or apart",
    who="the authority and the police; the police lead on crime, the authority on the enquiry",
    force=Force.STATUTORY_GUIDANCE,
    thread=Thread.ENQUIRY,
    starts_on=Kind.ENQUIRY_STARTED,
    met_by=Kind.JOINT_WORKING_DECIDED,
    ends_on=(Kind.ENQUIRY_CONCLUDED, Kind.REFERRAL_CLOSED),
    versions=(
        Version(WORKING_TOGETHER_2006.at("chapter 5", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2010.at("chapter 5", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2013.at("chapter 1", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2015.at("chapter 1", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2018.at("chapter 1", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2023.at("chapter 3, page 88", READ), within=None),
        Version(WORKING_TOGETHER_2026.at("", CARRIED_FORWARD), within=None),
    ),
    note="That the police decide they have no part is an answer too.",
)

CHILD_SEEN_IN_ENQUIRY = Duty(
    title="Obtain access to the child of an enquiry",
    who="the authority, or a person it authorises",
    force=Force.ACT,
    thread=Thread.ENQUIRY,
    starts_on=Kind.ENQUIRY_STARTED,
    met_by=Kind.CHILD_SEEN,
    ends_on=(Kind.ENQUIRY_CONCLUDED, Kind.REFERRAL_CLOSED),
    versions=(Version(CHILDREN_ACT_1989.at("section 47(4)", KNOWLEDGE_HIGH), within=None),),
    note="As soon as practicable, unless enough is known already, which the record says. 24 hours is common.",
)

ENQUIRY_CONCLUSION = Duty(
    title="Conclude the enquiry",
    who="the authority",
    force=Force.STATUTORY_GUIDANCE,
    thread=Thread.ENQUIRY,
    starts_on=Kind.ENQUIRY_STARTED,
    met_by=Kind.ENQUIRY_CONCLUDED,
    ends_on=Kind.REFERRAL_CLOSED,
    versions=(
        Version(WORKING_TOGETHER_2006.at("chapter 5", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2010.at("chapter 5", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2013.at("chapter 1", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2015.at("chapter 1", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2018.at("chapter 1", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2023.at("chapter 3, pages 91 and 92", READ), within=None),
        Version(WORKING_TOGETHER_2026.at("", CARRIED_FORWARD), within=None),
    ),
    note="No number of its own: the conference's 15 working days and the assessment's 45 bound it.",
)

ACCESS_REFUSED = NotYetExpressed(
    title="Seek an order where access to the child is refused, unless the child is otherwise safeguarded",
    source=CHILDREN_ACT_1989.at("section 47(6)", KNOWLEDGE_HIGH),
    why="Neither a refusal of access nor an application to a court is a milestone yet.",
)

ENQUIRY_REVIEW_DATE = NotYetExpressed(
    title="Where no order is sought, decide whether to review later, and keep to the date set",
    source=CHILDREN_ACT_1989.at("section 47(7)", KNOWLEDGE_HIGH),
    why="The limit is a date that the authority sets and records: the language has only limits counted from "
    "a start.",
)
