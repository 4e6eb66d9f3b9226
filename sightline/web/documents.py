"""The access matrix, made from the addresses, the verbs and what opens a child's record."""

import os
from collections.abc import Iterable
from typing import Any

HEAD = """# Who may do what

Made by `scripts/generated` from `sightline/web/urls.py`, from every verb and from what each kind of entry
opens: change those, not this page. `tests/access/test_matrix.py` walks every address and every verb as every
role and holds them to it. A page or verb that is not here is open to nobody.

A ● says that the role may come to a page or do a verb at all. *Whose* record they then see is decided for
each child by what binds them to it ([below](#what-opens-a-childs-record)), asked by each read and again by
PostgreSQL under it. Every list shows, and every export holds, only children whom the reader may open, but for
exports to whoever answers for returns, which hold the authority's number for a child and no name.
"""
API = """## API

There is none: no address answers but the pages above, signing in, and files that hold no child's data.
"""


def documents() -> dict[str, str]:
    """The path and text of the page."""
    return {"docs/reference/access.md": page()}


def page() -> str:
    """The matrix as Markdown."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.config.settings")
    django.setup()
    from sightline.web import matrix

    every = list(matrix.pages())
    parts = [HEAD]
    for kind, title in (("page", "Pages"), ("list", "Lists"), ("export", "Exports")):
        parts.append(_table(title, "address", (one for one in every if one.kind == kind)))
    parts += [_table("Verbs", "verb", matrix.verbs()), API, _ways(matrix.ways())]
    return "\n".join(parts).rstrip() + "\n"


def _table(title: str, what: str, rows: Iterable[Any]) -> str:
    from sightline.people.models import Role

    marks = [[f"`{one.where}`", *("●" if role in one.roles else "" for role in Role)] for one in rows]
    heads = [what, *(str(role.label) for role in Role)]
    return "\n".join([f"## {title}", "", *_lines(heads, marks), ""])


def _ways(ways: Iterable[tuple[str, str, frozenset[Any]]]) -> str:
    words = [
        "## What opens a child's record",
        "",
        "An entry of this kind, while it stands, opens the record of the child it is about, and of the",
        "child's family unless it is an opening for a time, to this worker or team, in these roles. A",
        "director opens every child; an analyst and a system administrator none. Whoever covers for somebody",
        "who is away opens what they may.",
        "",
    ]
    rows = [[kind, to, _roles(roles)] for kind, to, roles in ways]
    return "\n".join([*words, *_lines(["entry", "opens to", "in these roles"], rows)])


def _roles(roles: frozenset[Any]) -> str:
    from sightline.people.models import OPENS_CHILDREN

    every = roles == OPENS_CHILDREN
    return "any that opens children" if every else ", ".join(sorted(str(role.label) for role in roles))


def _lines(heads: list[str], rows: list[list[str]]) -> list[str]:
    cells = [heads, ["---"] * len(heads), *rows]
    return [f"| {' | '.join(row)} |" for row in cells]
