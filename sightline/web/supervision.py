"""Supervision: which child's work is to be thought through, what was decided, and who does what by when."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.casework import supervision as verbs
from sightline.casework.supervision import Agreed
from sightline.casework.verb import Refused
from sightline.compliance.child import clocks, owed
from sightline.compliance.cover import answers_for
from sightline.compliance.seen import last_seen
from sightline.compliance.supervision import last_time, supervised
from sightline.people.models import Worker
from sightline.record.models import (
    AgreedAction,
    Allocation,
    PlaceAction,
    Referral,
    Supervision,
    SupervisionAction,
)
from sightline.record.models.own_question import LongForm
from sightline.web.fields import Day, Line, Somebody, Words
from sightline.web.finding import about, find_entry, look, paged, record_of
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.own_questions import AsksOwn, asked_now, with_own
from sightline.web.team import find_team
from sightline.web.today import today

READERS = "the worker, their manager, and whoever works with the child next"
#: How many things one sitting may agree on for one child; more than these are seldom done.
AGREED = (1, 2, 3)


class Supervise(AsksOwn):
    """What was thought and decided about one child, and who does what by when."""

    ahead = frozenset(f"due_on_{number}" for number in AGREED)
    quiet = True

    reflection = Words(
        label="What is it like to be this child, and what do we make of it?",
        help_text="What has changed since last time, what is going well, what we do not know",
        rows=6,
        required=False,
        why="Thinking is what supervision is for; figures are already on the page.",
        reads=READERS,
    )
    decisions = Words(
        label="What was decided, and why?",
        rows=4,
        required=False,
        why="The next worker and the family need the reason.",
        reads=READERS,
    )
    on = Day(label="On which day?", missing="Enter the day", why="It is due again from it.", reads=READERS)

    def __init__(self, *args: Any, workers: QuerySet[Worker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [("", "Nobody yet"), *workers.values_list("pk", "name")]
        for number in AGREED:
            self.fields[f"what_{number}"] = Line(
                label=f"Agreed, {number}: what is done?",
                max_length=300,
                required=False,
                why="What is agreed and owned is done.",
                reads=READERS,
            )
            self.fields[f"owner_{number}"] = Somebody(
                label=f"Agreed, {number}: who does it?",
                queryset=workers,
                required=False,
                empty="Nobody yet",
                why="It is somebody’s by name.",
                reads=READERS,
            )
            owner: Any = self.fields[f"owner_{number}"]
            owner.choices = names  # asked for once, for all of them
            self.fields[f"due_on_{number}"] = Day(
                label=f"Agreed, {number}: by when?", required=False, why="It has an end.", reads=READERS
            )
        first = [name for name in self.fields if name != "on" and name not in self.own]
        self.order_fields([*first, "on", *self.own])

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if not (answers.get("reflection") or answers.get("decisions")):
            self.add_error("reflection", "Say what you thought, or what you decided")
        for number in AGREED:
            parts = {part: answers.get(f"{part}_{number}") for part in ("what", "owner", "due_on")}
            if any(parts.values()) and not all(parts.values()):
                missing = next(part for part, said in parts.items() if not said)
                words = {"what": "Say what is done", "owner": "Choose who does it", "due_on": "Say by when"}
                self.add_error(f"{missing}_{number}", f"{words[missing]}, or leave number {number} empty")
        return answers

    @property
    def agreed(self) -> list[Agreed]:
        """What was agreed."""
        told = self.cleaned_data
        return [
            Agreed(told[f"what_{number}"], told[f"owner_{number}"], told[f"due_on_{number}"])
            for number in AGREED
            if told[f"what_{number}"]
        ]


class Finish(Form):
    """What came of something that was agreed."""

    came_of_it = Words(
        label="What came of it?",
        rows=3,
        missing="Say what came of it",
        why="Done, not done and why, or no longer needed: each is an answer.",
        reads=READERS,
    )
    on = Day(label="On which day?", missing="Enter the day", why="It is dated.", reads=READERS)


def supervision(request: SignedIn, pk: int) -> HttpResponse:
    """Every case that somebody leads in the team, what is due soonest first, with what is still agreed."""
    on, team = today(), find_team(request, pk)
    page = paged(request, supervised(team, on=on))
    children = [one.referral.child_id for one in page.rows]
    look(request, children)
    shown = {"title": "Supervision", "on": on, "team": team, "page": page}
    return render(request, "web/supervision.html", {**shown, "seen": last_seen(children, on=on)})


def supervise(request: SignedIn, pk: int) -> HttpResponse:
    """One child's work thought through: what was agreed last time first, then what is thought and decided."""
    on, referral = today(), find_entry(request, Referral, pk, "team")
    if not answers_for(request.user, referral.team, on=on):
        raise Http404
    lead = Allocation.objects.on(on).filter(referral=referral).select_related("worker").first()
    before, still = last_time(referral, on=on)
    workers = Worker.objects.filter(Q(team=referral.team_id, left_on=None) | Q(pk=request.user.pk))
    own = asked_now(LongForm.SUPERVISION, typed(request))
    form = Supervise(typed(request), on=on, initial={"on": on}, workers=workers, own=own)

    def do(answers: dict[str, Any]) -> Supervision:
        if lead is None:
            raise Refused("Nobody leads this work: allocate it first.")
        said = {name: answers[name] for name in ("on", "reflection", "decisions")}
        return verbs.supervise(referral, by=request.user, worker=lead.worker, actions=form.agreed, **said)

    return ask(
        request,
        form,
        do=with_own(form, do, by=request.user),
        then=reverse("supervision", args=[referral.team_id]),
        said="Saved: the supervision is on the child’s record.",
        template="web/supervise.html",
        title="Supervise the work with this child",
        lead_worker=lead.worker if lead else None,
        before=before,
        still=still,
        last_seen=last_seen([referral.child_id], on=on)[referral.child_id],
        owed=owed(clocks([referral.child_id], on=on)[referral.child_id], on=on),
        **about(referral.child),
    )


