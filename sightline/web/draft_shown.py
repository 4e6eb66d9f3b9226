"""What a form's page says of its draft: whose words are in it, and who else is writing here."""

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, cast

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from sightline.people.models import Worker
from sightline.record.at_once import at_once
from sightline.web import today
from sightline.web.draft import SALT, Sitting, as_posted, as_typed, begin, keep, sent, words
from sightline.web.models import Draft


@dataclass(frozen=True)
class Shown:
    """What a form's page says of its draft."""

    sitting: Sitting
    is_long: bool
    kept: Draft | None
    """The draft whose words are in the form."""
    beside: list[Draft]
    """Other drafts of the same worker's at this address."""
    others: list[Draft]
    """Colleagues' drafts here: who is writing and since when, never what."""
    key: str
    """With which the browser encrypts what has not reached the server; given to this worker only."""

    @property
    def signed(self) -> str:
        return self.sitting.signed

    @property
    def revision(self) -> int:
        return self.sitting.revision


def shown(request: HttpRequest, forms: Iterable[Any], page: dict[str, Any]) -> Shown:
    """The draft of a form that is about to be shown; on opening it, its words go into the boxes."""
    forms, given, worker = list(forms), page.get("sitting"), cast(Worker, request.user)
    fresh = (
        given or sent(request) or begin(request, str(page["title"]), page.get("child"), page.get("seen", 0))
    )
    if not any(getattr(field, "is_long", False) for form in forms for field in form.fields.values()):
        return Shown(fresh, False, None, [], [], "")
    if request.method == "POST" and given is None:
        row = keep(fresh, words(request.POST), at=today.now())
        fresh = replace(fresh, name=row.name, revision=row.revision) if row else fresh
    here = Draft.objects.open().filter(address=fresh.address)
    theirs = here.exclude(worker=worker).select_related("worker").defer("typed", "aside")
    asked = at_once({"mine": here.readable_by(worker), "theirs": theirs})
    mine = asked["mine"]
    kept = _chosen(request, mine, given)
    if kept is not None:
        fresh = replace(fresh, name=kept.name, seen=kept.seen, revision=kept.revision)
        for form in forms:
            form.initial = {**form.initial, **as_typed(form, as_posted(form.as_kept(kept.typed)))}
    beside = [draft for draft in mine if draft.name != fresh.name]
    others = list({draft.worker_id: draft for draft in asked["theirs"]}.values())
    return Shown(fresh, True, kept, beside, others, key(worker))


def _chosen(request: HttpRequest, mine: list[Draft], given: Sitting | None) -> Draft | None:
    """The draft to go on with: the one that was asked for, or else the newest; none in a form sent."""
    if request.method == "POST":
        return None
    asked = given.name if given else request.GET.get("draft")
    found = next((draft for draft in mine if draft.name == asked), None)
    return found if found or given else next(iter(mine), None)


def key(worker: Worker) -> str:
    """The worker's own key for what their browser keeps: it is worked out, and stored nowhere."""
    return b64encode(salted_hmac(SALT, str(worker.pk), algorithm="sha256").digest()).decode()
