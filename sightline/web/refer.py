"""Referring online: for anybody, without an account, and with a way back to what they wrote.

The only pages on which a stranger writes. Nothing here is read in a worker's name: each request that touches
what was typed holds the key of the one referral that its sender began (`record/stranger.py`), and PostgreSQL
shows it that row and no other. Addresses hold neither the number nor the code.
"""

from typing import Any, NamedTuple

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.compliance.harm import words_of_harm
from sightline.record import stranger
from sightline.record.models.online_referral import receipt
from sightline.web import begun, draft, today
from sightline.web.begun import Held
from sightline.web.form import Form, wrong
from sightline.web.models import BegunReferral
from sightline.web.refer_form import CHILDREN, BeginForm, ChildForm, OpenForm, ReferForm, agency_of
from sightline.web.stranger_limits import held_by, hold, let_go, within

MOST_KEPT = 45_000
"""Characters of everything typed that are kept: twice what the longest box takes."""
NOT_THOSE = "That number and code do not go together: check both, and try again"
TOO_MANY = "There have been too many tries. Wait 15 minutes, or ring us"
TOO_MANY_BEGUN = "Too many have been begun from here just now. Ring us instead, or try again in an hour"
TOO_LONG = "That is too long to keep here: keep the most important, and ring us for the rest"
WHOM = "Tell us a child’s name or about how old, or where they live: one of these is enough"
NOT_NOW = "We cannot take it online just now. What you wrote is kept: ring us, or send it later"
MEANWHILE = "This was also kept from another window or device: what was written there stands below"


def _show(request: HttpRequest, template: str, forms: list[Form], page: dict[str, Any]) -> HttpResponse:
    shown = {"telephone": settings.TELEPHONE, "days": begun.KEPT_FOR.days, "forms": forms, **page}
    shown["wrong"] = list(wrong(forms))
    answer = render(request, f"web/refer/{template}.html", shown, status=422 if shown["wrong"] else 200)
    answer["Cache-Control"] = "no-store"  # the device may be somebody else's
    return answer


# ── the first page: begin, or come back


@login_not_required
def start(request: HttpRequest) -> HttpResponse:
    """Whom to ring now, what happens next, and the two ways on."""
    return _start(request)


def _start(request: HttpRequest, begin: Form | None = None, back: Form | None = None) -> HttpResponse:
    on = today.today()
    begin, back = begin or BeginForm(on=on), back or OpenForm(on=on)
    page = {"title": "Worried about a child?", "begin": begin, "back": back, "held": held_by(request)}
    return _show(request, "start", [begin, back], page)


@login_not_required
def begin(request: HttpRequest) -> HttpResponse:
    """Make a receipt number and a code, and show them this once."""
    form = BeginForm(request.POST, on=today.today())
    if request.method != "POST":
        return redirect("refer")
    if form.is_valid() and not within(request, "begin"):
        form.add_error(None, TOO_MANY_BEGUN)
    if not form.is_valid():
        return _start(request, begin=form)
    held, code = begun.begin({"danger_now": [form.cleaned_data["danger_now"]]}, at=today.now())
    hold(request, held)
    page: dict[str, Any] = {"number": receipt(held.number), "code": code}
    page |= {"title": "Your receipt number and code"}
    page["danger"] = form.cleaned_data["danger_now"] == "yes"
    return _show(request, "begun", [], page)


@login_not_required
def come_back(request: HttpRequest) -> HttpResponse:
    """With the number and the code, go on writing, or see what became of it."""
    form = OpenForm(request.POST, on=today.today())
    if request.method != "POST":
        return redirect("refer")
    return redirect("refer-write") if _opened(request, form) else _start(request, back=form)


def _opened(request: HttpRequest, form: Form) -> Held | None:
    """What the number and the code open; else None, in the same words whatever is wrong."""
    if not form.is_valid():
        return None
    number = begun.figures(form.cleaned_data["number"])
    if not within(request, "wrong", number, dry_run=True):
        form.add_error(None, TOO_MANY)
        return None
    found = Held(begun.key_of(number, form.cleaned_data["code"]), number)
    if begun.find(found, at=today.now()) is None:
        within(request, "wrong", number)
        form.add_error(None, NOT_THOSE)
        return None
    request.session.cycle_key()
    hold(request, found)
    return found


# ── writing


@login_not_required
def write(request: HttpRequest) -> HttpResponse:
    """The referral as far as it is written: kept, sent, or thrown away, by the button that was pressed."""
    back = _asked_again(request)
    held = held_by(request) or (_opened(request, back) if back.is_bound else None)
    row = begun.find(held, at=today.now()) if held else None
    if held is None or row is None:
        return _to_open(request, back) if request.method == "POST" else redirect("refer")
    if row.sent_at is not None:
        return redirect("refer-sent")
    if request.method != "POST":
        return _form_page(request, _unchecked(draft.as_posted(row.typed)), revision=row.revision, row=row)
    return _written(request, held, row)


def _asked_again(request: HttpRequest) -> Form:
    given = request.POST if request.POST.get("number") or request.POST.get("code") else None
    return OpenForm(given, on=today.today())


def _to_open(request: HttpRequest, back: Form) -> HttpResponse:
    """An hour has gone by: what was typed stands on the page, and the number and code are asked for again."""
    known = request.POST.get("revision", "")
    return _form_page(request, _unchecked(request.POST), back=back, revision=known)


