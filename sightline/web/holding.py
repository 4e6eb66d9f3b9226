"""The addresses of the pages on which work changes hands, and the roles that may open each."""

from collections.abc import Callable
from typing import Any

from sightline.people.models import MANAGERS, PRACTISES, SENIOR_MANAGERS, Role
from sightline.web import (
    allocate_several,
    disagreement,
    handover,
    leaving,
    oversight,
    reorganisation,
    sharing,
)

HOLDING: tuple[tuple[str, Callable[..., Any], str, frozenset[Role]], ...] = (
    ("hand-overs/", handover.handovers, "handovers", PRACTISES),
    ("answers-awaited/", sharing.awaited, "awaited", PRACTISES),
    ("disagreements/", disagreement.disagreements, "disagreements", PRACTISES),
    ("disagreements/<int:pk>/", disagreement.disagreement, "disagreement", PRACTISES),
    ("referrals/<int:pk>/disagree/", disagreement.disagree, "disagree", PRACTISES),
    ("reached-me/", oversight.reached_me, "reached-me", SENIOR_MANAGERS),
    ("teams/<int:pk>/reorganise/", reorganisation.reorganise, "reorganise", SENIOR_MANAGERS),
    (
        "teams/<int:pk>/<slug:name>/allocate/",
        allocate_several.allocate_several,
        "allocate-several",
        MANAGERS,
    ),
    ("referrals/<int:pk>/hand-over/", handover.offer, "handover-offer", PRACTISES),
    ("hand-overs/<int:pk>/", handover.handover, "handover", PRACTISES),
    ("hand-overs/<int:pk>/read/", handover.read, "handover-read", PRACTISES),
    ("hand-overs/<int:pk>/answer/", handover.answer, "handover-answer", PRACTISES),
    ("hand-overs/<int:pk>/withdraw/", handover.withdraw, "handover-withdraw", PRACTISES),
    ("hand-overs/<int:pk>/sent/", handover.sent, "handover-sent", PRACTISES),
    ("hand-overs/<int:pk>/receipt/", handover.receipt, "handover-receipt", PRACTISES),
    ("hand-overs/<int:pk>/taken-over/", handover.taken_over, "handover-taken-over", PRACTISES),
    ("referrals/<int:pk>/safe-enough/", oversight.safe_enough, "safe-enough", MANAGERS),
    ("referrals/<int:pk>/known/", oversight.acknowledge, "escalation-acknowledge", SENIOR_MANAGERS),
    ("referrals/<int:pk>/ask-an-agency/", sharing.ask_agency, "information-ask", PRACTISES),
    ("information/<int:pk>/", sharing.answered, "information-answer", PRACTISES),
    ("information/<int:pk>/chased/", sharing.chase, "information-chase", PRACTISES),
    ("workers/<int:pk>/leaving/", leaving.leaving, "leaving", MANAGERS),
    ("workers/<int:pk>/away/", leaving.away, "absence-begin", PRACTISES),
    ("absences/<int:pk>/back/", leaving.back, "absence-end", PRACTISES),
)
