"""How each dated field of an entry is told in the story, and by whose act it is."""

from sightline.people.models import Agency
from sightline.record.models import (
    Allocation,
    Assessment,
    ChildInNeedPlan,
    ChildInNeedReview,
    ChildProtectionPlan,
    Conference,
    Contact,
    CoreGroup,
    Document,
    Enquiry,
    HandOver,
    PlaceLink,
    PlannedVisit,
    Referral,
    Residence,
    SamePerson,
    SentCopy,
    SeriousIncident,
    Sighting,
    SignificantEvent,
    StrategyDiscussion,
    ThresholdDecision,
    WarningNote,
    WarningReview,
)
from sightline.record.models.entry import Entry
from sightline.web.telling_work import WORK
from sightline.web.told import Told, with_own
from sightline.web.words import ALONE


def _agencies(there: list[str]) -> str:
    return ", ".join(Agency(one).label for one in there)


def _sighting(one: Sighting) -> str:
    if not one.was_seen:
        return f"Not seen: {one.where}"
    return f"Seen {ALONE.get(one.alone, '')}: {one.where}".replace(" :", ":")


def _quoted(words: str) -> str:
    """Somebody's own words in quotation marks, once, whether or not the worker typed them."""
    return words if not words or words[0] in "“\"‘'" else f"“{words}”"


def _sighting_words(one: Sighting) -> str:
    parts = [
        _quoted(one.childs_words),
        one.note,
        "Harm was told of, or signs of it were seen." if one.tells_of_harm else "",
        f"Not seen because: {one.not_seen_because}" if one.not_seen_because else "",
        f"Not alone because: {one.not_alone_because}" if one.not_alone_because else "",
    ]
    return "\n".join(filter(None, parts))


def _discussion_words(one: StrategyDiscussion) -> str:
    people = [person for person in one.participants.all() if person.struck_out_at is None]
    there = "; ".join(str(person) for person in people if person.took_part)
    missing = "; ".join(str(person) for person in people if not person.took_part)
    parts = [
        f"Took part: {there}." if there else "Nobody is recorded as taking part.",
        f"Asked and did not take part: {missing}." if missing else "",
        one.information_shared,
        one.decided_because or "",
    ]
    return "\n".join(filter(None, parts))


def _conference_words(one: Conference) -> str:
    parts = [
        one.decided_because or "",
        f"The child: {_quoted(one.childs_words)}" if one.childs_words else "",
        f"The parents: {_quoted(one.parents_words)}" if one.parents_words else "",
        f"Dissent: {one.dissent}" if one.dissent else "",
        f"Present: {_agencies(one.agencies_present)}." if one.agencies_present else "",
    ]
    return "\n".join(filter(None, parts))


def _assessment_words(one: Assessment) -> str:
    parts = [one.harm, one.likelihood, one.protective_factors, one.analysis]
    return "\n".join([*filter(None, parts), f"Late because: {one.late_because}" if one.late_because else ""])


