"""How long somebody stays signed in, and the second step that they must have."""

import time
from collections.abc import Callable
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from sightline.people.models import Worker
from sightline.web.ended_session import keep_for_its_writer

SIGNED_IN_AT, SEEN_AT, HAS_SECOND_STEP = "signed_in_at", "seen_at", "has_second_step"
#: Where somebody who has no second step yet may go: to set one up, or away.
BEFORE_THE_SECOND_STEP = ("/my-account/", "/sign-in/", "/sign-out/")


class SignedInStill:
    """Ends a session that is too old or was idle too long, or whose worker's rights have changed.

    It comes after the check against forged requests, and before the words of a form are looked after.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        if SESSION_KEY not in request.session:
            return None
        worker = whose(request)
        if worker is None or not goes_on(request, worker):
            return _ended(request)
        request._cached_user = worker  # type: ignore[attr-defined]  # Django's own place for it: asked for once
        if settings.SECOND_STEP and not _has_second_step(request, worker):
            return _set_up(request)
        return None


def whose(request: HttpRequest) -> Worker | None:
    """The worker whose session this is, even where it has ended; None where they have left."""
    return Worker.objects.filter(pk=request.session[SESSION_KEY], left_on=None).first()


def begin(request: HttpRequest) -> None:
    """Mark when a session began: how old it may grow, and how long be idle, is counted from here."""
    request.session[SIGNED_IN_AT] = request.session[SEEN_AT] = int(time.time())


def goes_on(request: HttpRequest, worker: Worker) -> bool:
    """Whether the session is as young, as busy and as rightful as it must be; and marks that it was used."""
    session, at = request.session, int(time.time())
    if not constant_time_compare(session.get(HASH_SESSION_KEY, ""), worker.get_session_auth_hash()):
        return False
    began = session.get(SIGNED_IN_AT, at)  # every door marks it: `begin`
    seen = session.get(SEEN_AT, began)
    if at - began > settings.SIGNED_IN_FOR or at - seen > settings.IDLE_FOR:
        return False
    if at - seen > 60:
        session[SEEN_AT] = at
    return True


def _ended(request: HttpRequest) -> HttpResponse:
    """Sign out, having kept what was typed for whoever typed it, and ask them to sign in again."""
    kept = request.method == "POST" and keep_for_its_writer(request)
    back = request.get_full_path()
    logout(request)
    if not kept:
        messages.info(request, "You were signed out after a time without use, or because your role changed.")
    return HttpResponseRedirect(f"{reverse('sign-in')}?{urlencode({'next': back}, safe='/')}")


def _has_second_step(request: HttpRequest, worker: Worker) -> bool:
    """By OpenID Connect the second step is the council's own; else theirs must be set up here."""
    if request.session.get(HAS_SECOND_STEP):
        return True
    came_by = {record.get("method") for record in get_authentication_records(request, worker)}
    if "socialaccount" not in came_by and not is_mfa_enabled(worker):
        return False
    request.session[HAS_SECOND_STEP] = True
    return True


def _set_up(request: HttpRequest) -> HttpResponse | None:
    if request.path.startswith(BEFORE_THE_SECOND_STEP):
        return None
    return HttpResponseRedirect(reverse("mfa_activate_totp"))
