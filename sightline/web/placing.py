"""The addresses of the pages about places and groups, and the roles that may open each."""

from collections.abc import Callable
from typing import Any

from sightline.people.models import MANAGERS, OPENS_CHILDREN, PRACTISES, Role
from sightline.web import place

PLACING: tuple[tuple[str, Callable[..., Any], str, frozenset[Role]], ...] = (
    ("places/", place.places, "places", OPENS_CHILDREN),
    ("places/new/", place.add, "place-add", PRACTISES),
    ("places/<int:pk>/", place.place, "place", OPENS_CHILDREN),
    ("places/<int:pk>/put-right/", place.put_right, "place-put-right", PRACTISES),
    ("places/<int:pk>/action/", place.agree, "place-action", PRACTISES),
    ("places/<int:pk>/review/", place.review, "place-review", PRACTISES),
    ("places/<int:pk>/end/", place.end, "place-end", MANAGERS),
    ("places/<int:pk>/strike-out/", place.strike_out, "place-strike-out", PRACTISES),
    ("place-actions/<int:pk>/finish/", place.finish, "place-action-finish", PRACTISES),
    ("children/<int:pk>/places/", place.of_child, "places-of", OPENS_CHILDREN),
    ("children/<int:pk>/places/<int:place>/", place.link, "place-link", PRACTISES),
    ("place-links/<int:pk>/end/", place.unlink, "place-unlink", PRACTISES),
)
