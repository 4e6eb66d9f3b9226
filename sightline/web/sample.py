"""Samples: drawn from a seed that is kept, read by people who had no hand in them, and what that implies."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from sightline.assurance import sampling
from sightline.assurance.estimate import more_to_read
from sightline.assurance.models import Sample, Verdict
from sightline.assurance.models.sampling import Method, Population
from sightline.assurance.models.verdict import UNSAFE
from sightline.casework.verb import Refused
from sightline.compliance.pattern.cases import cases
from sightline.people.models import READ_SAMPLES, Worker
from sightline.web.fields import Day, HowMany, Line, OneOf, Pick, SomeOf
from sightline.web.finding import opened, paged
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.today import today

WHO: Any = {"reads": "whoever reads the cases, the director, and inspectors", "owner": "director"}
PARTS = [
    ("", "Not in parts"),
    ("team", "By team"),
    ("source", "By who referred the child"),
    ("primary_need", "By the child’s need"),
    ("closure_reason", "By why it was closed"),
]
HEAVY = 8.0
"""How much likelier a case is to be drawn in which something looks unsafe."""
METHODS = [(one.value, one.label) for one in Method if one is not Method.WHOLE]


def readers() -> Any:
    """Who may be given cases to read."""
    return Worker.objects.filter(left_on=None, role__in=READ_SAMPLES).order_by("name")


class Draw(Form):
    """What is drawn, how, and who reads it."""

    asks = Line(
        label="What is each case read for?",
        max_length=200,
        missing="Say what each case is read for",
        help_text="For example: was this child safe when we closed?",
        why="A share means something only of a question.",
        **WHO,
    )
    population = OneOf(
        label="Drawn from which cases?",
        choices=Population.choices,
        missing="Choose which cases",
        why="What has ended is where nobody looks any more.",
        **WHO,
    )
    from_on = Day(label="From which day?", missing="Enter the first day", why="It bounds the list.", **WHO)
    until_on = Day(label="Until which day?", missing="Enter the last day", why="It bounds the list.", **WHO)
    method = OneOf(
        label="How?",
        choices=METHODS,
        missing="Choose how",
        why="How it was drawn decides what it says of the rest.",
        **WHO,
    )
    part_by = Pick(
        label="In parts by what?",
        choices=PARTS[1:],
        empty=PARTS[0][1],
        required=False,
        why="So that no part is missed by chance.",
        **WHO,
    )
    size = HowMany(
        label="How many?",
        min_value=1,
        max_value=2000,
        missing="Enter how many",
        why="More make the answer surer: the sample’s page says how many more.",
        **WHO,
    )
    seed = HowMany(
        label="From which seed?",
        min_value=0,
        max_value=2**40,
        missing="Enter a number",
        help_text="Any number. The same one draws the same cases again.",
        why="So that anybody can show that nobody chose the cases.",
        **WHO,
    )
    readers = SomeOf(
        label="Who reads them?",
        choices=lambda: [(str(one.pk), f"{one.name}, {one.get_role_display().lower()}") for one in readers()],
        missing="Choose who reads them",
        help_text="Nobody is given a case in which they had a hand.",
        why="One named person answers for each reading.",
        **WHO,
    )

    def clean_readers(self) -> list[Worker]:
        return list(Worker.objects.filter(pk__in=self.cleaned_data["readers"]))


def samples(request: SignedIn) -> HttpResponse:
    """Every sample that was drawn, the newest first."""
    mine = Sample.objects.visible_to(request.user).standing()
    page = paged(
        request,
        mine.select_related("frame", "recorded_by").defer("frame__cases", "frame__strata", "frame__weights"),
    )
    return render(request, "web/assurance/samples.html", {"title": "Samples", "on": today(), "page": page})


def new(request: SignedIn) -> HttpResponse:
    on = today()

    def do(answers: dict[str, Any]) -> Sample:
        days = {"from_on": answers["from_on"], "until_on": answers["until_on"]}
        which, weights = answers["population"], None
        if answers["method"] == Method.WEIGHTED:
            weights = _weights(which, on=on, **days)
        found = sampling.listed(which, **days, part_by=answers.pop("part_by"), weights=weights)
        if not found:
            raise Refused("No such case ended between those days.")
        return sampling.draw_sample(by=request.user, on=on, cases=found, **answers)

    return ask(
        request,
        Draw(typed(request), on=on),
        do=do,
        then=lambda made: reverse("sample", args=[made.pk]),
        said="Drawn. Each reader finds their cases under Looking back.",
        title="Draw a sample",
        button="Draw",
        back=reverse("samples"),
        back_to="Samples",
    )


def _weights(which: str, *, on: Any, from_on: Any, until_on: Any) -> dict[int, float]:
    """Those in which something looks unsafe are so much likelier to be drawn, and count for so much less."""
    every = list(sampling.population(which, from_on=from_on, until_on=until_on).values_list("pk", flat=True))
    found = cases(every, on=on)
    return {case: HEAVY if heavy else 1.0 for case, heavy in zip(found.referral, found.unsafe(), strict=True)}


def sample(request: SignedIn, pk: int) -> HttpResponse:
    """One sample: its cases and readers, what has been found, and between which two the truth lies."""
    rows = Sample.objects.visible_to(request.user).standing()
    found = get_object_or_404(rows.select_related("frame", "recorded_by"), pk=pk)
    verdicts = dict(
        Verdict.objects.standing().filter(case__sample=found).values_list("case__referral", "finding")
    )
    answers = {case: finding in UNSAFE for case, finding in verdicts.items()}
    made = sampling.estimate_of(found, answers)
    page = paged(request, found.cases.visible_to(request.user).select_related("reader"), per=25)
    children = opened(request, [case.child_id for case in page.rows])
    shown = {
        "title": found.asks,
        "on": today(),
        "sample": found,
        "of": len(found.frame.cases),
        "estimate": made,
        "more": more_to_read(made.found, made.read, within=0.05, of=len(found.frame.cases)),
        "page": page,
        "lines": [(case, children.get(case.child_id)) for case in page.rows],
        "verdicts": {case: Verdict.Finding(finding).label for case, finding in verdicts.items()},
        "back": reverse("samples"),
        "back_to": "Samples",
    }
    return render(request, "web/assurance/sample.html", shown)
