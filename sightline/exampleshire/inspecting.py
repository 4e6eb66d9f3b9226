"""How Exampleshire's auditors read cases, and the inspectors who came yesterday.

Told with the verbs themselves once the record is loaded. A round of audits read twice, one of which asked for
a check of the child; and a real inspection that is still running, with three concerns: two children were
checked the same day, and one has not been yet. A draw of its own: nothing else is disturbed.
"""

from datetime import timedelta

from sightline.assurance import audit, inspection, safety_check, sampling
from sightline.assurance.audit import Answer
from sightline.assurance.models import Audit, Inspection, InspectionChild
from sightline.assurance.models.audit import ORDER, Grade, Question
from sightline.casework.verb import Refused
from sightline.exampleshire import sign_in
from sightline.exampleshire.days import DAY, MINUTE, at
from sightline.exampleshire.draw import Draw
from sightline.exampleshire.world import World
from sightline.people.models import Role, Team, Worker
from sightline.record.models import Allocation, Referral

ROUND = 8
"""Cases of the round of audits."""
GRADES = (
    ("good", "good"),
    ("improve", "improve"),
    ("good", "improve"),
    ("inadequate", "inadequate"),
    ("outstanding", "good"),
    ("improve", "improve"),
    ("improve", "inadequate"),
    ("good", "good"),
)
"""What the two readers of each case make of it."""
SHOWS: dict[Question, tuple[str, str]] = {
    Question.KNOWN: (
        "The summary says in six lines who is who and why we came.",
        "Nothing says who lives at home or what the worry was.",
    ),
    Question.SEEN: (
        "Seen alone twice, at school and at home, by the same worker.",
        "Seen once, with the mother there throughout.",
    ),
    Question.WORDS: (
        "Her own words open the assessment, with what she was asked.",
        "“Views obtained”, and no word of what they were.",
    ),
    Question.HISTORY: (
        "The two earlier referrals are named and weighed.",
        "An earlier referral is not mentioned.",
    ),
    Question.RISK: (
        "The plan changed within a week of the new worry.",
        "The worry was noted and nothing followed for a month.",
    ),
    Question.ASSESSED: (
        "What was seen, said and thought stand apart, and the conclusion follows.",
        "The conclusion does not follow from what is written above it.",
    ),
    Question.AGENCIES: (
        "School and health were asked and answered; what was shared is listed.",
        "The health visitor was never asked.",
    ),
    Question.DECIDED: (
        "Each decision has a name, a day and a reason.",
        "Closed “as no role”: nobody says why that was right for this child.",
    ),
    Question.OVERSEEN: (
        "The manager asked a question that changed the plan.",
        "Signed the same minute as it was sent.",
    ),
    Question.PROMISED: (
        "Four of five actions done; the fifth has a new day and a reason.",
        "Nobody went back to what was promised.",
    ),
    Question.TIMELY: (
        "In time, but for one visit whose reason is honest.",
        "Late, and the reason given is not a reason.",
    ),
    Question.IDENTITY: (
        "Her language and her faith shape who visits and when.",
        "Ethnicity is recorded and appears nowhere else.",
    ),
    Question.PLAIN: (
        "Written to her, and could be read to her.",
        "Two paragraphs are copied from last year’s assessment.",
    ),
}
DIFFERENCE = {
    True: "She is at school every day and sleeps in a bed of her own.",
    False: "It is hard to say that anything is different for this child.",
}
STRENGTHS = {
    True: "The worker kept her promises, and the child says so.",
    False: "The first visit was careful, and the drawing was kept.",
}
TO_DO = "Somebody must see this child at home today and speak to the school."


def read_cases(world: World) -> None:
    """Write it all down; nothing where nobody is there to do it."""
    draw = world.draw("inspecting")
    auditors = list(Worker.objects.filter(role=Role.AUDITOR, left_on=None).order_by("pk"))
    inspector = Worker.objects.filter(role=Role.INSPECTOR, left_on=None).order_by("pk").first()
    if len(auditors) > 1:
        _round(world, draw, auditors)
        if inspector is not None:
            _inspected(world, draw, auditors, inspector)
    _given_to_nadia(world)


def _given_to_nadia(world: World) -> None:
    """The case that she is told to try first: drawn today, so that its record is open to her."""
    nadia = Worker.objects.filter(email=sign_in.NADIA.email).first()
    toby = Referral.objects.filter(child__given_name="Toby", child__family_name="Greenacre").first()
    if nadia is None or toby is None:
        return
    sampling.draw_sample(
        by=nadia,
        on=world.last,
        population="closed",
        cases=[sampling.Listed(toby.pk)],
        method="whole",
        size=1,
        seed=1,
        asks=inspection.ASKS,
        readers=[nadia],
    )


def _round(world: World, draw: Draw, auditors: list[Worker]) -> None:
    """Cases that ended in the last year, drawn a month ago and read twice."""
    drawn_on = world.last - 30 * DAY
    since = drawn_on - 365 * DAY
    cases = sampling.listed("ended", from_on=since, until_on=drawn_on)
    if len(cases) < ROUND:
        return
    sample = sampling.draw_sample(
        by=auditors[0],
        on=drawn_on,
        population="ended",
        cases=cases,
        method="simple",
        size=ROUND,
        seed=draw.number(1, 9999),
        asks=inspection.ASKS,
        readers=auditors,
        from_on=since,
        until_on=drawn_on,
    )
    for number, (case, grades) in enumerate(zip(sample.cases.order_by("place"), GRADES, strict=True)):
        on = drawn_on + (2 + number) * DAY
        first = audit.begin(case.referral, by=case.reader, on=on, because=f"Drawn: {sample}")
        _finish(first, grades[0], draw, world, day=2 + number)
        other = next(one for one in auditors if one.pk != case.reader_id)
        _second(first, other, grades[1], draw, world, day=5 + number)


