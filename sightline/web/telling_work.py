"""How the story tells what was decided about the work itself: who led, who allowed what, what was thought."""

from sightline.record.models import (
    AgreedAction,
    Disagreement,
    DisagreementStep,
    HandOver,
    InterimSafetyDecision,
    Override,
    SecondaryWorker,
    SentBack,
    Supervision,
    SupervisionAction,
)
from sightline.record.models.entry import Entry
from sightline.web.told import Told


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


WORK: dict[type[Entry], tuple[Told, ...]] = {
    Supervision: (
        Told(
            "held_on",
            lambda one: f"Supervision with {one.worker.name}",
            "supervisor",
            _supervised,
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
    SentBack: (
        Told("sent_back_on", "Assessment sent back to its author", words="because"),
        Told("answered_on", "Assessment sent in again"),
    ),
    HandOver: (
        Told("offered_at", lambda one: f"Offered to {one.receiver}", words="because"),
        Told(
            "answered_at",
            lambda one: f"The offer to {one.receiver}: {one.get_answer_display().lower()}",
            "answered_by",
            "answer_because",
        ),
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
