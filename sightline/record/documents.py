"""The document that is made from the record's models."""

import os
from typing import Any

HEAD = """# The record

Every table, made from the models by `scripts/generated`: change the models, not this page. A field ending in
`_on` is a day, one ending in `_at` an instant. A milestone is a dated fact that the law reads from the table
([how](../explanation/law.md)). What PostgreSQL refuses is named as the sentence that must be true.

Every row of the record has besides: `id`; `recorded_at` and `recorded_by`, when it was written and by which
worker; and `struck_out_at`, `struck_out_by` and `struck_out_because`, all three filled or all three empty,
for what was written in error. Nothing is deleted, every change is in the journal, and a code outside its list
is refused.
"""


def documents() -> dict[str, str]:
    """The path and text of the page about the record."""
    return {"docs/reference/record.md": page()}


def page() -> str:
    """The record as a page of Markdown."""
    described = _described()
    return "\n".join([HEAD, *(_table(model) for model in described), _codes(described)])


def tables() -> dict[str, str]:
    """Each table's part of that page, by its name in words."""
    described = _described()
    from sightline.record import describe

    return {describe.name_of(model): _table(model) for model in described}


def _described() -> list[Any]:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.config.settings")
    django.setup()
    from sightline.record import describe

    return describe.models_described()


def _table(model: Any) -> str:
    from sightline.record import describe

    name = describe.name_of(model)
    lines = [f"## {name[0].upper()}{name[1:]}", "", _about(model), "", f"Table `{model._meta.db_table}`.", ""]
    lines += ["| field | what it holds |", "|---|---|"]
    lines += [f"| `{field.name}` | {describe.holds(field)} |" for field in describe.fields_of(model)]
    lines += _listed("Milestones:", describe.milestones_of(model))
    lines += _listed("PostgreSQL holds that:", describe.refusals_of(model))
    return "\n".join([*lines, ""])


def _about(model: Any) -> str:
    """The model's docstring as paragraphs of one line each."""
    paragraphs = (model.__doc__ or "").strip().split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _listed(title: str, items: Any) -> list[str]:
    found = [f"- {item}" for item in items]
    return ["", title, "", *found] if found else []


def _codes(described: list[Any]) -> str:
    from sightline.record import describe

    lines = ["## Codes", "", "The lists that are too long for their table.", ""]
    seen: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for model in described:
        for field in describe.fields_of(model):
            choices = tuple(describe.choices_of(field))
            if len(choices) > describe.FEW:
                seen.setdefault(choices, []).append(f"{describe.name_of(model)} `{field.name}`")
    for choices, places in seen.items():
        lines += [f"### {', '.join(places)}", "", "| code | words |", "|---|---|"]
        lines += [*(f"| `{code}` | {words} |" for code, words in choices), ""]
    return "\n".join(lines).rstrip() + "\n"
