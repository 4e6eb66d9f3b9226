"""Rules of the journey from reasonable cause to the end of a protection plan."""

from datetime import date

from sightline.compliance.harm import words_of_harm
from sightline.compliance.journey.case import Case
from sightline.compliance.journey.rule import Found, rule
from sightline.duties.book import BOOK
from sightline.duties.sources import CIN_CENSUS_GUIDE_2023, LOCAL_PROCEDURES, READ, SECONDARY_HIGH
from sightline.people.models import Agency
from sightline.record.models import Contact, Enquiry, Referral, StrategyDiscussion
from sightline.record.models.child_protection import PlanEndReason
from sightline.timescales.london import day_of as london_day

WITH_HEALTH = BOOK["strategy-discussion-with-police-and-health"]


def _first(days: "list[date]") -> date | None:
    return min(days, default=None)


@rule(
    "Harm was told of, and nobody has decided whether to hold a strategy discussion",
    missing="A strategy discussion, or a manager’s signed decision that there is no reasonable cause",
    law=(BOOK["strategy-discussion"],),
)
def harm_told_without_discussion(case: Case) -> Found:
    """A contact about the child was marked as telling of harm, or its words tell of it; or a visit was
    marked as one at which the child told of harm, or it could be seen.

    The contact that became the referral, and what came while the case was open: a new disclosure asks again,
    and what was decided before it came is no answer to it. A manager who takes no further action on such a
    contact has answered by that.
    """
    decided = [day for one in case.discussions if (day := case.accounted_for(one))]
    decided += [one.decided_on for one in case.no_cause]
    told: list[tuple[date, list[date]]] = [(day, []) for day in dict.fromkeys(case.harm_on)]
    for contact in case.contacts:
        if contact.tells_of_harm or words_of_harm(contact.words):
            refused = contact.decision == Contact.Decision.NO_FURTHER_ACTION and contact.decided_at
            told.append((london_day(contact.received_at), [london_day(refused)] if refused else []))
    for told_on, refused_on in told:
        answered = _first([day for day in (*decided, *refused_on) if day >= told_on])
        if answered is None or answered > told_on:
            yield case.referral, told_on, answered


@rule(
    "A strategy discussion was decided on, and nobody recorded the cause or held it",
    missing="Reasonable cause recorded, and the discussion held",
    law=(BOOK["strategy-discussion"],),
)
def decided_and_not_begun(case: Case) -> Found:
    """The decision about the referral was to hold a discussion."""
    decided = case.by(case.referral.decided_on)
    if case.referral.decision == Referral.Decision.STRATEGY_DISCUSSION and decided:
        begun = _first([one.reasonable_cause_on for one in case.discussions])
        if begun is None or begun > decided:
            yield case.referral, decided, begun


@rule(
    "A strategy discussion was held without the police",
    missing="A strategy discussion with the police",
    law=(WITH_HEALTH, BOOK["strategy-discussion-with-police"]),
)
def discussion_without_police(case: Case) -> Found:
    """Held, and nobody from the police took part."""
    yield from _held_without(case, Agency.POLICE)


@rule(
    "A strategy discussion was held without health",
    missing="A strategy discussion with health",
    law=(WITH_HEALTH,),
)
def discussion_without_health(case: Case) -> Found:
    """Held, and nobody from health took part, on a day when the guidance names them."""
    for one, since, good in _held_without(case, Agency.HEALTH):
        if WITH_HEALTH.version_on(since):
            yield one, since, good


def _held_without(case: Case, agency: Agency) -> Found:
    for one in case.discussions:
        held = case.held(one)
        if held and not case.there(one, agency):
            later = [
                day
                for other in case.discussions
                if case.there(other, agency) and (day := case.held(other)) and day >= held
            ]
            yield one, held, _first(later)


@rule(
    "A section 47 enquiry was begun without a strategy discussion",
    missing="The strategy discussion that decides on the enquiry",
    law=(BOOK["strategy-discussion"],),
)
def enquiry_without_discussion(case: Case) -> Found:
    """No discussion that it follows from had been held by the day it began."""
    for one in case.enquiries:
        held = _first([day for talk in case.discussions if _led_to(talk, one) and (day := case.held(talk))])
        if held is None or held > one.started_on:
            yield one, one.started_on, held


def _led_to(talk: StrategyDiscussion, enquiry: Enquiry) -> bool:
    return enquiry.discussion_id == talk.pk or enquiry.discussion_id is None


