"""The addresses of the pages that say from whom a record is kept, and how one is opened all the same."""

from collections.abc import Callable
from typing import Any

from sightline.people.models import MANAGERS, PRACTISES, Role
from sightline.web import conflict, emergency, restricted

KEEPING: tuple[tuple[str, Callable[..., Any], str, frozenset[Role]], ...] = (
    ("children/<int:pk>/restricted/", restricted.restricted, "restricted", PRACTISES),
    ("children/<int:pk>/restrict/", restricted.restrict, "restrict", MANAGERS),
    ("restrictions/<int:pk>/name/", restricted.name, "restriction-name", MANAGERS),
    ("restrictions/<int:pk>/lift/", restricted.lift, "restriction-lift", MANAGERS),
    ("named/<int:pk>/end/", restricted.end_naming, "naming-end", MANAGERS),
    ("children/<int:pk>/known-to/", conflict.know, "conflict", PRACTISES),
    ("conflicts/<int:pk>/end/", conflict.end, "conflict-end", MANAGERS),
    ("my-home/", conflict.my_home, "my-home", PRACTISES),
    ("children/<int:pk>/emergency/", emergency.open_record, "emergency", PRACTISES),
    ("emergencies/", emergency.emergencies, "emergencies", PRACTISES),
    ("emergencies/<int:pk>/know/", emergency.know, "emergency-know", PRACTISES),
    ("emergencies/<int:pk>/review/", emergency.review, "emergency-review", MANAGERS),
)
