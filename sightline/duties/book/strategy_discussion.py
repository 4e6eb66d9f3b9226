"""Strategy discussions: who must talk, and what the authority must then decide."""

from sightline.duties.language import Duty, Force, Kind, NotYetExpressed, Repealed, Thread, Version
from sightline.duties.sources import (
    CARRIED_FORWARD,
    CHILDREN_ACT_1989,
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

STRATEGY_DISCUSSION = Duty(
    title="Hold a strategy discussion wherever there is reasonable cause to suspect significant harm",
    who="the authority, which convenes it",
    force=Force.STATUTORY_GUIDANCE,
    thread=Thread.STRATEGY_DISCUSSION,
    starts_on=Kind.REASONABLE_CAUSE_RECORDED,
    met_by=Kind.STRATEGY_DISCUSSION_HELD,
    ends_on=Kind.REFERRAL_CLOSED,
    versions=(
        Version(WORKING_TOGETHER_2006.at("chapter 5", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2010.at("chapter 5", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2013.at("chapter 1", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2015.at("chapter 1", SECONDARY_HIGH), within=None),
        Version(WORKING_TOGETHER_2018.at("chapter 1", SECONDARY_MEDIUM), within=None),
        Version(WORKING_TOGETHER_2023.at("chapter 3, page 86", READ), within=None),
        Version(WORKING_TOGETHER_2026.at("", CARRIED_FORWARD), within=None),
    ),
    note="At referral, in an assessment or on an open case, and more than once if need be. At once where "
    "urgent; one working day, and three at most, are common.",
)

STRATEGY_DISCUSSION_WITH_POLICE = Duty(
    title="Hold the strategy discussion with the police",
    who="the authority, which convenes it",
    force=Force.STATUTORY_GUIDANCE,
    thread=Thread.STRATEGY_DISCUSSION,
    starts_on=Kind.STRATEGY_DISCUSSION_HELD,
    met_by=Kind.STRATEGY_DISCUSSION_HELD_WITH_POLICE,
    ends_on=(Kind.ENQUIRY_DECIDED, Kind.REFERRAL_CLOSED),
    versions=(
        Version(WORKING_TOGETHER_2006.at("chapter 5", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2010.at("chapter 5", KNOWLEDGE_HIGH), within=None),
        Repealed(WORKING_TOGETHER_2013.at("chapter 1", SECONDARY_HIGH)),
    ),
    note="The least that makes a strategy discussion; from 2013 health is part of it too. Decided without "
    "them, it is left undone from that day: a later discussion is another one.",
)

STRATEGY_DISCUSSION_WITH_POLICE_AND_HEALTH = Duty(
    title="Hold the strategy discussion with the police and health",
    who="the authority, which convenes it",
    force=Force.STATUTORY_GUIDANCE,
    thread=Thread.STRATEGY_DISCUSSION,
    starts_on=Kind.STRATEGY_DISCUSSION_HELD,
    met_by=Kind.STRATEGY_DISCUSSION_HELD_WITH_POLICE_AND_HEALTH,
    ends_on=(Kind.ENQUIRY_DECIDED, Kind.REFERRAL_CLOSED),
    versions=(
        Version(WORKING_TOGETHER_2013.at("chapter 1", SECONDARY_HIGH), within=None),
        Version(WORKING_TOGETHER_2015.at("chapter 1", SECONDARY_HIGH), within=None),
        Version(WORKING_TOGETHER_2018.at("chapter 1", KNOWLEDGE_HIGH), within=None),
        Version(
            WORKING_TOGETHER_2023.at("chapter 3, page 86", READ),
            within=None,
            note="a social worker, health practitioners and a police representative; no manager in the "
            "minimum; the residential or fostering service too where the child is looked after",
        ),
        Version(WORKING_TOGETHER_2026.at("", CARRIED_FORWARD), within=None),
    ),
    note="From 2013 to 2023 the social worker's manager was named too. Decided without the police or health, "
    "it is left undone from that day: a later discussion is another one.",
)

ENQUIRY_DECISION = Duty(
    title="Decide at the strategy discussion whether to make section 47 enquiries",
    who="the authority; the police, health and others inform it",
    force=Force.STATUTORY_GUIDANCE,
    thread=Thread.STRATEGY_DISCUSSION,
    starts_on=Kind.STRATEGY_DISCUSSION_HELD,
    met_by=Kind.ENQUIRY_DECIDED,
    ends_on=Kind.REFERRAL_CLOSED,
    versions=(
        Version(WORKING_TOGETHER_2006.at("chapter 5", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2010.at("chapter 5", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2013.at("chapter 1", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2015.at("chapter 1", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2018.at("chapter 1", KNOWLEDGE_HIGH), within=None),
        Version(WORKING_TOGETHER_2023.at("chapter 3, page 87", READ), within=None),
        Version(WORKING_TOGETHER_2026.at("", CARRIED_FORWARD), within=None),
    ),
)

ENQUIRY_DUTY = Duty(
    title="Make enquiries, or decide with reasons that none are needed, on reasonable cause to suspect harm",
    who="the authority",
    force=Force.ACT,
    thread=Thread.STRATEGY_DISCUSSION,
    starts_on=Kind.REASONABLE_CAUSE_RECORDED,
    met_by=(Kind.STRATEGY_DISCUSSION_LED_TO_ENQUIRY, Kind.ENQUIRY_DECIDED),
    ends_on=Kind.REFERRAL_CLOSED,
    versions=(Version(CHILDREN_ACT_1989.at("section 47(1)", KNOWLEDGE_HIGH), within=None),),
    note="The Act gives no number.",
)

ENQUIRY_AFTER_EMERGENCY_POWERS = NotYetExpressed(
    title="Make enquiries where an emergency protection order or police protection is in force",
    source=CHILDREN_ACT_1989.at("section 47(1)", KNOWLEDGE_HIGH),
    why="Neither an emergency protection order nor police protection is a milestone yet.",
)

STRATEGY_DISCUSSION_AFTER_EMERGENCY_ACTION = NotYetExpressed(
    title="Hold a strategy discussion as soon as possible after one agency has had to act at once",
    source=WORKING_TOGETHER_2023.at("chapter 3, page 85", READ),
    why="Emergency action by one agency is not a milestone yet.",
)

STRATEGY_DISCUSSION_WITH_THE_MANAGER = NotYetExpressed(
    title="The social worker's manager is part of the strategy discussion (2013 to 2023)",
    source=WORKING_TOGETHER_2013.at("chapter 1", KNOWLEDGE_HIGH),
    why="The milestones say which agencies were there, not in what role each person came. The words of these "
    "editions have not been read.",
)

STRATEGY_DISCUSSION_WITH_THE_CARERS_SERVICE = NotYetExpressed(
    title="The residential or fostering service is part of the discussion about a looked-after child",
    source=WORKING_TOGETHER_2023.at("chapter 3, page 86", READ),
    why="A duty cannot yet depend on a child's legal status, and that service's presence is not a milestone.",
)
