"""Reorganisation: teams are joined, split, renamed, given a manager or closed, and nothing is lost."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from functools import reduce

from django.db.models import Q

from sightline.casework.handing_on import pass_case
from sightline.casework.handover import answer_offer
from sightline.casework.verb import Refused, verb
from sightline.compliance.holding import in_team
from sightline.people.models import SENIOR_MANAGERS, Reorganisation, Team, Worker
from sightline.record.models import Allocation, HandOver, Referral
from sightline.timescales.london import day_of

Kind = Reorganisation.Kind
NOT_SENIOR = "A service manager or the director reorganises teams."


@verb(may=SENIOR_MANAGERS, refused=NOT_SENIOR)
def merge(team: Team, *, into: Team, by: Worker, at: datetime, because: str) -> Reorganisation:
    """One team joins another: its workers and all its open work move, and it closes."""
    return _close(team, into, Kind.MERGE, "{} joined {}", by=by, at=at, because=because)


@verb(may=SENIOR_MANAGERS, refused=NOT_SENIOR)
def close(team: Team, *, into: Team, by: Worker, at: datetime, because: str) -> Reorganisation:
    """A team closes: its open work and its workers move to another, whose manager answers from now on."""
    return _close(team, into, Kind.CLOSE, "{} closed; {} took its work", by=by, at=at, because=because)


@verb(may=SENIOR_MANAGERS, refused=NOT_SENIOR)
def split(
    team: Team, *, name: str, manager: Worker, workers: Collection[Worker], by: Worker, on: date, because: str
) -> Reorganisation:
    """Some of a team's workers become a team of their own, and what they lead goes with them."""
    [team] = _locked(team)
    _check_manager(manager)
    strangers = [worker.name for worker in workers if worker.team_id != team.pk]
    if not workers or strangers:
        raise Refused("Choose workers of this team to go.")
    made = Team.objects.create(
        name=_free(name),
        manager=manager,
        service_manager_id=team.service_manager_id,
        is_front_door=team.is_front_door,
    )
    moved = 0
    for case in _led_by(team, workers):
        moved += len([piece for piece in in_team(team) if piece.case == case.referral_id])
        pass_case(case.referral, to=case.worker, team=made, by=by, on=on, because=because)
    for worker in workers:
        worker.team = made
        worker.save(update_fields=["team"])
    return _mark(
        Kind.SPLIT, [team, made], f"{made} was made out of {team}", moved, by=by, on=on, because=because
    )


@verb(may=SENIOR_MANAGERS, refused=NOT_SENIOR)
def rename(team: Team, *, name: str, by: Worker, on: date, because: str) -> Reorganisation:
    """A team has another name from now on; nothing else changes."""
    [team] = _locked(team)
    was, team.name = team.name, _free(name)
    team.save(update_fields=["name"])
    return _mark(Kind.RENAME, [team], f"{was} is now {team}", 0, by=by, on=on, because=because)


@verb(may=SENIOR_MANAGERS, refused=NOT_SENIOR)
def appoint(team: Team, *, manager: Worker, by: Worker, on: date, because: str) -> Reorganisation:
    """Another manager answers for the team from now on."""
    [team] = _locked(team)
    _check_manager(manager)
    was, team.manager = team.manager, manager
    team.save(update_fields=["manager"])
    says = f"{manager} manages {team} in place of {was}"
    return _mark(Kind.NEW_MANAGER, [team], says, len(in_team(team)), by=by, on=on, because=because)


def _close(
    team: Team, into: Team, kind: str, says: str, *, by: Worker, at: datetime, because: str
) -> Reorganisation:
    team, into = _locked(team, into)
    moved, on = len(in_team(team)), day_of(at)
    _move_everything(team, into, by=by, at=at)
    team.closed_on = on
    team.save(update_fields=["closed_on"])
    return _mark(kind, [team, into], says.format(team, into), moved, by=by, on=on, because=because)


def _locked(*teams: Team) -> list[Team]:
    """The teams, locked in one order, so that two reorganisations cannot each wait for the other."""
    rows = Team.objects.select_for_update(of=("self",)).select_related("manager").order_by("pk")
    found = {team.pk: team for team in rows.filter(pk__in=[team.pk for team in teams])}
    if len(found) < len(teams):
        raise Refused("Choose two teams.")
    if any(team.closed_on is not None for team in found.values()):
        raise Refused("That team is closed.")
    return [found[team.pk] for team in teams]


def _check_manager(manager: Worker) -> None:
    if manager.left_on is not None or not manager.is_manager:
        raise Refused(f"{manager} is no manager in post.")


def _free(name: str) -> str:
    if not name.strip():
        raise Refused("Say what the team is called.")
    if Team.objects.filter(name=name.strip()).exists():
        raise Refused("Another team has that name.")
    return name.strip()


def _move_everything(team: Team, into: Team, *, by: Worker, at: datetime) -> None:
    """Every open piece that names the team names the other instead; the workers in post go along."""
    for piece in in_team(team):
        *path, field = piece.declared.work.team.split("__")
        if field:
            row = reduce(getattr, path, piece.row)
            setattr(row, field, into)
            row.save(update_fields=[field])
    for offered in HandOver.objects.unanswered().filter(Q(from_team=team) | Q(to_team=team)):
        _follow(offered, team, into, by=by, at=at)
    for worker in team.workers.filter(left_on=None):
        worker.team = into
        worker.save(update_fields=["team"])


def _follow(offered: HandOver, team: Team, into: Team, *, by: Worker, at: datetime) -> None:
    """An offer follows the team it is of; one between two teams that are now one is withdrawn."""
    if {offered.from_team_id, offered.to_team_id} == {team.pk, into.pk}:
        because = f"{team} and {into} are one team now"
        answer_offer(offered, HandOver.Answer.WITHDRAWN, by=by, at=at, because=because)
        return
    side = "from_team" if offered.from_team_id == team.pk else "to_team"
    setattr(offered, side, into)
    offered.save(update_fields=[side])


def _led_by(team: Team, workers: Iterable[Worker]) -> list[Allocation]:
    cases = Referral.objects.standing().filter(team=team, closed_on=None)
    led = Allocation.objects.standing().filter(referral__in=cases, until_on=None, worker__in=list(workers))
    return list(led.select_related("referral", "worker"))


def _mark(
    kind: str, teams: list[Team], says: str, moved: int, *, by: Worker, on: date, because: str
) -> Reorganisation:
    if not because.strip():
        raise Refused("Say why.")
    return Reorganisation.objects.create(
        recorded_by=by,
        on=on,
        kind=kind,
        teams=[team.pk for team in teams],
        says=says,
        moved=moved,
        because=because.strip(),
    )
