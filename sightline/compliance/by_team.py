"""Which team answers for which piece of work: every thread of the record, and the team that holds it now."""

from datetime import date

import numpy as np
from django.db import connection

from sightline.compliance.history import WINDOW, Events, Value
from sightline.duties.columns import Numbers, day_number
from sightline.duties.language import Thread
from sightline.record.reader import counting

_WITHIN = {
    Thread.ASSESSMENT: "record_assessment",
    Thread.STRATEGY_DISCUSSION: "record_strategydiscussion",
    Thread.ENQUIRY: "record_enquiry",
    Thread.CHILD_PROTECTION_PLAN: "record_childprotectionplan",
    Thread.CHILD_IN_NEED_PLAN: "record_childinneedplan",
}
#: A thread's number is its record's id × 32, plus the kind of thread.
HELD = "\nUNION ALL\n".join(
    [
        f"SELECT id::bigint * 32 + {Thread.REFERRAL:d}, team_id FROM record_referral",  # noqa: S608 - our own names
        f"SELECT k.id::bigint * 32 + {Thread.CONTACT:d}, c.team_id"  # noqa: S608
        " FROM record_contactchild k JOIN record_contact c ON c.id = k.contact_id",
        *(
            f"SELECT e.id::bigint * 32 + {thread:d}, r.team_id"  # noqa: S608
            f" FROM {table} e JOIN record_referral r ON r.id = e.referral_id"
            for thread, table in _WITHIN.items()
        ),
    ]
)


class Held:
    """The team that holds each thread now. One query."""

    @counting()
    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(HELD)
            rows = np.array(cursor.fetchall(), np.int64).reshape(-1, 2)
        rows = rows[np.argsort(rows[:, 0])]
        self._thread, self._team = rows[:, 0], rows[:, 1]

    def teams(self, threads: Numbers) -> Numbers:
        """The team of each of these threads; nought where no team holds it."""
        if not len(self._thread):
            return np.zeros(len(threads), np.int64)
        place = np.minimum(np.searchsorted(self._thread, threads), len(self._thread) - 1)
        return np.where(self._thread[place] == threads, self._team[place], 0)


def shares(events: Events, teams: Numbers, *, on: date, days: int = WINDOW) -> dict[int, Value]:
    """For each team the share that went well of what was settled in so many days up to that day."""
    counted = (events.day <= day_number(on)) & (events.day > day_number(on) - days)
    return {
        int(team): Value(
            int((events.good & counted & (teams == team)).sum()), int((counted & (teams == team)).sum())
        )
        for team in np.unique(teams[counted])
    }
