"""Early help of a team, and stepping down: which children came back to children's services, and when."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sightline.people.models import Team, Worker
from sightline.record import identity
from sightline.record.codes import ReasonForClosure
from sightline.record.models import EarlyHelp, Person, Referral
from sightline.record.models.early_help import EarlyHelpQuerySet
from sightline.record.models.referral import ReferralQuerySet
from sightline.timescales.timescale import months_after

#: Within how many months a child who came back counts as come back.
MONTHS = (6, 12)


@dataclass(frozen=True)
class StepDown:
    """Early help that began as a step down, and the day of the child's next referral, where there is one."""

    early_help: EarlyHelp
    again_on: date | None

    def came_back(self, months: int, *, on: date) -> bool | None:
        """Whether the child was referred again within so many months; None while nobody can know yet."""
        last = months_after(self.early_help.began_on, months)
        if self.again_on is not None and self.again_on <= min(last, on):
            return True
        return False if on > last else None


def running(worker: Worker, teams: Iterable[Team]) -> EarlyHelpQuerySet:
    """Early help that goes on in these teams, the longest first."""
    rows = EarlyHelp.objects.visible_to(worker).running().filter(team__in=teams)
    return rows.select_related("child", "team__manager", "lead_worker")


def of(child: Person) -> EarlyHelpQuerySet:
    """The early help that goes on for this child: one at the most."""
    rows = EarlyHelp.objects.running().filter(child__in=child.entries)
    return rows.select_related("lead_worker", "team__manager")[:1]


def of_child(child: Person) -> EarlyHelp | None:
    """The same, or None. One query."""
    return next(iter(of(child)), None)


def on_page(
    found: Iterable[EarlyHelp], referrals: Iterable[Referral]
) -> dict[str, EarlyHelp | Referral | None]:
    """What a child's page says: the early help that goes on, and the newest referral since it began."""
    running = next(iter(found), None)
    since = (one for one in referrals if running is not None and running.is_asked_by(one))
    return {"help": running, "came_since": next(since, None)}


def step_downs(
    worker: Worker, teams: Collection[Team], *, first: date, last: date, on: date
) -> list[StepDown]:
    """The steps down from these teams' cases that began from the first day to the last.

    A child came back with the first referral received on or after the day on which the early help began,
    other than the case that it was stepped down from, whatever was decided of it. Three queries.
    """
    rows = EarlyHelp.objects.visible_to(worker).stepped_down()
    found = list(
        rows.filter(began_on__range=(first, last), stepped_down_from__team__in=teams)
        .select_related("child", "lead_worker", "team")
        .order_by("-began_on", "-pk")
    )
    entries = identity.entries({one.child_id for one in found})
    back = _referrals({entry for every in entries.values() for entry in every}, by=on)
    return [StepDown(one, _next(one, entries[one.child_id], back)) for one in found]


def _referrals(children: Collection[int], *, by: date) -> dict[int, list[tuple[date, int]]]:
    found: dict[int, list[tuple[date, int]]] = {child: [] for child in children}
    rows = Referral.objects.standing().filter(child__in=children, received_on__lte=by)
    for child, received_on, pk in rows.values_list("child_id", "received_on", "pk"):
        found[child].append((received_on, pk))
    return found


def _next(
    early_help: EarlyHelp, entries: Iterable[int], back: dict[int, list[tuple[date, int]]]
) -> date | None:
    days = [
        day
        for entry in entries
        for day, referral in back[entry]
        if day >= early_help.began_on and referral != early_help.stepped_down_from_id
    ]
    return min(days, default=None)


def nothing_begun(worker: Worker, teams: Collection[Team], *, first: date, last: date) -> ReferralQuerySet:
    """Cases closed as referred to early help, after which the record knows of none: who knows if it held."""
    rows = Referral.objects.visible_to(worker).standing()
    told = rows.filter(
        closed_on__range=(first, last), closure_reason=ReasonForClosure.EARLY_HELP, team__in=teams
    )
    begun = EarlyHelp.objects.stepped_down().values("stepped_down_from")
    return told.exclude(pk__in=begun).select_related("child", "team").order_by("-closed_on", "-pk")