@rule(
    "A strategy discussion decided on a section 47 enquiry, and none was begun",
    missing="The enquiry",
    law=(BOOK["enquiry-duty"],),
)
def enquiry_not_begun(case: Case) -> Found:
    """The discussion's decision was an enquiry, and none has begun since its day."""
    for talk in case.discussions:
        held = case.held(talk)
        if held and talk.decision == StrategyDiscussion.Decision.ENQUIRY:
            begun = _first([one.started_on for one in case.enquiries if one.started_on >= held])
            if begun is None or begun > held:
                yield talk, held, begun


@rule(
    "A section 47 enquiry was begun without settling with the police who enquires",
    missing="Whether the enquiry is single or joint, and what the police decided",
    law=(BOOK["joint-working-decision"],),
)
def working_undecided(case: Case) -> Found:
    """Nobody had decided by the end of the day it began whether the police take part."""
    for one in case.enquiries:
        decided = case.by(one.working_decided_on)
        if decided is None or decided > one.started_on:
            yield one, one.started_on, decided


@rule(
    "A section 47 enquiry was concluded and the child had not been seen",
    missing="The child seen, or why enough was known without",
    law=(BOOK["child-seen-in-enquiry"],),
)
def concluded_unseen(case: Case) -> Found:
    """Nobody saw the child between the day the enquiry began and the day it was concluded."""
    for one in case.enquiries:
        concluded = case.by(one.concluded_on)
        if concluded and not any(one.started_on <= day <= concluded for day in case.seen_on):
            yield one, concluded, _first([day for day in case.seen_on if day > concluded])


@rule(
    "The work went on, or was closed, while a section 47 enquiry had no outcome",
    missing="The outcome of the enquiry, with its reason",
    law=(BOOK["enquiry-conclusion"],),
)
def no_outcome(case: Case) -> Found:
    """Its conference was held, or the case was closed, and nobody had concluded the enquiry."""
    for one in case.enquiries:
        passed = [day for day in (case.conference_of(one), case.closed_on) if day]
        concluded = case.by(one.concluded_on)
        since = _first([day for day in passed if concluded is None or concluded > day])
        if since:
            yield one, since, concluded


@rule(
    "A section 47 enquiry was concluded with no assessment beside it",
    missing="The assessment that the enquiry is part of",
    law=(CIN_CENSUS_GUIDE_2023.at("validation rule 2991Q", READ),),
)
def enquiry_without_assessment(case: Case) -> Found:
    """No assessment had begun in the case by the day of the conclusion."""
    for one in case.enquiries:
        concluded = case.by(one.concluded_on)
        begun = _first([assessed.started_on for assessed in case.assessments])
        if concluded and (begun is None or begun > concluded):
            yield one, concluded, begun


@rule(
    "A conference was held before the child was referred",
    missing="The right day, of the conference or of the referral",
    law=(CIN_CENSUS_GUIDE_2023.at("validation rule 1104", READ),),
)
def conference_before_referral(case: Case) -> Found:
    """The conference's day is before the referral's."""
    for one in case.conferences:
        if one.held_on and one.held_on < case.referral.received_on:
            yield one, case.referral.received_on, None


@rule(
    "An enquiry called for a conference, and the case was closed without one",
    missing="The conference, or a new conclusion of the enquiry",
    law=(BOOK["initial-conference"],),
)
def closed_before_conference(case: Case) -> Found:
    """Concluded with continuing risk of significant harm; closed with no initial conference held."""
    for one in case.enquiries:
        if one.outcome == Enquiry.Outcome.CONFERENCE and case.by(one.concluded_on) and case.closed_on:
            held = case.conference_of(one)
            if held is None or held > case.closed_on:
                yield one, case.closed_on, held


@rule(
    "A protection plan was ended by a conference, and no help followed",
    missing="A child in need plan, or the case closed with a reason",
    law=(LOCAL_PROCEDURES.at("stepping down from a protection plan", SECONDARY_HIGH),),
)
def nothing_after_plan(case: Case) -> Found:
    """A conference ended the plan; no child in need plan has begun since, and the case is open."""
    for one in case.plans:
        ended = case.by(one.ended_on)
        if ended and one.end_reason == PlanEndReason.CONFERENCE:
            after = [help_plan.started_on for help_plan in case.help_plans if help_plan.started_on >= ended]
            followed = _first([*after, *([case.closed_on] if case.closed_on else [])])
            if followed is None or followed > ended:
                yield one, ended, followed
