"""What somebody has looked at, and what nobody has: the cases that ended, by team.

A board that shows only what was found hides how little was looked at. Here every case that ended in the last
year is either examined, with by what and what was found, or it is not, and that is said.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any

from django.db.models import DateField, Q
from django.db.models.functions import Coalesce

from sightline.assurance.estimate import Estimate, share
from sightline.assurance.models.audit import Audit, Grade
from sightline.assurance.models.look_back import LookBack
from sightline.assurance.models.sampling import Method
from sightline.assurance.models.verdict import Verdict
from sightline.people.models import Team
from sightline.record.at_once import Part, at_once
from sightline.record.models import Referral
from sightline.record.models.referral import ReferralDecision
from sightline.record.reader import counting
from sightline.timescales.london import day_of

NO_FURTHER_ACTION = Q(decision=ReferralDecision.NO_FURTHER_ACTION)


@dataclass(frozen=True, slots=True)
class Ended:
    """One case that ended: its referral, whose, which team's, when, and whether in no further action."""

    referral: int
    child: int
    team: int
    on: date
    no_further_action: bool


@dataclass(frozen=True, slots=True)
class Examined:
    """One case that somebody read: how, when, whether a child may have been unsafe, and whether it was drawn
    at random.
    """

    referral: int
    how: str
    on: date
    unsafe: bool
    at_random: bool


def ended(*, since: date, on: date) -> list[Ended]:
    """The cases that were closed, or ended in no further action, from that day to that. One query."""
    return _ended(ended_rows(since=since, on=on))


def ended_rows(*, since: date, on: date) -> Part:
    """The query that `ended` asks, to be asked with others."""
    return (
        Referral.objects.standing()
        .annotate(over_on=Coalesce("closed_on", "decided_on", output_field=DateField()))
        .filter(Q(closed_on__isnull=False) | NO_FURTHER_ACTION, over_on__gte=since, over_on__lte=on)
        .order_by("over_on", "pk")
        .values_list("pk", "child_id", "team_id", "over_on", "decision")
    )


def _ended(rows: Iterable[Any]) -> list[Ended]:
    return [
        Ended(pk, child, team, over_on, decision == ReferralDecision.NO_FURTHER_ACTION)
        for pk, child, team, over_on, decision in rows
    ]


def examinations(*, on: date) -> list[Examined]:
    """Every reading of a case that was finished by that day, the oldest first."""
    return _in_order(at_once(_reading_parts(on)))


def _in_order(asked: dict[str, list[Any]]) -> list[Examined]:
    return sorted(_readings(asked), key=lambda one: (one.on, one.referral))


def _reading_parts(on: date) -> dict[str, Part]:
    given = Verdict.objects.standing().filter(given_at__date__lte=on)
    audits = Audit.objects.finished().filter(finished_at__date__lte=on)
    return {
        "look-backs": LookBack.objects.values_list("readings", "control"),
        "verdicts": given.select_related("case__sample"),
        "audits": audits.values_list("referral", "finished_at", "grade"),
    }


def _readings(asked: dict[str, list[Any]]) -> Iterator[Examined]:
    """Verdicts on sampled cases, and case audits.

    A case drawn because more was known to be wrong, or from those that no pattern picked, or chosen to be
    audited, says nothing of the others. An audit that finds the work inadequate counts as a child who may
    have been unsafe.
    """
    in_look_backs = set(chain.from_iterable(asked["look-backs"]))
    for verdict in asked["verdicts"]:
        sample = verdict.case.sample
        how = "Read in a look-back" if sample.pk in in_look_backs else "Read in a sample"
        drawn_from_all = sample.pk not in in_look_backs
        at_random = drawn_from_all and sample.method in (Method.SIMPLE, Method.STRATIFIED)
        yield Examined(verdict.case.referral_id, how, day_of(verdict.given_at), verdict.is_unsafe, at_random)
    for referral, finished_at, grade in asked["audits"]:
        unsafe = grade == Grade.INADEQUATE
        if finished_at:
            yield Examined(referral, "Audited", day_of(finished_at), unsafe, at_random=False)


@dataclass
class Extent:
    """One team's ended cases: all of them, and what was read of them."""

    team: Team
    cases: list[Ended] = field(default_factory=list)
    read: dict[int, list[Examined]] = field(default_factory=dict)

    @property
    def unread(self) -> list[Ended]:
        """Those that nobody has looked at."""
        return [one for one in self.cases if one.referral not in self.read]

    @property
    def unsafe(self) -> list[Ended]:
        """Those in which somebody found that a child may have been unsafe."""
        return [one for one in self.cases if any(read.unsafe for read in self.read.get(one.referral, ()))]

    @property
    def at_random(self) -> tuple[int, int]:
        """How many were read because they were drawn at random, and in how many of these a child may have
        been unsafe: these alone say something of the rest.
        """
        drawn = [[one for one in readings if one.at_random] for readings in self.read.values()]
        return sum(map(bool, drawn)), sum(any(one.unsafe for one in readings) for readings in drawn)

    @property
    def estimate(self) -> Estimate:
        """The share of cases like these in which a child may have been unsafe, from those drawn at random."""
        read, found = self.at_random
        return share(found, read)

    def sentences(self, *, since: date) -> list[str]:
        """What nobody has looked at, in plain words."""
        kinds = (
            ([one for one in self.cases if one.no_further_action], "ended in no further action"),
            ([one for one in self.cases if not one.no_further_action], "closed"),
        )
        return [self._sentence(cases, how, since) for cases, how in kinds if cases]

    def _sentence(self, cases: list[Ended], how: str, since: date) -> str:
        many, unread = len(cases), sum(one.referral not in self.read for one in cases)
        of = f"the {many:,} cases" if many > 1 else "the one case"
        rest = f"that {self.team.name} {how} since {since:%-d %B %Y}"
        if unread == many:
            return f"Nobody has looked at {'any of ' if many > 1 else ''}{of} {rest}."
        if not unread:
            return f"Somebody has looked at {'each of ' if many > 1 else ''}{of} {rest}."
        return f"Nobody has looked at {unread:,} of {of} {rest}."


@counting()
def extent(teams: Iterable[Team], *, since: date, on: date) -> list[Extent]:
    """What was looked at of each team's ended cases, in the order the teams are given in."""
    found = {team.pk: Extent(team) for team in teams}
    read: dict[int, list[Examined]] = defaultdict(list)
    asked = at_once({**_reading_parts(on), "ended": ended_rows(since=since, on=on)})
    for one in _in_order(asked):
        read[one.referral].append(one)
    for case in _ended(asked["ended"]):
        if case.team in found:
            found[case.team].cases.append(case)
            since_it_ended = [one for one in read[case.referral] if one.on >= case.on]
            if since_it_ended:
                found[case.team].read[case.referral] = since_it_ended
    return list(found.values())
