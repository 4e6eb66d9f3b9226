"""Hand-overs: offer a case, read the pack that makes itself, and accept or return it. No e-mail is needed."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.casework import handover as verbs
from sightline.compliance import handover as standing
from sightline.compliance.cover import covered_by
from sightline.compliance.handover import Offer
from sightline.compliance.stake import stake
from sightline.people.models import Role, Team, Worker
from sightline.record.models import HandOver, Referral
from sightline.web import today as clock
from sightline.web.finding import about, find_entry, look, paged, record_of
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.handover_form import Answer, OfferForm, Receipt, Sent, TakenOver, Withdraw
from sightline.web.story import story
from sightline.web.today import today

#: How much of the story the pack shows; the child's page has the rest.
RECENT = 8


def handovers(request: SignedIn) -> HttpResponse:
    """What is offered to me and mine, what I and mine have offered, and what has come up the line to me."""
    me, at = request.user, clock.now()
    every = standing.offers(_mine(me).select_related(*RELATED), at=at)
    mine = [one for one in every if standing.may_answer(me, one.handover, on=today())]
    sent = [one for one in every if one not in mine]
    page = paged(request, sorted(sent, key=lambda one: (-one.rung, one.handover.offered_at)))
    look(request, [one.handover.child_id for one in (*mine, *page.rows)])
    shown = {"title": "Hand-overs", "on": today(), "to_answer": mine, "page": page}
    return render(request, "web/handovers.html", shown)


RELATED = ("child", "from_worker", "from_team__manager", "to_worker", "to_team__manager")


def _mine(me: Worker) -> Any:
    """The unanswered offers to or from a worker, those for whom they act, and the teams they answer for."""
    acting = [me, *covered_by(me, on=today())]
    teams = Team.objects.filter(Q(manager__in=acting) | Q(service_manager__in=acting))
    if me.role == Role.DIRECTOR:
        teams = Team.objects.all()
    elif me.is_manager:
        teams = teams | Team.objects.filter(workers=me)
    ours = teams.values("pk")
    theirs = Q(from_worker__in=acting) | Q(to_worker__in=acting) | Q(from_team__in=ours) | Q(to_team__in=ours)
    return HandOver.objects.visible_to(me).unanswered().filter(theirs)


def offer(request: SignedIn, pk: int) -> HttpResponse:
    on, referral = today(), find_entry(request, Referral, pk, "team")
    return ask(
        request,
        OfferForm(typed(request), on=on, referral=referral, worker=request.user),
        do=lambda answers: verbs.offer(referral, by=request.user, at=clock.now(), **answers),
        then=reverse("handovers"),
        said="Saved: it is offered. Whoever holds it holds it until it is accepted.",
        title="Hand over",
        lead=f"At stake: {', '.join(stake(referral).because) or 'nothing that the record names'}. "
        "That decides by when it must be answered.",
        button="Offer it",
        **about(referral.child),
    )


def handover(request: SignedIn, pk: int) -> HttpResponse:
    """The pack of a case that is offered, made from the record as it stands, and what can be done with it."""
    on, found = today(), _find(request, pk)
    stands: Offer = standing.offers([found], at=clock.now())[0]
    page = {
        **about(found.child),
        "title": "A case is handed over",
        "offer": stands,
        "one": found,
        "pack": standing.pack(found, on=on),
        "story": story(found.child, on=on)[:RECENT],
        "mine": standing.may_answer(request.user, found, on=on),
        "theirs": standing.holds(request.user, found, on=on),
    }
    return render(request, "web/handover.html", page)


def _find(request: SignedIn, pk: int) -> HandOver:
    return find_entry(request, HandOver, pk, *RELATED[1:], "referral", "read_by", "answered_by")


def read(request: SignedIn, pk: int) -> HttpResponse:
    """The receiver says that they have read it."""
    found = _find(request, pk)
    if request.method != "POST":
        raise Http404
    return ask(
        request,
        Form(typed(request), on=today()),
        do=lambda answers: verbs.read(found, by=request.user, at=clock.now()),
        then=reverse("handover-answer", args=[found.pk]),
        said="Saved: you have read it. Accept it, or return it.",
        title="Read",
        **about(found.child),
    )


def answer(request: SignedIn, pk: int) -> HttpResponse:
    found = _find(request, pk)
    if not standing.may_answer(request.user, found, on=today()):
        raise Http404

    def do(answers: dict[str, Any]) -> HandOver:
        who: dict[str, Any] = {"by": request.user, "at": clock.now()}
        if answers["answer"] == "return":
            return verbs.give_back(found, **who, because=answers["because"])
        return verbs.accept(found, **who, lead=answers.get("lead"))

    return ask(
        request,
        Answer(typed(request), on=today(), handover=found),
        do=do,
        then=reverse("handovers"),
        said="Saved: your answer is given.",
        title="Answer the offer",
        lead=f"{found.sender} offers it: {found.because}",
        button="Answer",
        **about(found.child),
    )


def withdraw(request: SignedIn, pk: int) -> HttpResponse:
    found = _sent(request, pk)
    return ask(
        request,
        Withdraw(typed(request), on=today()),
        do=lambda answers: verbs.withdraw(found, by=request.user, at=clock.now(), **answers),
        then=record_of(found.child_id),
        said="Saved: it is taken back.",
        title="Take the offer back",
        button="Take it back",
        **about(found.child),
    )


def sent(request: SignedIn, pk: int) -> HttpResponse:
    found = _sent(request, pk)
    return ask(
        request,
        Sent(typed(request), on=today(), initial={"on": today()}),
        do=lambda answers: verbs.record_sent(found, by=request.user, **answers),
        then=reverse("handover", args=[found.pk]),
        said="Saved: what was sent, and how. The child is ours until they have taken over.",
        title=f"Sent to {found.to_authority or 'them'}",
        **about(found.child),
    )


def receipt(request: SignedIn, pk: int) -> HttpResponse:
    found = _sent(request, pk)
    return ask(
        request,
        Receipt(typed(request), on=today(), initial={"on": today()}),
        do=lambda answers: verbs.record_receipt(found, by=request.user, **answers),
        then=reverse("handover", args=[found.pk]),
        said="Saved: they have sent a receipt. It is ours until they have taken over.",
        title=f"{found.to_authority or 'They'} sent a receipt",
        **about(found.child),
    )


def taken_over(request: SignedIn, pk: int) -> HttpResponse:
    found = _sent(request, pk)
    return ask(
        request,
        TakenOver(typed(request), on=today()),
        do=lambda answers: verbs.complete(found, by=request.user, at=clock.now(), **answers),
        then=record_of(found.child_id),
        said="Saved: they have taken over. Close the case when nothing is left to do here.",
        title=f"{found.to_authority or 'They'} took over",
        button="They have taken over",
        **about(found.child),
    )


def _sent(request: SignedIn, pk: int) -> HandOver:
    found = _find(request, pk)
    if not standing.holds(request.user, found, on=today()):
        raise Http404
    return found
