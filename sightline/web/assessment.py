"""Assessments: begun, written in any order and saved at any point, and authorised by somebody else."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from sightline.casework import assessment as verbs
from sightline.compliance.own_questions import answers_in
from sightline.record.codes import AssessmentFactor
from sightline.record.models import Assessment, Referral
from sightline.record.together import newest_change, others_since
from sightline.web import carrying, draft
from sightline.web.assessment_read import unconfirmed
from sightline.web.fields import Day, OneOf, SomeOf, Tick, Words
from sightline.web.finding import about, find_entry, record_of
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.own_questions import AsksOwn, under_way, with_own
from sightline.web.today import today

READERS = "the manager who authorises it, conferences, and the family"


class StartAssessment(Form):
    """An assessment begins."""

    on = Day(
        label="From which day?",
        missing="Enter the day it begins",
        why="The child is to be seen in the course of it.",
        reads=READERS,
    )
    form = OneOf(
        label="Which assessment?",
        choices=Assessment.Form.choices,
        initial=Assessment.Form.SINGLE.value,
        missing="Choose which assessment",
        why="Before April 2013 there were initial and core assessments.",
        reads="analysts",
    )
    on_open_case = Tick(
        label="The case was already open: it does not answer the referral",
        required=False,
        why="The census counts it from its own start.",
        reads="analysts",
        item="statutory item: assessment actual start date",
    )
    review_point_on = Day(
        label="When will a manager look at how it is going?",
        required=False,
        why="A point on the way keeps it from drifting.",
        reads="the manager",
        item="statutory item: assessment internal review point date",
    )
    finish_on = Day(
        label="By which day is it to be finished?",
        required=False,
        why="The law gives a longest time; what this child needs can be sooner.",
        reads="the manager",
    )
    ahead = frozenset({"review_point_on", "finish_on"})


class WriteAssessment(AsksOwn):
    """What is written in an assessment: any of it, in any order."""

    quiet = True

    childs_words = Words(
        label="What does the child say, or show?", required=False, why="It is about them.", reads=READERS
    )
    wishes_recorded_on = Day(
        label="When did you ask for their wishes and feelings?",
        required=False,
        why="The law asks it before services are decided.",
        reads=READERS,
    )
    harm = Words(
        label="What has happened, and how bad is it?",
        required=False,
        why="It is what we are here for.",
        reads=READERS,
    )
    likelihood = Words(
        label="How likely is it to happen again?",
        required=False,
        why="It decides what must change.",
        reads=READERS,
    )
    protective_factors = Words(
        label="What keeps the child safe, and what is going well?",
        required=False,
        why="It is what the plan builds on.",
        reads=READERS,
    )
    analysis = Words(
        label="What do you make of it?",
        rows=8,
        required=False,
        why="Facts without a view leave the decision to whoever reads last.",
        reads=READERS,
    )
    factors = SomeOf(
        label="What did the assessment find?",
        choices=AssessmentFactor.choices,
        required=False,
        why="The census counts it.",
        reads="analysts",
        item="statutory item: assessment factors",
    )
    outcome = OneOf(
        label="What should happen next?",
        choices=Assessment.Outcome.choices,
        required=False,
        why="A manager authorises it with this.",
        reads=READERS,
    )
    late_because = Words(
        label="If it has taken too long: why?",
        rows=3,
        required=False,
        why="The guidance asks that the reason is written.",
        reads="the manager",
    )


class Authorise(Form):
    """A manager who did not write it authorises it."""

    on = Day(
        label="On which day?",
        missing="Enter the day",
        why="The assessment is finished on it.",
        reads=READERS,
        item="statutory item: assessment authorisation date",
    )
    late_because = Words(
        label="If it is late: why?",
        rows=3,
        required=False,
        why="The guidance asks that the reason is written.",
        reads="leaders and inspectors",
    )


class LookAt(Form):
    """A manager looked at how it is going."""

    on = Day(
        label="On which day did you look?",
        missing="Enter the day",
        why="It shows that nobody let it drift.",
        reads="leaders and inspectors",
    )


def start(request: SignedIn, pk: int) -> HttpResponse:
    on, referral = today(), find_entry(request, Referral, pk)
    return ask(
        request,
        StartAssessment(typed(request), on=on, initial={"on": on}),
        do=lambda answers: verbs.start(referral, by=request.user, **answers),
        then=lambda made: reverse("assessment-write", args=[made.pk]),
        said="Saved: the assessment has begun. Write what you know, in any order.",
        title="Begin an assessment",
        button="Begin",
        **about(referral.child),
    )


def write(request: SignedIn, pk: int) -> HttpResponse:
    """Write in it, in any order; save as often as you like, and with whoever else is writing."""
    seen = newest_change(Assessment, pk)  # asked before the entry is read, so that it is never ahead of it
    assessment = find_entry(request, Assessment, pk, "author")
    initial = {name: getattr(assessment, name) for name in WriteAssessment.base_fields}
    since = draft.seen_when_opened(request)
    before = [] if since is None else others_since(assessment, since, by=request.user)
    also = (
        f" {' and '.join(before)} had written in it since you opened it: read it through, all of it is kept."
    )
    own = under_way(assessment, assessment.started_on)
    form = WriteAssessment(typed(request), on=today(), initial=initial, **own)

    def do(answers: dict[str, Any]) -> Assessment:
        with transaction.atomic():
            made = verbs.write(assessment, by=request.user, since=since, **answers)
            carrying.press(request, made, request.user)
        return made

    return ask(
        request,
        form,
        do=with_own(form, do, by=request.user, since=since),
        then=reverse("assessment-write", args=[assessment.pk]),
        said="Saved." + carrying.said(request) + (also if before else ""),
        template="web/assessment.html",
        title=assessment.get_form_display(),
        assessment=assessment,
        seen=seen,
        no_longer_asked=[one for one in answers_in(assessment) if one.version not in own["own"]],
        carried=carrying.beside(assessment, request.user),
        **about(assessment.child),
    )


def authorise(request: SignedIn, pk: int) -> HttpResponse:
    assessment = find_entry(request, Assessment, pk, "author")

    def do(answers: dict[str, Any]) -> Assessment:
        return verbs.authorise(assessment, by=request.user, **answers)

    return ask(
        request,
        Authorise(typed(request), on=today(), initial={"on": today()}),
        do=do,
        then=record_of(assessment.child_id),
        said="Saved: the assessment is authorised.",
        template="web/authorise.html",
        title="Authorise this assessment",
        button="Authorise",
        assessment=assessment,
        unconfirmed=unconfirmed(assessment, request.user),
        factors=[AssessmentFactor(code).label for code in assessment.factors],
        own=answers_in(assessment),
        **about(assessment.child),
    )


def review(request: SignedIn, pk: int) -> HttpResponse:
    assessment = find_entry(request, Assessment, pk)
    return ask(
        request,
        LookAt(typed(request), on=today(), initial={"on": today()}),
        do=lambda answers: verbs.review(assessment, by=request.user, on=answers["on"]),
        then=record_of(assessment.child_id),
        said="Saved: you looked at how it is going.",
        title="Look at how the assessment is going",
        **about(assessment.child),
    )


class Leave(Form):
    """The assessment will not be finished."""

    on = Day(
        label="From which day?",
        missing="Enter the day",
        why="It is dated like any decision.",
        reads="the child’s next worker and inspectors",
    )
    because = Words(
        label="Why is it left unfinished?",
        rows=3,
        missing="Say why it is left unfinished",
        why="What was not found out stays owed, and shows as never done; this is the reason beside it.",
        reads="the child’s next worker and inspectors",
    )


def leave(request: SignedIn, pk: int) -> HttpResponse:
    assessment = find_entry(request, Assessment, pk)
    return ask(
        request,
        Leave(typed(request), on=today(), initial={"on": today()}),
        do=lambda answers: verbs.leave(assessment, by=request.user, **answers),
        then=record_of(assessment.child_id),
        said="Saved: the assessment is left unfinished.",
        title="Leave the assessment unfinished",
        **about(assessment.child),
    )
