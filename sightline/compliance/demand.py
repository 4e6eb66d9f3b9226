"""Demand: what comes in each week, what is given out, what ends and what waits; and what lies ahead."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import sqrt
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateField,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Least, TruncWeek

from sightline.compliance.control import Judged, called_since, judged
from sightline.compliance.load import Load
from sightline.people.models import Team
from sightline.record.codes import ReferralSource
from sightline.record.models import Allocation, Contact, Referral

WEEK = timedelta(weeks=1)
SHOWN = 52
#: Weeks before those shown, so that the first of them has a yardstick.
BEFORE = 28
#: Weeks that the forecast takes to go on as they were.
LATELY = 8
NOTHING = "no_further_action"
Counted = defaultdict[date, defaultdict[str, tuple[int, int]]]
"""By Monday and by source ("" for all): how many, and of them those ended in no further action."""


@dataclass(frozen=True)
class Week:
    """One whole week, Monday to Sunday."""

    begins_on: date
    received: Judged
    allocated: int
    """Cases given to a first worker."""
    ended: int
    """Cases closed, and referrals ended in no further action."""
    waiting: int
    """At its end: received, given to nobody, and neither closed nor ended."""
    open: int
    """At its end: received, and neither closed nor ended."""
    decided: int
    nothing: int
    """Of the referrals decided in it, those ended in no further action."""
    contacts: int
    contacts_nothing: int
    """Of the contacts decided in it, those ended in no further action."""

    @property
    def ends_on(self) -> date:
        return self.begins_on + timedelta(days=6)


@dataclass(frozen=True)
class Source:
    """One source of referrals: the last week's number, what is usual, and whether it is called."""

    name: str
    last: Judged
    weeks: list[int]


@dataclass(frozen=True)
class Demand:
    """Whole weeks up to the last one that has ended, the oldest first, and the last week by source."""

    weeks: list[Week]
    sources: list[Source]

    @property
    def last(self) -> Week:
        return self.weeks[-1]

    @property
    def called_weeks(self) -> int:
        """For how many weeks up to the last one the number received has been called a real change."""
        return called_since([week.received for week in self.weeks])


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def demand(teams: Iterable[Team] | None, *, on: date) -> Demand:
    """The last year's whole weeks, of these teams or (None) of the whole authority. One query."""
    last = monday(on) - WEEK
    weeks = [last - back * WEEK for back in range(SHOWN + BEFORE - 1, -1, -1)]
    ids = None if teams is None else [team.pk for team in teams]
    counted = _counted(ids, weeks[0])
    by_source, allocated, ended = counted["received"], counted["allocated"], counted["ended"]
    came = {week: sum(many for many, _ in sources.values()) for week, sources in by_source.items()}
    left, decided, contacts = counted["left"], counted["decided"], counted["contacts"]
    judged_weeks = dict(zip(weeks, judged([came.get(week, 0) for week in weeks]), strict=True))
    shown = [
        Week(
            week,
            judged_weeks[week],
            allocated[week][""][0],
            ended[week][""][0],
            _up_to(by_source, week) - _up_to(left, week),
            _up_to(by_source, week) - _up_to(ended, week),
            *decided[week][""],
            *contacts[week][""],
        )
        for week in weeks[BEFORE:]
    ]
    return Demand(shown, _sources(by_source, weeks))


def _cases(teams: list[int] | None) -> QuerySet[Referral]:
    """Referrals with the days on which each was given to somebody, ended, and so waited no more."""
    held = Allocation.objects.standing().filter(referral=OuterRef("pk")).order_by()
    first = held.values("referral").annotate(first=Min("from_on")).values("first")
    nothing = Case(When(decision=NOTHING, then=F("decided_on")), output_field=DateField())
    cases = Referral.objects.standing().order_by()
    cases = cases.annotate(allocated_on=Subquery(first, output_field=DateField()))
    # of the days that there are the earlier one: PostgreSQL's least passes over those that are not
    cases = cases.annotate(ended_on=Least("closed_on", nothing))
    cases = cases.annotate(left_waiting_on=Least("allocated_on", "ended_on"))
    return cases if teams is None else cases.filter(team__in=teams)


