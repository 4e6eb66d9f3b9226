"""An inspection: pressed any morning or come from outside; its children, its room, its letter."""

import secrets
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sightline.assurance import audit as audits
from sightline.assurance import inspection as verbs
from sightline.assurance.comparison import compare
from sightline.assurance.models import Audit, Inspection, InspectionChild, SafetyCheck
from sightline.assurance.safety_check import due_at
from sightline.casework.verb import Refused
from sightline.people.models import READS_CASES, Role, Worker
from sightline.record.models import Person
from sightline.record.reader import counting
from sightline.web import today as clock
from sightline.web.finding import find_child, look, paged
from sightline.web.form import SignedIn, ask, typed
from sightline.web.inspection_form import AskedFor, Begin, Concern, Finding
from sightline.web.pack import pack
from sightline.web.today import today


def inspections(request: SignedIn) -> HttpResponse:
    rows = Inspection.objects.visible_to(request.user).standing().select_related("recorded_by")
    page = {"title": "Inspections", "on": today(), "page": paged(request, rows)}
    return render(request, "web/assurance/inspections.html", page)


def begin(request: SignedIn) -> HttpResponse:
    def do(answers: dict[str, Any]) -> Inspection:
        inspector = answers.pop("inspector")
        auditors = list(Worker.objects.filter(role=Role.AUDITOR, left_on=None))
        return verbs.begin(
            by=request.user,
            at=clock.now(),
            seed=secrets.randbelow(1 << 31),
            readers=auditors,
            inspectors=[inspector] if inspector else [],
            **answers,
        )

    return ask(
        request,
        Begin(typed(request), on=today(), initial={"until_on": today(), "size": "10"}),
        do=do,
        then=lambda made: reverse("inspection", args=[made.pk]),
        said="Drawn. Each case has a reader who had no hand in it.",
        title="Begin an inspection",
        lead="Press it any morning: cases are drawn, and each is read whole and graded blind.",
        button="Draw the cases",
        back=reverse("inspections"),
        back_to="Inspections",
    )


def find_inspection(request: SignedIn, pk: int) -> Inspection:
    rows = Inspection.objects.visible_to(request.user).standing()
    found: Inspection = get_object_or_404(rows.select_related("sample__frame", "recorded_by"), pk=pk)
    return found


def inspection(request: SignedIn, pk: int) -> HttpResponse:
    """The room: its children, its concerns minute by minute, its grades, and its letter."""
    found, now = find_inspection(request, pk), clock.now()
    children = _children(request, found)
    concerns = SafetyCheck.objects.visible_to(request.user).standing().filter(inspection=found)
    shown = list(concerns.select_related("child", "holder", "checked_by").prefetch_related("notes"))
    look(request, [*(one.child_id for one in children), *(one.child_id for one in shown)])
    page = {
        "title": "Inspection",
        "on": today(),
        "inspection": found,
        "compared": compare(found, children),
        "concerns": [(one, due_at(one), one.checked_at is None and now > due_at(one)) for one in shown],
        "open": sum(one.checked_at is None for one in shown),
        "findings": found.findings.standing().select_related("action__owner"),
        "inspectors": found.inspectors.standing().select_related("inspector"),
        "running": found.from_on <= today() <= found.until_on,
        "back": reverse("inspections"),
        "back_to": "Inspections",
    }
    return render(request, "web/assurance/inspection.html", page)


def _children(request: SignedIn, found: Inspection) -> list[InspectionChild]:
    mine = Person.objects.visible_to(request.user)
    rows: QuerySet[InspectionChild] = found.children.standing().filter(child__in=mine)
    return list(rows.select_related("child", "referral__team"))


def one_child(request: SignedIn, pk: int, child: int) -> HttpResponse:
    """The pack of one child of the inspection."""
    found, person, on = find_inspection(request, pk), find_child(request, child), today()
    read = get_object_or_404(
        found.children.standing().select_related("referral__team__manager"), child=person
    )
    case = pack(person, read.referral, on=on)
    reading = Audit.objects.standing().filter(inspection=found, child=person, rater=request.user).first()
    page = {
        "title": "One child of an inspection",
        "on": on,
        "child": person,
        "inspection": found,
        "pack": case,
        "story": case.story[:40],
        "more": len(case.story) > 40,
        "reading": reading,
        "may_read": reading is None and request.user.role in READS_CASES,
        "back": reverse("inspection", args=[pk]),
        "back_to": found.title,
    }
    return render(request, "web/assurance/inspection_child.html", page)


@require_POST
def read(request: SignedIn, pk: int, child: int) -> HttpResponse:
    """Begin to read this child's case blind."""
    found, person = find_inspection(request, pk), find_child(request, child)
    case = get_object_or_404(found.children.standing().select_related("referral"), child=person)
    because = f"Drawn for {found.title}"
    try:
        made = audits.begin(case.referral, by=request.user, on=today(), because=because, inspection=found)
    except Refused as refused:
        back = {"back": reverse("inspection-child", args=[pk, child]), "back_to": "The child"}
        page = {"title": "Not yours to read", "why": str(refused), **back}
        return render(request, "web/assurance/refused.html", page, status=422)
    return redirect("audit-read", made.pk)


def add_child(request: SignedIn, pk: int) -> HttpResponse:
    """An inspector asked for a child: opened to them at once."""
    found = find_inspection(request, pk)

    def do(answers: dict[str, Any]) -> InspectionChild:
        with counting():  # whoever keeps the room opens the record to whoever asked, and to themselves
            child = Person.objects.filter(pk=answers["number"]).first()
            if child is None:
                raise Refused("There is no such record.")
            return verbs.add_child(found, child, by=request.user, at=clock.now())

    return ask(
        request,
        AskedFor(typed(request), on=today()),
        do=do,
        then=reverse("inspection", args=[pk]),
        said="Added: the record is open to the inspectors.",
        title="Inspectors ask for a child",
        button="Open the record to them",
        back=reverse("inspection", args=[pk]),
        back_to=found.title,
    )


def concern(request: SignedIn, pk: int, child: int) -> HttpResponse:
    found, person = find_inspection(request, pk), find_child(request, child)
    return ask(
        request,
        Concern(typed(request), on=today()),
        do=lambda answers: verbs.raise_concern(found, person, by=request.user, at=clock.now(), **answers),
        then=reverse("inspection", args=[pk]),
        said="Somebody holds it from this minute.",
        title="An inspector fears for this child",
        child=person,
        button="Give it to somebody now",
        back=reverse("inspection-child", args=[pk, child]),
        back_to="The child",
    )


def finding(request: SignedIn, pk: int) -> HttpResponse:
    found = find_inspection(request, pk)
    return ask(
        request,
        Finding(typed(request), on=today()),
        do=lambda answers: verbs.add_finding(found, by=request.user, on=today(), **answers),
        then=reverse("inspection", args=[pk]),
        said="It is in the register of actions. Say next by which measure it would show.",
        title="A finding of the letter",
        back=reverse("inspection", args=[pk]),
        back_to=found.title,
    )


@require_POST
def end(request: SignedIn, pk: int) -> HttpResponse:
    found = find_inspection(request, pk)
    try:
        verbs.end(found, by=request.user, on=today())
    except Refused:
        raise Http404 from None
    return redirect("inspection", pk)
