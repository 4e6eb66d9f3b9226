"""Assessments: what was carried forward, by which day each is to be finished, pages for families; minutes."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise

from sightline.exampleshire.days import after
from sightline.exampleshire.draw import Draw
from sightline.exampleshire.world import Row, World
from sightline.people.models import Agency
from sightline.record.models.assessment import AssessmentForm
from sightline.record.models.carried import AssessmentSection, CarriedAnswer
from sightline.record.models.circulation import CopyAnswer, Route

#: Made, however large the authority: they are to be looked at.
MOST = 60
#: Of sections carried forward so many are said to be still true; of assessments under way so many have a day.
STILL_TRUE, HAS_A_DAY, MOVED = 0.5, 0.6, 0.25
#: Of assessments authorised lately so many have a page for the family; of pages so many were given.
PAGED, GIVEN = 0.4, 0.8
#: Of agencies that were there so many were sent the minute, answered it, and dispute it.
SENT, ANSWERED, DISPUTES, SETTLED = 0.9, 0.7, 0.15, 0.5
LATELY = timedelta(days=90)
CARRIED = (AssessmentSection.HARM, AssessmentSection.PROTECTIVE_FACTORS)
MOVED_BECAUSE = (
    "The paediatrician can only see them in the week after.",
    "Their father comes home on leave, and is to be asked.",
)
NEXT = (
    "I will come to see you at home on Thursday, and we will write the plan together.",
    "We meet at school with your teacher. You can say who else should be there.",
)
DISPUTED = (
    "The minute says that we agreed to a joint visit. We agreed to be told of it first.",
    "There were three calls to the address and not two.",
)
SETTLEMENT = "Your note of it is right. The minute is kept with your words beside it."


def write(world: World) -> None:
    """Write all of it, from what is there of assessments and of strategy discussions."""
    draw = world.draw("assessing")
    _carry(world, draw)
    _days(world, draw)
    _pages(world, draw)
    _minutes(world, draw)


def _carry(world: World, draw: Draw) -> None:
    """Of children assessed again: what the last assessment found was brought in, and sometimes confirmed."""
    theirs: dict[int, list[Row]] = defaultdict(list)
    for one in world.rows.of["assessment"]:
        if one.get("struck_out_at") is None and one.get("harm"):
            theirs[one["child_id"]].append(one)
    again = [sorted(every, key=_begun) for every in theirs.values() if len(every) > 1]
    never = {id(every[-1]) for every in sorted(again, key=len)[-3:]}
    for every in again[-MOST:]:
        for before, now in pairwise(every):
            for section in CARRIED:
                now[section.value] = before[section.value]
                confirmed = id(every[-1]) not in never and draw.happens(STILL_TRUE)
                _mark(world, draw, section, before, now, confirmed=confirmed)


def _begun(one: Row) -> tuple[date, int]:
    return one["started_on"], one["id"]


def _mark(
    world: World, draw: Draw, section: AssessmentSection, before: Row, now: Row, *, confirmed: bool
) -> None:
    wrote = world.wrote(draw, now["author_id"], now["started_on"])
    world.rows.add(
        "carriedsection",
        child_id=now["child_id"],
        assessment_id=now["id"],
        section=section.value,
        source_id=before["id"],
        was_found=draw.happens(0.2),
        answer=CarriedAnswer.STILL_TRUE.value if confirmed else None,
        answered_at=wrote["recorded_at"] if confirmed else None,
        answered_by_id=now["author_id"] if confirmed else None,
        **wrote,
    )


def _days(world: World, draw: Draw) -> None:
    """Of assessments under way: the day by which each is to be finished, and some moved once."""
    cases = {one["id"]: one for one in world.rows.of["referral"]}
    for one in world.rows.of["assessment"]:
        done = one.get("authorised_on") or one.get("left_on") or one.get("struck_out_at")
        of_today = one.get("form", AssessmentForm.SINGLE.value) == AssessmentForm.SINGLE.value
        if done or not of_today or one.get("on_open_case") or not draw.happens(HAS_A_DAY):
            continue
        law = after(cases[one["referral_id"]]["received_on"], 45)
        first = min(after(one["started_on"], draw.number(15, 25)), law)
        row = _day(world, draw, one, one["started_on"], first)
        moved_on = after(one["started_on"], draw.number(5, 10))
        later = min(after(first, 8), law)
        if moved_on <= world.last and first < later and draw.happens(MOVED):
            _day(world, draw, one, moved_on, later, replaces_id=row["id"], because=draw.one(MOVED_BECAUSE))


def _day(world: World, draw: Draw, of: Row, on: date, finish_on: date, **moved: object) -> Row:
    return world.rows.add(
        "finishingday",
        child_id=of["child_id"],
        assessment_id=of["id"],
        finish_on=finish_on,
        **moved,
        **world.wrote(draw, of["author_id"], on),
    )


def _pages(world: World, draw: Draw) -> None:
    """Of assessments authorised lately: the page for the family, and to whom it was given."""
    since, made = world.last - LATELY, 0
    for one in world.rows.of["assessment"]:
        done = one.get("authorised_on")
        if done is None or done < since or made == MOST or not one.get("harm") or not draw.happens(PAGED):
            continue
        day = world.known(after(done, draw.number(0, 5)))
        if day is not None:
            made += 1
            _page(world, draw, one, day)


def _page(world: World, draw: Draw, of: Row, day: date) -> None:
    having = [section.value for section in AssessmentSection if of.get(section.value)]
    left_out = [AssessmentSection.ANALYSIS.value] if draw.happens(0.4) else []
    page = world.rows.add(
        "familypage",
        child_id=of["child_id"],
        assessment_id=of["id"],
        made_on=day,
        sections=[one for one in having if one not in left_out],
        left_out=left_out,
        next_steps=draw.one(NEXT),
        ring="Your social worker, at the office by the station. Somebody answers until ten at night.",
        **world.wrote(draw, of["author_id"], day),
    )
    if draw.happens(GIVEN):
        to = {"person": "Their mother", "agency": Agency.FAMILY.value, "route": Route.HAND.value}
        _sent(world, draw, page, day, by=of["author_id"], family_page_id=page["id"], **to)


def _minutes(world: World, draw: Draw) -> None:
    """Of discussions held lately: who was sent the minute, and whether they stand by it."""
    since = world.last - LATELY
    there: dict[int, list[Row]] = defaultdict(list)
    for one in world.rows.of["strategyparticipant"]:
        if one["took_part"]:
            there[one["discussion_id"]].append(one)
    held = [one for one in world.rows.of["strategydiscussion"] if (one.get("held_on") or date.min) >= since]
    for discussion in held[:MOST]:
        day = world.known(after(discussion["held_on"], draw.number(0, 2)))
        for person in there[discussion["id"]]:
            if day is not None and draw.happens(SENT):
                _minute(world, draw, discussion, person, day)


def _minute(world: World, draw: Draw, discussion: Row, person: Row, day: date) -> None:
    heard_on = world.known(after(day, draw.number(1, 4))) if draw.happens(ANSWERED) else None
    disputes = heard_on is not None and draw.happens(DISPUTES)
    settled_on = world.known(after(heard_on, 2)) if heard_on and disputes and draw.happens(SETTLED) else None
    answer = CopyAnswer.DISPUTED if disputes else CopyAnswer.CONFIRMED
    _sent(
        world,
        draw,
        discussion,
        day,
        by=discussion["convened_by_id"],
        discussion_id=discussion["id"],
        person=person["name"],
        agency=person["agency"],
        route=Route.SECURE_EMAIL.value,
        answered_on=heard_on,
        answer=answer.value if heard_on else None,
        correction=draw.one(DISPUTED) if disputes else "",
        settled_on=settled_on,
        settled_by_id=discussion["convened_by_id"] if settled_on else None,
        settlement=SETTLEMENT if settled_on else None,
    )


def _sent(world: World, draw: Draw, of: Row, day: date, *, by: int, **values: object) -> None:
    world.rows.add("sentcopy", child_id=of["child_id"], sent_on=day, **values, **world.wrote(draw, by, day))
