"""Samples of cases: the list that could be drawn from is kept, the draw can be repeated, and somebody reads
each.

A sample is drawn by an auditor or the director, from closed cases, from referrals ended in no further action,
from both or from open ones. What was read says how much of the list; `estimate_of` says how sure that is.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from sightline.assurance import draw, estimate
from sightline.assurance.conflict import share_out
from sightline.assurance.models.sampling import (
    Method,
    Population,
    Sample,
    SampledCase,
    SamplingFrame,
)
from sightline.casework.verb import Refused, verb
from sightline.people.models import DRAW_SAMPLES, READ_SAMPLES, Worker
from sightline.record.models import Referral
from sightline.record.models.referral import ReferralDecision
from sightline.record.reader import counting

READ_FOR = timedelta(days=28)
"""How long a reader may open the records of the children whom they were given to read."""


@dataclass(frozen=True)
class Listed:
    """A case that may be drawn: its referral, the part of the list it is in, and its weight."""

    referral: int
    stratum: str = ""
    weight: float = 1.0


def population(
    which: str, *, from_on: date | None, until_on: date, teams: Collection[int] = ()
) -> QuerySet[Referral]:
    """The cases of a population that ended between these days, both included; or were open on the last.

    Of every team, unless some are named.
    """
    since = from_on or date.min
    refused = Q(decision=ReferralDecision.NO_FURTHER_ACTION)
    ended = {
        Population.CLOSED: Q(closed_on__range=(since, until_on)),
        Population.NO_FURTHER_ACTION: refused & Q(decided_on__range=(since, until_on)),
    }
    ended[Population.ENDED] = ended[Population.CLOSED] | ended[Population.NO_FURTHER_ACTION]
    cases = Referral.objects.filter(team__in=teams) if teams else Referral.objects.all()
    if which == Population.OPEN:
        return cases.open_on(until_on).order_by("pk")
    return cases.standing().filter(ended[Population(which)]).order_by("pk")


PARTS = {
    "": "",
    "team": "team__name",
    "source": "source",
    "primary_need": "primary_need",
    "closure_reason": "closure_reason",
}
"""What a list may be parted by, and where a referral says it."""


@counting()
def listed(
    which: str,
    *,
    from_on: date | None,
    until_on: date,
    part_by: str = "",
    weights: Mapping[int, float] | None = None,
    teams: Collection[int] = (),
) -> list[Listed]:
    """The list that a sample is drawn from: every case of the population, its part and its weight."""
    cases = population(which, from_on=from_on, until_on=until_on, teams=teams)
    heavy = weights or {}
    if not part_by:
        return [Listed(case, "", heavy.get(case, 1.0)) for case in cases.values_list("pk", flat=True)]
    parts = cases.values_list("pk", PARTS[part_by])
    return [Listed(case, str(part or "not said"), heavy.get(case, 1.0)) for case, part in parts]


def keep_frame(
    which: str, cases: Sequence[Listed], *, by: Worker, from_on: date | None, until_on: date
) -> SamplingFrame:
    """Write down the list, in the order of the cases' ids, and what it comes to. For a verb to call."""
    ordered = sorted(cases, key=lambda one: one.referral)
    ids = [one.referral for one in ordered]
    strata, weights = [one.stratum for one in ordered], [one.weight for one in ordered]
    return SamplingFrame.objects.create(
        recorded_by=by,
        population=which,
        from_on=from_on,
        until_on=until_on,
        cases=ids,
        strata=strata,
        weights=weights,
        digest=draw.digest(ids, strata, weights),
    )


def draw_again(sample: Sample) -> list[tuple[int, float]]:
    """The cases that the sample's seed draws from its list, and the chance of each, in the order drawn.

    LookupError where the list is not the one that was kept, or was drawn from in a way that this code forgot.
    """
    frame = sample.frame
    if draw.digest(frame.cases, frame.strata, frame.weights) != frame.digest:
        raise LookupError("the list of this sample is not the one that was drawn from")
    if sample.algorithm != draw.ALGORITHM:
        raise LookupError(f"nothing here draws by “{sample.algorithm}”")
    return [
        (frame.cases[one.place], one.chance) for one in _drawn(frame, sample.method, sample.size, sample.seed)
    ]


