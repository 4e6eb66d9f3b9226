"""The addresses of the pages about practice, which leaders look at and answer for, and who may open each."""

from collections.abc import Callable
from typing import Any

from sightline.assurance.models.redecision import DECIDES_AGAIN
from sightline.assurance.procedure import READS_PROCEDURES
from sightline.people.models import (
    EVERYBODY,
    FOLLOWS_TEAMS,
    FRONT_DOOR,
    LEADS_PRACTICE,
    MANAGERS,
    OVERSEES,
    READS_PRACTICE,
    SENIOR_MANAGERS,
    Role,
)
from sightline.web import (
    action,
    contact,
    differences,
    extent,
    measure,
    not_written,
    procedure,
    redecision,
    referrers,
    serious_incident,
)

Page = tuple[str, Callable[..., Any], str, frozenset[Role]]

PRACTICE: tuple[Page, ...] = (
    ("actions/", action.actions, "actions", EVERYBODY),
    ("actions/new/", action.agree, "action-new", LEADS_PRACTICE),
    ("actions/<int:pk>/", action.action, "action", EVERYBODY),
    ("actions/<int:pk>/measure/", action.give_measure, "action-measure", LEADS_PRACTICE),
    ("actions/<int:pk>/owner/", action.hand_to, "action-owner", EVERYBODY),
    ("actions/<int:pk>/said-done/", action.say_done, "action-said-done", EVERYBODY),
    ("procedures/", procedure.procedures, "procedures", EVERYBODY),
    ("procedures/new/", procedure.write, "procedure-new", LEADS_PRACTICE),
    ("procedures/<int:pk>/", procedure.procedure, "procedure", EVERYBODY),
    ("procedures/<int:pk>/version/", procedure.bring_into_force, "procedure-version", EVERYBODY),
    (
        "procedures/versions/<int:pk>/read/",
        procedure.say_read,
        "procedure-read",
        READS_PROCEDURES,
    ),
    ("same-answer/", redecision.same_answer, "same-answer", READS_PRACTICE | FRONT_DOOR),
    (
        "same-answer/<int:pk>/",
        redecision.decide_again,
        "same-answer-decide",
        DECIDES_AGAIN,
    ),
    ("same-answer/<int:pk>/answer/", redecision.answer, "same-answer-answer", MANAGERS),
    ("contacts/referrers/", referrers.referrers, "referrers", contact.COMPARES_REFERRERS),
    (
        "contacts/referrers/<slug:code>/<slug:what>/",
        referrers.behind,
        "referrers-list",
        contact.COMPARES_REFERRERS,
    ),
    ("serious-incidents/", serious_incident.incidents, "incidents", FOLLOWS_TEAMS),
    ("serious-incidents/<int:pk>/", serious_incident.incident, "incident", FOLLOWS_TEAMS),
    ("serious-incidents/<int:pk>/notified/", serious_incident.notify, "incident-notify", MANAGERS),
    ("serious-incidents/<int:pk>/not/", serious_incident.need_not, "incident-need-not", SENIOR_MANAGERS),
    ("serious-incidents/<int:pk>/review/", serious_incident.review_sent, "incident-review", MANAGERS),
    ("children/<int:pk>/serious-incident/", serious_incident.record, "incident-record", MANAGERS),
    ("not-written-up/", not_written.not_written_up, "not-written-up", FOLLOWS_TEAMS),
    ("extent/", extent.board, "extent", OVERSEES),
    ("extent/ended/<int:pk>/", extent.ended, "extent-ended", OVERSEES),
    ("extent/written/<int:pk>/", extent.written, "extent-written", OVERSEES),
    ("extent/not-answered/", extent.not_answered, "extent-not-answered", OVERSEES),
    ("extent/lapsed/", extent.lapsed, "extent-lapsed", OVERSEES),
    ("extent/differences/<slug:name>/", differences.differences, "differences", READS_PRACTICE),
    ("measures/<slug:name>/", measure.measure, "measure", READS_PRACTICE),
)
