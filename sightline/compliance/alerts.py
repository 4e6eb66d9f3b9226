"""What asks for somebody today: few lines, each a count, the gravest first, and each owned by one person.

An alert is worked out when somebody looks, or when their digest is made; nothing is stored. It holds no
child's name: what it is about is on the page that it leads to, for whoever may open it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Coalesce, TruncDate

from sightline.compliance import emergency, escalation, worklist
from sightline.compliance.alert_kinds import KINDS
from sightline.compliance.authority import due
from sightline.compliance.book import book
from sightline.compliance.cover import absent, acting_as
from sightline.compliance.demand import demand
from sightline.compliance.oversight import decisions_of
from sightline.compliance.silent import silent_since
from sightline.compliance.supervision import DUTY
from sightline.compliance.ways import Limits
from sightline.duties.language import Thread
from sightline.people.models import FRONT_DOOR, MANAGERS, SENIOR_MANAGERS, Role, Team, Worker
from sightline.record.models import (
    AgreedAction,
    Allocation,
    Conference,
    Contact,
    CoreGroup,
    DisagreementStep,
    HandedEntry,
    HandOver,
    InformationRequest,
    OnlineReferral,
    PlaceAction,
    Referral,
    Sighting,
    SupervisionAction,
)
from sightline.record.models.online_referral import PRESSING_ONLINE
from sightline.record.models.oversight import EscalationLevel
from sightline.timescales import working_days
from sightline.timescales.london import day_of, instant, last_minute_of

#: The duties that ask whether a child was seen.
TO_SEE = (
    "child-seen-after-referral",
    "child-seen-in-assessment",
    "child-seen-in-enquiry",
    "plan-visits",
    "child-in-need-visits",
)
#: A decision waits too long after so many working days: ours, for no law counts all of them together.
DECIDED_WITHIN = working_days(2)


@dataclass(frozen=True)
class Alert:
    """So many of one thing that ask something of one person; since when the one that has waited longest."""

    kind: str
    many: int
    since_on: date
    team: int | None = None
    """The team whose it is, where it leads to a page of that team's."""

    @property
    def words(self) -> str:
        """What it is, in words that name nobody."""
        one, several = KINDS[self.kind].words
        return f"{self.many} {one if self.many == 1 else several}"

    @property
    def opens(self) -> tuple[str, list[Any]]:
        """The name of the page that it leads to, and what its address takes."""
        kind = KINDS[self.kind]
        return kind.page, [*([self.team] if self.team else []), *kind.rest]

    @property
    def rank(self) -> int:
        """0 is the gravest."""
        return list(KINDS).index(self.kind)


def alerts(worker: Worker, *, on: date, at: datetime | None = None) -> list[Alert]:
    """What asks for this worker on that day, the gravest first: a line for each kind and team, or none.

    `at` is the instant, for what counts in hours; without it the day is just over.
    """
    found = [*_own(worker, on)]
    teams = list(_managed(worker, on))
    if worker.role in MANAGERS and teams:
        found += _teams(teams, on)
    if worker.role in SENIOR_MANAGERS:
        found += _senior(worker, on, at or instant(last_minute_of(on)))
    if worker.role in FRONT_DOOR:
        found += _contacts(worker, on)
    return sorted((one for one in found if one.many), key=lambda one: (one.rank, one.since_on, one.team or 0))


def _alert(kind: str, since: Iterable[date], team: int | None = None) -> Alert:
    days = list(since)
    return Alert(kind, len(days), min(days, default=date.max), team)


def _own(worker: Worker, on: date) -> Iterator[Alert]:
    """What is this worker's own, whatever their role. Four queries."""
    leading = Allocation.objects.on(on).filter(worker__in=acting_as(worker, on=on))
    mine = leading.filter(referral__in=Referral.objects.open_on(on)).order_by()
    children = set(mine.values_list("child", flat=True))
    to_see = due([book()[name] for name in TO_SEE], children, on=on) if children else {}
    yield _alert("to-see", (day for day in to_see.values() if day < on))
    days: dict[str, list[date]] = {}
    first, *rest = _waiting_for(worker, on)
    for kind, day in first.union(*rest, all=True):
        days.setdefault(kind, []).append(day)
    yield from (_alert(kind, since) for kind, since in days.items())


