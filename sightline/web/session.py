"""How long somebody stays signed in, the second step that they must have, and words that came too late."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from sightline.people.models import HeldWords, Worker
from sightline.web import today as clock

SIGNED_IN_AT, SEEN_AT, HAS_SECOND_STEP = "signed_in_at", "seen_at", "has_second_step"
#: Where somebody who has no second step yet may go: to set one up, or away.
BEFORE_THE_SECOND_STEP = ("/my-account/", "/sign-in/", "/sign-out/")
#: Addresses whose forms hold secrets, and none of whose words are ever kept.
NEVER_HELD = (*BEFORE_THE_SECOND_STEP, "/search/")
LONGEST = 200_000
"""Characters of a form beyond which it is not held."""


class SignedInStill:
    """Ends a session that is too old or was idle too long, or whose worker's rights have changed.

    It comes after the check against forged requests, so what it holds was truly sent from a page of ours.
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
            return _ended(request, worker)
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


def _ended(request: HttpRequest, worker: Worker | None) -> HttpResponse:
    """Sign out, having kept what was typed for whoever typed it, and ask them to sign in again."""
    held = worker is not None and hold(request, worker)
    back = request.get_full_path()
    logout(request)
    if held:
        messages.info(request, "You had been signed out. What you typed is kept: sign in to go on with it.")
    else:
        messages.info(request, "You were signed out after a time without use, or because your role changed.")
    return HttpResponseRedirect(f"{reverse('sign-in')}?{urlencode({'next': back}, safe='/')}")


def hold(request: HttpRequest, worker: Worker) -> bool:
    """Keep what was typed, for this worker only; False where there was nothing to keep, or it may not be."""
    address = request.get_full_path()
    if request.method != "POST" or address.startswith(NEVER_HELD) or len(address) > 300:
        return False
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    words = typed.urlencode()
    if not any(str(value).strip() for value in typed.values()) or len(words) > LONGEST:
        return False
    HeldWords.objects.filter(worker=worker, held_at__lt=_oldest()).delete()
    HeldWords.objects.update_or_create(
        worker=worker, address=address, defaults={"typed": words, "held_at": clock.now()}
    )
    return True


def held_for(request: HttpRequest) -> QueryDict | None:
    """What this worker had typed on this page when their session ended, to be offered to them again."""
    if not isinstance(request.user, Worker):
        return None
    if not hasattr(request, "held_words"):
        setattr(request, "held_words", _held_for(request, request.user))  # noqa: B010 - asked for once a request
    held: QueryDict | None = getattr(request, "held_words")  # noqa: B009 - a request declares no such thing
    return held


def _held_for(request: HttpRequest, worker: Worker) -> QueryDict | None:
    mine = HeldWords.objects.filter(worker=worker, address=request.get_full_path())
    if request.method == "POST":
        mine.delete()
        return None
    found = mine.filter(held_at__gte=_oldest()).first()
    if found is None:
        return None
    messages.info(request, "You were signed out before this was saved. What you typed is here: save it now.")
    return QueryDict(found.typed)


def _oldest() -> datetime:
    return clock.now() - timedelta(days=settings.WORDS_ARE_HELD_FOR)


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