def _second(first: Audit, other: Worker, grade: str, draw: Draw, world: World, *, day: int) -> None:
    try:
        second = audit.read_again(first, by=other, on=world.last - (30 - day) * DAY)
    except Refused:  # the other auditor had a hand in the case
        return
    _finish(second, grade, draw, world, day=day)
    lead = Allocation.objects.standing().filter(referral=first.referral, worker__left_on=None).first()
    if lead is not None and draw.happens(0.5):
        words = "Her gran was there every night, and I had not written it down."
        audit.reply(first, by=lead.worker, on=world.last - (24 - day) * DAY, words=words)
    if grade != first.grade and draw.happens(0.5):
        chair = Worker.objects.filter(role=Role.CONFERENCE_CHAIR, left_on=None).order_by("pk").first()
        if chair is not None:
            _moderate(first, chair, grade, world)


def _moderate(first: Audit, chair: Worker, grade: str, world: World) -> None:
    try:
        because = "The second reader saw that the plan was never reviewed."
        audit.moderate(first, by=chair, on=world.last - 7 * DAY, grade=grade, because=because)
    except Refused:  # the chair had a hand in the case
        return


def _finish(made: Audit, grade: str, draw: Draw, world: World, *, day: int) -> None:
    """Answer every question as a reader who gives this grade would, and give it."""
    good = ORDER[Grade(grade)] >= ORDER[Grade.GOOD]
    answers = {}
    for question in Question:
        well = draw.happens(0.85 if good else 0.3)
        words = SHOWS[question][0 if well else 1]
        answers[question.value] = Answer(
            "good" if well else ("inadequate" if grade == "inadequate" else "improve"), words
        )
    audit.answer(
        made,
        by=made.rater,
        answers=answers,
        difference_made=DIFFERENCE[good],
        strengths=STRENGTHS[good],
        to_do="" if good else TO_DO,
    )
    done_at = at(world.last - (30 - day) * DAY, draw.number(10 * 60, 15 * 60))
    audit.finish(made, by=made.rater, at=done_at, grade=grade)
    for asked in made.safety_checks.open():
        found = "Seen at home with her grandmother, and spoken to alone. She was well."
        done = "The school rings us if she is away. The case is open again."
        end_at = done_at + draw.number(70, 200) * MINUTE
        safety_check.made(
            asked, by=asked.holder, at=end_at, found="made_safe", what_was_found=found, what_was_done=done
        )


def _inspected(world: World, draw: Draw, auditors: list[Worker], inspector: Worker) -> None:
    """Inspectors came yesterday morning and stay until the end of the week."""
    begun_at = at(world.last, 9 * 60)
    begun = inspection.begin(
        by=auditors[0],
        at=begun_at,
        title=f"Inspection of {world.last:%B %Y}",
        form="real",
        until_on=world.last + timedelta(days=6),
        population="open",
        size=12,
        seed=draw.number(1, 9999),
        readers=auditors,
        inspectors=[inspector],
    )
    _graded(begun, draw, world)
    _concerns(begun, auditors[0], inspector, draw)


def _graded(begun: Inspection, draw: Draw, world: World) -> None:
    """A few of the cases were graded yesterday."""
    for number, case in enumerate(begun.sample.cases.order_by("place")[:4]):
        made = audit.begin(
            case.referral, by=case.reader, on=world.last, because=f"Drawn for {begun.title}", inspection=begun
        )
        _finish(made, ("improve", "good", "improve", "good")[number], draw, world, day=30)


def _concerns(begun: Inspection, keeper: Worker, inspector: Worker, draw: Draw) -> None:
    children = [one.child for one in _nearest(begun)]
    said = (
        ("She has not been seen since the referral, and nobody says why.", 45, 52),
        ("The school wrote of a bruise, and I find no discussion with the police.", 130, 105),
        ("I cannot tell where this baby sleeps tonight.", 430, None),
    )
    for child, (words, after, minutes) in zip(children, said, strict=False):
        raised_at = begun.begun_at + after * MINUTE
        concern = inspection.raise_concern(
            begun, child, by=keeper, at=raised_at, words=words, raised_by=inspector.name
        )
        taken = "Rang the family. Nobody answered; on the way there"
        safety_check.note(concern, by=concern.holder, at=raised_at + draw.number(6, 20) * MINUTE, words=taken)
        if minutes:
            safety_check.made(
                concern,
                by=concern.holder,
                at=raised_at + minutes * MINUTE,
                found="safe" if minutes < 60 else "made_safe",
                what_was_found="Seen at school and spoken to alone: well, and glad to be asked.",
                what_was_done="A strategy discussion is booked for tomorrow."
                if minutes > 60
                else "Nothing else.",
            )


def _nearest(begun: Inspection) -> list[InspectionChild]:
    """The inspection's children, those of the team that can be signed in to first."""
    team = Team.objects.filter(workers__email__startswith="bryn.").first()
    rows = list(begun.children.standing().select_related("child", "referral").order_by("pk"))
    return sorted(rows, key=lambda one: one.referral.team_id != (team.pk if team else 0))
