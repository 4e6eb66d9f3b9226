"""How Exampleshire looks back: a sample being read, a look-back given out, and agencies that are silent.

Told with the verbs themselves once the record is loaded. What a reader finds is what the patterns show, most
of the time, so that a page about it says something. A draw of its own: nothing else is disturbed.
"""

from datetime import datetime

from sightline.assurance import look_back, sampling, verdict
from sightline.assurance.models import SampledCase
from sightline.assurance.models.verdict import Finding
from sightline.audit import looks
from sightline.casework import sharing, training
from sightline.compliance.pattern.cases import cases
from sightline.exampleshire.days import DAY, MINUTE, at
from sightline.exampleshire.draw import Draw
from sightline.exampleshire.world import World
from sightline.people.models import Agency, Course, Role, Worker
from sightline.record.models import Allocation

SIZE, READ = 12, 9
"""Cases of the sample, and how many of them have been read."""
BACK = 28 * DAY
"""How far the look-back goes."""
CONTROL = 10
SAW = {
    Finding.FINE: "Seen alone twice, and the reason for closing is the child’s own news of home.",
    Finding.RECORD_GAP: "Safe, as the school’s letter shows. Our own record does not say who saw the child.",
    Finding.POTENTIAL_RISK: "Closed on a telephone call. Nobody saw this child, and nobody says why.",
}
ASKED = (
    (Agency.HEALTH, "When was the child last seen by the health visitor, and was the child weighed?"),
    (Agency.POLICE, "Have you been called to this address in the last year?"),
    (Agency.EDUCATION, "How often has the child been away this term, and who rang?"),
)


def look_back_at(world: World) -> None:
    """Write it all down; nothing where nobody is there to do it."""
    draw = world.draw("looking back")
    auditors = list(Worker.objects.filter(role=Role.AUDITOR, left_on=None).order_by("pk"))
    if len(auditors) > 1:
        _sample(world, draw, auditors)
        _look_back(world, draw, auditors)
    _ask(world, draw)
    _lapse(world, draw)


def _sample(world: World, draw: Draw, readers: list[Worker]) -> None:
    drawn_on = world.last - 9 * DAY
    since = drawn_on - 182 * DAY
    found = sampling.listed("closed", from_on=since, until_on=drawn_on)
    if len(found) < SIZE:
        return
    sample = sampling.draw_sample(
        by=readers[0],
        on=drawn_on,
        population="closed",
        cases=found,
        method="simple",
        size=SIZE,
        seed=draw.number(1, 9999),
        asks="Was this child safe when the case was closed?",
        readers=readers,
        from_on=since,
        until_on=drawn_on,
    )
    _read(list(sample.cases.order_by("place")[:READ]), draw, at(world.last - 8 * DAY, draw.number(540, 600)))


def _look_back(world: World, draw: Draw, readers: list[Worker]) -> None:
    begun_on, until_on = world.last - 5 * DAY, world.last - 6 * DAY
    if len(sampling.listed("closed", from_on=until_on - BACK, until_on=until_on)) < CONTROL:
        return
    made = look_back.begin(
        by=readers[0],
        on=begun_on,
        title="Four weeks of closures",
        population="closed",
        from_on=until_on - BACK,
        until_on=until_on,
    )
    look_back.score_all(made)
    made = look_back.share_out(
        made, by=readers[0], on=begun_on, readers=readers, control=CONTROL, seed=draw.number(1, 9999)
    )
    given = [sample for sample in (made.readings, made.control) if sample is not None]
    half = [case for one in given for case in one.cases.order_by("place")[: max(1, one.size // 2)]]
    _read(half, draw, at(world.last - 4 * DAY, draw.number(540, 600)))


def _read(given: list[SampledCase], draw: Draw, began_at: datetime) -> None:
    """Each case opened and judged by its reader, one after another, a quarter of an hour for each."""
    held = cases([case.referral_id for case in given], on=began_at.date())
    unsafe = dict(zip(held.referral, held.unsafe(), strict=True))
    for number, case in enumerate(given):
        finding = _finds(draw, alike=bool(unsafe[case.referral_id]))
        looks.log(worker=case.reader_id, page=verdict.PAGE, children=[case.child_id])
        verdict.give(
            case,
            by=case.reader,
            at=began_at + number * 15 * MINUTE,
            finding=finding,
            because=SAW[finding],
            holder=case.referral.team.manager if finding is Finding.POTENTIAL_RISK else None,
        )


def _finds(draw: Draw, *, alike: bool) -> Finding:
    """What a reader makes of a case in which a pattern shows something like danger, or shows nothing."""
    if alike and draw.happens(0.4):
        return Finding.POTENTIAL_RISK
    return Finding.RECORD_GAP if draw.happens(0.6 if alike else 0.2) else Finding.FINE


def _ask(world: World, draw: Draw) -> None:
    """A few agencies are asked about children whose cases are open; some answer, and some are chased."""
    leads = Allocation.objects.on(world.last).filter(
        referral__closed_on=None, worker__left_on=None, from_on__lt=world.last - 30 * DAY
    )
    for lead in leads.select_related("worker", "referral").order_by("pk")[:24]:
        agency, asks = draw.one(ASKED)
        asked_on = world.last - draw.number(2, 25) * DAY
        asked = sharing.ask(lead.referral, by=lead.worker, on=asked_on, agency=agency, asks=asks)
        if draw.happens(0.4):
            told = "They looked, and sent what they have."
            sharing.answer(asked, by=lead.worker, on=world.last - DAY, answer="told", told=told)
        elif draw.happens(0.5):
            sharing.chase(asked, by=lead.worker, on=world.last - DAY)


def _lapse(world: World, draw: Draw) -> None:
    """A few who have been here for years did a course once, and nobody saw that it ran out."""
    long_ago = world.last - 3 * 365 * DAY - draw.number(30, 90) * DAY
    here = Worker.objects.filter(left_on=None, started_on__lt=long_ago, team__isnull=False)
    for worker in here.exclude(trainings__course=Course.SUPERVISING).order_by("pk")[:3]:
        by = worker.team.manager if worker.team else worker
        if by.pk != worker.pk:
            training.complete(
                worker,
                by=by,
                course=Course.SUPERVISING,
                completed_on=long_ago,
                expires_on=long_ago + 3 * 365 * DAY,
            )
