"""Procedures: what is in force today, what was on any day, what is past its review, and who has read it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from sightline.assurance import procedure as verbs
from sightline.assurance.models import Procedure, ProcedureReading, ProcedureVersion
from sightline.assurance.procedure import kept
from sightline.duties.book import AREAS
from sightline.people.models import LEADS_PRACTICE, PRACTITIONERS, Role, Worker
from sightline.web.fields import Day, Line, Pick, Somebody, Words
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.today import today

WHO: Any = {"reads": "everybody who works here, and inspectors", "owner": "principal social worker"}


class Write(Form):
    """A procedure that is not written down yet."""

    title = Line(
        label="What is it called?", max_length=200, missing="Give it a title", why="To find it by.", **WHO
    )
    area = Pick(
        label="Which work is it about?",
        choices=[(name, name.replace("_", " ").capitalize()) for name in AREAS],
        missing="Choose the work it is about",
        why="It is shown beside that work, as it was in force on the day.",
        **WHO,
    )
    keeper = Somebody(
        label="Who keeps it current?",
        queryset=Worker.objects.none(),
        missing="Choose who keeps it current",
        why="A procedure that nobody owns goes out of date.",
        **WHO,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outside = [*PRACTITIONERS, Role.PARTNER, Role.INSPECTOR]
        self.offer("keeper", Worker.objects.filter(left_on=None).exclude(role__in=outside))


class BringIntoForce(Form):
    """What it says from a day on."""

    ahead = frozenset({"in_force_from_on", "review_by_on"})

    in_force_from_on = Day(
        label="From which day does it hold?",
        missing="Enter the day it holds from",
        why="Work is judged by what was in force on its day.",
        **WHO,
    )
    review_by_on = Day(
        label="By which day is it to be looked at again?",
        missing="Enter the day of its review",
        why="Procedures that nobody looked at again were found out of date in 2009.",
        **WHO,
    )
    legal_basis = Words(
        label="What does it rest on?",
        help_text="The Act, regulations or guidance, the edition, and where in it",
        rows=2,
        missing="Say what it rests on",
        why="When the law changes, what rests on it must.",
        **WHO,
    )
    words = Words(label="What does it say?", rows=12, missing="Write what it says", why="To work by.", **WHO)
    changed = Words(
        label="What is different from the version before?",
        rows=2,
        required=False,
        why="So that nobody has to compare the two.",
        **WHO,
    )


class Read(Form):
    """Nothing is asked but the press of a button."""


def procedures(request: SignedIn) -> HttpResponse:
    """Every procedure in force, those past their review first."""
    on = today()
    mine = ProcedureReading.objects.visible_to(request.user).standing().filter(recorded_by=request.user)
    page = {
        "title": "Procedures",
        "on": on,
        "kept": kept(on=on),
        "read": set(mine.values_list("version", flat=True)),
    }
    page["unwritten"] = Procedure.objects.standing().filter(versions=None)
    return render(request, "web/assurance/procedures.html", page)


def _found(request: SignedIn, pk: int) -> Procedure:
    rows = Procedure.objects.visible_to(request.user).standing().select_related("owner")
    return get_object_or_404(rows, pk=pk)


def procedure(request: SignedIn, pk: int) -> HttpResponse:
    """One procedure: the version in force, with every version before and after it."""
    on, found = today(), _found(request, pk)
    versions = list(found.versions.standing().order_by("-in_force_from_on", "-pk"))
    current = next((one for one in versions if one.in_force_from_on <= on), None)
    read = current is not None and current.readings.standing().filter(recorded_by=request.user).exists()
    page = {"title": found.title, "on": on, "procedure": found, "versions": versions, "current": current}
    page |= {"read": read, "is_keeper": _keeps(request, found)}
    return render(request, "web/assurance/procedure.html", page)


def _keeps(request: SignedIn, procedure: Procedure) -> bool:
    return request.user.pk == procedure.owner_id or request.user.role in LEADS_PRACTICE


def write(request: SignedIn) -> HttpResponse:
    def do(answers: dict[str, Any]) -> Procedure:
        keeper = answers.pop("keeper")
        return verbs.write(by=request.user, owner=keeper, **answers)

    return ask(
        request,
        Write(typed(request), on=today()),
        do=do,
        then=lambda made: reverse("procedure-version", args=[made.pk]),
        said="Saved. Now write what it says.",
        title="Add a procedure",
        back=reverse("procedures"),
        back_to="Procedures",
    )


def bring_into_force(request: SignedIn, pk: int) -> HttpResponse:
    found = _found(request, pk)
    if not _keeps(request, found):
        raise Http404
    here = reverse("procedure", args=[found.pk])
    before = ProcedureVersion.objects.standing().filter(procedure=found).order_by("-in_force_from_on").first()
    start = {"legal_basis": before.legal_basis, "words": before.words} if before else {}
    return ask(
        request,
        BringIntoForce(typed(request), on=today(), initial=start),
        do=lambda answers: verbs.bring_into_force(found, by=request.user, **answers),
        then=here,
        said="Saved. The version before stays, for the work done under it.",
        title="Write a new version",
        lead=found.title,
        back=here,
        back_to="The procedure",
    )


def say_read(request: SignedIn, pk: int) -> HttpResponse:
    rows = ProcedureVersion.objects.visible_to(request.user).standing().select_related("procedure")
    version = get_object_or_404(rows, pk=pk)
    here = reverse("procedure", args=[version.procedure_id])
    return ask(
        request,
        Read(typed(request), on=today()),
        do=lambda _: verbs.say_read(version, by=request.user, on=today()),
        then=here,
        said="Saved: you have read and understood it.",
        title="Read and understood",
        lead=f"{version.procedure.title}, in force from {version.in_force_from_on:%-d %B %Y}",
        button="I have read and understood it",
        back=here,
        back_to="The procedure",
    )
