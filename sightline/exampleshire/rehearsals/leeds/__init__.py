"""Leeds, July 2009: closed cases whose children were not safe, which nobody knew of until inspectors came.

What was published (the Yorkshire press on Ofsted's unannounced inspection, August 2009): inspectors read 23
closed cases and found seven children at potential risk of serious harm; the council then read the other 1,550
and looked further into 54. In what ways they were unsafe is published in words only, and no days are: this
rehearsal takes closures from September 2008, so many of each way, and inspectors on 22 July.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from django.db import connection, transaction

from sightline.assurance import look_back, sampling, verdict
from sightline.assurance.estimate import share
from sightline.assurance.models import LookBack, Sample, SampledCase
from sightline.assurance.models.look_back import Reads
from sightline.assurance.models.verdict import UNSAFE, Finding
from sightline.assurance.report import Report
from sightline.audit import looks
from sightline.compliance.pattern.book import PATTERNS
from sightline.compliance.pattern.cases import firing
from sightline.exampleshire.days import after
from sightline.exampleshire.rehearsals.acting import ActingTeam, Acts, Calendar, outsiders
from sightline.exampleshire.rehearsals.leeds.cases import CASES, SAMPLED, SEED, course_of_each
from sightline.exampleshire.rehearsals.leeds.found import FIRST_DAY, FOUND_ON, Found
from sightline.exampleshire.rehearsals.page import words_of
from sightline.people.models import Role, Worker
from sightline.record.models import Referral

WORKING_DAYS = 205
"""Working days over which the cases come, so that the last is closed before inspectors arrive."""
READ_BY = FOUND_ON + timedelta(days=27)
"""By then every case has been read."""
SAYS = (
    r"[\d,]+ of [\d,]+ read",
    r"[\d,]+ children were found at risk\.",
    r"[\d,]+ pieces of work began: [^.]+\.",
    r"The sample that is left out .*? certainty\.",
    r"Together with it, [^.]+\.",
    r"[\d,]+ went in: [^.]+\.",
)
"""The sentences of the report's page that say what it comes to."""
TEAMS = ("Beckside", "Hollin", "Kirkgate", "Moorend", "Riverside", "Westgate")


def rehearse() -> Found:
    """Live through those months in one transaction, ask every evening, look back, and roll it all back."""
    with transaction.atomic():
        found = live()
        inspect(found)
        open_the_report(found)
        refer_again(found)
        transaction.set_rollback(True)
    return found


def live() -> Found:
    """The months before inspectors came: each evening the test is asked of what was closed that day."""
    teams = [ActingTeam(f"{name} 2009", social_workers=6) for name in TEAMS]
    calendar, found = Calendar(), Found()
    calendar.begin(_everything(teams, found))
    ours = [team.team.pk for team in teams]
    day = FIRST_DAY
    while day < FOUND_ON:
        calendar.live(day)
        for shown in firing(on=day, among=Referral.objects.filter(team__in=ours)):
            gravest = max(shown.patterns, key=lambda name: PATTERNS[name].danger)
            found.first_shown.setdefault(shown.referral, (day, gravest))
        if day.day == 1:
            _tell_postgresql_how_much_there_is()
        day += timedelta(days=1)
    rows = Referral.objects.filter(team__in=ours).order_by("pk")
    for (_, unsafe), (pk, child, closed_on) in zip(
        course_of_each(), rows.values_list("pk", "child", "closed_on"), strict=True
    ):
        found.truth[pk], found.child[pk] = unsafe, child
        if closed_on is not None:
            found.closed_on[pk] = closed_on
    return found


