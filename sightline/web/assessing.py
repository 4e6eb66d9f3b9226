"""The addresses of what is read, carried, chosen and answered about assessments and minutes, and for whom."""

from collections.abc import Callable
from typing import Any

from sightline.people.models import FOLLOWS_PLANS, OPENS_CHILDREN, PRACTISES, READS_CASES, Role
from sightline.web import assessment_read, carrying, circulation, family_page, finishing, minutes

ASSESSING: tuple[tuple[str, Callable[..., Any], str, frozenset[Role]], ...] = (
    ("assessments/<int:pk>/", assessment_read.read, "assessment", OPENS_CHILDREN),
    ("assessments/<int:pk>/finish-by/", finishing.finish_by, "assessment-finish", PRACTISES),
    ("assessments/<int:pk>/for-the-family/", family_page.make, "assessment-family", PRACTISES),
    ("family-pages/<int:pk>/", family_page.page, "family-page", OPENS_CHILDREN),
    ("family-pages/<int:pk>/copies/", circulation.of_family_page, "family-page-copies", PRACTISES),
    ("carried-forward/", carrying.never_confirmed, "carried-twice", READS_CASES),
    ("minutes/", minutes.minutes, "minutes", FOLLOWS_PLANS),
    ("strategy-discussions/<int:pk>/copies/", circulation.of_discussion, "discussion-copies", PRACTISES),
    ("sent-copies/<int:pk>/settle/", minutes.settle, "minute-settle", FOLLOWS_PLANS),
)
