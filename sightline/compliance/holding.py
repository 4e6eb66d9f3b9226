"""Who holds what: every piece of open work, with its one accountable holder."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.urls import NoReverseMatch, reverse

from sightline.people.models import Team, Worker
from sightline.record import work
from sightline.record.models import Person

ALL = "SELECT kind, id, child_id, case_id, worker_id, team_id, since_on FROM record_open_work"
WHOSE = {
    "worker": f"{ALL} WHERE worker_id = %s",
    "team": f"{ALL} WHERE team_id = %s",
    "case": f"{ALL} WHERE case_id = ANY(%s)",
}
ORDER = " ORDER BY since_on, kind, id"
#: A piece with no holder, or whose holder is not there: the database lets there be none.
NOBODYS = """ o WHERE NOT (
    CASE WHEN worker_id IS NOT NULL
    THEN EXISTS (SELECT FROM people_worker w WHERE w.id = o.worker_id AND w.left_on IS NULL)
    ELSE EXISTS (
        SELECT FROM people_team t JOIN people_worker m ON m.id = t.manager_id
        WHERE t.id = o.team_id AND t.closed_on IS NULL AND m.left_on IS NULL
    ) END
)
"""


@dataclass(frozen=True)
class Piece:
    """One piece of open work: its kind and row, whose record and case it is in, who holds it and since when.

    `worker` holds it where one does; otherwise `team`, whose manager answers for it.
    """

    kind: str
    id: int
    child: int | None
    case: int | None
    worker: int | None
    team: int | None
    since_on: date

    @property
    def declared(self) -> work.Declared:
        """The model that it is a row of, and how it is held."""
        return work.kinds()[self.kind]

    @property
    def what(self) -> str:
        """What it is called."""
        return self.declared.work.what

    @property
    def row(self) -> Any:
        """The row itself."""
        return self.declared.model._default_manager.get(pk=self.id)

    @property
    def address(self) -> str:
        """Where it is done; the child's page where it has no page of its own."""
        try:
            return reverse(self.declared.work.opens, args=[self.id])
        except NoReverseMatch:
            return reverse("child", args=[self.child]) if self.child else ""


def held_by(worker: Worker) -> list[Piece]:
    """Everything that this worker holds now, the oldest first. One query."""
    return _ask("worker", worker.pk)


def in_team(team: Team) -> list[Piece]:
    """Everything open in this team now, whoever in it holds it, the oldest first. One query."""
    return _ask("team", team.pk)


def in_cases(cases: Iterable[int]) -> list[Piece]:
    """Everything open in these cases now, the oldest first. One query."""
    return _ask("case", list(cases))


def nobodys() -> list[Piece]:
    """Open work without an accountable holder in post: none, or the database has been got around."""
    return _rows(ALL + NOBODYS, [])


def children_of(pieces: Iterable[Piece]) -> dict[int, Person]:
    """The children whom these pieces are about. One query."""
    return Person.objects.in_bulk({piece.child for piece in pieces if piece.child})


def _ask(whose: str, of: int | list[int]) -> list[Piece]:
    return _rows(WHOSE[whose] + ORDER, [of])


def _rows(sql: str, params: list[Any]) -> list[Piece]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [Piece(*row) for row in cursor.fetchall()]
