"""Constraints that Django has no words for, written once so that models can declare them."""

from typing import Any, ClassVar

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement

from sightline.record.accuracy import SHAPE, WHOLE


class SameChild(models.BaseConstraint):
    """A row's foreign key may only point at a row of the same child.

    A composite foreign key: `(referral, child)` must stand together in the referral's own table, which has to
    declare the pair unique. `also` adds columns that must agree too, as {ours: theirs}.
    """

    template: ClassVar[str] = (
        "ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({ours}) "
        "REFERENCES {target} ({theirs}) DEFERRABLE INITIALLY IMMEDIATE"
    )

    def __init__(self, field: str, *, name: str, also: dict[str, str] | None = None) -> None:
        super().__init__(name=name)
        self.field = field
        self.also = also or {}

    def _sql(self, model: type[models.Model], editor: BaseDatabaseSchemaEditor) -> str:
        quote = editor.quote_name
        ours = [self.field, "child", *self.also.keys()]
        related: Any = model._meta.get_field(self.field).related_model
        theirs = ["id", "child", *self.also.values()]
        return self.template.format(
            table=quote(model._meta.db_table),
            name=quote(self.name),
            target=quote(related._meta.db_table),
            ours=", ".join(quote(_column(model, name)) for name in ours),
            theirs=", ".join(quote(_column(related, name)) for name in theirs),
        )

    def constraint_sql(self, model: Any, schema_editor: Any) -> str:
        """Nothing inline: the other table may not be there yet, so it is added at the migration's end."""
        schema_editor.deferred_sql.append(self._sql(model, schema_editor))
        return ""

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        return Statement(self._sql(model, schema_editor))

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        table, name = map(schema_editor.quote_name, (model._meta.db_table, self.name))
        return Statement(f"ALTER TABLE {table} DROP CONSTRAINT {name}")

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Left to PostgreSQL, which alone sees what other transactions are doing."""

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        kwargs |= {"also": self.also} if self.also else {}
        return path, (self.field, *args), kwargs

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameChild) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash((self.field, self.name))


def _column(model: type[models.Model], name: str) -> str:
    column: str = getattr(model._meta.get_field(name), "column")  # noqa: B009  # mypy: not every field type has one
    return column


def paired(*fields: str, name: str) -> models.CheckConstraint:
    """These fields are all filled or all empty: a day needs the worker who answers for it."""
    none = models.Q(*((f"{field}__isnull", True) for field in fields))
    every = models.Q(*((f"{field}__isnull", False) for field in fields))
    return models.CheckConstraint(condition=none | every, name=name)


def not_before(later: str, earlier: str, *, name: str) -> models.CheckConstraint:
    """The later day, where there is one, is not before the earlier."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{later}__isnull": True})
        | models.Q(**{f"{earlier}__isnull": True})
        | models.Q(**{f"{later}__gte": models.F(earlier)}),
        name=name,
    )


def one_of(field: str, choices: type[models.TextChoices], *others: str, name: str) -> models.CheckConstraint:
    """The field holds one of these codes, or nothing where it may be empty.

    `others` are words that no worker may choose and a record brought in from another system may hold.
    """
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": ["", *choices.values, *others]})
        | models.Q(**{f"{field}__isnull": True}),
        name=name,
    )


def all_of(field: str, choices: type[models.TextChoices], *, name: str) -> models.CheckConstraint:
    """Each code in the list is one of these."""
    return models.CheckConstraint(condition=models.Q(**{f"{field}__contained_by": choices.values}), name=name)


def alone(field: str, code: str, *, name: str) -> models.CheckConstraint:
    """This code, which says that there is nothing to list, is never listed with another."""
    return models.CheckConstraint(
        condition=~models.Q(**{f"{field}__contains": [code]}) | models.Q(**{f"{field}__len": 1}), name=name
    )


def known_as_far(accuracy: str, day: str, *, name: str) -> models.CheckConstraint:
    """Of a day, what is not known stands as the first; without a day there is nothing to be unsure of."""
    said = models.Q(**{f"{accuracy}__regex": SHAPE})
    first_day = ~models.Q(**{f"{accuracy}__startswith": "U"}) | models.Q(**{f"{day}__day": 1})
    first_month = ~models.Q(**{f"{accuracy}__startswith": "UU"}) | models.Q(**{f"{day}__month": 1})
    none = models.Q(**{f"{day}__isnull": True, accuracy: WHOLE})
    return models.CheckConstraint(
        condition=none | models.Q(**{f"{day}__isnull": False}) & said & first_day & first_month, name=name
    )