STORY: dict[type[Entry], tuple[Told, ...]] = {
    Contact: (
        Told("received_at", lambda one: f"Contact: {one.get_source_display()}", words="words"),
        Told("taken_up_at", "Somebody was acting on the contact", "taken_up_by"),
        Told(
            "decided_at",
            lambda one: f"Contact decided: {one.get_decision_display()}",
            "decided_by",
            "decided_because",
            True,
        ),
        Told("referrer_told_at", "The referrer was told what we decided"),
    ),
    Referral: (
        Told(
            "received_on",
            lambda one: f"Referral received: {one.get_source_display()}",
            words="because",
            key=True,
        ),
        Told("acknowledged_on", "The referrer was told that the referral arrived"),
        Told("checks_made_on", "Agency checks made"),
        Told(
            "decided_on",
            lambda one: f"Referral decided: {one.get_decision_display()}",
            "decided_by",
            "decided_because",
            True,
        ),
        Told("referrer_told_on", "The referrer was told what was decided"),
        Told("new_information_on", "New information recorded"),
        Told(
            "closed_on",
            lambda one: f"Case closed: {one.get_closure_reason_display()}",
            "closed_by",
            "closed_because",
            True,
        ),
    ),
    Allocation: (
        Told("from_on", lambda one: f"Allocated to {one.worker.name}", words="because"),
        Told("until_on", lambda one: f"{one.worker.name} stopped leading", words="ended_because"),
    ),
    Sighting: (Told("happened_on", _sighting, "by", with_own(_sighting_words)),),
    PlannedVisit: (Told("called_off_on", "A planned visit was called off", "by", "called_off_because"),),
    Assessment: (
        Told("started_on", lambda one: f"{one.get_form_display()} begun", "author"),
        Told("wishes_recorded_on", "The child’s wishes and feelings", words="childs_words"),
        Told("reviewed_on", "The assessment was looked at, at its review point"),
        Told(
            "authorised_on",
            lambda one: f"{one.get_form_display()} authorised: {one.get_outcome_display()}",
            "authorised_by",
            with_own(_assessment_words),
            True,
        ),
        Told("left_on", "Assessment left unfinished", "left_by", "left_because", True),
    ),
    StrategyDiscussion: (
        Told(
            "reasonable_cause_on",
            "Reasonable cause to suspect significant harm",
            "cause_recorded_by",
            "reasonable_cause",
            True,
        ),
        Told(
            "held_on",
            lambda one: f"Strategy discussion: {one.get_decision_display()}",
            "convened_by",
            _discussion_words,
            True,
        ),
        Told("not_held_on", "Strategy discussion not held", "not_held_accepted_by", "not_held_because", True),
    ),
    ThresholdDecision: (
        Told(
            "decided_on",
            "No reasonable cause to suspect significant harm",
            "decided_by",
            "because",
            True,
        ),
    ),
    Enquiry: (
        Told(
            "started_on",
            lambda one: f"Section 47 enquiry begun, led by {one.led_by}",
            words="safety_tonight",
            key=True,
        ),
        Told(
            "working_decided_on", lambda one: f"Enquiry: {one.get_working_display()}", words="police_decision"
        ),
        Told(
            "concluded_on",
            lambda one: f"Enquiry concluded: {one.get_outcome_display()}",
            "concluded_by",
            "concluded_because",
            True,
        ),
    ),
    Conference: (
        Told(
            "held_on",
            lambda one: f"{one.get_form_display()}: {one.get_decision_display()}",
            "chair",
            with_own(_conference_words),
            True,
        ),
    ),
    ChildInNeedPlan: (
        Told("started_on", "Child in need plan begun", words="outline", key=True),
        Told("ended_on", "Child in need plan ended", words="ended_because", key=True),
    ),
    ChildInNeedReview: (
        Told(
            "held_on",
            lambda one: (
                f"Child in need plan reviewed: {_agencies(one.agencies_present) or 'nobody recorded'}"
            ),
            words=with_own("note"),
        ),
    ),
    ChildProtectionPlan: (
        Told(
            "started_on",
            lambda one: f"Child protection plan: {one.get_first_category_display()}",
            words="outline",
            key=True,
        ),
        Told("lead_named_on", lambda one: f"{one.lead_worker.name} named to lead the plan"),
        Told("circulated_on", "The plan was sent to the family and the agencies"),
        Told(
            "ended_on", lambda one: f"Child protection plan ended: {one.get_end_reason_display()}", key=True
        ),
    ),
    CoreGroup: (
        Told(
            "held_on",
            lambda one: f"Core group: {_agencies(one.agencies_present) or 'nobody recorded'}",
            words="note",
        ),
    ),
    SeriousIncident: (
        Told(
            "happened_on", lambda one: f"Serious incident: {one.get_harm_display()}", words="what", key=True
        ),
        Told("notified_on", "The national panel was notified", "notified_by"),
        Told(
            "not_notifiable_on",
            "The serious incident need not be notified",
            "not_notifiable_by",
            "not_notifiable_because",
            True,
        ),
        Told("review_sent_on", "The rapid review was sent to the national panel"),
    ),
    Document: (
        Told("dated_on", lambda one: f"Document: {one.title}", words=lambda one: one.get_kind_display()),
    ),
    Residence: (Told("from_on", lambda one: f"Lives at {one}"),),
    **WORK,
    SamePerson: (
        Told(
            "judged_on",
            lambda one: (
                "Joined with another entry for the same person" if one.are_one else "Told apart from another"
            ),
            words="because",
            key=True,
        ),
    ),
    WarningNote: (
        Told("noted_on", lambda one: f"Warning: {one.get_risk_display().lower()}", words="what", key=True),
        Told("ended_on", "The warning ended", "ended_by", "ended_because"),
    ),
    WarningReview: (Told("reviewed_on", "The warning was looked at again", words="because"),),
}
#: What is fetched with an entry because the story names it; workers are named together (`name_workers`).
WITH: dict[type[Entry], tuple[str, ...]] = {
    HandOver: ("to_team",),
    PlaceLink: ("place",),
    SentCopy: ("document",),
}
#: The kinds of entry as addresses name them, for striking out: what the story tells, and the marks on it.
TOLD_OF: tuple[type[Entry], ...] = (*STORY, SignificantEvent)
KINDS: dict[str, type[Entry]] = {str(model._meta.model_name): model for model in TOLD_OF}
