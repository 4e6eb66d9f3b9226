"""The register of actions: what the record shows done, what has relapsed, what nobody can verify."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from sightline.assurance import action as verbs
from sightline.assurance.models import Action
from sightline.assurance.standing import Proof, State, states
from sightline.compliance.measure import CATALOGUE
from sightline.people.models import LEADS_PRACTICE, PRACTITIONERS, READS_PRACTICE, Role, Worker
from sightline.record.models import SeriousIncident
from sightline.web.chart import Chart
from sightline.web.fields import Day, Line, OneOf, Pick, Somebody, Whole, Words
from sightline.web.finding import paged
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.today import today

READERS = "whoever owns it, managers, auditors and inspectors"
OWNER = "director"
WHO: Any = {"reads": READERS, "owner": OWNER}
ORDER = [Proof.RELAPSED, Proof.NOT_YET, Proof.HOLDING, Proof.UNVERIFIED, Proof.DONE]
MEANS = {
    Proof.RELAPSED: "The record showed it done, and its measure has failed since.",
    Proof.NOT_YET: "Its measure is not where it is to be.",
    Proof.HOLDING: "Its measure is where it is to be, and has not been for long enough.",
    Proof.UNVERIFIED: "Nobody has said by which measure it would show, so nothing shows it.",
    Proof.DONE: "Its measure has held for the whole time asked. The day it fails, this is open again.",
}


def _owners() -> QuerySet[Worker]:
    return Worker.objects.filter(left_on=None).exclude(
        role__in=[*PRACTITIONERS, Role.PARTNER, Role.INSPECTOR]
    )


class Agree(Form):
    """A recommendation becomes an action."""

    ahead = frozenset({"due_on"})

    source = OneOf(
        label="Where did it come from?",
        choices=Action.Source.choices,
        missing="Choose where it came from",
        why="One register holds them all, so that the same finding twice is seen.",
        **WHO,
    )
    came_from = Line(
        label="Which letter, report or audit, and where in it?",
        max_length=200,
        missing="Say which letter, report or audit",
        why="So that anybody can read the words it came from.",
        **WHO,
    )
    weight = OneOf(
        label="What kind of action is it?",
        choices=Action.Weight.choices,
        missing="Choose what kind of action it is",
        why="Priority actions come first; a strength is kept from falling.",
        **WHO,
    )
    found = Words(
        label="What was found?", rows=3, missing="Say what was found", why="It is what must not recur.", **WHO
    )
    recommendation = Words(
        label="What is to be different?",
        rows=3,
        missing="Say what is to be different",
        why="It is what the measure has to show.",
        **WHO,
    )
    owner = Somebody(
        label="Who owns it?",
        queryset=Worker.objects.none(),
        missing="Choose who owns it",
        why="One person in post answers for it.",
        **WHO,
    )
    due_on = Day(label="By when?", missing="Enter the day it is due", why="So that lateness shows.", **WHO)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("owner", _owners())


class GiveMeasure(Form):
    """By which measure it would show."""

    measure = Pick(
        label="Which measure would show it?",
        choices=[(one.name, one.title) for one in CATALOGUE.values()],
        missing="Choose a measure",
        why="Nobody can say an action done: the record shows it, or does not.",
        **WHO,
    )
    threshold = Whole(
        label="What must it come to?",
        help_text="A share: at least so many per cent. A number of children: at most so many.",
        min_value=0,
        missing="Enter a number",
        why="So that everybody knows beforehand what would count.",
        **WHO,
    )
    weeks = Whole(
        label="For how many weeks must it hold?",
        min_value=1,
        max_value=104,
        missing="Enter a number of weeks",
        why="One good week shows nothing.",
        **WHO,
    )
    because = Line(
        label="If it had a measure already, why does it change?",
        max_length=500,
        required=False,
        why="A measure that is changed until it passes proves nothing.",
        **WHO,
    )


class HandTo(Form):
    """Another owner."""

    owner = Somebody(
        label="Who owns it from now on?",
        queryset=Worker.objects.none(),
        missing="Choose who owns it",
        why="One person in post answers for it.",
        **WHO,
    )
    because = Line(
        label="Why?", max_length=500, missing="Say why", why="So that it is not passed round.", **WHO
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("owner", _owners())


class SayDone(Form):
    """What the owner says was done."""

    because = Words(
        label="What was done?",
        help_text="This proves nothing by itself. The measure does.",
        missing="Say what was done",
        why="Whoever reads the measure wants to know what is behind it.",
        **WHO,
    )


def actions(request: SignedIn) -> HttpResponse:
    """The register, the relapsed first."""
    on = today()
    listed = list(_visible(request).select_related("owner"))
    if not listed and request.user.role not in READS_PRACTICE:
        raise Http404
    found = states(listed, on=on)
    listed.sort(key=lambda one: (ORDER.index(found[one.pk].proof), one.due_on, one.pk))
    counts = [(proof, MEANS[proof], sum(state.proof is proof for state in found.values())) for proof in ORDER]
    page = paged(request, listed)
    shown = {"title": "Actions", "on": on, "page": page, "counts": counts, "states": found}
    return render(request, "web/assurance/actions.html", {**shown, "may_agree": _may_agree(request)})


def action(request: SignedIn, pk: int) -> HttpResponse:
    """One action, and its measure day by day since it was given one."""
    on, found = today(), _found(request, pk)
    state = states([found], on=on)[found.pk]
    page = {"title": "Action", "on": on, "action": found, "state": state, "means": MEANS[state.proof]}
    page["chart"] = _drawn(found, state)
    page |= {"may_agree": _may_agree(request), "is_owner": found.owner_id == request.user.pk}
    return render(request, "web/assurance/action.html", page)


def _drawn(action: Action, state: State) -> Chart | None:
    """The measure's line and the threshold, where there is more than a day to draw."""
    if state.measure is None or len(state.days) < 2 or action.threshold is None:
        return None
    share = state.measure.is_share
    points = [(day.on, day.value.percent if share else float(day.value.number)) for day in state.days]
    most = 100.0 if share else max(1.0, action.threshold, *(value or 0 for _, value in points))
    drawn = Chart(state.days[0].on, state.days[-1].on, most, "%" if share else "")
    drawn.level(action.threshold, "what it is to come to")
    drawn.line(points, state.measure.title)
    return drawn


