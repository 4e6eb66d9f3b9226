"""The addresses of the chronologies that somebody chooses: what mattered, and a whole family's."""

from collections.abc import Callable
from typing import Any

from sightline.people.models import OPENS_CHILDREN, PRACTISES, Role
from sightline.web import family_story, significance

CHRONOLOGIES: tuple[tuple[str, Callable[..., Any], str, frozenset[Role]], ...] = (
    ("families/<int:pk>/story/", family_story.family_story, "family-story", OPENS_CHILDREN),
    ("children/<int:pk>/mattered/", significance.mattered, "mattered", OPENS_CHILDREN),
    ("children/<int:pk>/mattered/<slug:kind>/<int:entry>/<slug:field>/", significance.mark, "mark", PRACTISES),
    ("significant-events/<int:pk>/why/", significance.analyse, "mark-why", PRACTISES),
    ("event-analyses/<int:pk>/correct/", significance.correct, "analysis-correct", PRACTISES),
)