def _tell_postgresql_how_much_there_is() -> None:
    """It plans by what it counted last, which in an empty database was nothing."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _everything(teams: list[ActingTeam], found: Found) -> Iterator[tuple[date, Acts]]:
    for number, (way, _) in enumerate(course_of_each()):
        day = after(FIRST_DAY, number * WORKING_DAYS // CASES)
        yield day, way(teams[number % len(teams)], day)


def inspect(found: Found) -> None:
    """Inspectors draw and read 23; the council reads the rest, and somebody holds each child at risk."""
    [auditor, *readers] = outsiders("Leeds 2009", Role.AUDITOR, 12)
    sample = draw_and_read(found, auditor, readers)
    _look_back(found, auditor, readers, sample)


def draw_and_read(found: Found, auditor: Worker, readers: list[Worker]) -> Sample:
    """Inspectors draw and read 23."""
    ours = _teams_of(found)
    sample = sampling.draw_sample(
        by=auditor,
        on=FOUND_ON,
        population="closed",
        cases=sampling.listed("closed", from_on=FIRST_DAY, until_on=FOUND_ON, teams=ours),
        method=Sample.Method.SIMPLE,
        size=SAMPLED,
        seed=SEED,
        asks="Was this child safe when the case was closed?",
        readers=readers[:2],
        from_on=FIRST_DAY,
        until_on=FOUND_ON,
    )
    found.sampled = set(sample.cases.values_list("referral", flat=True))
    found.unsafe_in_sample = _read(found, sample, FOUND_ON)
    found.inspectors = share(found.unsafe_in_sample, SAMPLED)
    return sample


def _teams_of(found: Found) -> set[int]:
    return set(Referral.objects.filter(pk__in=found.truth).values_list("team", flat=True))


def _look_back(found: Found, auditor: Worker, readers: list[Worker], sample: Sample) -> None:
    begun_on = FOUND_ON + timedelta(days=1)
    began = look_back.begin(
        by=auditor,
        on=begun_on,
        title="Every case closed since September 2008",
        population="closed",
        from_on=FIRST_DAY,
        until_on=FOUND_ON,
        reads=Reads.EVERY,
        leaves_out=sample,
        teams=_teams_of(found),
    )
    look_back.score_all(began)
    began = look_back.share_out(began, by=auditor, on=begun_on, readers=readers, control=0, seed=SEED)
    if began.readings is None:
        raise LookupError("there was nothing to read")
    found.unsafe_in_rest = _read(found, began.readings, begun_on)
    report = Report(began)
    found.held, found.lost = report.open, len(report.lost) + len(report.to_read) + len(report.not_read)
    found.verdicts, found.picked = len(report.verdicts), len(report.picked)
    found.reported_false_alarms = len(report.false_alarms)
    found.look_back = began.pk


def open_the_report(found: Found) -> None:
    """The auditor who began the look-back opens its page, as a browser would, when all has been read."""
    began = LookBack.objects.get(pk=found.look_back)
    words = words_of("look-back", [began.pk], by=began.recorded_by, on=READ_BY)
    found.page = [said.group() for one in SAYS if (said := re.search(one, words))]


def refer_again(found: Found) -> None:
    """Whoever holds each child at risk refers the child, and a team works with the child again."""
    began = LookBack.objects.get(pk=found.look_back)
    for one in Report(began).follow_ups:
        verdict.refer_again(
            one, by=one.holder, on=READ_BY, team=one.holder.teams_managed.get(),
            because="The review of closed cases found that this child may be at risk.",
        )  # fmt: skip
    found.referred_again = Report(began).referred_again


def _read(found: Found, sample: Sample, on: date) -> int:
    """Each case is opened and judged by its reader, who sees what really was; how many were unsafe."""
    manager, unsafe = Worker.objects.filter(teams_managed__in=_teams_of(found)).order_by("pk")[0], 0
    cases = SampledCase.objects.filter(sample=sample).select_related("reader").order_by("place")
    for number, case in enumerate(cases):
        looks.log(worker=case.reader_id, page=verdict.PAGE, children=[case.child_id])
        finding = Finding.POTENTIAL_RISK if found.truth[case.referral_id] else Finding.FINE
        at_risk = finding in UNSAFE
        verdict.give(
            case,
            by=case.reader,
            at=datetime(on.year, on.month, on.day, 8, tzinfo=UTC) + timedelta(days=number // 60),
            finding=finding,
            because="The file does not show that she is safe." if at_risk else "She was safe, and is.",
            holder=manager if at_risk else None,
        )
        unsafe += at_risk
    return unsafe
