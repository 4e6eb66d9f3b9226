"""Moves between authorities: a child who came here, and everybody's who is on the way out or in."""

from django.http import HttpResponse
from django.shortcuts import render

from sightline.casework import transfer as verbs
from sightline.compliance import transfer
from sightline.record.models import Referral, TransferIn
from sightline.web.fields import Day, Line, OneOf, Words
from sightline.web.finding import about, find_entry, look, paged, record_of
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.team import teams_of
from sightline.web.today import today
from sightline.web.words import day

READERS = "whoever works with the child here"


class MovedHere(Form):
    """From which authority a child moved here, and what came with them."""

    from_authority = Line(
        label="From which authority?",
        missing="Say which authority the child comes from",
        why="They know the child; we can ask them.",
        reads=READERS,
    )
    told_by = Line(
        label="Who there told us? Name and post",
        missing="Say who there told us",
        why="Somebody there answers for what we were told.",
        reads=READERS,
    )
    plan = OneOf(
        label="What did the child have there?",
        choices=TransferIn.Plan.choices,
        missing="Choose what the child had there",
        why="With a child protection plan, a transfer-in conference is due within 15 working days of the day "
        "on which we were told (Working Together 2023, page 100).",
        reads="whoever works with the child here, and conference chairs",
    )
    plan_since_on = Day(
        label="If there is a plan, since when?",
        required=False,
        why="How long a child has had one does not begin again with a move.",
        reads=READERS,
    )
    received = Words(
        label="What did they send us?",
        rows=3,
        required=False,
        why="What is missing can be asked for.",
        reads=READERS,
    )


def moved_here(request: SignedIn, pk: int) -> HttpResponse:
    referral = find_entry(request, Referral, pk)
    return ask(
        request,
        MovedHere(typed(request), on=today()),
        do=lambda answers: verbs.move_here(referral, by=request.user, **answers),
        then=record_of(referral.child_id),
        said="Saved: where the child came from.",
        title="The child moved here from another authority",
        lead=f"They told us on {day(referral.received_on)}, the day of the referral.",
        **about(referral.child),
    )


def moves(request: SignedIn) -> HttpResponse:
    """Children on the way to another authority and not taken over, and children who came from one."""
    on, me = today(), request.user
    teams = list(teams_of(me).distinct())
    page = paged(request, transfer.going(me, teams, on=on))
    came = transfer.coming(me, teams, on=on)
    look(request, [one.handover.child_id for one in page.rows] + [one.referral.child_id for one in came])
    shown = {"title": "Moves between authorities", "on": on, "page": page, "came": came}
    return render(request, "web/moves.html", shown)
