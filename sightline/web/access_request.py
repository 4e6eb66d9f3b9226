"""A copy of a person's record is asked for: by whom, what is left out and why, and who was given it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.casework import rights as verbs
from sightline.record.models import AccessRequest, Redaction
from sightline.timescales.timescale import months_after
from sightline.web.access_copy import archive, copy_of
from sightline.web.download import download
from sightline.web.entry import entry_of
from sightline.web.fields import Day, Line, OneOf, Words
from sightline.web.finding import about, find_child, find_entry, paged
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.today import today

READERS = "whoever prepares the copy, and whoever must show that it was right"
OWNER = "information governance lead"


class Receive(Form):
    """Somebody asks for a copy."""

    on = Day(
        label="When did they ask?",
        missing="Enter the day",
        why="They are owed an answer within a month of it.",
        reads=READERS,
        owner=OWNER,
        item="local",
    )
    asked_by = OneOf(
        label="Who asks?",
        choices=AccessRequest.AskedBy.choices,
        missing="Choose who asks",
        why="Some may ask for themselves only.",
        reads=READERS,
        owner=OWNER,
    )
    who = Line(
        label="Their name, and how to reach them",
        max_length=200,
        missing="Enter who asks",
        why="The copy goes to them and to nobody else.",
        reads=READERS,
        owner=OWNER,
    )
    identity_shown = Words(
        label="How do we know that it is they, and that they may ask?",
        rows=2,
        required=False,
        why="Nothing is released until we know.",
        reads=READERS,
        owner=OWNER,
    )


def receive(request: SignedIn, pk: int) -> HttpResponse:
    child = find_child(request, pk)
    return ask(
        request,
        Receive(typed(request), on=today(), initial={"on": today()}),
        do=lambda answers: verbs.receive_request(child, by=request.user, **answers),
        then=lambda made: reverse("access-request", args=[made.pk]),
        said="Saved. Now see what must be left out of the copy.",
        title="They ask for a copy of the record",
        **about(child),
    )


def access_request(request: SignedIn, pk: int) -> HttpResponse:
    """The request, what its copy would tell, and the log of what is left out."""
    on, asked = today(), find_entry(request, AccessRequest, pk, "released_by")
    page = {
        "title": "Request for a copy",
        "asked": asked,
        "answer_by": months_after(asked.received_on, 1),
        "page": paged(request, copy_of(asked, on=on), per=40),
        "left": asked.redactions.standing().select_related("recorded_by"),
        "on": on,
    }
    return render(request, "web/access_request.html", {**about(asked.child), **page})


class LeaveOut(Form):
    """What is left out of the copy, and why."""

    words = Words(
        label="Which words are left out?",
        help_text="As they stand in the entry. Leave this empty to leave out the whole entry.",
        rows=2,
        required=False,
        why="As little as possible is left out.",
        reads=READERS,
        owner=OWNER,
    )
    reason = OneOf(
        label="Why?",
        choices=Redaction.Reason.choices,
        missing="Choose why it is left out",
        why="The copy says why something is missing.",
        reads=f"whoever is given the copy; {READERS}",
        owner=OWNER,
    )


def leave_out(request: SignedIn, pk: int, kind: str, entry: int) -> HttpResponse:
    asked = find_entry(request, AccessRequest, pk)
    found = entry_of(asked.child, kind, entry)
    return ask(
        request,
        LeaveOut(typed(request), on=today()),
        do=lambda answers: verbs.leave_out(asked, by=request.user, kind=kind, entry=entry, **answers),
        then=reverse("access-request", args=[asked.pk]),
        said="Saved: it is left out of the copy.",
        lead=str(found),
        title="Leave something out of the copy",
        button="Leave it out",
        **about(asked.child),
    )


class Release(Form):
    """To whom the copy is given, and how we know that it is they."""

    identity_shown = Words(
        label="How do we know that it is they, and that they may ask?",
        rows=2,
        missing="Say how we know who asks",
        why="A record in the wrong hands cannot be taken back.",
        reads=READERS,
        owner=OWNER,
    )
    to = Line(
        label="To whom is it given, and how?",
        max_length=200,
        missing="Enter to whom it is given",
        why="It shows afterwards who had it.",
        reads=READERS,
        owner=OWNER,
    )


def release(request: SignedIn, pk: int) -> HttpResponse:
    asked = find_entry(request, AccessRequest, pk)

    def do(answers: dict[str, Any]) -> AccessRequest:
        shown = verbs.show_identity(asked, by=request.user, how=answers["identity_shown"])
        return verbs.release(shown, by=request.user, on=today(), to=answers["to"])

    return ask(
        request,
        Release(typed(request), on=today(), initial={"identity_shown": asked.identity_shown}),
        do=do,
        then=reverse("access-request", args=[asked.pk]),
        said="Saved: the copy is released.",
        title="Release the copy",
        button="Release it",
        **about(asked.child),
    )


def copy(request: SignedIn, pk: int) -> HttpResponse:
    """The copy as a file. Each time it is made is a look at the child."""
    asked = find_entry(request, AccessRequest, pk)
    on = asked.released_on or today()
    return download(archive(asked, on=on), name=f"record-{asked.pk}.zip", kind="application/zip")