def _waiting_for(worker: Worker, on: date) -> Iterator[QuerySet[Any, Any]]:
    """What waits for this worker by name, each kind with the days since when."""

    def of(kind: str, rows: QuerySet[Any], day: str | Func) -> QuerySet[Any, Any]:
        named = rows.order_by().annotate(alert=Value(kind, output_field=TextField()))
        dated = named.annotate(since=F(day) if isinstance(day, str) else day)
        found: QuerySet[Any, Any] = dated.values_list("alert", "since")
        return found

    yield of("emergency", emergency.waiting(worker, on=on), TruncDate("opened_at"))
    disputed = DisagreementStep.objects.unanswered()
    disputed = disputed.filter(Q(holder=worker) | Q(holder__in=absent(worker, on=on)))
    yield of("disagreements", disputed, "put_on")
    offered = HandOver.objects.unanswered()
    offered = offered.filter(Q(to_worker=worker) | Q(to_team__in=_managed(worker, on).values("pk")))
    yield of("handovers", offered, TruncDate("offered_at"))
    agreed = SupervisionAction.objects.standing().filter(owner=worker, done_on=None, due_on__lt=on)
    yield of("agreed", agreed.filter(supervision__referral__closed_on=None), "due_on")
    done = AgreedAction.objects.awaited().filter(owner=worker, referral__closed_on=None).past_due(on)
    yield of("agreed", done, Coalesce("due_on", TruncDate("due_at")))
    places = PlaceAction.objects.awaited().filter(owner=worker, due_on__lt=on)
    yield of("agreed", places, "due_on")
    asked = InformationRequest.objects.unanswered().filter(recorded_by=worker, answer_by_on__lt=on)
    yield of("awaited", asked, "answer_by_on")
    yield of("to-write", HandedEntry.objects.waiting().filter(to=worker, due_on__lt=on), "due_on")
    for model in (Sighting, CoreGroup, Conference):
        mine = model.objects.standing().filter(on_behalf_of=worker, confirmed_at=None)
        yield of("to-confirm", mine, TruncDate("recorded_at"))


def _managed(worker: Worker, on: date) -> Any:
    """The teams whose manager this worker is, or acts for."""
    running = Team.objects.filter(closed_on=None)
    return running.filter(Q(manager=worker) | Q(manager__in=absent(worker, on=on))).order_by("pk")


def _teams(teams: list[Team], on: date) -> Iterator[Alert]:
    """What is these teams' managers', a line for each kind and team. Eleven queries, however many teams."""
    law, limits = book(), Limits()
    cases = worklist.open_cases([team.pk for team in teams], on=on)
    work = worklist.counted(teams, cases, law, on=on)
    watched = escalation.watched(work.values(), on=on, limits=limits)
    waiting = decisions_of(teams, on=on)
    held = {case: one.child for case, one in cases.items() if one.is_led(on)}
    quiet = silent_since(held, limits, on=on)
    asked = due([law[DUTY]], set(held.values()), on=on)
    in_team = {case: cases[case].team for case in held}
    for team in teams:
        for kind in escalation.KINDS:
            items = getattr(work[team.pk], kind)
            yield _alert(kind.replace("_", "-"), (item.since_on for item in items), team.pk)
        again = [one for one in watched if one.item.referral.team_id == team.pk and one.is_due_again(on)]
        yield _alert("safety-due", (one.again_by for one in again), team.pk)
        mine = (one.since_on for one in waiting if one.case.team_id == team.pk)
        yield _alert("decisions", (day for day in mine if DECIDED_WITHIN.due(day) < on), team.pk)
        yield _alert("silent", (day for case, day in quiet.items() if in_team[case] == team.pk), team.pk)
        late = {Thread.record_id(thread): day for thread, day in asked.items() if day < on}
        theirs = (day for case, day in late.items() if in_team.get(case) == team.pk)
        yield _alert("supervision", theirs, team.pk)


LEVELS = {
    Role.SERVICE_MANAGER.value: EscalationLevel.SERVICE_MANAGER.value,
    Role.DIRECTOR.value: EscalationLevel.DIRECTOR.value,
}


def _senior(worker: Worker, on: date, at: datetime) -> Iterator[Alert]:
    running = Team.objects.filter(closed_on=None)
    director = worker.role == Role.DIRECTOR
    teams = list(running if director else running.filter(service_manager=worker))
    level = LEVELS[worker.role]
    cases = worklist.open_cases([team.pk for team in teams], on=on)
    work = worklist.counted(teams, cases, book(), on=on)
    limits = Limits()
    watched = escalation.watched(work.values(), on=on, limits=limits)
    yield _passed_by(teams, limits, at)
    yield _alert("reached-me", (one.reached[level] for one in watched if one.waits_at(level)))
    found = demand(None if director else teams, on=on)
    if found.last.received.called > 0:
        since = found.last.begins_on - timedelta(weeks=found.called_weeks - 1)
        yield Alert("demand", found.called_weeks, since)


def _contacts(worker: Worker, on: date) -> Iterator[Alert]:
    """Contacts that this worker's front door has held for longer than a working day; and at once, those that
    cannot wait and that nobody has taken up. What was sent online and is no contact yet counts as one.
    """
    waiting = Contact.objects.waiting().filter(team=worker.team_id)
    came = [(day_of(one.received_at), one.is_pressing and one.taken_up_at is None) for one in waiting]
    online = OnlineReferral.objects.waiting().filter(team=worker.team_id)
    came += [(day_of(one.received_at), one.is_pressing) for one in online]
    yield _alert("urgent-contacts", (day for day, pressing in came if pressing))
    yield _alert("contacts", (day for day, _ in came if working_days(1).due(day) < on))


def _passed_by(teams: list[Team], limits: Limits, at: datetime) -> Alert:
    """Contacts with these teams that cannot wait and that nobody has taken up in time. Two queries."""
    untaken = [*Contact.objects.untaken().filter(team__in=teams).values_list("received_at", flat=True)]
    online = OnlineReferral.objects.waiting().filter(PRESSING_ONLINE, team__in=teams)
    untaken += online.values_list("received_at", flat=True)
    late = (came for came in untaken if limits.within("urgent-contact", on=day_of(came)).due_at(came) <= at)
    return _alert("urgent-contacts", map(day_of, late))
