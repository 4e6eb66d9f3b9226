"""What comes of contacts by kind of referrer, and the contacts behind each number."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sightline.assurance.variation import Placed, placed
from sightline.compliance import referrers as compared
from sightline.compliance.history import Value
from sightline.compliance.referrers import OVER, WHAT, Referrers
from sightline.record.codes import ReferralSource
from sightline.record.models import Contact, ContactChild
from sightline.web.finding import opened, paged
from sightline.web.form import SignedIn
from sightline.web.today import today
from sightline.web.words import minutes

TITLES = {
    "decided": "Contacts decided",
    "accepted": "Contacts accepted as referrals",
    "nothing": "Contacts that ended in no further action",
    "told": "Contacts whose referrer was told the outcome",
    "not-told": "Contacts whose referrer was not told the outcome",
}


def referrers(request: SignedIn) -> HttpResponse:
    """Each kind of referrer among all of them, over a year."""
    on = today()
    each = compared.referrers(on=on)
    whole = compared.together(each)
    rows = [(one, _stands(one, whole), _times(one)) for one in each]
    shown = {"title": "Who gets in touch, and what comes of it", "on": on, "since": on - OVER}
    shown |= {"rows": rows, "whole": whole, "times": _times(whole)}
    return render(request, "web/referrers.html", shown)


def _stands(one: Referrers, whole: Referrers) -> dict[str, Placed | None]:
    """How the shares of one kind of referrer stand among those of all, and what chance would make."""
    counted = {"accepted": (one.accepted, whole.accepted), "nothing": (one.nothing, whole.nothing)}
    return {
        name: placed(Value(own, one.decided), Value(of_all, whole.decided))
        for name, (own, of_all) in counted.items()
    }


def _times(one: Referrers) -> dict[str, str]:
    """How long it took, half of the times, in words."""
    found = {
        "taken_up": one.usually_taken_up,
        "decided": one.usually_decided,
        "told": one.usually_told,
    }
    now = timezone.now()
    return {
        name: minutes(now, now + timedelta(minutes=many)) for name, many in found.items() if many is not None
    }


def behind(request: SignedIn, code: str, what: str) -> HttpResponse:
    """The contacts behind one number; those that this worker may not open are counted, and not shown."""
    if what not in WHAT or code not in ReferralSource.values:
        raise Http404
    on = today()
    page = paged(request, compared.behind(code, what, on=on), per=25)
    contacts = Contact.objects.visible_to(request.user).distinct().in_bulk(page.rows)
    about = ContactChild.objects.visible_to(request.user).standing().filter(contact__in=contacts)
    children: dict[int, list[int]] = {}
    for contact, child in about.values_list("contact", "child"):
        children.setdefault(contact, []).append(child)
    people = opened(request, {child for each in children.values() for child in each})
    rows: list[tuple[int, Contact | None, list[Any]]] = [
        (pk, contacts.get(pk), [people[child] for child in children.get(pk, []) if child in people])
        for pk in page.rows
    ]
    shown = {"title": TITLES[what], "on": on, "since": on - OVER, "page": page, "rows": rows}
    return render(request, "web/referrers_list.html", {**shown, "of": ReferralSource(code).label})
