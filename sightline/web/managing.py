"""The addresses of the pages on which work is managed: decisions, supervision, what is written for others."""

from collections.abc import Callable
from typing import Any

from sightline.people.models import (
    FOLLOWS_TEAMS,
    MANAGERS,
    OPENS_CHILDREN,
    OVERSEES,
    PRACTISES,
    READS_PRACTICE,
    Role,
)
from sightline.web import (
    alert,
    authorise_several,
    decision,
    delegation,
    demand,
    sent_back,
    sign_off,
    supervision,
    unseen,
)

MANAGING: tuple[tuple[str, Callable[..., Any], str, frozenset[Role]], ...] = (
    ("teams/<int:pk>/decisions/", decision.decisions, "decisions", FOLLOWS_TEAMS),
    ("teams/<int:pk>/decisions/referrals/", decision.decide_several, "decide-several", MANAGERS),
    (
        "teams/<int:pk>/decisions/assessments/",
        authorise_several.authorise_several,
        "authorise-several",
        MANAGERS,
    ),
    ("teams/<int:pk>/decisions/safe/", decision.safe_enough_several, "safe-enough-several", MANAGERS),
    ("teams/<int:pk>/supervision/", supervision.supervision, "supervision", FOLLOWS_TEAMS),
    ("referrals/<int:pk>/supervision/", supervision.supervise, "supervise", MANAGERS),
    ("agreed/", supervision.agreed, "agreed", PRACTISES),
    ("agreed/<int:pk>/", supervision.done, "agreed-done", PRACTISES),
    ("assessments/<int:pk>/send-back/", sent_back.send_back, "assessment-send-back", MANAGERS),
    ("assessments/<int:pk>/send-again/", sent_back.send_again, "assessment-send-again", PRACTISES),
    ("children/<int:pk>/decided/", decision.decided, "decided", OPENS_CHILDREN),
    ("children/<int:pk>/to-be-written/", delegation.hand, "hand", PRACTISES),
    ("to-write/", delegation.to_write, "to-write", PRACTISES),
    ("to-write/<int:pk>/", delegation.write, "write-for", PRACTISES),
    ("to-confirm/", delegation.to_confirm, "to-confirm", PRACTISES),
    ("attempts/<int:pk>/decide/", unseen.decide, "unseen", MANAGERS),
    ("alerts/", alert.alerts, "alerts", PRACTISES),
    ("alerts/measured/", alert.measured, "alerts-measured", READS_PRACTICE),
    ("demand/", demand.authority, "demand", OVERSEES),
    ("demand/<day:begins>/", demand.week, "demand-week", OVERSEES),
    ("teams/<int:pk>/demand/", demand.of_team, "team-demand", FOLLOWS_TEAMS),
    ("teams/<int:pk>/demand/<day:begins>/", demand.week, "team-demand-week", FOLLOWS_TEAMS),
    ("sign-offs/", sign_off.sign_offs, "sign-offs", READS_PRACTICE),
)
