"""Delegated entry: handed to business support, written in its owner's name, and confirmed by them."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.casework import delegation as verbs
from sightline.casework.verb import Refused
from sightline.compliance.known import name_workers
from sightline.people.models import Role, Worker
from sightline.record.at_once import Part, at_once
from sightline.record.models import ChildProtectionPlan, Conference, CoreGroup, HandedEntry, Sighting
from sightline.record.models.delegation import Handed
from sightline.record.models.own_question import LongForm
from sightline.web.child_protection import CoreGroupMet
from sightline.web.conference import Hold
from sightline.web.fields import Day, OneOf, Somebody, SomeOf, Words
from sightline.web.finding import about, find_child, find_entry, look, paged, record_of
from sightline.web.form import Form, SignedIn, ask, enter, show, typed
from sightline.web.own_questions import asked_now, keep_own, with_own
from sightline.web.sighting import NOT_THERE, OneChild, Visit, usual
from sightline.web.story import said_of
from sightline.web.today import now, today
from sightline.web.when import instant

READERS = "whoever writes it, and whoever asks later who wrote what"
#: How many entries one page confirms; the rest come when these are done.
AT_ONCE = 15


class HandEntry(Form):
    """What is to be written, from which notes, by when."""

    ahead = frozenset({"due_on"})

    to = Somebody(
        label="Who writes it?",
        queryset=Worker.objects.none(),
        missing="Choose who writes it",
        why="They may open the child’s record until it is written.",
        reads=READERS,
    )
    what = OneOf(
        label="What is it?",
        choices=Handed.choices,
        missing="Choose what it is",
        why="They get the right form.",
        reads=READERS,
    )
    about_on = Day(
        label="On which day did it happen?",
        missing="Enter the day",
        why="Every list counts from it.",
        reads=READERS,
    )
    notes = Words(
        label="Your notes, as roughly as they come",
        rows=8,
        missing="Write your notes",
        why="It stays your own account, in your name.",
        reads=READERS,
    )
    due_on = Day(
        label="By when is it to be written?",
        missing="Enter the day",
        why="What is unwritten does not count yet.",
        reads=READERS,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("to", Worker.objects.filter(role=Role.BUSINESS_SUPPORT, left_on=None))


def hand(request: SignedIn, pk: int) -> HttpResponse:
    child = find_child(request, pk)
    return ask(
        request,
        HandEntry(typed(request), on=today(), initial={"about_on": today()}),
        do=lambda answers: verbs.hand(child, by=request.user, **answers),
        then=record_of(child),
        said="Saved: it is handed over. It stays yours, and you confirm what is written.",
        title="Hand something to business support to write",
        button="Hand it over",
        **about(child),
    )


def to_write(request: SignedIn) -> HttpResponse:
    """What was handed to me to write, the soonest due first."""
    on, mine = today(), HandedEntry.objects.visible_to(request.user).waiting().filter(to=request.user)
    page = paged(request, mine.select_related("child", "recorded_by").order_by("due_on", "pk"))
    look(request, [one.child_id for one in page.rows])
    return render(request, "web/to_write.html", {"title": "To write", "on": on, "page": page})


def write(request: SignedIn, pk: int) -> HttpResponse:
    """The form that belongs to it, with its owner's notes beside it."""
    handed = find_entry(request, HandedEntry, pk, "recorded_by")
    if handed.to_id != request.user.pk or handed.entered_at is not None:
        raise Http404
    page = {
        "title": f"Write for {handed.recorded_by.name}",
        "handed": handed,
        **about(handed.child),
        "back": reverse("to-write"),
        "back_to": "To write",
    }
    return WRITTEN_AT[Handed(handed.what)](request, handed, page)


SAID = "Saved: it is written, and waits for its owner to confirm it."


def _sighting(request: SignedIn, handed: HandedEntry, page: dict[str, Any]) -> HttpResponse:
    on = today()
    visit = Visit(typed(request), on=on, initial={"on": handed.about_on})
    own = asked_now(LongForm.SIGHTING, typed(request))
    first = usual(handed.child)
    panel = OneChild(typed(request), on=on, child=handed.child, prefix="child", initial=first, own=own)

    def save() -> Sighting:
        shared = dict(visit.cleaned_data)
        at = instant(shared["on"], shared.pop("time"))
        if panel.cleaned_data["was_seen"] == NOT_THERE:
            raise Refused("Say whether the child was seen: what was handed over is a visit to this child")
        seen = {"at": now(), "happened_at": at, **shared, **panel.facts}
        with transaction.atomic():
            made = verbs.write_sighting(handed, by=request.user, **seen)
            keep_own(panel, made, by=request.user)
        return made

    checked = [form.is_valid() for form in (visit, panel)]
    if request.method == "POST" and "keep_draft" not in request.POST and all(checked):
        saved = enter(request, visit, do=save, then=reverse("to-write"), said=SAID)
        if saved is not None:
            return saved
    return show(request, visit, template="web/write_visit.html", panels=[panel], forms=[visit, panel], **page)


