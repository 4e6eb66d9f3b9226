"""Returns, all year: what the census of this record would be told off for today, by rule and by child.

Whoever answers for the return sees the authority's number for a child and what the return says of them, never
the child. Whoever may see the child finds the same on the child's own page.
"""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import get_valid_filename
from django.views.decorators.http import require_POST

from sightline.people.models import ANSWERS_FOR_RETURNS
from sightline.returns import kept, mending, notes
from sightline.returns.cin_census.year import Year
from sightline.returns.models import CensusCheck, CensusFinding
from sightline.returns.trend import trend
from sightline.returns.watch import check_record
from sightline.returns.workbook import workbook
from sightline.web import today as clock
from sightline.web.download import download as file_to_keep
from sightline.web.fields import Words
from sightline.web.finding import look, paged
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.today import today

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def check_named(name: str) -> CensusCheck:
    """The newest check under that name: the record's own, or another system's."""
    made = kept.newest(name)
    if made is None:
        raise Http404
    return made


def analyst(request: SignedIn) -> HttpResponse:
    return _first_page(request)


def _first_page(request: SignedIn, *, refused: str = "") -> HttpResponse:
    made = kept.newest()
    page: dict[str, Any] = {"title": "Returns", "on": today(), "made": made}
    if refused:
        page["wrong"] = [("again", refused)]
    if made:
        page |= {"rules": kept.by_rule(made), "year": Year(made.year), "trend": trend(made.year)}
        page["unable"] = [(code, mending.what_it_says(code), why) for code, why in made.unable]
        page["unexplained"] = made.queries - made.explained
    return render(request, "web/returns/analyst.html", page, status=422 if refused else 200)


@require_POST
def check_again(request: SignedIn) -> HttpResponse:
    from sightline.returns.refusal import Refused

    try:
        check_record(on=today(), at=clock.now(), by=request.user)
    except Refused as refused:
        return _first_page(request, refused=str(refused))
    return redirect("analyst")


def rule(request: SignedIn, name: str, code: str) -> HttpResponse:
    """Every finding of one rule, with who can mend each where the child is ours."""
    made = check_named(name)
    says = mending.rule_named(code)
    if says is None:
        raise Http404
    rows = CensusFinding.objects.visible_to(request.user).filter(check_made=made, code=code)
    page = {"title": f"Rule {code}", "code": code, "says": says.says, "severity": says.severity}
    page["to_do"] = mending.what_to_do(code, says.severity)
    return _listed(request, made, rows, page)


def child_findings(request: SignedIn, name: str, pk: int) -> HttpResponse:
    """Every finding about the child that one of them is about: an address holds no child's number."""
    made = check_named(name)
    every = CensusFinding.objects.visible_to(request.user).filter(check_made=made)
    one = get_object_or_404(every, pk=pk)
    return _listed(
        request, made, every.filter(number=one.number), {"title": "One child", "number": one.number}
    )


def _listed(request: SignedIn, made: CensusCheck, rows: Any, page: dict[str, Any]) -> HttpResponse:
    shown = paged(request, rows.select_related("check_made"), per=25)
    ours = [one.child for one in shown.rows if one.child is not None]
    look(request, ours)
    page |= {
        "made": made,
        "page": shown,
        "menders": mending.menders(ours, on=today()),
        "notes": notes.notes_on(shown.rows),
        "back": reverse("analyst") if made.is_own else reverse("census-file", args=[made.name]),
        "back_to": "Returns" if made.is_own else made.called,
    }
    return render(request, "web/returns/findings.html", page)


def by_child(request: SignedIn, name: str) -> HttpResponse:
    made = check_named(name)
    page = paged(request, kept.by_child(made, request.user), per=40)
    if made.is_own:
        look(request, [int(row["number"]) for row in page.rows if row["number"].isdigit()])
    back = reverse("analyst") if made.is_own else reverse("census-file", args=[made.name])
    shown = {"title": "Findings by child", "made": made, "page": page, "back": back}
    return render(request, "web/returns/children.html", shown | {"back_to": "Findings by rule"})


def download(request: SignedIn, name: str) -> HttpResponse:
    """The findings as a workbook."""
    made = check_named(name)
    if made.is_own:
        children = CensusFinding.objects.filter(check_made=made).values_list("child", flat=True)
        look(request, [child for child in children.distinct() if child is not None])
    called = get_valid_filename(f"census-{Year(made.year)}-{made.checked_on:%Y-%m-%d}.xlsx")
    return file_to_keep(workbook(made), name=called, kind=XLSX)


class WhyRight(Form):
    because = Words(
        label="Why is it right as it stands?",
        help_text="Nothing that would identify anybody: the note may go with the return.",
        why="A query has to be mended or explained; a note written now is one fewer to chase in July.",
        reads="Whoever sends the return, and whoever may see the child",
        owner="data manager",
        missing="Say why it is right as it stands",
        max_length=2000,
    )


def explain(request: SignedIn, pk: int) -> HttpResponse:
    """An analyst or a manager explains a query."""
    rows = CensusFinding.objects.visible_to(request.user).newest().filter(severity="query")
    found = rows.select_related("check_made").filter(pk=pk).first()
    if found is None:
        raise Http404
    if found.child:
        look(request, [found.child])
    theirs = request.user.role in ANSWERS_FOR_RETURNS
    back = reverse("census-rule", args=[CensusCheck.OWN, found.code]) if theirs else _child_page(found)
    return ask(
        request,
        WhyRight(typed(request), on=today()),
        do=lambda answers: notes.explain(found, by=request.user, because=answers["because"], at=clock.now()),
        then=back,
        said="Explained. The note stays with this finding for as long as it says the same.",
        template="web/returns/explain.html",
        title="Explain a query",
        finding=found,
        button="Keep this note",
        back=back,
        back_to=f"Rule {found.code}" if theirs else "The child’s record",
    )


def _child_page(finding: CensusFinding) -> str:
    return reverse("child", args=[finding.child])
