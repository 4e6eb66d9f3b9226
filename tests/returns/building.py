"""A census built from the record, as tests look at it: nested dictionaries of what is said, and no more."""

from datetime import date
from typing import Any

from sightline.returns.cin_census import build
from sightline.returns.cin_census.export import Part
from sightline.returns.cin_census.year import Year


def said(part: Part) -> dict[str, Any]:
    """Every item that is given, and each kind of group as a list, by name."""
    found: dict[str, Any] = {item: value for item, value in part.items.items() if value not in (None, [])}
    for inner in part.inside:
        found.setdefault(inner.name, []).append(said(inner))
    return found


def built(year: str, on: date | None = None) -> list[dict[str, Any]]:
    """Each child of that year's return, as the record stood on that day or else at the year's end."""
    asked = Year.written(year)
    return [said(child) for child in build.children(asked, on=on or asked.last_day)]


def episodes(year: str, on: date | None = None) -> list[dict[str, Any]]:
    """The episodes of the only child in that return."""
    [child] = built(year, on)
    return list(child["CINdetails"])


def identifiers(year: str, on: date | None = None) -> dict[str, Any]:
    """The identifiers of the only child in that return."""
    [child] = built(year, on)
    [found] = child["ChildIdentifiers"]
    return dict(found)
