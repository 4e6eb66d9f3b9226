"""Things have the field's names: a day is _on, an instant is _at, and the glossary has every word."""

import re

import pytest
from django.apps import apps
from django.db import models

from sightline.duties.book import AREAS
from sightline.duties.language import Kind
from tests.architecture.tree import ROOT, modules, named, project_files

DRAWERS = {"utils", "util", "helpers", "helper", "common", "core", "misc", "lib", "tools", "shared", "base"}
OURS = [model for model in apps.get_models() if model.__module__.startswith("sightline.")]
"""Every model of ours, abstract ones aside."""


def glossary() -> set[str]:
    """The words that GLOSSARY.md has an entry for: its headings, or how a line, item or row begins."""
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    entries = re.findall(r"^(?:#+ +|[-*|] *)?\**([^*|\n:—–]+?)\** *(?:[:|—–]|$)", text, flags=re.MULTILINE)
    return {word for entry in entries for word in _spellings(entry)}


def _spellings(entry: str) -> list[str]:
    return [" ".join(re.findall(r"[a-z0-9]+", part.lower())) for part in re.split(r"[,/]", entry)]


def plain(name: str) -> str:
    """`CHILD_SEEN_ALONE` or `StrategyDiscussion` as words."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").replace("-", " ")
    return " ".join(apart.lower().split())


def test_there_are_no_drawers() -> None:
    code = [path for path in project_files() if path.suffix == ".py"]
    parts = {part.lower(): named(path) for path in code for part in path.relative_to(ROOT).parts}
    drawers = {where for part, where in parts.items() if part.split(".")[0] in DRAWERS}
    assert not drawers, "a function lives with what it is about"
    assert len(modules()) > 50


@pytest.mark.parametrize(
    ("kind", "ending"),
    [(models.DateField, "_on"), (models.DateTimeField, "_at")],
    ids=["a day", "an instant"],
)
def test_a_day_is_on_and_an_instant_is_at(kind: type[models.Field], ending: str) -> None:
    fields = [
        (f"{model.__name__}.{field.name}", field.name)
        for model in OURS
        for field in model._meta.local_fields
        if type(field) is kind
    ]
    assert len(fields) >= 2, "there are such fields"
    assert not [where for where, name in fields if not name.endswith(ending) and name != ending.strip("_")]


def test_nothing_else_is_named_as_a_day_or_an_instant() -> None:
    wrong = [
        f"{model.__name__}.{field.name}"
        for model in OURS
        for field in model._meta.local_fields
        if (field.name.endswith("_on") and not isinstance(field, models.DateField))
        or (field.name.endswith("_at") and not isinstance(field, models.DateTimeField))
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("what", "names"),
    [
        ("a kind of fact", [kind.name for kind in Kind]),
        ("a model", [model.__name__ for model in OURS]),
        ("an area", list(AREAS)),
    ],
)
def test_the_glossary_has_every_word(what: str, names: list[str]) -> None:
    assert len(names) >= 9
    has = glossary()
    missing = [name for name in names if plain(name) not in has]
    assert not missing, f"GLOSSARY.md has no entry for {what}"
