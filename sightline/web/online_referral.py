"""What strangers sent online, for whoever holds it: read, taken up into a contact, or set aside."""

import secrets
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from sightline.casework import online_referral as verbs
from sightline.people.models import TAKES_CONTACTS, Worker
from sightline.record.models import OnlineReferral
from sightline.record.models.online_referral import OnlineReferralQuerySet
from sightline.web import draft as drafts
from sightline.web import today
from sightline.web.fields import Words
from sightline.web.finding import look, paged
from sightline.web.form import Form, SignedIn, ask, typed

TITLE = "Record a contact"


class SetAside(Form):
    """Why nothing is to follow."""

    because = Words(
        label="Why is it set aside?",
        help_text="It was sent twice, and which one stands; or why it tells of no child",
        missing="Say why it is set aside",
        why="Nothing that anybody sends us may end without somebody’s name and reason.",
        reads="managers, auditors and inspectors",
    )


def visible(worker: Worker) -> OnlineReferralQuerySet:
    """What strangers sent to the teams of this worker."""
    return OnlineReferral.objects.visible_to(worker)


def waiting(worker: Worker) -> OnlineReferralQuerySet:
    """Those that nobody has taken up or set aside, with the children whom they name."""
    return visible(worker).waiting().prefetch_related("children")


def online_referrals(request: SignedIn) -> HttpResponse:
    """Everything sent online: what waits, and what a manager set aside, with the reason."""
    page = paged(request, waiting(request.user))
    aside = visible(request.user).filter(set_aside_at__isnull=False).select_related("set_aside_by")
    shown = {"title": "Sent online", "on": today.today(), "page": page}
    shown["aside"] = aside.order_by("-set_aside_at", "-pk")[:20]
    look(request, [])
    return render(request, "web/online_referrals.html", shown)


def online_referral(request: SignedIn, pk: int) -> HttpResponse:
    """One of them, in its sender's own words."""
    rows = visible(request.user).select_related("team", "contact", "taken_up_by", "set_aside_by")
    found = get_object_or_404(rows.prefetch_related("children"), pk=pk)
    look(request, [], words=f"online {found.number}")
    page = {"title": f"Sent online: {found.receipt}", "sent": found, "on": today.today()}
    page["waits"] = found.contact_id is None and found.set_aside_at is None
    page["may_take"] = request.user.role in TAKES_CONTACTS
    return render(request, "web/online_referral.html", page)


def take_up(request: SignedIn, pk: int) -> HttpResponse:
    """Begin the contact with what was sent: the record is searched before anybody is added to it."""
    found = get_object_or_404(visible(request.user).waiting().prefetch_related("children"), pk=pk)
    if request.method != "POST":
        raise Http404
    name, boxes = secrets.token_hex(16), {"team": [str(found.team_id)]}
    boxes |= {"is_urgent": ["on"]} if found.danger_now == OnlineReferral.Said.YES else {}
    boxes |= {"tells_of_harm": ["on"]} if found.tells_of_harm else {}
    place = reverse("contact-draft", args=[name])
    sitting = drafts.Sitting(name, request.user.pk, "contact-draft", place, TITLE)
    aside = {"people": [], "online": found.pk, **_first_child(found)}
    drafts.keep(replace(sitting, revision=0), boxes, at=today.now(), aside=aside)
    return redirect(place)


def _first_child(sent: OnlineReferral) -> dict[str, Any]:
    """What to search for first, and the boxes of somebody new as far as they were told of."""
    home = {"address": sent.address, "postcode": sent.postcode} if sent.address and sent.postcode else {}
    child = next(iter(sent.children.all()), None)
    if child is None:
        return {"words": sent.postcode or sent.address[:100], "new": home}
    born = child.born_on
    day = {"born_on_day": born.day, "born_on_month": born.month, "born_on_year": born.year} if born else {}
    new = {"given_name": child.given_name, "family_name": child.family_name, **home}
    known = f"{child.given_name} {child.family_name}".strip() or sent.postcode or sent.address
    return {"words": known[:100], "new": {**new, **{box: str(part) for box, part in day.items()}}}


def set_aside(request: SignedIn, pk: int) -> HttpResponse:
    """A manager says why nothing is to follow; it is kept, and can be read."""
    found = get_object_or_404(visible(request.user).waiting(), pk=pk)
    here = reverse("online-referral", args=[found.pk])
    return ask(
        request,
        SetAside(typed(request), on=today.today()),
        do=lambda answers: verbs.set_aside(found, by=request.user, at=today.now(), **answers),
        then=reverse("online-referrals"),
        said="Saved: it is set aside, and kept with your reason.",
        title="Set aside what was sent online",
        lead=found.words,
        back=here,
        back_to="What was sent",
        button="Set it aside",
    )
