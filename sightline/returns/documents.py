"""The documents that are made from the returns' own code."""

from sightline.returns.cin_census import rulebook


def documents() -> dict[str, str]:
    """Path and text of each."""
    return {rulebook.PLACE: rulebook.page()}
