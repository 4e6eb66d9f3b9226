"""What comes of long forms: how often each is written, answered, and opened by somebody else.

Numbers alone, counted over twelve months: nothing here names a child or a worker.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, TextField, Value, When

from sightline.audit.models import Look
from sightline.compliance.own_questions import is_for
from sightline.record.at_once import Part
from sightline.record.models import OwnAnswer, OwnQuestionVersion
from sightline.record.models.own_question import NOT_DISCUSSED, AnswerKind, LongForm
from sightline.record.own_questions import KINDS, model_of

#: How far back forms are counted, and how soon what was written has to be opened by somebody else.
YEAR, READ_WITHIN = timedelta(days=365), timedelta(days=90)
#: The day of each form: when what it tells of began or happened.
DAYS = {
    LongForm.ASSESSMENT: "started_on",
    LongForm.SIGHTING: "happened_on",
    LongForm.HELP_REVIEW: "held_on",
    LongForm.CONFERENCE: "held_on",
    LongForm.SUPERVISION: "held_on",
}
#: The pages on which the words of an entry can be read.
READ_AT = frozenset(
    {
        "child",
        "story",
        "entry",
        "known",
        "family-story",
        "mattered",
        "assessment",
        "assessment-write",
        "assessment-authorise",
        "authorise-several",
    }
)


@dataclass(frozen=True)
class Use:
    """One question over the year: how many forms asked it, how many answered, how many "not discussed"."""

    asked: int
    answered: int
    not_discussed: int = 0

    @property
    def share(self) -> float | None:
        """Answered among those asked; None where nobody was asked."""
        return self.answered / self.asked if self.asked else None

    @property
    def is_unused(self) -> bool:
        """Whether it was asked all year and never answered."""
        return self.asked > 0 and self.answered == 0


def parts_of(form: str, fields: Mapping[str, str], *, at: datetime, on: date) -> dict[Any, Part]:
    """What is asked to count one form: by day and kind how many there are and how many fill each field; what
    was answered to our own questions; and how many were opened by somebody else.
    """
    rows = _rows(form, on=on)
    day, kind = DAYS[LongForm(form)], KINDS.get(form, ("", []))[0]
    filled = {f"filled_{name}": Count("pk", filter=_is_filled(form, field)) for name, field in fields.items()}
    named = {"day": F(day), "of": F(kind) if kind else Value("")}
    written = rows.order_by().values(**named).annotate(many=Count("pk"), **filled)
    return {
        (form, "written"): written.order_by("day", "of"),
        (form, "own"): _own(form, day, kind, on=on),
        (form, "read"): _read(form, at=at),
    }


def _rows(form: str, *, on: date) -> Any:
    day, model = DAYS[LongForm(form)], model_of(form)
    rows: Any = model._default_manager
    return rows.standing().filter(**{f"{day}__gt": on - YEAR, f"{day}__lte": on})


def _is_filled(form: str, field: str) -> Q:
    """Whether something stands in this field."""
    found = model_of(form)._meta.get_field(field)
    if isinstance(found, ArrayField):
        return ~Q(**{field: []})
    something = Q(**{f"{field}__isnull": False})
    if isinstance(found, CharField | TextField):
        return something & ~Q(**{field: ""})
    return something


def _own(form: str, day: str, kind: str, *, on: date) -> Any:
    standing = OwnAnswer.objects.standing().filter(
        **{f"{form}__{day}__gt": on - YEAR, f"{form}__{day}__lte": on}
    )
    code = Case(
        When(version__kind=AnswerKind.WORDS, then=Value("")), default=F("said"), output_field=TextField()
    )
    named = {
        "day": F(f"{form}__{day}"),
        "of": F(f"{form}__{kind}") if kind else Value(""),
        "question": F("version__question"),
        "code": code,
    }
    return standing.order_by().values(**named).annotate(many=Count("pk")).order_by("day", "question")


def _read(form: str, *, at: datetime) -> Any:
    """Of what was written down in the year and ninety days ago or longer: how much somebody else opened."""
    rows: Any = model_of(form)._default_manager
    written = rows.standing().filter(recorded_at__gt=at - YEAR, recorded_at__lte=at - READ_WITHIN)
    others = Look.objects.filter(
        child=OuterRef("child_id"),
        page__in=READ_AT,
        at__gt=OuterRef("recorded_at"),
        at__lte=OuterRef("recorded_at") + READ_WITHIN,
    ).exclude(worker=OuterRef("recorded_by_id"))
    opened = written.annotate(opened=Exists(others)).order_by().values("opened")
    return opened.annotate(many=Count("pk")).order_by("opened")


def counted(form: str, found: Mapping[Any, list[dict[str, Any]]], names: Iterable[str]) -> "Counted":
    """One form's numbers, of what `parts_of` found."""
    rows = found[form, "written"]
    many = sum(one["many"] for one in rows)
    fields = {name: Use(many, sum(one[f"filled_{name}"] for one in rows)) for name in names}
    read = {one["opened"]: one["many"] for one in found[form, "read"]}
    return Counted(many, fields, rows, found[form, "own"], read.get(True, 0), sum(read.values()))


@dataclass(frozen=True)
class Counted:
    """One form over the year."""

    many: int
    fields: dict[str, Use]
    rows: list[dict[str, Any]]
    own: list[dict[str, Any]]
    opened: int
    """How many were opened by somebody else in time, of `could_be_opened`."""
    could_be_opened: int

    def of_our_own(self, version: OwnQuestionVersion, since: date) -> Use:
        """One question of our own, first asked on `since`: among the forms that asked it."""
        until = version.question.retired_from_on
        mine = [one for one in self.own if _was_asked(version, one, since, until)]
        answers = [one for one in mine if one["question"] == version.question_id]
        if version.only_if_id is not None:
            hangs = (version.only_if_id, version.only_if_said)
            asked = sum(one["many"] for one in mine if (one["question"], one["code"]) == hangs)
        else:
            asked = sum(one["many"] for one in self.rows if _was_asked(version, one, since, until))
        none = sum(one["many"] for one in answers if one["code"] == NOT_DISCUSSED)
        return Use(asked, sum(one["many"] for one in answers), none)


def _was_asked(version: OwnQuestionVersion, row: Mapping[str, Any], since: date, until: date | None) -> bool:
    """Whether forms of this row's day and kind asked it."""
    return since <= row["day"] and (until is None or row["day"] < until) and is_for(version, row["of"])