def _counted(teams: list[int] | None, first: date) -> dict[str, Counted]:
    """How many referrals (by source), allocations, ends and decisions each week had. One query.

    What came and what left are counted from the beginning, so that what waits is their difference.
    """
    cases, contacts = _cases(teams), Contact.objects.standing().order_by()
    contacts = contacts if teams is None else contacts.filter(team__in=teams)
    received = _weekly("received", cases, "received_on", F("source"))
    others = [
        _weekly("allocated", cases, "allocated_on"),
        _weekly("ended", cases, "ended_on"),
        _weekly("left", cases, "left_waiting_on"),
        _weekly("decided", cases.filter(decided_on__gte=first), "decided_on"),
        _weekly("contacts", contacts.filter(decided_at__date__gte=first), "decided_at"),
    ]
    found: dict[str, Counted] = {name: defaultdict(_none) for name in KINDS}
    for kind, week, source, many, nothing in received.union(*others, all=True):
        found[kind][week][source] = (many, nothing)
    return found


KINDS = ("received", "allocated", "ended", "left", "decided", "contacts")


def _none() -> defaultdict[str, tuple[int, int]]:
    return defaultdict(lambda: (0, 0))


def _weekly(kind: str, rows: QuerySet[Any], day: str, source: Any = None) -> QuerySet[Any, Any]:
    """(kind, Monday, source, how many, of them those ended in no further action)."""
    words: TextField[str, str] = TextField()
    weeks = rows.exclude(**{day: None}).annotate(
        counted=Value(kind, output_field=words),
        week=TruncWeek(day, output_field=DateField()),
        of=Cast(source or Value(""), words),
    )
    grouped = weeks.values("counted", "week", "of")
    counts = grouped.annotate(many=Count("pk"), nothing=Count("pk", filter=Q(decision=NOTHING)))
    found: QuerySet[Any, Any] = counts.values_list("counted", "week", "of", "many", "nothing")
    return found


def _up_to(counted: Counted, week: date) -> int:
    """How many there were by that week's end."""
    return sum(many for day, of in counted.items() if day <= week for many, _ in of.values())


def _sources(by_source: Counted, weeks: list[date]) -> list[Source]:
    """Every source of the weeks behind the last one, those called first, then the most usual."""
    known = {source for week in weeks[-BEFORE:] for source in by_source[week]}
    found = []
    for source in known:
        counts = [by_source[week][source][0] if source in by_source[week] else 0 for week in weeks]
        found.append(Source(ReferralSource(source).label, judged(counts)[-1], counts))
    return sorted(found, key=lambda one: (not one.last.called, -sum(one.weeks[-BEFORE:]), one.name))


# ── what lies ahead


@dataclass(frozen=True)
class Forecast:
    """If the next weeks are as the last eight were: what comes, what ends, and when no worker has room.

    Counts are cases a week. `room` is how many more the team's workers could carry within the authority's own
    limit, each as heavy as what they carry now; None where the authority has set no limit.
    """

    comes: float
    strays: float
    """How far a week strays from it: two weeks in three lie within."""
    ends: float
    room: int | None

    @property
    def grows(self) -> float:
        """Cases more each week than the week before."""
        return self.comes - self.ends

    @property
    def weeks_of_room(self) -> int | None:
        """Whole weeks until there is no room; None where there is no end to it, or no limit is set."""
        if self.room is None or self.grows <= 0:
            return None
        return int(self.room / self.grows)


def forecast(found: Demand, loads: Iterable[Load]) -> Forecast:
    """What the last eight weeks and what workers carry now lead to, if nothing changes."""
    lately = found.weeks[-LATELY:]
    kept = [week.received.count - week.nothing for week in lately]
    comes = sum(kept) / len(kept)
    ends = sum(week.ended - week.nothing for week in lately) / len(lately)
    strays = sqrt(max(comes, sum((one - comes) ** 2 for one in kept) / (len(kept) - 1)))
    return Forecast(comes, strays, ends, room(loads))


def room(loads: Iterable[Load]) -> int | None:
    """How many more cases these workers could carry within the authority's limit, as heavy as those now."""
    carried = [load for load in loads if load.children]
    limits = [load.limit for load in carried]
    if not carried or None in limits:
        return None
    weight = sum((load.points for load in carried), Decimal(0)) / sum(load.children for load in carried)
    spare = sum((max(load.limit - load.points, Decimal(0)) for load in carried if load.limit), Decimal(0))
    return int(spare / weight) if weight else None
