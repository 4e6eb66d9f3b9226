"""Serious incidents: a child died or was seriously harmed, and abuse or neglect is known or suspected."""

from sightline.duties.language import Duty, Force, Kind, NotYetExpressed, Thread, Version
from sightline.duties.sources import (
    CARRIED_FORWARD,
    CHILDREN_ACT_2004_AS_AMENDED_2018,
    KNOWLEDGE_HIGH,
    KNOWLEDGE_MEDIUM,
    PANEL_GUIDANCE,
    READ,
    SECONDARY_HIGH,
    SECONDARY_MEDIUM,
    WORKING_TOGETHER_2006,
    WORKING_TOGETHER_2010,
    WORKING_TOGETHER_2015,
    WORKING_TOGETHER_2018,
    WORKING_TOGETHER_2023,
    WORKING_TOGETHER_2026,
)
from sightline.timescales import working_days

SERIOUS_INCIDENT_DUTY = Duty(
    title="Notify the national panel of a child’s death or serious harm where abuse or neglect is known or "
    "suspected",
    who="the local authority",
    force=Force.ACT,
    thread=Thread.SERIOUS_INCIDENT,
    starts_on=Kind.SERIOUS_INCIDENT_KNOWN,
    met_by=Kind.SERIOUS_INCIDENT_NOTIFIED,
    lapses_on=Kind.SERIOUS_INCIDENT_NOT_NOTIFIABLE,
    versions=(Version(CHILDREN_ACT_2004_AS_AMENDED_2018.at("section 16C(1)", READ), within=None),),
    note="The Act sets no number of days: the number is guidance, beside it.",
)

SERIOUS_INCIDENT_NOTIFICATION = Duty(
    title="Notify a serious incident within five working days of becoming aware of it",
    who="the local authority",
    force=Force.STATUTORY_GUIDANCE,
    thread=Thread.SERIOUS_INCIDENT,
    starts_on=Kind.SERIOUS_INCIDENT_KNOWN,
    met_by=Kind.SERIOUS_INCIDENT_NOTIFIED,
    lapses_on=Kind.SERIOUS_INCIDENT_NOT_NOTIFIABLE,
    versions=(
        Version(
            WORKING_TOGETHER_2015.at("", SECONDARY_MEDIUM),
            working_days(5),
            note="to the inspectorate and the local safeguarding children board; that the edition of 2013 "
            "said so is not verified",
        ),
        Version(WORKING_TOGETHER_2018.at("", SECONDARY_HIGH), working_days(5), note="to the national panel"),
        Version(WORKING_TOGETHER_2023.at("chapter 5, paragraph 330", READ), working_days(5)),
        Version(WORKING_TOGETHER_2026.at("", CARRIED_FORWARD), working_days(5)),
    ),
    note="Counted from the day the authority became aware. The three partners agree what is notified.",
)

RAPID_REVIEW = Duty(
    title="Send the rapid review to the national panel within 15 working days of the incident",
    who="the safeguarding partners",
    force=Force.NON_STATUTORY_GUIDANCE,
    thread=Thread.SERIOUS_INCIDENT,
    starts_on=Kind.SERIOUS_INCIDENT_HAPPENED,
    met_by=Kind.RAPID_REVIEW_SENT,
    lapses_on=Kind.SERIOUS_INCIDENT_NOT_NOTIFIABLE,
    versions=(
        Version(WORKING_TOGETHER_2023.at("chapter 5, page 144", READ), working_days(15)),
        Version(WORKING_TOGETHER_2026.at("", CARRIED_FORWARD), working_days(15)),
    ),
    note="This edition counts from the incident and says that it is not statutory; the panel’s own guidance "
    "counts from the notification. Both are shown: go by the earlier.",
)

RAPID_REVIEW_AFTER_NOTIFICATION = Duty(
    title="Send the rapid review to the national panel within 15 working days of the notification",
    who="the safeguarding partners",
    force=Force.NON_STATUTORY_GUIDANCE,
    thread=Thread.SERIOUS_INCIDENT,
    starts_on=Kind.SERIOUS_INCIDENT_NOTIFIED,
    met_by=Kind.RAPID_REVIEW_SENT,
    lapses_on=Kind.SERIOUS_INCIDENT_NOT_NOTIFIABLE,
    versions=(Version(PANEL_GUIDANCE.at("", SECONDARY_HIGH), working_days(15)),),
    note="The panel’s own way of counting. Working Together counts from the incident: both are shown.",
)

LOCAL_REVIEW_PUBLISHED = NotYetExpressed(
    title="Publish a local child safeguarding practice review within six months of deciding on it",
    source=WORKING_TOGETHER_2018.at("", KNOWLEDGE_HIGH),
    why="Neither the decision to hold one nor its publication is a milestone yet.",
)

CASE_REVIEW_DECIDED = NotYetExpressed(
    title="Decide on a serious case review within one month of the case coming to notice",
    source=WORKING_TOGETHER_2006.at("chapter 8", KNOWLEDGE_HIGH),
    why="It was the board chair’s decision, which is no milestone; no such review begins any more.",
)

CASE_REVIEW_FINISHED = NotYetExpressed(
    title="Finish a serious case review within six months of deciding on it, four before 2009",
    source=WORKING_TOGETHER_2010.at("chapter 8", KNOWLEDGE_MEDIUM),
    why="It could be put off by agreement with another body, which is no milestone; no such review begins "
    "any more.",
)
