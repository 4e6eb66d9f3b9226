"""The search on every page: people, and every word of the record. Its words stand in no address."""

import secrets
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from sightline.people.models import PRACTISES, Worker
from sightline.record.kept import found_to_exist
from sightline.record.likeness.find import find
from sightline.record.models import FamilyMember, Person, Restriction
from sightline.record.reader import existing
from sightline.web.fields import read_day
from sightline.web.finding import look, paged
from sightline.web.finding_words import Asked, hits, in_whose, kinds, lines
from sightline.web.form import SignedIn
from sightline.web.matching import known, read
from sightline.web.today import today

#: How many searches a session remembers, so that going back shows what was found.
REMEMBERED = 20
#: How many people are shown above the words that were found.
FEW = 5
#: More than this and the words are too few to tell people apart.
MANY = 200


@require_POST
def search(request: SignedIn) -> HttpResponse:
    """Keep the words in the session, and go to the page that shows what they find."""
    words = request.POST.get("words", "").strip()[:100]
    searches = request.session.get("searches", {})
    name = secrets.token_hex(4)
    kept = dict(list(searches.items())[-REMEMBERED + 1 :])
    request.session["searches"] = {**kept, name: words}
    child = request.POST.get("child", "")
    answer = redirect("found", name)
    if child.isdigit():
        answer["Location"] += f"?child={child}"
    return answer


def found(request: SignedIn, name: str) -> HttpResponse:
    """What the words find: people whom they name, and where they stand in the record, the newest first."""
    on, words = today(), request.session.get("searches", {}).get(name, "")
    child = in_whose(request.GET.get("child", ""), request.user)
    asked, wrong = _asked(request, words, child)
    named = (
        find(Person.objects.visible_to(request.user), read(words))
        if words and not _only_words(request)
        else []
    )
    page = paged(request, lines(asked, request.user) if words else [], per=15)
    for_people = words and not child and not _only_words(request)
    restricted = existing_like(words, request.user) if for_people else []
    shown = named[:FEW] if child or request.GET.get("people") != "all" else named[:MANY]
    children = [one.child for one in shown] + [line.child_id for line in page.rows]
    look(request, children + [one.child_id for one in restricted], words=words)
    told = {
        "title": "Search",
        "on": on,
        "words": words,
        "rows": known(shown, on),
        "people": len(named),
        "existing": restricted,
        "more_people": len(named) > len(shown),
        "many": len(named) >= MANY,
        "page": page,
        "hits": hits(page.rows, words),
        "within": child,
        "kinds": kinds(),
        "filters": request.GET,
        "wrong_day": wrong,
        "family": _family_of(child),
    }
    return render(request, "web/search.html", told)


def existing_like(words: str, worker: Worker) -> list[Restriction]:
    """Restrictions of whoever may be meant, where no more may be known than that there is one; each with
    whom to ask.
    """
    if worker.role not in PRACTISES or not (there := found_to_exist()):
        return []
    with existing():
        meant = [one.child for one in find(Person.objects.filter(pk__in=there), read(words))[:FEW]]
        running = Restriction.objects.running().filter(child__in=meant)
        return list(running.select_related("child", "ask"))


def _only_words(request: SignedIn) -> bool:
    return request.GET.get("page", "1") != "1"


def _asked(request: SignedIn, words: str, child: Person | None) -> tuple[Asked, bool]:
    """What is searched for, and whether a day in it could not be read."""
    since, wrong = _day(request.GET.get("since", ""))
    until, wrong_too = _day(request.GET.get("until", ""))
    family = request.GET.get("family", "")
    whose = {"family": int(family)} if family.isdigit() else {"child": child.pk if child else None}
    kind = request.GET.get("kind", "")
    named: Any = {**whose, "kind": kind if kind in dict(kinds()) else "", "since": since, "until": until}
    return Asked(words, **named), wrong or wrong_too


def _day(typed: str) -> tuple[date | None, bool]:
    if not typed.strip():
        return None, False
    try:
        return read_day([typed.strip(), "", ""]), False
    except ValidationError:
        return None, True


def _family_of(child: Person | None) -> int | None:
    """The family of the child within whose record it is searched."""
    if child is None:
        return None
    own = FamilyMember.objects.standing().filter(child=child, until_on=None)
    return own.values_list("family", flat=True).order_by("-pk").first()
