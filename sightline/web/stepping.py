"""The addresses of the pages about early help and about moves, and the roles that may open each."""

from collections.abc import Callable
from typing import Any

from sightline.people.models import FOLLOWS_TEAMS, OPENS_CHILDREN, PRACTISES, Role
from sightline.web import early_help, step_down, transfer

STEPPING: tuple[tuple[str, Callable[..., Any], str, frozenset[Role]], ...] = (
    ("moves/", transfer.moves, "moves", FOLLOWS_TEAMS),
    ("step-downs/", step_down.held, "step-downs", FOLLOWS_TEAMS),
    ("teams/<int:pk>/early-help/", step_down.running, "team-early-help", FOLLOWS_TEAMS),
    ("referrals/<int:pk>/moved-here/", transfer.moved_here, "moved-here", PRACTISES),
    ("children/<int:pk>/early-help/", early_help.begin, "early-help-begin", PRACTISES),
    ("early-help/<int:pk>/", early_help.early_help, "early-help", OPENS_CHILDREN),
    ("early-help/<int:pk>/lead/", early_help.lead, "early-help-lead", PRACTISES),
    ("early-help/<int:pk>/join/", early_help.join, "early-help-join", PRACTISES),
    ("early-help/<int:pk>/review/", early_help.review, "early-help-review", PRACTISES),
    ("early-help/<int:pk>/end/", early_help.end, "early-help-end", PRACTISES),
    ("around-a-family/<int:pk>/leave/", early_help.leave, "early-help-leave", PRACTISES),
)
