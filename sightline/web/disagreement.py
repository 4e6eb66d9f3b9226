"""Disagreement with a decision about a child: raise it, see where it stands, answer it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.casework import disagreement as verbs
from sightline.compliance.cover import acts_for
from sightline.compliance.disagreement import ladder, of_worker
from sightline.compliance.seen import last_seen
from sightline.people.models import Agency
from sightline.record.models import DisagreementStep, Referral
from sightline.web.fields import Line, OneOf, Pick, Words
from sightline.web.finding import about, find_entry, look, paged, record_of
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.today import today

READERS = "whoever works with the child, and whoever has to answer"
OTHERS = [choice for choice in Agency.choices if choice[0] != Agency.CHILDRENS_SOCIAL_CARE]


class Disagree(Form):
    """Which decision, why it is wrong, and what is wanted instead."""

    decision = Words(
        label="Which decision is it about?",
        rows=2,
        missing="Say which decision it is about",
        why="Whoever answers has to know what was decided, when and by whom.",
        reads=READERS,
    )
    because = Words(
        label="Why is it wrong?",
        rows=4,
        missing="Say why it is wrong",
        why="What you know of the child that whoever decided did not, or weighed otherwise.",
        reads=READERS,
    )
    wants = Words(
        label="What should be done instead?",
        rows=3,
        missing="Say what should be done instead",
        why="It can be answered with yes or no.",
        reads=READERS,
    )
    agency = Pick(
        label="If it is another agency that disagrees, which?",
        choices=OTHERS,
        empty="None: I disagree",
        required=False,
        why="They are owed the answer.",
        reads=READERS,
    )
    person = Line(
        label="Who in that agency?",
        max_length=99,
        required=False,
        why="So that somebody by name is told the answer.",
        reads=READERS,
    )
    to = OneOf(
        label="Who answers?",
        missing="Choose who answers",
        why="It is one manager’s by name until it is answered.",
        reads=READERS,
    )

    def __init__(self, *args: Any, to: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["to"]
        choice.choices = to


class Answer(Form):
    """Changed, upheld, or taken higher, because."""

    outcome = OneOf(
        label="What is your answer?",
        choices=DisagreementStep.Outcome.choices,
        missing="Choose your answer",
        why="Until there is one, the child’s page says that somebody disagrees.",
        reads=READERS,
    )
    because = Words(
        label="Why?",
        rows=4,
        missing="Say why",
        why="Whoever disagrees is owed the reason, and so is whoever reads this later.",
        reads=READERS,
    )


def disagree(request: SignedIn, pk: int) -> HttpResponse:
    on, referral = today(), find_entry(request, Referral, pk)
    rungs = ladder(referral.team_id)
    named = [
        (level, f"{rungs[level].name}, {label.lower()}")
        for level, label in DisagreementStep.Level.choices
        if level in rungs and rungs[level].pk != request.user.pk
    ]
    return ask(
        request,
        Disagree(typed(request), on=on, to=named, initial={"to": named[0][0] if named else None}),
        do=lambda answers: verbs.disagree(referral, by=request.user, on=on, **answers),
        then=record_of(referral.child_id),
        said="Saved: it is put to a manager by name, and the child’s page says so until it is answered.",
        title="Disagree with a decision",
        lead="What was decided holds until it is changed: nothing waits for the answer.",
        button="Disagree",
        **about(referral.child),
    )


def disagreements(request: SignedIn) -> HttpResponse:
    """What I have to answer, and what I raised and wait for, the soonest due first."""
    on = today()
    page = paged(request, of_worker(request.user, on=on))
    children = [one.child_id for one in page.rows]
    look(request, children)
    shown = {"title": "Disagreements", "on": on, "page": page, "seen": last_seen(children, on=on)}
    return render(request, "web/disagreements.html", shown)


def disagreement(request: SignedIn, pk: int) -> HttpResponse:
    """One disagreement: what it is about, each step so far, and the answer, for whoever has to give it."""
    on = today()
    step = find_entry(request, DisagreementStep, pk, "holder", "disagreement__worker")
    me, raised = request.user, step.disagreement
    mine = me.pk == step.holder_id or acts_for(me, step.holder_id, on=on)
    return ask(
        request,
        Answer(typed(request), on=on),
        do=lambda answers: verbs.answer(step, by=me, on=on, **answers),
        then=reverse("disagreements"),
        said="Saved: it is answered, in your name.",
        template="web/disagreement.html",
        title="A disagreement",
        button="Answer",
        raised=raised,
        steps=raised.steps.standing().select_related("holder", "answered_by"),
        may_answer=mine and step.answered_on is None,
        **about(step.child),
    )
