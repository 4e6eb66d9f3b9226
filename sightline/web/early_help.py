"""Early help on a child's record: begun, led, reviewed and ended, and who is around the family."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.casework import early_help as verbs
from sightline.record.models import ChildInNeedPlan, EarlyHelp, EarlyHelpMember, Person, Referral
from sightline.web.early_help_form import Begin, End, Join, Lead, Leave, Review
from sightline.web.finding import about, find_child, find_entry, record_of
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.today import today
from sightline.web.words import day

After = Referral | ChildInNeedPlan


def begin(request: SignedIn, pk: int) -> HttpResponse:
    on, child = today(), find_child(request, pk)
    after = could_step_down(child)
    asked = request.GET.get("after", "")
    initial = {"on": on, "team": request.user.team_id, "after": asked if asked in after else ""}

    def do(answers: dict[str, Any]) -> EarlyHelp:
        answers["after"] = after.get(answers["after"])
        return verbs.begin(child, by=request.user, **answers)

    choices = [(key, _named(one)) for key, one in after.items()]
    return ask(
        request,
        Begin(typed(request), on=on, after=choices, initial=initial),
        do=do,
        then=lambda made: _page_of(made),
        said="Saved: early help has begun, and somebody leads it by name.",
        title="Begin early help",
        lead="Early help is with the family’s consent. Where it follows on from work of children’s services, "
        "say so: whether the step down held is counted from it.",
        button="Begin early help",
        **about(child),
    )


def could_step_down(child: Person) -> dict[str, After]:
    """What early help for this child could be a step down from, by the name that the form gives it."""
    ended = ChildInNeedPlan.objects.standing().filter(child__in=child.entries, ended_on__isnull=False)
    plans = {f"plan-{one.pk}": one for one in ended.order_by("-ended_on", "-pk")[:3]}
    cases = Referral.objects.standing().filter(child__in=child.entries)
    found = {f"case-{one.pk}": one for one in cases.order_by("-received_on", "-pk")[:3]}
    return {**plans, **found}


def _named(after: After) -> str:
    if isinstance(after, ChildInNeedPlan):
        return f"The child in need plan that ended on {day(after.ended_on)}" if after.ended_on else str(after)
    closed = f", closed {day(after.closed_on)}" if after.closed_on else ", still open"
    return f"The case referred on {day(after.received_on)}{closed}"


def _page_of(early_help: EarlyHelp) -> str:
    return reverse("early-help", args=[early_help.pk])


def early_help(request: SignedIn, pk: int) -> HttpResponse:
    """One child's early help: why, who leads it, who is around the family, what its reviews found."""
    found = _find(request, pk)
    page = {
        **about(found.child),
        "title": "Early help",
        "one": found,
        "members": found.members.standing().select_related("worker"),
        "reviews": found.reviews.standing().select_related("recorded_by"),
    }
    return render(request, "web/early_help.html", page)


def _find(request: SignedIn, pk: int) -> EarlyHelp:
    related = ("team__manager", "lead_worker", "stepped_down_from", "after_plan", "stepped_up_to")
    return find_entry(request, EarlyHelp, pk, *related)


def _ask(
    request: SignedIn,
    found: EarlyHelp,
    form: Form,
    do: Callable[..., Any],
    *,
    title: str,
    said: str,
    **page: Any,
) -> HttpResponse:
    return ask(
        request,
        form,
        do=lambda answers: do(found, by=request.user, **answers),
        then=_page_of(found),
        said=said,
        title=title,
        **page,
        **about(found.child),
    )


def lead(request: SignedIn, pk: int) -> HttpResponse:
    found = _find(request, pk)
    said = "Saved: somebody else leads it."
    form = Lead(typed(request), on=today())
    now = f"Until now: {found.lead}."
    return _ask(request, found, form, verbs.change_lead, title="Somebody else leads", said=said, lead=now)


def join(request: SignedIn, pk: int) -> HttpResponse:
    found, on = _find(request, pk), today()
    form = Join(typed(request), on=on, initial={"on": on})
    title = "Somebody comes into the team around the family"
    return _ask(request, found, form, verbs.join, title=title, said="Saved: they are in it.")


def leave(request: SignedIn, pk: int) -> HttpResponse:
    on = today()
    member = find_entry(request, EarlyHelpMember, pk, "worker")
    return ask(
        request,
        Leave(typed(request), on=on, initial={"on": on}),
        do=lambda answers: verbs.leave(member, by=request.user, on=answers["on"]),
        then=reverse("early-help", args=[member.early_help_id]),
        said="Saved: they have left it.",
        title="Somebody leaves the team around the family",
        lead=f"{member.who}: {member.does}.",
        **about(member.child),
    )


def review(request: SignedIn, pk: int) -> HttpResponse:
    found, on = _find(request, pk), today()
    form = Review(typed(request), on=on, initial={"on": on})
    said = "Saved: what the review found."
    return _ask(request, found, form, verbs.review, title="Early help was reviewed", said=said)


def end(request: SignedIn, pk: int) -> HttpResponse:
    found, on = _find(request, pk), today()
    came = came_since(found)
    initial = _supposed(came, on)
    return ask(
        request,
        End(typed(request), on=on, referrals=came, initial=initial),
        do=lambda answers: verbs.end(found, by=request.user, **answers),
        then=record_of(found.child_id),
        said="Saved: early help has ended.",
        title="Early help ends",
        button="End it",
        **about(found.child),
    )


def came_since(found: EarlyHelp) -> Any:
    """The child's own referrals since this early help began, but not the case it was stepped down from."""
    rows = Referral.objects.standing().filter(child=found.child_id, received_on__gte=found.began_on)
    others = rows.exclude(stepped_down_to=found.pk) if found.stepped_down_from_id else rows
    return others.order_by("-received_on", "-pk")


def _supposed(came: Any, on: date) -> dict[str, Any]:
    """Where a referral has come since, that is most likely why it ends."""
    last = came.first()
    supposed = {"outcome": EarlyHelp.Outcome.STEPPED_UP.value, "stepped_up_to": last.pk} if last else {}
    return {"on": on, **supposed}
