"""A worker's drafts: kept as they type, listed with their age, read, and discarded when asked twice."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render

from sightline.web import draft, today
from sightline.web.finding import look, paged
from sightline.web.form import SignedIn
from sightline.web.models import Draft
from sightline.web.words import moment


def keep(request: SignedIn) -> HttpResponse:
    """Keep what was typed so far, and say so only when it is kept. Asked by the page as somebody pauses.

    A GET says who is signed in now, with a fresh token, for a page that outlived its session.
    """
    if request.method != "POST":
        return JsonResponse({"worker": request.user.pk, "token": get_token(request)})
    sitting = draft.sent(request)
    if sitting is None:
        return JsonResponse(
            {"kept": False, "why": "This form was opened by somebody else or too long ago."}, status=409
        )
    row = draft.keep(sitting, draft.words(request.POST), at=today.now())
    if row is None:
        return JsonResponse({"kept": False, "entered": True})
    said = {
        "draft": draft.Sitting(*_said(row)).signed,
        "revision": row.revision,
        "at": f"{moment(row.saved_at)}",
    }
    return JsonResponse({"kept": True, "apart": row.name != sitting.name, **said})


def _said(row: Draft) -> tuple[Any, ...]:
    opened = int(row.begun_at.timestamp())
    return row.name, row.worker_id, row.page, row.address, row.title, row.child_id, row.seen, opened


def drafts(request: SignedIn) -> HttpResponse:
    """Everything this worker has begun to write and not saved, the newest first."""
    mine = Draft.objects.open().readable_by(request.user).select_related("child")
    page = paged(request, mine)
    look(request, [one.child_id for one in page.rows if one.child_id])
    hidden = Draft.objects.open().filter(worker=request.user).count() - page.total
    shown = {"title": "What you were writing", "page": page, "hidden": hidden, "now": today.now()}
    return render(request, "web/drafts.html", shown)


def discard(request: SignedIn, name: str) -> HttpResponse:
    """Ask, with the words in sight, whether they are to go; then let them go."""
    found = get_object_or_404(
        Draft.objects.open().readable_by(request.user).select_related("child"), name=name
    )
    if request.method == "POST":
        found.delete()
        messages.success(request, "Discarded: your draft is gone. Nothing in the record has changed.")
        return redirect("drafts")
    look(request, [found.child_id] if found.child_id else [])
    words = [one for box, values in found.typed.items() for one in values if len(one) > 20 or " " in one]
    page = {"title": "Discard a draft", "draft_shown": found, "words": words}
    return render(
        request, "web/draft_discard.html", {**page, "back": "/drafts/", "back_to": "What you were writing"}
    )
