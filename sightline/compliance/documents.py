"""The page of documentation that lists the rules of the journey."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sightline.compliance.journey.rule import Rule

PREAMBLE = """# The journey checked

A child's way from the first contact to the last closure has an order that the law sets out: a decision before
the work, a strategy discussion before an enquiry, an outcome before what follows from it. Nothing here stops
anybody from recording what happened in whatever order it did. What departs from the order is listed from the
day it happened, with the step that is missing, until that step is taken or a manager signs why it is not.

The list of a team is at `/teams/<team>/exceptions/`, a child's way through at `/children/<child>/journey/`.
This page is made from the rules themselves (`sightline/compliance/journey/`).

Where a source was not read in its own words, the book of duties says so ([the book](duties/)).

| departure | what is missing | asked for by |
|---|---|---|
"""


def documents() -> dict[str, str]:
    """The path and text of the page about the journey."""
    return {"docs/reference/journey.md": page()}


def page() -> str:
    """Every rule, as a table in Markdown."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.config.settings")
    django.setup()
    from sightline.compliance.journey import RULES

    return PREAMBLE + "\n".join(_row(rule) for rule in RULES.values()) + "\n"


def _row(rule: "Rule") -> str:
    return f"| {rule.title} | {rule.missing} | {'; '.join(_sources(rule))} |"


def _sources(rule: "Rule") -> Iterator[str]:
    from sightline.duties.citation import Citation

    for source in rule.law:
        yield str(source) if isinstance(source, Citation) else f"the duty “{source.title}”"
