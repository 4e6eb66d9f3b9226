"""What plans and strategy discussions say is to be done: agreed, changed, finished, and all of a child's."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.casework import agreed as verbs
from sightline.record.models import AgreedAction, ChildInNeedPlan, ChildProtectionPlan, StrategyDiscussion
from sightline.record.models.to_do import ToDo
from sightline.web.fields import Time, Words
from sightline.web.finding import about, find_child, find_entry
from sightline.web.form import SignedIn, ask, typed
from sightline.web.to_do_form import READERS, ByWhom, Finish
from sightline.web.today import today
from sightline.web.when import instant


class WhenToo(ByWhom):
    """Who does it, and by when: by an hour, where it cannot wait."""

    kind: ClassVar[type[ToDo]] = AgreedAction

    time = Time(
        label="By what time, if it cannot wait until the day’s end?",
        required=False,
        why="After a strategy discussion it can be a matter of hours.",
        reads=READERS,
    )


class Agree(WhenToo):
    """One thing that is to be done."""

    what = Words(
        label="What is to be done?",
        help_text="One thing, so that anybody can tell whether it was done",
        rows=3,
        missing="Say what is to be done",
        why="A plan is what people do.",
        reads=READERS,
    )
    field_order = ("what", "owner", "outside", "due_on", "time")


class Change(WhenToo):
    """Somebody else does it, or by another day."""

    because = Words(
        label="Why does it change?",
        rows=2,
        missing="Say why it changes",
        why="An action that is always put off is a plan that does not work.",
        reads=READERS,
    )


def actions_of(child: int) -> str:
    """The address of everything that was agreed about a child."""
    return reverse("actions-of", args=[child])


def of_child(request: SignedIn, pk: int) -> HttpResponse:
    """Everything agreed about the child: what is still to be done first, the soonest due first."""
    on, child = today(), find_child(request, pk)
    rows = AgreedAction.objects.standing().filter(child__in=child.entries)
    still = rows.awaited().select_related("owner")
    over = rows.exclude(pk__in=still).select_related("owner", "finished_by").order_by("-finished_on", "-pk")
    places: dict[str, QuerySet[Any]] = {
        "plan-action": ChildProtectionPlan.objects.standing().filter(ended_on=None),
        "help-action": ChildInNeedPlan.objects.standing().filter(ended_on=None),
        "discussion-action": StrategyDiscussion.objects.standing().filter(
            referral__closed_on=None, held_on__isnull=False
        ),
    }
    more = [
        (name, one) for name, found in places.items() for one in found.filter(child__in=child.entries)[:3]
    ]
    shown = {"title": "What was agreed", "waiting": still.soonest_first(), "over": over[:50], "more": more}
    return render(request, "web/actions_of.html", {**about(child), **shown, "on": on})


def in_plan(request: SignedIn, pk: int) -> HttpResponse:
    return _agree(request, find_entry(request, ChildProtectionPlan, pk), "in the child protection plan")


def in_help_plan(request: SignedIn, pk: int) -> HttpResponse:
    return _agree(request, find_entry(request, ChildInNeedPlan, pk), "in the child in need plan")


def in_discussion(request: SignedIn, pk: int) -> HttpResponse:
    return _agree(request, find_entry(request, StrategyDiscussion, pk), "in the strategy discussion")


def _agree(request: SignedIn, place: verbs.Place, where: str) -> HttpResponse:
    on = today()
    return ask(
        request,
        Agree(typed(request), on=on),
        do=lambda answers: verbs.agree(
            place, by=request.user, on=on, what=answers["what"], **_by_whom(answers)
        ),
        then=actions_of(place.child_id),
        said="Saved: it is agreed.",
        title="Agree what is to be done",
        lead=f"It is agreed {where}, and stays on the list until somebody says what came of it.",
        **about(place.child),
    )


def _by_whom(answers: dict[str, Any]) -> dict[str, Any]:
    at = instant(answers["due_on"], answers["time"])
    due = {"due_at": at} if at else {"due_on": answers["due_on"]}
    return {"owner": answers["owner"], "outside": answers["outside"], **due}


def change(request: SignedIn, pk: int) -> HttpResponse:
    on, found = today(), find_entry(request, AgreedAction, pk, "owner")
    now = {"owner": found.owner_id, "outside": found.outside, "due_on": found.last_day, "time": found.due_at}
    return ask(
        request,
        Change(typed(request), on=on, initial=now),
        do=lambda answers: verbs.change(
            found, by=request.user, because=answers["because"], **_by_whom(answers)
        ),
        then=actions_of(found.child_id),
        said="Saved: it is changed. What was agreed first is still in the journal.",
        title="Change who does it, or by when",
        lead=f"{found.what}: {found.doer}.",
        **about(found.child),
    )


def finish(request: SignedIn, pk: int) -> HttpResponse:
    on, found = today(), find_entry(request, AgreedAction, pk, "owner")
    return ask(
        request,
        Finish(typed(request), on=on, initial={"on": on}),
        do=lambda answers: verbs.finish(found, by=request.user, **answers),
        then=actions_of(found.child_id),
        said="Saved: it is finished.",
        title="What came of it",
        lead=f"{found.what}: {found.doer}.",
        **about(found.child),
    )
