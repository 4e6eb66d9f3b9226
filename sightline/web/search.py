"""The search on every page. Its words stand in no address; each search is logged with whom it showed."""

import secrets

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from sightline.record.models import Person
from sightline.web.finding import look, paged
from sightline.web.form import SignedIn
from sightline.web.matching import MOST, known, people
from sightline.web.today import today

#: How many searches a session remembers, so that going back shows what was found.
REMEMBERED = 20


@require_POST
def search(request: SignedIn) -> HttpResponse:
    """Keep the words in the session, and go to the page that shows what they find."""
    words = request.POST.get("words", "").strip()[:100]
    searches = request.session.get("searches", {})
    name = secrets.token_hex(4)
    kept = dict(list(searches.items())[-REMEMBERED + 1 :])
    request.session["searches"] = {**kept, name: words}
    return redirect("found", name)


def found(request: SignedIn, name: str) -> HttpResponse:
    on = today()
    words = request.session.get("searches", {}).get(name, "")
    page = paged(request, people(Person.objects.visible_to(request.user), words) if words else [])
    look(request, [person.pk for person in page.rows], words=words)
    shown = {"title": "Search", "on": on, "page": page, "words": words, "rows": known(page.rows, on)}
    return render(request, "web/search.html", {**shown, "more": page.total >= MOST})
