"""Words are never lost: what is typed in a form is kept for whoever typed it, and saved in the record once.

One mechanism for every form. Each form that is shown carries a *sitting*: a signed note of whose it is and of
what. With it the words are kept as they are typed (`drafts.keep`, asked by `static/draft.js`), by the button
"Save and come back", when a form is refused, and when it meets a session that has ended; and with it the same
form sent twice is known, and saved once. docs/decisions/ says why, and what the browser keeps.
"""

import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from sightline.record.models import Person
from sightline.record.models.entry import Entry
from sightline.record.together import newest_change
from sightline.web import form_time, today
from sightline.web.models import Draft

SALT = "sightline.web.draft"
#: Seconds. A form that was opened longer ago is still taken: only its note counts no more.
VALID_FOR = 7 * 24 * 3600
#: Boxes that are the mechanism's own, and no words of anybody's.
OWN = frozenset({"csrfmiddlewaretoken", "draft", "draft_revision", "keep_draft", "do"})
#: How long it is known that a form was saved; sent again later, it is taken for another.
KNOWN_FOR = timedelta(days=30)


class Already(Exception):
    """The same form was saved before; `address` is where it led."""

    def __init__(self, address: str) -> None:
        self.address = address


@dataclass(frozen=True)
class Sitting:
    """One form as it was shown to one worker."""

    name: str
    worker: int
    page: str
    address: str
    title: str
    child: int | None = None
    seen: int = 0
    opened: int = 0
    """The second in which it was first shown, as computers count them; 0 where it is not known."""
    revision: int = 0

    @property
    def signed(self) -> str:
        said = [
            self.name,
            self.worker,
            self.page,
            self.address,
            self.title,
            self.child,
            self.seen,
            self.opened,
        ]
        return signing.dumps(said, salt=SALT, compress=True)


def read(post: QueryDict) -> Sitting | None:
    """The sitting that a form was sent with; None without one, or with one that is not ours."""
    try:
        said = signing.loads(post.get("draft", ""), salt=SALT, max_age=VALID_FOR)
        return replace(Sitting(*said), revision=int(post.get("draft_revision") or 0))
    except (signing.BadSignature, TypeError, ValueError):
        return None


def sent(request: HttpRequest) -> Sitting | None:
    """The sitting of the form that this worker sent; None where it is not theirs."""
    found = read(request.POST) if request.method == "POST" else None
    return found if found and found.worker == request.user.pk else None


def begin(request: HttpRequest, title: str, child: Person | None, seen: int = 0) -> Sitting:
    """A new sitting at this page. `seen`: the newest change of what is written in, if others may write."""
    page = request.resolver_match.view_name if request.resolver_match else ""
    pk = child.pk if child is not None else None
    opened = int(today.now().timestamp())
    return Sitting(
        secrets.token_hex(16), request.user.pk or 0, page, request.path[:200], title[:120], pk, seen, opened
    )


def words(post: QueryDict) -> dict[str, list[str]]:
    """What was typed, box by box."""
    return {box: [str(one) for one in post.getlist(box)] for box in post if box not in OWN}


def digest(request: HttpRequest) -> str:
    """Of everything that was sent: the words, and which files."""
    typed = words(request.POST)
    sent: list[tuple[str, Any]] = list(request.FILES.items())
    files = [[box, one.name, one.size] for box, one in sent]
    return hashlib.sha256(json.dumps([typed, files], sort_keys=True).encode()).hexdigest()


def as_posted(typed: dict[str, list[str]]) -> QueryDict:
    """What was typed, as a form reads it."""
    found = QueryDict(mutable=True)
    for box, values in typed.items():
        found.setlist(box, values)
    return found


def as_typed(form: Any, data: Any) -> dict[str, Any]:
    """What a form's boxes held, exactly as typed, to show again unchecked."""
    return {
        name: field.widget.value_from_datadict(data, {}, form.add_prefix(name))
        for name, field in form.fields.items()
        if not field.widget.value_omitted_from_data(data, {}, form.add_prefix(name))
    }


# ── keeping


def keep(
    sitting: Sitting, typed: dict[str, list[str]], *, at: datetime, aside: dict[str, Any] | None = None
) -> Draft | None:
    """Keep what was typed so far; None where the form has been saved since and there is nothing to keep.

    Words that were kept meanwhile from another window are not overwritten: these become a draft beside them.
    """
    with transaction.atomic():
        row = _claim(sitting, at)
        if row.entered_at is not None:
            return None
        if row.revision != sitting.revision and row.typed != typed:
            aside = row.aside if aside is None else aside
            row = _claim(replace(sitting, name=secrets.token_hex(16)), at)
        row.typed, row.revision, row.saved_at = typed, row.revision + 1, max(at, row.begun_at)
        row.aside = row.aside if aside is None else aside
        row.save(update_fields=["typed", "revision", "saved_at", "aside"])
        return row


def _claim(sitting: Sitting, at: datetime) -> Draft:
    """The sitting's row, made if it is not there, locked until the transaction ends."""
    whose = {"worker_id": sitting.worker, "child_id": sitting.child, "seen": sitting.seen}
    what = {"page": sitting.page, "address": sitting.address, "title": sitting.title}
    begun = min(datetime.fromtimestamp(sitting.opened, at.tzinfo), at) if sitting.opened else at
    new = Draft(name=sitting.name, begun_at=begun, saved_at=at, **whose, **what)
    Draft.objects.bulk_create([new], ignore_conflicts=True)
    return Draft.objects.select_for_update().get(name=sitting.name, worker=sitting.worker)


def put_by(request: HttpRequest, back: str | None) -> HttpResponse | None:
    """Where "Save and come back" was pressed: the words are kept, and the worker goes back."""
    sitting = sent(request)
    if sitting is None or "keep_draft" not in request.POST:
        return None
    keep(sitting, words(request.POST), at=today.now())
    return went_away(request, back)


def went_away(request: HttpRequest, back: str | None) -> HttpResponse:
    messages.success(request, "Kept as a draft for you. It is not in the record until you save it.")
    return redirect(back or reverse("home"))


# ── saving in the record, once


def enter(
    request: HttpRequest,
    do: Callable[[], Any],
    then: Callable[[Any], str],
    sitting: Sitting | None = None,
) -> tuple[Any, str]:
    """Do what the form says: what was made, and where it leads. Raises `Already` where this form was saved.

    One transaction: the words leave the draft when they are in the record, or neither happens. Whoever
    presses twice waits for the first, and is then told of it.
    """
    sitting = sitting or sent(request)
    if sitting is None:
        made = do()
        return made, then(made)
    at, said = today.now(), digest(request)
    with transaction.atomic():
        row = _claim(sitting, at)
        if row.entered_at is not None and row.digest == said:
            raise Already(row.led_to or "")
        made = do()
        if row.entered_at is None:
            form_time.measure(row.page, row.begun_at, at)
        row.led_to, row.entered_at, row.digest = then(made), max(at, row.begun_at), said
        row.typed, row.aside = {}, {}
        if isinstance(made, Entry) and row.seen:
            row.seen = newest_change(type(made), made.pk)
        row.save()
        Draft.objects.filter(worker=sitting.worker, entered_at__lt=at - KNOWN_FOR).delete()
        return made, str(row.led_to)


def seen_when_opened(request: HttpRequest) -> int | None:
    """The newest change to the entry that this worker had before them when they began; None if not known."""
    sitting = sent(request)
    if sitting is None:
        return None
    row = Draft.objects.filter(name=sitting.name, worker=sitting.worker).first()
    return row.seen if row is not None else sitting.seen
