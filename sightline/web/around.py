"""The addresses of the pages about who somebody is and who is around them, and who may open each."""

from collections.abc import Callable
from typing import Any

from sightline.people.models import EXPLAINS_RETURNS, FOLLOWS_TEAMS, MANAGERS, OPENS_CHILDREN, PRACTISES, Role
from sightline.web import known_by, network, numbers, person_file, same_person, warning

AROUND: tuple[tuple[str, Callable[..., Any], str, frozenset[Role]], ...] = (
    ("children/<int:pk>/around/", network.network, "around", OPENS_CHILDREN),
    ("children/<int:pk>/around/on/", network.lived_with, "lived-with", OPENS_CHILDREN),
    ("children/<int:pk>/around/add/", network.relate, "relate", PRACTISES),
    ("children/<int:pk>/known-by/", known_by.shown, "known-by", OPENS_CHILDREN),
    ("children/<int:pk>/known-by/name/", known_by.add_name, "name-add", PRACTISES),
    ("children/<int:pk>/known-by/number/", known_by.add_number, "number-add", PRACTISES),
    ("children/<int:pk>/known-by/born/", known_by.born, "born", PRACTISES),
    ("children/<int:pk>/known-by/file/", person_file.download_person, "person-file", MANAGERS),
    ("numbers/<int:pk>/right/", known_by.find_right, "number-right", PRACTISES),
    ("numbers/", numbers.numbers, "numbers", EXPLAINS_RETURNS),
    ("relationships/<int:pk>/dispute/", network.dispute, "relationship-dispute", PRACTISES),
    ("relationships/<int:pk>/end/", network.end, "relationship-end", PRACTISES),
    ("children/<int:pk>/warning/", warning.warn, "warn", PRACTISES),
    ("warnings/<int:pk>/review/", warning.review, "warning-review", PRACTISES),
    ("warnings/<int:pk>/end/", warning.end, "warning-end", MANAGERS),
    ("children/<int:pk>/same/", same_person.judge, "same-person", MANAGERS),
    ("same/<int:pk>/part/", same_person.part, "same-part", MANAGERS),
    ("teams/<int:pk>/twice/", same_person.twice, "twice", FOLLOWS_TEAMS),
)
