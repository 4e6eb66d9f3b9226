"""A form that meets an ended session: its words are kept for whoever it was shown to, who then signs in.

Only the server can have signed the note that a form carries, so nobody can put words in another's drafts.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.people.models import Worker
from sightline.record.reader import reading
from sightline.web import today
from sightline.web.draft import keep, read, words

SAID = "You were signed out, so nothing is in the record yet. What you wrote is kept as your draft."


class KeepWords:
    """Stands before signing in is asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        if request.method != "POST" or request.user.is_authenticated or request.path == reverse("draft-keep"):
            return None
        return redirect_to_login(request.path) if keep_for_its_writer(request) else None


def keep_for_its_writer(request: HttpRequest) -> bool:
    """Keep the words of a form whose sender is not signed in, or not as whoever it was shown to."""
    sitting, at = read(request.POST), today.now()
    writer = Worker.objects.filter(pk=sitting.worker, left_on=None).first() if sitting else None
    if sitting is None or writer is None:
        return False
    with reading(writer, at=at):  # a draft is its writer’s: nobody else can write one or see it
        keep(sitting, words(request.POST), at=at)
    messages.warning(request, SAID)
    return True


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent from a page that somebody signed out of since."""
    kept = request.method == "POST" and keep_for_its_writer(request)
    page = {"title": "Nothing has been saved yet", "kept": kept}
    return render(request, "web/outlived.html", page, status=403)