def _written(request: HttpRequest, held: Held, row: BegunReferral) -> HttpResponse:
    do = request.POST.get("do", "keep")
    if do == "away":
        return _thrown_away(request, held)
    refused = _keep(request, held, row)
    if refused is not None:
        form, children = _forms(request.POST)
        form.full_clean()
        form.errors.clear()
        form.add_error(None, refused.why)
        said = refused.elsewhere
        return _form_page(request, (form, children), revision=refused.row.revision, elsewhere=said)
    if do == "send":
        return _send(request, held)
    if do == "keep":
        messages.success(request, "Kept. It is not sent yet.")
    return redirect("refer-write")


class Refused(NamedTuple):
    """Why what was typed was not kept, and what is kept instead."""

    why: str
    row: BegunReferral

    @property
    def elsewhere(self) -> str:
        """What was kept from elsewhere meanwhile, so that it is read before it is written over."""
        return "\n".join(self.row.typed.get("words", [])) if self.why == MEANWHILE else ""


def _keep(request: HttpRequest, held: Held, row: BegunReferral) -> Refused | None:
    """Keep what was typed so far; None where it is kept."""
    typed = _typed(request)
    if sum(len(word) for words in typed.values() for word in words) > MOST_KEPT:
        return Refused(TOO_LONG, row)
    if not within(request, "keep"):
        return Refused(TOO_MANY, row)
    now = begun.keep(held, typed, request.POST.get("revision", ""), at=today.now())
    return Refused(MEANWHILE, now) if now is not None else None


def _typed(request: HttpRequest) -> dict[str, list[str]]:
    """What was typed in the boxes that are there, and in no other."""
    boxes = set(ReferForm.base_fields) | {"many"}
    for number in range(CHILDREN):
        boxes |= {f"child{number}-{name}" for name in ChildForm.base_fields}
    sent = {box: [str(one).replace("\x00", "") for one in request.POST.getlist(box)[:1]] for box in boxes}
    more = 1 if request.POST.get("do") == "child" else 0
    return {**{box: words for box, words in sent.items() if words}, "many": [str(_many(request.POST) + more)]}


def _many(data: Any) -> int:
    """How many children there are boxes for."""
    words = str(data.get("many", ""))
    return min(max(int(words) if words.isdecimal() and len(words) < 3 else 1, 1), CHILDREN)


Forms = tuple[ReferForm, list[ChildForm]]


def _forms(data: Any) -> Forms:
    """The forms, to be checked."""
    on = today.today()
    children = [ChildForm(data, on=on, prefix=f"child{number}") for number in range(_many(data))]
    return ReferForm(data, on=on), children


def _unchecked(data: Any) -> Forms:
    """The forms with what was typed in them, and nothing said of it."""
    on = today.today()
    children = [ChildForm(on=on, prefix=f"child{number}") for number in range(_many(data))]
    form = ReferForm(on=on)
    for one in (form, *children):
        one.initial = draft.as_typed(one, data)
    return form, children


def _form_page(request: HttpRequest, forms: Forms, *, back: Form | None = None, **page: Any) -> HttpResponse:
    form, children = forms
    page |= {"title": "Tell us what worries you", "form": form, "children": children, "back": back}
    page |= {"more": len(children) < CHILDREN, "danger": form["danger_now"].value() == "yes"}
    return _show(request, "write", [*([back] if back else []), form, *children], page)


def _thrown_away(request: HttpRequest, held: Held) -> HttpResponse:
    begun.throw_away(held)
    let_go(request)
    messages.success(request, "Thrown away. Nothing was sent, and nothing of it is kept.")
    return redirect("refer")


# ── sending, and what became of it


def _send(request: HttpRequest, held: Held) -> HttpResponse:
    form, children = _forms(request.POST)
    right = all([form.is_valid(), *(child.is_valid() for child in children)])
    told = [child.answers() for child in children if child.is_valid() and any(child.answers().values())]
    if right and not told and not form.cleaned_data["address"]:
        form.add_error(None, WHOM)
        right = False
    if right:
        try:
            _hand_over(held, form.cleaned_data, told)
        except IntegrityError:
            form.add_error(None, NOT_NOW)
    row = begun.find(held, at=today.now())
    if row is None or row.sent_at is not None:
        return redirect("refer-sent")
    return _form_page(request, (form, children), revision=row.revision)


def _hand_over(held: Held, answers: dict[str, Any], children: list[dict[str, Any]]) -> None:
    judged = {
        "referrer_agency": agency_of(answers["source"]),
        "tells_of_harm": bool(words_of_harm(answers["words"])),
    }
    begun.send(held, {**answers, **judged}, children, at=today.now())


@login_not_required
def sent(request: HttpRequest) -> HttpResponse:
    """That we have it, since when, and how far it is: nothing about the child, nor what was decided."""
    held = held_by(request)
    if held is None:
        return redirect("refer")
    with stranger.holding(held.key):
        became = stranger.became()
    if became is None:
        return redirect("refer-write")
    page = {"title": "What you told us", "number": receipt(held.number), "became": became}
    return _show(request, "sent", [], page)


@login_not_required
def leave(request: HttpRequest) -> HttpResponse:
    """Close it on this machine: from here it takes the number and the code again."""
    if request.method == "POST":
        let_go(request)
        messages.success(request, "Closed on this device.")
    return redirect("refer")
