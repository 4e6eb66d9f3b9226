"""Look-backs: begun, scored, given out to be read, and reported on to the last case."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sightline.assurance import jobs
from sightline.assurance import look_back as verbs
from sightline.assurance.danger import because_words
from sightline.assurance.models import LookBack, Sample
from sightline.assurance.models.look_back import Reads
from sightline.assurance.models.sampling import Population
from sightline.assurance.models.verdict import Finding
from sightline.assurance.report import Report
from sightline.compliance.pattern.book import PATTERNS
from sightline.people.models import Worker
from sightline.web.fields import Day, HowMany, Line, OneOf, Somebody, SomeOf
from sightline.web.finding import opened, paged
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.sample import readers
from sightline.web.today import today

WHO: Any = {"reads": "the director, and whoever reads the cases", "owner": "director"}
ENDED = [one for one in Population.choices if one[0] != Population.OPEN]


class Begin(Form):
    """Which cases, and which of them people read."""

    title = Line(
        label="What is it called?",
        max_length=200,
        missing="Give it a name",
        why="Its report carries it.",
        **WHO,
    )
    population = OneOf(
        label="Which cases?",
        choices=ENDED,
        missing="Choose which cases",
        why="It bounds what is looked at.",
        **WHO,
    )
    from_on = Day(
        label="Ended from which day?", missing="Enter the first day", why="It bounds the list.", **WHO
    )
    until_on = Day(label="Until which day?", missing="Enter the last day", why="It bounds the list.", **WHO)
    patterns = SomeOf(
        label="Held to which patterns?",
        choices=[(name, pattern.title) for name, pattern in PATTERNS.items()],
        missing="Choose at least one",
        help_text="Each is something that has gone wrong before, here or elsewhere.",
        why="What no pattern describes is found only by reading.",
        **WHO,
    )
    leaves_out = Somebody(
        label="Leave out a sample that was read already?",
        queryset=Sample.objects.none(),
        required=False,
        why="What was read is not read again, and what it said is set beside what is found.",
        **WHO,
    )
    reads = OneOf(
        label="Which of them do people read?",
        choices=Reads.choices,
        missing="Choose what people read",
        why="A random control says how much the patterns miss.",
        **WHO,
    )

    def __init__(self, *args: Any, by: Worker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drawn = Sample.objects.visible_to(by).standing().filter(look_back=None, controls=None)
        self.offer("leaves_out", drawn)


class Share(Form):
    """Who reads, and how large the control is."""

    readers = SomeOf(
        label="Who reads?",
        choices=lambda: [(str(one.pk), f"{one.name}, {one.get_role_display().lower()}") for one in readers()],
        missing="Choose who reads",
        help_text="Nobody is given a case in which they had a hand.",
        why="One named person answers for each reading.",
        **WHO,
    )
    control = HowMany(
        label="How many of those that no pattern picked are drawn at random?",
        min_value=0,
        max_value=2000,
        missing="Enter how many",
        help_text="Sixty clean cases of a thousand still leave room for about fifty unsafe ones.",
        why="Without it nobody knows what the patterns miss.",
        **WHO,
    )
    seed = HowMany(
        label="From which seed?",
        min_value=0,
        max_value=2**40,
        missing="Enter a number",
        why="So that anybody can draw the control again.",
        **WHO,
    )

    def clean_readers(self) -> list[Worker]:
        return list(Worker.objects.filter(pk__in=self.cleaned_data["readers"]))


def look_backs(request: SignedIn) -> HttpResponse:
    mine = LookBack.objects.visible_to(request.user).standing().select_related("recorded_by")
    page = paged(request, mine)
    shown = {"title": "Look-backs", "on": today(), "page": page}
    return render(request, "web/assurance/look_backs.html", shown)


def begin(request: SignedIn) -> HttpResponse:
    on = today()

    def do(answers: dict[str, Any]) -> LookBack:
        made = verbs.begin(by=request.user, on=on, **answers)
        jobs.queue(made)
        return made

    return ask(
        request,
        Begin(typed(request), on=on, by=request.user, initial={"patterns": list(verbs.PICKS)}),
        do=do,
        then=lambda made: reverse("look-back", args=[made.pk]),
        said="Begun. Its cases are being scored: you may leave this page and come back.",
        title="Begin a look-back",
        button="Begin",
        back=reverse("look-backs"),
        back_to="Look-backs",
    )


def find(request: SignedIn, pk: int) -> LookBack:
    rows = LookBack.objects.visible_to(request.user).standing()
    whole = rows.select_related("frame", "recorded_by", "readings", "control__frame", "leaves_out__frame")
    return get_object_or_404(whole, pk=pk)


LISTS = {
    "picked": "Picked by a pattern",
    "to-read": "Given out and not read yet",
    "not-read": "Picked by no pattern and given to nobody",
    "unsafe": "Found at risk",
    "false-alarms": "Picked, and found safe",
    "lost": "Not accounted for",
    **{finding.value.replace("_", "-"): finding.label for finding in Finding},
}


def look_back(request: SignedIn, pk: int) -> HttpResponse:
    """How far it is, what was found, what was probably missed, and what is being done."""
    found = find(request, pk)
    report = Report(found)
    follow_ups = paged(request, report.follow_ups, per=20)
    children = opened(request, [one.child_id for one in follow_ups.rows])
    shown = {
        "title": found.title,
        "on": today(),
        "made": found,
        "report": report,
        "total": len(report.cases),
        "scored": len(report.scored),
        "counts": _counts(report),
        "findings": [(one.value.replace("_", "-"), one.label, many) for one, many in report.findings.items()],
        "patterns": [PATTERNS[name].title for name in found.patterns if name in PATTERNS],
        "page": follow_ups,
        "lines": [(one, children.get(one.child_id)) for one in follow_ups.rows],
        **_together(report),
        "back": reverse("look-backs"),
        "back_to": "Look-backs",
    }
    return render(request, "web/assurance/look_back.html", shown)


def _together(report: Report) -> dict[str, int]:
    """How many were read and found at risk in the look-back and in the sample before it, in one."""
    before = report.beforehand
    return {
        "unsafe_together": len(report.unsafe) + (before.found if before else 0),
        "read_together": len(report.verdicts) + (before.read if before else 0),
    }


def _counts(report: Report) -> list[tuple[str, str, int]]:
    """The numbers that account for every case, each with the name of its list."""
    return [
        ("picked", LISTS["picked"], len(report.picked)),
        ("to-read", LISTS["to-read"], len(report.to_read)),
        ("not-read", LISTS["not-read"], len(report.not_read)),
        ("false-alarms", LISTS["false-alarms"], len(report.false_alarms)),
        ("lost", LISTS["lost"], len(report.lost)),
    ]


def behind(request: SignedIn, pk: int, name: str) -> HttpResponse:
    """The cases behind one of the report's numbers, the most dangerous first."""
    found = find(request, pk)
    if name not in LISTS:
        raise Http404
    wanted = _behind(Report(found), name)
    scored = found.scored.visible_to(request.user).standing().filter(referral__in=wanted)
    page = paged(request, scored.order_by("-danger", "referral_id"), per=25)
    children = opened(request, [one.child_id for one in page.rows])
    lines = [
        (
            one,
            children.get(one.child_id),
            [PATTERNS[fit].title for fit in one.fits if fit in PATTERNS],
            map(because_words, one.because),
        )
        for one in page.rows
    ]
    shown = {"title": LISTS[name], "on": today(), "made": found, "page": page, "lines": lines}
    back = {"back": reverse("look-back", args=[pk]), "back_to": found.title}
    return render(request, "web/assurance/look_back_list.html", {**shown, **back})


def _behind(report: Report, name: str) -> set[int]:
    finding = name.replace("-", "_")
    if finding in Finding.values:
        return {case for case, said in report.verdicts.items() if said == finding}
    found: Any = getattr(report, finding)
    return set(found)


@require_POST
def carry_on(request: SignedIn, pk: int) -> HttpResponse:
    """Queue again whatever is not scored: nothing is lost by it and nothing done twice."""
    jobs.queue(find(request, pk))
    return redirect("look-back", pk)


def share(request: SignedIn, pk: int) -> HttpResponse:
    found, on = find(request, pk), today()
    if found.readings_id or found.control_id:
        raise Http404
    return ask(
        request,
        Share(typed(request), on=on, initial={"control": 60}),
        do=lambda answers: verbs.share_out(found, by=request.user, on=on, **answers),
        then=reverse("look-back", args=[pk]),
        said="Given out. Each reader finds their cases under Looking back, the likeliest to matter first.",
        title="Give the cases out to be read",
        button="Give out",
        back=reverse("look-back", args=[pk]),
        back_to=found.title,
    )