def _drawn(frame: SamplingFrame, method: str, size: int, seed: int) -> list[draw.Drawn]:
    match method:
        case Method.SIMPLE:
            return draw.simple(len(frame.cases), size, seed)
        case Method.STRATIFIED:
            return draw.stratified(frame.strata, size, seed)
        case Method.WEIGHTED:
            return draw.weighted(frame.weights, size, seed)
        case _:
            return [draw.Drawn(place, 1.0) for place in range(len(frame.cases))]


@verb(may=DRAW_SAMPLES, refused="An auditor or the director draws a sample.")
def draw_sample(
    *,
    by: Worker,
    on: date,
    population: str,
    cases: Sequence[Listed],
    method: str,
    size: int,
    seed: int,
    asks: str,
    readers: Collection[Worker],
    from_on: date | None = None,
    until_on: date | None = None,
) -> Sample:
    """Draw a sample of these cases (`listed`), and give each to a reader who had no hand in it."""
    if not 0 < size <= len(cases):
        raise Refused(f"There are {len(cases):,} cases to draw from: ask for 1 to {len(cases):,}.")
    frame = keep_frame(population, cases, by=by, from_on=from_on, until_on=until_on or on)
    return draw_from(frame, by=by, on=on, method=method, size=size, seed=seed, asks=asks, readers=readers)


def draw_from(
    frame: SamplingFrame,
    *,
    by: Worker,
    on: date,
    method: str,
    size: int,
    seed: int,
    asks: str,
    readers: Collection[Worker],
    order: Mapping[int, int] | None = None,
) -> Sample:
    """Draw from a list that is kept. `order` gives the drawn cases their places, the least first. For
    verbs.
    """
    wrong = [reader.name for reader in readers if reader.role not in READ_SAMPLES]
    if wrong or not readers:
        raise Refused(
            f"Cases are read by managers, chairs and auditors, not by {', '.join(wrong) or 'nobody'}."
        )
    sample = Sample.objects.create(
        recorded_by=by,
        frame=frame,
        asks=asks,
        method=method,
        seed=seed,
        size=size,
        algorithm=draw.ALGORITHM,
        drawn_on=on,
    )
    chances = dict(draw_again(sample))
    cases = sorted(chances, key=lambda case: order[case]) if order else list(chances)
    _give(sample, cases, chances, {reader.pk for reader in readers}, by=by)
    return sample


@counting()
def _give(
    sample: Sample, cases: list[int], chances: dict[int, float], readers: set[int], *, by: Worker
) -> None:
    given, nobody = share_out(cases, sorted(readers))
    if nobody:
        raise Refused(
            f"Each of these readers had a hand in {len(nobody)} of the cases: ask somebody else to read too."
        )
    child = dict(Referral.objects.filter(pk__in=cases).values_list("pk", "child"))
    part = dict(zip(sample.frame.cases, sample.frame.strata, strict=True))
    SampledCase.objects.bulk_create(
        [
            SampledCase(
                recorded_by=by,
                sample=sample,
                child_id=child[case],
                referral_id=case,
                place=place,
                stratum=part[case],
                chance=chances[case],
                reader_id=given[case],
                until_on=sample.drawn_on + READ_FOR,
            )
            for place, case in enumerate(cases, 1)
        ],
        batch_size=2000,
    )


def estimate_of(sample: Sample, answers: Mapping[int, bool]) -> estimate.Estimate:
    """What the answers on a sample's cases say of its whole list: referral → whether it was so.

    Those not answered yet are taken to be no different from those that were, which the page says: except
    where every case was to be read, in whatever order, and only what was found is certain.
    """
    found, of = sum(answers.values()), len(sample.frame.cases)
    match sample.method:
        case Method.SIMPLE:
            return estimate.share(found, len(answers), of=of)
        case Method.STRATIFIED:
            return estimate.stratified(_strata(sample, answers))
        case Method.WEIGHTED:
            chances = dict(sample.cases.values_list("referral", "chance"))
            return estimate.weighted([(so, chances[case]) for case, so in answers.items()], of=of)
        case _:
            return estimate.not_drawn(found, len(answers), of=of)


def _strata(sample: Sample, answers: Mapping[int, bool]) -> list[estimate.Stratum]:
    part = dict(zip(sample.frame.cases, sample.frame.strata, strict=True))
    of, read = Counter(sample.frame.strata), Counter(part[case] for case in answers)
    found = Counter(part[case] for case, so in answers.items() if so)
    return [estimate.Stratum(of[name], read[name], found[name]) for name in sorted(of)]
