"""A person's rights over their record: what keeps it, what they ask of it, and what became of that."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.casework import rights as verbs
from sightline.compliance import retention
from sightline.record.models import AccessRequest, Correction, LegalHold, Person, RetentionDecision
from sightline.timescales.timescale import months_after
from sightline.web.entry import entry_of
from sightline.web.fields import Day, Line, OneOf, Pick, Words
from sightline.web.finding import about, find_child, find_entry, look, paged
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.story import Happening, story
from sightline.web.today import today

READERS = "managers, and whoever looks after information rights"
OWNER = "information governance lead"


def rights(request: SignedIn, pk: int) -> HttpResponse:
    """Everything that was asked of a record, or that keeps it."""
    child = find_child(request, pk)
    asked = AccessRequest.objects.standing().filter(child=child).select_related("released_by")
    page = {
        "title": "Rights over the record",
        "holds": LegalHold.objects.standing().filter(child=child).select_related("recorded_by", "ended_by"),
        "requests": [(one, months_after(one.received_on, 1)) for one in asked],
        "corrections": Correction.objects.standing().filter(child=child).select_related("decided_by"),
        "decisions": RetentionDecision.objects.standing().filter(child=child).select_related("recorded_by"),
        "on": today(),
    }
    return render(request, "web/rights.html", {**about(child), **page})


def _back(child: Person | int) -> str:
    return reverse("rights", args=[child.pk if isinstance(child, Person) else child])


class Hold(Form):
    on = Day(label="From which day?", missing="Enter the day", why="It keeps what was there.",
             reads=READERS, owner=OWNER)  # fmt: skip
    because = Words(
        label="Why must the record be kept whole?",
        help_text="A court, an inquiry, a complaint or a claim, with its reference.",
        rows=3,
        missing="Say why",
        why="Whoever would end the hold must know what it is for.",
        reads=READERS,
        owner=OWNER,
    )


class EndHold(Hold):
    on = Day(label="From which day does it end?", missing="Enter the day", why="Its own time applies again.",
             reads=READERS, owner=OWNER)  # fmt: skip
    because = Words(label="Why may it end?", rows=3, missing="Say why", why="It is signed with your name.",
                    reads=READERS, owner=OWNER)  # fmt: skip


def hold(request: SignedIn, pk: int) -> HttpResponse:
    child = find_child(request, pk)
    return ask(
        request,
        Hold(typed(request), on=today(), initial={"on": today()}),
        do=lambda answers: verbs.hold(child, by=request.user, **answers),
        then=_back(child),
        said="Saved: the record is kept whole.",
        title="Keep the record whole",
        **about(child),
    )


def end_hold(request: SignedIn, pk: int) -> HttpResponse:
    held = find_entry(request, LegalHold, pk)
    return ask(
        request,
        EndHold(typed(request), on=today(), initial={"on": today()}),
        do=lambda answers: verbs.end_hold(held, by=request.user, **answers),
        then=_back(held.child_id),
        said="Saved: the hold has ended.",
        lead=f"{held}: {held.because}",
        title="End the legal hold",
        **about(held.child),
    )


class Correct(Form):
    """What somebody says is wrong."""

    on = Day(label="When did they say so?", missing="Enter the day", why="They are owed an answer.",
             reads=READERS, owner=OWNER)  # fmt: skip
    who = Line(
        label="Who says so?",
        max_length=200,
        missing="Enter who says so",
        why="The answer goes to them.",
        reads=READERS,
        owner=OWNER,
    )
    said = Words(
        label="What do they say is wrong, in their own words?",
        missing="Write what they say is wrong",
        why="Their words stand beside the record whatever is decided.",
        reads="everybody who reads the record",
        owner=OWNER,
    )


def correct(request: SignedIn, pk: int) -> HttpResponse:
    child = find_child(request, pk)
    return ask(
        request,
        Correct(typed(request), on=today(), initial={"on": today()}),
        do=lambda answers: verbs.receive_correction(child, by=request.user, **answers),
        then=_back(child),
        said="Saved: a manager decides it.",
        title="They say that something is wrong",
        **about(child),
    )


class DecideCorrection(Form):
    decision = OneOf(
        label="What is decided?",
        choices=Correction.Decision.choices,
        missing="Choose what is decided",
        why="Both versions are kept either way.",
        reads="everybody who reads the record",
        owner=OWNER,
    )
    wrong = Pick(
        label="If it was wrong, which entry?",
        choices=(),
        required=False,
        why="It is struck out, and stays readable.",
        reads="everybody who reads the record",
        owner=OWNER,
    )
    because = Words(label="Why?", rows=3, missing="Say why", why="They are told why.",
                    reads="whoever asked, and whoever reads it", owner=OWNER)  # fmt: skip

    def __init__(self, *args: Any, entries: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wrong"].choices = [("", "None"), *entries]  # type: ignore[attr-defined]  # a Pick has them


def decide_correction(request: SignedIn, pk: int) -> HttpResponse:
    on, asked = today(), find_entry(request, Correction, pk)
    told = [one for one in story(asked.child, on=on) if isinstance(one, Happening) and one.begins]
    stands = [one for one in told if one.entry.struck_out_at is None]
    entries = [(f"{one.kind}:{one.entry.pk}", f"{one.on:%-d %B %Y}: {one.title}") for one in stands]

    def do(answers: dict[str, Any]) -> Correction:
        kind, _, entry = answers.pop("wrong").partition(":")
        wrong = entry_of(asked.child, kind, int(entry)) if entry else None
        return verbs.decide_correction(asked, by=request.user, on=on, wrong=wrong, **answers)

    return ask(
        request,
        DecideCorrection(typed(request), on=on, entries=entries),
        do=do,
        then=_back(asked.child_id),
        said="Saved: it is decided.",
        title="Decide what they say is wrong",
        lead=f"{asked.who} says: {asked.said}",
        **about(asked.child),
    )


def due(request: SignedIn) -> HttpResponse:
    """Records whose time is up, for a manager to decide."""
    on = today()
    page = paged(request, retention.due(request.user, on=on))
    look(request, [one.child.pk for one in page.rows])
    told = {"title": "Records whose time is up", "page": page, "kinds": retention.KINDS, "on": on}
    return render(request, "web/retention.html", told)


class Retain(Form):
    ahead = frozenset({"keep_until_on"})
    decision = OneOf(
        label="What becomes of the record?",
        choices=RetentionDecision.Decision.choices,
        missing="Choose what becomes of it",
        why="A person decides, never a date alone.",
        reads=READERS,
        owner=OWNER,
    )
    keep_until_on = Day(label="If it is kept: until when?", required=False, why="It is looked at again then.",
                        reads=READERS, owner=OWNER)  # fmt: skip
    because = Words(label="Why?", rows=3, missing="Say why", why="It is signed with your name.",
                    reads=READERS, owner=OWNER)  # fmt: skip

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("decision") == RetentionDecision.Decision.KEEP and not answers.get("keep_until_on"):
            self.add_error("keep_until_on", "Enter the day until which it is kept")
        return answers


def decide(request: SignedIn, pk: int) -> HttpResponse:
    on, child = today(), find_child(request, pk)
    return ask(
        request,
        Retain(typed(request), on=on),
        do=lambda answers: verbs.decide_retention(child, by=request.user, on=on, **answers),
        then=_back(child),
        said="Saved. Nothing is destroyed by this: the record cannot be erased yet.",
        title="Decide what becomes of the record",
        **about(child),
    )
