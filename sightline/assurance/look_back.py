"""Look-backs: every case that ended is held to patterns, read in order of danger, and accounted for.

Begun by an auditor or the director. Scoring is done in pieces by a job, and each piece stands whole or not
at all, so that a machine that stops in the middle loses nothing and nothing is done twice. Then people read:
what the patterns picked and a random control of the rest, or every case.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from sightline.assurance import danger, sampling
from sightline.assurance.models import LookBack, Sample, SampledCase, ScoredCase
from sightline.assurance.models.look_back import Reads
from sightline.assurance.models.sampling import Method
from sightline.casework.verb import Refused, verb
from sightline.compliance.pattern.book import PATTERNS, UNSAFE
from sightline.compliance.pattern.cases import cases
from sightline.compliance.pattern.facts import these
from sightline.people.models import DRAW_SAMPLES, Worker

PIECE = 2000
"""How many cases are scored in one go: a few seconds' work, and all that a crash can cost."""
REFUSED = "An auditor or the director looks back."
ASKS = "Was this child safe when the case ended, and is the child safe now?"
PICKS = tuple(name for name, pattern in PATTERNS.items() if pattern.danger >= UNSAFE)
"""The patterns that pick a case to be read."""


@verb(may=DRAW_SAMPLES, refused=REFUSED)
def begin(
    *,
    by: Worker,
    on: date,
    title: str,
    population: str,
    from_on: date | None,
    until_on: date,
    reads: str = Reads.PICKED,
    patterns: Sequence[str] = PICKS,
    leaves_out: Sample | None = None,
    teams: Collection[int] = (),
) -> LookBack:
    """Begin a look-back over the cases of a population that ended between these days, of these teams or all.

    `leaves_out` is a sample whose cases were read already. The list is kept as it stands now.
    """
    unknown = set(patterns) - PATTERNS.keys()
    if unknown or not patterns:
        raise Refused(f"There is no pattern {', '.join(sorted(unknown)) or 'chosen'}.")
    found = sampling.listed(population, from_on=from_on, until_on=until_on, teams=teams)
    read = set(leaves_out.cases.values_list("referral", flat=True)) if leaves_out else set()
    found = [one for one in found if one.referral not in read]
    if not found:
        raise Refused("No case ended between those days.")
    frame = sampling.keep_frame(population, found, by=by, from_on=from_on, until_on=until_on)
    return LookBack.objects.create(
        recorded_by=by,
        title=title,
        frame=frame,
        patterns=list(patterns),
        reads=reads,
        begun_on=on,
        leaves_out=leaves_out,
    )


def pieces(look_back: LookBack) -> Iterator[tuple[int, list[int]]]:
    """The cases of a look-back in pieces, each with the place of its first."""
    every = look_back.frame.cases
    for first in range(0, len(every), PIECE):
        yield first, every[first : first + PIECE]


def unscored(look_back: LookBack) -> list[int]:
    """The places at which pieces begin that are not wholly scored."""
    done = set(look_back.scored.standing().values_list("referral", flat=True))
    return [first for first, piece in pieces(look_back) if not done.issuperset(piece)]


@verb(may=DRAW_SAMPLES, refused=REFUSED)
def score(look_back: LookBack, *, by: Worker, first: int) -> int:
    """Score the piece that begins at this place, on the day the look-back began; how many were scored now.

    Done again, it does nothing again.
    """
    piece = look_back.frame.cases[first : first + PIECE]
    done = set(look_back.scored.filter(referral__in=these(piece)).values_list("referral", flat=True))
    left = [case for case in piece if case not in done]
    if not left:
        return 0
    scored = danger.score(cases(left, on=look_back.begun_on), patterns=tuple(look_back.patterns))
    rows = [
        ScoredCase(
            recorded_by=by,
            look_back=look_back,
            child_id=one.child,
            referral_id=one.referral,
            fits=list(one.fits),
            danger=one.danger,
            because=list(one.because),
            scored_on=look_back.begun_on,
        )
        for one in scored
    ]
    ScoredCase.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def score_all(look_back: LookBack) -> int:
    """Score every piece that is left, one transaction to a piece, in the name of whoever began it."""
    return sum(score(look_back, by=look_back.recorded_by, first=first) for first in unscored(look_back))


@verb(may=DRAW_SAMPLES, refused=REFUSED)
def share_out(
    look_back: LookBack, *, by: Worker, on: date, readers: Collection[Worker], control: int, seed: int
) -> LookBack:
    """Give the cases that are to be read to readers who had no hand in them, the most dangerous first.

    `control` is how many to draw at random from those that the patterns passed over, so that what they miss
    can be estimated. Where every case is read there is nothing to estimate, and no control.
    """
    look_back = LookBack.objects.select_for_update().select_related("frame").get(pk=look_back.pk)
    if look_back.readings_id or look_back.control_id:
        raise Refused("The cases of this look-back have been given out already.")
    if left := len(unscored(look_back)):
        raise Refused(f"{left} pieces are still to be scored: wait until every case has been.")
    order = by_danger(look_back)
    picked = set(look_back.scored.exclude(fits=[]).values_list("referral", flat=True))
    wanted = set(order) if look_back.reads == Reads.EVERY else picked
    passed_over = sorted(set(order) - wanted)
    giving = Giving(by, on, readers, seed, order)
    if wanted:
        look_back.readings = giving.out(look_back, sorted(wanted), Method.WHOLE, len(wanted))
    if passed_over and control:
        size = min(control, len(passed_over))
        look_back.control = giving.out(look_back, passed_over, Method.SIMPLE, size)
    look_back.save(update_fields=["readings", "control"])
    return look_back


def by_danger(look_back: LookBack) -> dict[int, int]:
    """Each case's place when all are put in order, the most dangerous first."""
    scored = look_back.scored.standing().order_by("-danger", "referral")
    return {case: place for place, case in enumerate(scored.values_list("referral", flat=True))}


@dataclass(frozen=True)
class Giving:
    """Who gives cases out, on which day, to whom, from which seed and in which order."""

    by: Worker
    on: date
    readers: Collection[Worker]
    seed: int
    order: dict[int, int]

    def out(self, look_back: LookBack, wanted: list[int], method: str, size: int) -> Sample:
        """So many of these cases, drawn and given to readers, from a list of them that is kept."""
        whole = look_back.frame
        frame = sampling.keep_frame(
            whole.population,
            [sampling.Listed(case) for case in wanted],
            by=self.by,
            from_on=whole.from_on,
            until_on=whole.until_on,
        )
        return sampling.draw_from(
            frame,
            by=self.by,
            on=self.on,
            method=method,
            size=size,
            seed=self.seed,
            asks=ASKS,
            readers=self.readers,
            order=self.order,
        )


def waiting(reader: Worker, *, on: date) -> QuerySet[SampledCase]:
    """The cases that this reader has not given a verdict on and may still open.

    What runs out soonest comes first, and within a sample the most dangerous.
    """
    mine = SampledCase.objects.standing().filter(reader=reader, until_on__gte=on)
    read = mine.filter(verdicts__struck_out_at=None, verdicts__isnull=False)
    left = mine.exclude(pk__in=read.values("pk")).select_related("child", "referral", "sample")
    return left.order_by("until_on", "sample_id", "place")
