"""The record in words: every table, its fields, its milestones, and what PostgreSQL refuses in it.

Made from the models, so that it cannot say what is not so. Constraints are named as sentences; here they are
read out.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from sightline.record.milestones import Fact
from sightline.record.models.entry import Entry

if TYPE_CHECKING:
    Field = models.Field[Any, Any]
else:
    Field = models.Field  # Django's own fields take no type arguments at run time

LAYERS = ("people", "record", "audit")
#: A field's codes are listed in its row up to this many, and under a heading of their own beyond.
FEW = 6
KNOWN_CODE = "_is_a_known_code"
ONE_DAY, ONE_INSTANT = "a day", "an instant"
TYPES: tuple[tuple[type[Field], str], ...] = (
    (models.DateTimeField, ONE_INSTANT),
    (models.DateField, ONE_DAY),
    (models.BooleanField, "yes or no"),
    (models.TextField, "words"),
    (models.CharField, "words"),
    (models.JSONField, "a row, as JSON"),
    (models.IntegerField, "a number"),
)
LOOKUPS = {
    "in": "is one of",
    "gt": "is after",
    "gte": "is not before",
    "lt": "is before",
    "lte": "is not after",
    "regex": "matches",
}


def models_described() -> list[type[models.Model]]:
    """The models of people, the record and the audit, each layer's by name."""
    return [
        model
        for layer in LAYERS
        for model in sorted(apps.get_app_config(layer).get_models(), key=lambda model: model.__name__)
    ]


def name_of(model: type[models.Model]) -> str:
    """As a worker would say it: "strategy discussion"."""
    return str(model._meta.verbose_name)


def fields_of(model: type[models.Model]) -> list[Field]:
    """The model's own fields: its number and what every entry has are told once, for all."""
    every = {field.name for field in Entry._meta.local_fields} | {"id"}
    mine = every if issubclass(model, Entry) else {"id"}
    return [field for field in model._meta.local_fields if field.name not in mine]


def holds(field: Field) -> str:
    """What a field holds, in words: "a day; may be empty"."""
    help_text = str(field.help_text)
    parts = [f"{_type(field)} ({help_text[0].lower()}{help_text[1:]})" if help_text else _type(field)]
    parts += ["no two rows the same"] if field.unique and not field.primary_key else []
    parts += ["may be empty"] if field.null else []
    return "; ".join(parts)


def _type(field: Field) -> str:
    if isinstance(field, models.GeneratedField):
        return "made by PostgreSQL from other fields"
    if isinstance(field, models.ForeignKey):
        return _one(name_of(field.remote_field.model))
    inner = getattr(field, "base_field", None)
    if inner is not None:
        return f"any of {_codes(inner).removeprefix('one of ')}" if inner.choices else "a list"
    if field.choices:
        return _codes(field)
    return next((words for kind, words in TYPES if isinstance(field, kind)), "a value")


def _one(name: str) -> str:
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def choices_of(field: Field) -> list[tuple[str, str]]:
    """The codes that a field may hold, and their words; none where it holds no code."""
    inner = getattr(field, "base_field", None) or field
    return [(str(code), str(words)) for code, words in getattr(inner, "choices", None) or ()]


def _codes(field: Field) -> str:
    choices = choices_of(field)
    if len(choices) > FEW:
        return f"one of {len(choices)} codes, listed below"
    return ", ".join(f"`{code}` {words}" for code, words in choices)


def milestones_of(model: type[models.Model]) -> Iterator[str]:
    """Each milestone that the model declares: the kind, the field its day stands in, and when it counts."""
    for kind, facts in getattr(model, "milestones", {}).items():
        for fact in facts if isinstance(facts, tuple) else (facts,):
            yield f"{kind.words}: {_day(fact)}{_when(fact)}{_into(fact)}"


def _day(fact: Fact) -> str:
    if isinstance(fact.day, str):
        return f"`{fact.day.replace('__', '.')}`"
    source = fact.day.get_source_expressions()[0]  # type: ignore[attr-defined]  # an expression over one field
    return f"the day worked out from `{source.name.replace('__', '.')}`"


def _into(fact: Fact) -> str:
    if fact.into == ("self",):
        return ""
    return (
        " (in the thread of "
        + " and of ".join("its own" if at == "self" else f"its {at}" for at in fact.into)
        + ")"
    )


def _when(fact: Fact) -> str:
    if callable(fact.when):
        return ", in those rows"
    return f", where {condition(fact.when)}" if fact.when else ""


def condition(asked: Q) -> str:
    """A condition in words: "decision is no further action"."""
    joint = " or " if asked.connector == Q.OR else " and "
    words = joint.join(condition(one) if isinstance(one, Q) else _comparison(one) for one in asked.children)
    return f"not ({words})" if asked.negated else words


def _comparison(asked: Any) -> str:
    if not isinstance(asked, tuple):
        return "the rows beside it say so"
    path, value = asked
    *field, lookup = path.split("__")
    if lookup == "isnull":
        return f"{_said(field)} is {'empty' if value else 'filled'}"
    if lookup in LOOKUPS:
        return f"{_said(field)} {LOOKUPS[lookup]} {_value(value)}"
    return f"{_said([*field, lookup])} is {_value(value)}"


def _said(path: list[str]) -> str:
    return f"`{'.'.join(path)}`"


def _value(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_value(one) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or value == "":
        return "empty"
    return f"`{getattr(value, 'value', None) or getattr(value, 'name', value)}`"


def refusals_of(model: type[models.Model]) -> list[str]:
    """The model's own constraints, as sentences; what holds for every table is told once, for all."""
    return [_sentence(one.name) for one in model._meta.constraints if _is_its_own(one)]


def _is_its_own(constraint: models.BaseConstraint) -> bool:
    """Leaves out those that only give another table's key something to point at: the id alone is unique."""
    points_at = isinstance(constraint, models.UniqueConstraint) and "id" in constraint.fields
    return not (points_at or "_struck_out_" in constraint.name or constraint.name.endswith(KNOWN_CODE))


def _sentence(name: str) -> str:
    words = name.replace("_", " ").replace(" childs ", " child's ").replace(" nhs ", " NHS ")
    return f"{words[0].upper()}{words[1:]}."