def _core_group(request: SignedIn, handed: HandedEntry, page: dict[str, Any]) -> HttpResponse:
    plan = ChildProtectionPlan.objects.standing().filter(child=handed.child_id, ended_on=None).first()

    def do(answers: dict[str, Any]) -> CoreGroup:
        if plan is None:
            raise Refused("The child has no plan that is open: ask whoever handed it to you.")
        return verbs.write_core_group(handed, by=request.user, at=now(), plan=plan, **answers)

    form = CoreGroupMet(typed(request), on=today(), initial={"on": handed.about_on})
    return _ask(request, form, do, page)


def _minutes(request: SignedIn, handed: HandedEntry, page: dict[str, Any]) -> HttpResponse:
    booked = Conference.objects.standing().filter(child=handed.child_id, held_on=None)
    found = booked.select_related("referral__team", "plan").order_by("booked_for_on", "pk").first()
    if found is None:
        raise Http404
    own = asked_now(LongForm.CONFERENCE, typed(request), found.form)
    first = {"on": handed.about_on}
    form = Hold(typed(request), on=today(), conference=found, initial=first, own=own)

    def do(answers: dict[str, Any]) -> Conference:
        return verbs.write_minutes(handed, by=request.user, at=now(), of=found, **answers)

    return _ask(request, form, with_own(form, do, by=request.user), page)


def _ask(
    request: SignedIn, form: Form, do: Callable[[dict[str, Any]], Any], page: dict[str, Any]
) -> HttpResponse:
    then = reverse("to-write")
    return ask(request, form, do=do, then=then, said=SAID, template="web/write_for.html", **page)


WRITTEN_AT = {Handed.SIGHTING: _sighting, Handed.CORE_GROUP: _core_group, Handed.CONFERENCE: _minutes}

Written = Sighting | CoreGroup | Conference


class Confirm(Form):
    """Which of them are right."""

    quiet = True

    right = SomeOf(
        label="Which of these are right?",
        required=False,
        why="What you have not confirmed counts for nothing yet, and is shown as unconfirmed.",
        reads="whoever asks later who wrote what",
    )

    def __init__(self, *args: Any, entries: dict[str, Written], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries = entries
        right: Any = self.fields["right"]
        right.choices = [(key, f"{one}: {one.child.name}") for key, one in entries.items()]

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if not answers.get("right"):
            raise ValidationError("Tick what is right, or strike out what is not")
        return answers


def unconfirmed(worker: Worker) -> list[Written]:
    """What others wrote for this worker and they have not confirmed, the oldest first. Two queries."""
    mine: dict[Any, Part] = {
        model: model._default_manager.visible_to(worker)
        .standing()
        .filter(on_behalf_of=worker, confirmed_at=None)
        .select_related("child")
        for model in (Sighting, CoreGroup, Conference)
    }
    found: list[Written] = [one for rows in at_once(mine).values() for one in rows]
    name_workers(found)
    return sorted(found, key=lambda one: (one.recorded_at, one.pk))


def to_confirm(request: SignedIn) -> HttpResponse:
    """What was written for me, each to be read, and then confirmed in one go or struck out."""
    every = unconfirmed(request.user)
    shown = {f"{one._meta.model_name}-{one.pk}": one for one in every[:AT_ONCE]}
    look(request, [one.child_id for one in shown.values()])
    form = Confirm(typed(request), on=today(), entries=shown)
    return ask(
        request,
        form,
        do=lambda answers: verbs.confirm_several(
            [shown[key] for key in answers["right"]], by=request.user, at=now()
        ),
        then=reverse("to-confirm"),
        said="Saved: what you confirmed counts from now on.",
        template="web/to_confirm.html",
        title="To confirm",
        button="These are right",
        many=len(every),
        entries=[(one, str(one._meta.model_name), said_of(one)) for one in shown.values()],
    )
