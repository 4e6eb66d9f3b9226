"""What our long forms cost and what comes of them: a question earns its place, or is proposed for removal."""

from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render

from sightline.compliance.form_use import YEAR, Counted, Use, counted, parts_of
from sightline.people.models import Role, Worker
from sightline.record.at_once import at_once
from sightline.record.models import OwnQuestionVersion
from sightline.record.models.own_question import LongForm
from sightline.record.own_questions import model_of
from sightline.record.reader import counting
from sightline.web import assessment, child_in_need, conference, sighting, supervision
from sightline.web import today as clock
from sightline.web.fields import Asked
from sightline.web.form import Form, SignedIn
from sightline.web.models import ANSWERS_OBSTACLES, FormTime, Obstacle
from sightline.web.obstacle import answerer_of
from sightline.web.today import today

#: The forms by which each is written; and the fields that hold what is asked under another name.
ASKED_BY: dict[str, tuple[type[Form], ...]] = {
    LongForm.ASSESSMENT: (assessment.WriteAssessment,),
    LongForm.SIGHTING: (sighting.Visit, sighting.OneChild),
    LongForm.HELP_REVIEW: (child_in_need.Reviewed,),
    LongForm.CONFERENCE: (conference.Hold,),
    LongForm.SUPERVISION: (supervision.Supervise,),
}
KEPT_AS = {
    LongForm.SIGHTING: {"on": "happened_on", "time": "happened_at"},
    LongForm.HELP_REVIEW: {"on": "held_on"},
    LongForm.CONFERENCE: {"on": "held_on", "because": "decided_because"},
    LongForm.SUPERVISION: {"on": "held_on"},
}


@dataclass(frozen=True)
class Line:
    """One question of a form, how it was used, and what is proposed, where anything is."""

    label: str
    use: Use | None
    """None where what was answered stands in another entry, and is not counted here."""
    whose: str
    proposed: str = ""


def fields_of(form: str) -> dict[str, tuple[Asked, str]]:
    """Each question in code, by its box: the field that asks it and the record's field that holds it."""
    held = {field.name for field in model_of(form)._meta.concrete_fields}
    kept = KEPT_AS.get(LongForm(form), {})
    asked = {name: field for one in ASKED_BY[form] for name, field in one.base_fields.items()}
    found = {name: (field, kept.get(name, name)) for name, field in asked.items() if isinstance(field, Asked)}
    return {name: (field, column if column in held else "") for name, (field, column) in found.items()}


def forms(request: SignedIn) -> HttpResponse:
    """Every long form: how often written, how long it takes, who opens what was written, each question."""
    on, at = today(), clock.now()
    fields = {form: fields_of(form) for form in LongForm.values}
    parts: dict[Any, Any] = {}
    for form, asked in fields.items():
        stands = {name: column for name, (_, column) in asked.items() if column}
        parts |= parts_of(form, stands, at=at, on=on)
    versions = OwnQuestionVersion.objects.standing().filter(question__struck_out_at=None)
    parts["versions"] = versions.select_related("question", "owner").order_by("from_on", "pk")
    with counting():
        found = at_once(parts)
    times = FormTime.objects.filter(on__gt=on - YEAR, on__lte=on).values_list("form", "minutes")
    minutes: dict[str, list[int]] = {}
    for form, taken in times:
        minutes.setdefault(form, []).append(taken)
    shown = [
        _of(form, fields[form], counted(form, found, _named(found, form)), found["versions"], minutes, on)
        for form in LongForm.values
    ]
    page = {"title": "What our forms cost", "on": on, "since": on - YEAR, "forms_of": shown}
    return render(request, "web/forms.html", page | _in_the_way(request))


def _named(found: Any, form: str) -> list[str]:
    rows = found[form, "written"]
    return [name.removeprefix("filled_") for name in rows[0] if name.startswith("filled_")] if rows else []


def _of(
    form: str,
    fields: dict[str, tuple[Asked, str]],
    numbers: Counted,
    versions: list[OwnQuestionVersion],
    minutes: dict[str, list[int]],
    on: date,
) -> dict[str, Any]:
    taken = minutes.get(form, [])
    lines = [_built_in(field, numbers.fields.get(name)) for name, (field, _) in fields.items()]
    lines += own_lines(form, numbers, versions, on=on)
    return {
        "label": LongForm(form).label,
        "slug": form,
        "many": numbers.many,
        "opened": numbers.opened,
        "could_be": numbers.could_be_opened,
        "times": len(taken),
        "minutes": median(taken) if taken else None,
        "lines": lines,
        "proposed": sum(bool(one.proposed) for one in lines),
    }


def _built_in(field: Asked, use: Use | None) -> Line:
    statutory = field.item != "local"
    proposed = "Never answered in twelve months" if use and use.is_unused and not statutory else ""
    return Line(str(field.label), use, "statutory" if statutory else f"the {field.owner}", proposed)


def own_lines(form: str, numbers: Counted, versions: list[OwnQuestionVersion], *, on: date) -> list[Line]:
    """Each question of our own that is asked on this form today, how it was used, and what is proposed."""
    mine: dict[int, list[OwnQuestionVersion]] = {}
    for one in versions:
        if one.question.form == form and one.from_on <= on:
            mine.setdefault(one.question_id, []).append(one)
    found = []
    for asked in mine.values():
        latest, until = asked[-1], asked[-1].question.retired_from_on
        if until is None or until > on:
            use = numbers.of_our_own(latest, asked[0].from_on)
            why = [
                "Never answered in twelve months" if use.is_unused else "",
                f"Its review was due on {latest.review_on:%-d %B %Y}" if latest.review_on < on else "",
            ]
            found.append(Line(latest.words, use, latest.owner.name, ". ".join(filter(None, why))))
    return found


def _in_the_way(request: SignedIn) -> dict[str, Any]:
    """What got in people's way: counts for everybody here, the words for whoever answers them."""
    counts: list[Any] = []
    words: list[Obstacle] = []
    if request.user.role in ANSWERS_OBSTACLES:
        rows = Obstacle.objects.visible_to(request.user)
        counted_by = rows.order_by().values_list("page").annotate(many=Count("pk")).order_by("-many", "page")
        counts = [{"page_said": page.replace("-", " "), "many": many} for page, many in counted_by]
        words = list(rows.filter(answered_at=None).select_related("by__team__service_manager")[:50])
    director = Worker.objects.filter(role=Role.DIRECTOR, left_on=None).order_by("pk").first()
    return {"counts": counts, "waiting": [(one, answerer_of(one, director)) for one in words]}
