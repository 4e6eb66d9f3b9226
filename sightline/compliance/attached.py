"""What is attached to a worker, and so keeps their account from ending: as counts, never as children."""

from dataclasses import dataclass

from django.db.models import Q

from sightline.people.models import Team, Worker
from sightline.record.models import Allocation
from sightline.record.reader import counting


@dataclass(frozen=True)
class Attached:
    """So much of one kind of work, and who can give it to somebody else."""

    many: int
    what: str
    whose: str


@counting()
def attached(worker: Worker) -> list[Attached]:
    """Open cases that they lead, by the team that holds each, and teams that they manage. Two queries."""
    leads = (
        Allocation.objects.standing()
        .filter(worker=worker, referral__closed_on=None, referral__struck_out_at=None)
        .filter(Q(until_on=None))
        .values_list("referral__team__name", "referral__team__manager__name")
    )
    teams: dict[tuple[str, str], int] = {}
    for place in leads:
        teams[place] = teams.get(place, 0) + 1
    cases = [
        Attached(many, f"open cases of {team}", f"{manager} can allocate them to somebody else")
        for (team, manager), many in sorted(teams.items())
    ]
    managed = Team.objects.filter(manager=worker, closed_on=None)
    return cases + [
        Attached(1, f"team that they manage: {team.name}", "it needs another manager first")
        for team in managed
    ]
