"""How the story tells what was decided about the work itself: who led, who allowed what, what was thought."""

from sightline.record.accuracy import WHOLE
from sightline.record.models import (
    AgencyChronology,
    AgencyEvent,
    AgreedAction,
    Disagreement,
    DisagreementStep,
    EarlyHelp,
    EarlyHelpMember,
    EarlyHelpReview,
    EventAnalysis,
    FamilyPage,
    HandOver,
    InterimSafetyDecision,
    Override,
    PlaceLink,
    SecondaryWorker,
    SentBack,
    SentCopy,
    Supervision,
    SupervisionAction,
    TransferIn,
    UnseenDecision,
)
from sightline.record.models.carried import AssessmentSection
from sightline.record.models.entry import Entry
from sightline.web.told import Told, with_own


def _supervised(one: Supervision) -> str:
    return "\n".join(filter(None, (one.reflection, f"Decided: {one.decisions}" if one.decisions else "")))


def _safe(one: InterimSafetyDecision) -> str:
    if one.is_safe_enough:
        return f"Safe enough as things are, until {one.until_on:%-d %B %Y}"
    return "Not safe enough as things are"


def _safe_words(one: InterimSafetyDecision) -> str:
    return "\n".join(filter(None, (one.because, f"Done about it: {one.does}" if one.does else "")))


def _disagreed(one: Disagreement) -> str:
    return f"{one.decision}\nWhy it is wrong: {one.because}\nWanted instead: {one.wants}"


def _sent(one: HandOver) -> str:
    return f"{one.sent}\n{one.get_route_display()}"


def _help_begins(one: EarlyHelp) -> str:
    return (
        f"Early help begins, stepped down from {one.stepped_down}"
        if one.stepped_down
        else "Early help begins"
    )


def _help(one: EarlyHelp) -> str:
    agreed = f"Agreed to by {one.consented_by} on {one.consented_on:%-d %B %Y}."
    return f"{one.because}\nTo change: {one.change}\n{agreed} Led by {one.lead}."


def _help_found(one: EarlyHelpReview) -> str:
    return "\n".join(filter(None, (one.found, one.family_said and f"The family: {one.family_said}")))


def _moved(one: TransferIn) -> str:
    since = f" since {one.plan_since_on:%-d %B %Y}" if one.plan_since_on else ""
    sent = f"They sent us: {one.received}" if one.received else "Nothing is recorded as sent to us."
    return f"There: {one.get_plan_display().lower()}{since}. Told by {one.told_by}.\n{sent}"


def _linked(one: PlaceLink) -> str:
    return "\n".join(filter(None, (one.what, f"Told us: {one.came_from}")))


def _for_the_family(one: FamilyPage) -> str:
    left = [AssessmentSection(name).label.lower() for name in one.left_out]
    return f"Next: {one.next_steps}" + (f"\nLeft out: {'; '.join(left)}" if left else "")


def _agency_event(one: AgencyEvent) -> str:
    as_far = "" if one.accuracy == WHOLE else f" ({one.when})"
    return f"{one.get_agency_display()}, in its own chronology{as_far}"


WORK: dict[type[Entry], tuple[Told, ...]] = {
    Supervision: (
        Told(
            "held_on",
            lambda one: f"Supervision with {one.worker.name}",
            "supervisor",
            with_own(_supervised),
            True,
        ),
    ),
    SupervisionAction: (
        Told(
            "done_on",
            lambda one: f"Agreed in supervision, and finished: {one.what}",
            words="came_of_it",
        ),
    ),
    AgreedAction: (
        Told(
            "agreed_on", lambda one: f"Agreed: {one.what}", words=lambda one: f"{one.doer}. {one.agreed_in}."
        ),
        Told(
            "finished_on",
            lambda one: f"What was agreed: {one.get_outcome_display().lower()}",
            "finished_by",
            lambda one: f"{one.what}\n{one.evidence}",
        ),
    ),
    PlaceLink: (
        Told("from_on", lambda one: f"{one.get_role_display()}: {one.place}", words=_linked),
        Told("until_on", lambda one: f"No more, {one.get_role_display().lower()}: {one.place}"),
    ),
    AgencyChronology: (
        Told(
            "given_on",
            lambda one: f"{one.get_agency_display()} gave us its chronology",
            words=lambda one: f"From {one.from_what}",
        ),
    ),
    AgencyEvent: (
        Told("happened_on", _agency_event, words=lambda one: f"{one.words}\nFrom {one.from_what}"),
    ),
    UnseenDecision: (
        Told(
            "decided_on",
            lambda one: f"Not found at several attempts: {one.get_decision_display().lower()}",
            "decided_by",
            "because",
            True,
        ),
    ),
    InterimSafetyDecision: (Told("decided_on", _safe, "decided_by", _safe_words, True),),
    Disagreement: (
        Told("raised_on", lambda one: f"{one.whose} disagrees with a decision", words=_disagreed, key=True),
    ),
    DisagreementStep: (
        Told(
            "answered_on",
            lambda one: f"The disagreement, answered: {one.get_outcome_display().lower()}",
            "answered_by",
            "because",
            True,
        ),
    ),
    EventAnalysis: (Told("written_on", "Why an event mattered", words="why"),),
    SentBack: (
        Told("sent_back_on", "Assessment sent back to its author", words="because"),
        Told("answered_on", "Assessment sent in again"),
    ),
    SentCopy: (
        Told("sent_on", lambda one: f"Sent to {one.person}: {one.paper}"),
        Told(
            "answered_on",
            lambda one: f"{one.person}, on what was sent: {one.get_answer_display().lower()}",
            words="correction",
        ),
        Told("settled_on", "What was disputed in the minute, answered", "settled_by", "settlement"),
    ),
    FamilyPage: (Told("made_on", "A page of the assessment made for the family", words=_for_the_family),),
    HandOver: (
        Told("offered_at", lambda one: f"Offered to {one.receiver}", words="because"),
        Told("sent_on", lambda one: f"Sent to {one.receiver}", words=_sent),
        Told("receipt_on", lambda one: f"{one.receiver} sent a receipt", words="receipt_by"),
        Told(
            "taken_over_on",
            lambda one: f"{one.receiver} took over",
            words="taken_over_by",
            key=True,
        ),
        Told(
            "answered_at",
            lambda one: f"The offer to {one.receiver}: {one.get_answer_display().lower()}",
            "answered_by",
            "answer_because",
        ),
    ),
    EarlyHelp: (
        Told("began_on", _help_begins, words=_help, key=True),
        Told(
            "ended_on",
            lambda one: f"Early help ends: {one.get_outcome_display().lower()}",
            words="ended_because",
            key=True,
        ),
    ),
    EarlyHelpMember: (
        Told("from_on", lambda one: f"In the team around the family: {one.who}", words="does"),
        Told("until_on", lambda one: f"In the team around the family no more: {one.who}"),
    ),
    EarlyHelpReview: (Told("held_on", "Early help reviewed", words=_help_found),),
    TransferIn: (
        Told("told_on", lambda one: f"Moved here from {one.from_authority}", words=_moved, key=True),
    ),
    SecondaryWorker: (
        Told(
            "from_on",
            lambda one: f"{one.worker.name} works beside the lead: {one.get_part_display().lower()}",
            words="because",
        ),
        Told(
            "until_on", lambda one: f"{one.worker.name} works beside the lead no more", words="ended_because"
        ),
    ),
    Override: (
        Told("allowed_on", lambda one: f"Given to {one.worker.name} all the same", words="because", key=True),
    ),
}