def _incident(request: SignedIn) -> SeriousIncident | None:
    """The serious incident that the action comes from, where its page led here."""
    asked = request.GET.get("incident", "")
    seen = SeriousIncident.objects.visible_to(request.user).standing()
    return get_object_or_404(seen.distinct(), pk=int(asked)) if asked.isdigit() else None


def agree(request: SignedIn) -> HttpResponse:
    on, incident = today(), _incident(request)
    start: dict[str, str] = {"weight": Action.Weight.DEVELOPMENT}
    if incident:
        start |= {"source": Action.Source.CASE_REVIEW, "came_from": f"Rapid review: {incident}"}
    return ask(
        request,
        Agree(typed(request), on=on, initial=start),
        do=lambda answers: verbs.agree(by=request.user, agreed_on=on, incident=incident, **answers),
        then=lambda made: reverse("action", args=[made.pk]),
        said="Saved. Until it has a measure, nothing shows whether it is done.",
        title="Agree an action",
        back=reverse("actions"),
        back_to="Actions",
    )


def give_measure(request: SignedIn, pk: int) -> HttpResponse:
    found, on = _found(request, pk), today()
    before = {"measure": found.measure, "threshold": found.threshold, "weeks": found.holds_for_weeks}
    return _asked(
        request,
        found,
        GiveMeasure(typed(request), on=on, initial=before),
        do=lambda answers: verbs.give_measure(found, by=request.user, on=on, **answers),
        said="Saved. It is measured from today.",
        title="How it would show",
        template="web/assurance/give_measure.html",
        measures=CATALOGUE.values(),
    )


def hand_to(request: SignedIn, pk: int) -> HttpResponse:
    found, on = _found(request, pk), today()
    if not _may_agree(request) and found.owner_id != request.user.pk:
        raise Http404
    return _asked(
        request,
        found,
        HandTo(typed(request), on=on),
        do=lambda answers: verbs.hand_to(found, by=request.user, on=on, **answers),
        said="Saved: it has another owner.",
        title="Change who owns it",
    )


def say_done(request: SignedIn, pk: int) -> HttpResponse:
    found, on = _found(request, pk), today()
    if found.owner_id != request.user.pk:
        raise Http404
    return _asked(
        request,
        found,
        SayDone(typed(request), on=on),
        do=lambda answers: verbs.say_done(found, by=request.user, on=on, **answers),
        said="Saved. Whether it is done, the measure shows.",
        title="Say what was done",
    )


def _asked(request: SignedIn, found: Action, form: Form, **page: Any) -> HttpResponse:
    here = reverse("action", args=[found.pk])
    return ask(request, form, then=here, back=here, back_to="The action", lead=found.recommendation, **page)


def _visible(request: SignedIn) -> QuerySet[Action]:
    return Action.objects.visible_to(request.user).standing()


def _found(request: SignedIn, pk: int) -> Action:
    return get_object_or_404(_visible(request).select_related("owner", "same_as", "said_done_by"), pk=pk)


def _may_agree(request: SignedIn) -> bool:
    return request.user.role in LEADS_PRACTICE
