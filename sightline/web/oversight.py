"""Oversight of what nobody is moving: what is safe enough for now, and what has reached me."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.casework import oversight as verbs
from sightline.compliance import worklist
from sightline.compliance.cover import answers_for
from sightline.compliance.escalation import Watched, watched
from sightline.compliance.stake import stake
from sightline.compliance.ways import Limits
from sightline.people.models import Role, Team
from sightline.record.models import InterimSafetyDecision, Referral
from sightline.record.models.oversight import EscalationLevel
from sightline.web.fields import Day, Words, YesNo
from sightline.web.finding import about, find_entry, look, paged
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.team import teams_of
from sightline.web.today import today

READERS = "whoever answers for the team, above and below, and whoever asks later"
LEVELS = {
    Role.SERVICE_MANAGER: EscalationLevel.SERVICE_MANAGER.value,
    Role.DIRECTOR: EscalationLevel.DIRECTOR.value,
}


class SafeEnough(Form):
    """What is safe enough until when, and why."""

    ahead = frozenset({"until_on"})

    is_safe_enough = YesNo(
        label="Is the child safe enough as things are?",
        yes="Yes, until the day below",
        no="No",
        required=True,
        missing="Say whether the child is safe enough as things are",
        why="While nobody moves the work, somebody by name answers for the child.",
        reads=READERS,
    )
    because = Words(
        label="What do you know that says so?",
        rows=4,
        missing="Say what you know that says so",
        why="Who saw the child, what was said, who is in the home.",
        reads=READERS,
    )
    does = Words(
        label="If not, what is done about it today, and by whom?",
        rows=3,
        required=False,
        why="Not safe enough and nothing done is no decision.",
        reads=READERS,
    )
    until_on = Day(
        label="Until which day?",
        missing="Enter the day",
        why="It is decided again by then, or sooner where the authority’s rhythm says so.",
        reads=READERS,
    )


class Acknowledge(Form):
    """A leader knows."""

    note = Words(
        label="What have you done about it?",
        rows=3,
        missing="Say what you have done about it",
        why="Knowing is an act of yours, in your name.",
        reads=READERS,
    )


def safe_enough(request: SignedIn, pk: int) -> HttpResponse:
    on, referral = today(), find_entry(request, Referral, pk, "team")
    if not answers_for(request.user, referral.team, on=on):
        raise Http404
    at_stake = stake(referral)
    latest = Limits().within(f"interim-safety-{at_stake.risk}", on=on).due(on)
    before = InterimSafetyDecision.objects.standing().filter(referral=referral).select_related("decided_by")
    return ask(
        request,
        SafeEnough(typed(request), on=on, initial={"until_on": latest}),
        do=lambda answers: verbs.decide_safe_enough(referral, by=request.user, on=on, **answers),
        then=reverse("team", args=[referral.team_id]),
        said="Saved: you have decided what is safe enough, and until when.",
        template="web/safe_enough.html",
        title="Decide what is safe enough for now",
        button="Decide",
        stake=at_stake,
        decisions=before[:5],
        **about(referral.child),
    )


def reached_me(request: SignedIn) -> HttpResponse:
    """What nobody has moved for so long that it has come to me, since when, and what I have said of it."""
    on, level = today(), LEVELS[Role(request.user.role)]
    every = reached(request, level)
    waiting = [one for one in every if one.waits_at(level)]
    page = paged(request, [*waiting, *(one for one in every if level in one.known)])
    look(request, [one.item.child.pk for one in page.rows])
    shown = {"title": "What has reached me", "on": on, "page": page, "level": level, "waiting": len(waiting)}
    return render(request, "web/reached.html", shown)


def reached(request: SignedIn, level: str) -> list[Watched]:
    """What nobody is moving, in the teams that this worker answers for, that has reached this level."""
    teams: list[Team] = list(teams_of(request.user).filter(closed_on=None).distinct())
    work = worklist.nobodys_work_of(teams, on=today())
    return [one for one in watched(work.values(), on=today()) if level in one.reached]


def acknowledge(request: SignedIn, pk: int) -> HttpResponse:
    on, referral = today(), find_entry(request, Referral, pk, "team")
    return ask(
        request,
        Acknowledge(typed(request), on=on),
        do=lambda answers: verbs.acknowledge(referral, by=request.user, on=on, **answers),
        then=reverse("reached-me"),
        said="Saved: it is known, in your name, that you know.",
        title="Say that you know of it",
        button="I know of it",
        **about(referral.child),
    )
