"""Who may open which page and do which verb, read from the code itself. What is not listed is open to nobody.

Roles are what a page or a verb is open to at all. Whose record somebody opens of those it is about is said by
what binds them to the child (`record/sight.py`), which is read here too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from sightline.people.models import Role

#: Pages that show many children at once, or take many away: each child on them is logged.
LISTS = frozenset(
    {
        "my-families", "my-team", "team", "team-load", "team-list", "seen", "exceptions", "contacts",
        "conferences", "plans", "to-mend", "found", "audits", "drafts", "handovers", "awaited", "reached-me",
        "census-rule", "census-children", "annex-a-list", "extent-ended", "extent-written", "not-written-up",
        "incidents", "decisions", "supervision", "agreed", "to-write", "demand-week", "team-demand-week",
        "disagreements",
    }
)  # fmt: skip
EXPORTS = frozenset({"census-workbook", "annex-a-workbook", "document-file"})
VERBS = ("sightline.casework", "sightline.assurance")


@dataclass(frozen=True)
class Row:
    """One page or verb: what it is, where, and the roles it is open to."""

    kind: str
    name: str
    where: str
    roles: frozenset[Role]


def pages() -> Iterator[Row]:
    """Every page behind the door."""
    from sightline.web.urls import signed_in_pages

    for address, _, name, roles in signed_in_pages():
        kind = "list" if name in LISTS else "export" if name in EXPORTS else "page"
        yield Row(kind, name, f"/{address}", roles)


def verbs() -> Iterator[Row]:
    """Every verb, by its module and name."""
    for name, function in functions().items():
        yield Row("verb", name, name, function.may)


def functions() -> dict[str, Any]:
    """The verbs themselves."""
    found: dict[str, Any] = {}
    for package in VERBS:
        for one in iter_modules(import_module(package).__path__, f"{package}."):
            module = import_module(one.name)
            for name, function in vars(module).items():
                if getattr(function, "is_verb", False) and function.__module__ == one.name:
                    found[f"{one.name.removeprefix('sightline.')}.{name}"] = function
    return dict(sorted(found.items()))


def ways() -> Iterator[tuple[str, str, frozenset[Role]]]:
    """Every way into a child's record: the kind of entry, who it opens the record to, and in which roles."""
    from sightline.record.sight import openings

    for model, one in openings():
        to = one.to.replace("__", " of ").replace("_", " ") if one.to else "everybody"
        yield str(model._meta.verbose_name), to, one.roles
