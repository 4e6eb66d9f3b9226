"""The addresses of the pages about who somebody is and who is around them, and who may open each."""

from collections.abc import Callable
from typing import Any

from sightline.people.models import FOLLOWS_TEAMS, MANAGERS, OPENS_CHILDREN, PRACTISES, Role
from sightline.web import network, same_person, warning

AROUND: tuple[tuple[str, Callable[..., Any], str, frozenset[Role]], ...] = (
    ("children/<int:pk>/around/", network.network, "around", OPENS_CHILDREN),
    ("children/<int:pk>/around/on/", network.lived_with, "lived-with", OPENS_CHILDREN),
    ("children/<int:pk>/around/add/", network.relate, "relate", PRACTISES),
    ("relationships/<int:pk>/dispute/", network.dispute, "relationship-dispute", PRACTISES),
    ("relationships/<int:pk>/end/", network.end, "relationship-end", PRACTISES),
    ("children/<int:pk>/warning/", warning.warn, "warn", PRACTISES),
    ("warnings/<int:pk>/review/", warning.review, "warning-review", PRACTISES),
    ("warnings/<int:pk>/end/", warning.end, "warning-end", MANAGERS),
    ("children/<int:pk>/same/", same_person.judge, "same-person", MANAGERS),
    ("same/<int:pk>/part/", same_person.part, "same-part", MANAGERS),
    ("teams/<int:pk>/twice/", same_person.twice, "twice", FOLLOWS_TEAMS),
)