def agreed(request: SignedIn) -> HttpResponse:
    """What I agreed to, in a child's plan or in supervision, and have not finished: the soonest due first."""
    on = today()
    planned = AgreedAction.objects.visible_to(request.user).awaited().filter(owner=request.user)
    planned = planned.filter(referral__closed_on=None).select_related("child").soonest_first()[:100]
    mine = (
        SupervisionAction.objects.visible_to(request.user)
        .standing()
        .filter(owner=request.user, done_on=None, supervision__referral__closed_on=None)
    )
    page = paged(request, mine.select_related("child", "supervision__supervisor").order_by("due_on", "pk"))
    look(request, {one.child_id for one in (*page.rows, *planned)})
    about_places = PlaceAction.objects.visible_to(request.user).awaited().filter(owner=request.user)
    shown = {"title": "What I agreed to", "on": on, "page": page, "planned": planned}
    shown["places"] = about_places.select_related("place").order_by("due_on", "pk")[:100]
    return render(request, "web/agreed.html", shown)


def done(request: SignedIn, pk: int) -> HttpResponse:
    on = today()
    found = find_entry(request, SupervisionAction, pk, "owner", "supervision__referral__team")
    mine = found.owner_id == request.user.pk
    if not (mine or answers_for(request.user, found.supervision.referral.team, on=on)):
        raise Http404
    return ask(
        request,
        Finish(typed(request), on=on, initial={"on": on}),
        do=lambda answers: verbs.finish(found, by=request.user, **answers),
        then=reverse("agreed") if mine else record_of(found.child_id),
        said="Saved: it is finished.",
        title="What came of what was agreed",
        lead=f"{found.what}: {found.owner}, by {found.due_on:%-d %B %Y}.",
        **about(found.child),
    )
