"""The addresses of the pages about records themselves: who looked, and what a person may ask of their own."""

from collections.abc import Callable
from typing import Any

from sightline.people.models import MANAGERS, OPENS_CHILDREN, PRACTISES, Role
from sightline.web import access_request, looks, rights

Page = tuple[str, Callable[..., Any], str, frozenset[Role]]

RIGHTS: tuple[Page, ...] = (
    ("odd-looks/", looks.odd, "odd-looks", PRACTISES),
    ("children/<int:pk>/looks/", looks.child_looks, "child-looks", OPENS_CHILDREN),
    ("children/<int:pk>/looks/<int:looker>/<day:day>/", looks.account_for, "look-account", PRACTISES),
    ("children/<int:pk>/rights/", rights.rights, "rights", OPENS_CHILDREN),
    ("children/<int:pk>/legal-hold/", rights.hold, "legal-hold", MANAGERS),
    ("legal-holds/<int:pk>/end/", rights.end_hold, "legal-hold-end", MANAGERS),
    ("children/<int:pk>/copy/", access_request.receive, "access-receive", PRACTISES),
    ("copies/<int:pk>/", access_request.access_request, "access-request", PRACTISES),
    (
        "copies/<int:pk>/leave-out/<slug:kind>/<int:entry>/",
        access_request.leave_out,
        "access-leave-out",
        PRACTISES,
    ),
    ("copies/<int:pk>/release/", access_request.release, "access-release", MANAGERS),
    ("copies/<int:pk>/file/", access_request.copy, "access-copy", PRACTISES),
    ("children/<int:pk>/correction/", rights.correct, "correction", PRACTISES),
    ("corrections/<int:pk>/decide/", rights.decide_correction, "correction-decide", MANAGERS),
    ("retention/", rights.due, "retention", MANAGERS),
    ("children/<int:pk>/retention/", rights.decide, "retention-decide", MANAGERS),
)
