"""Questions of the service's own, one changed and one retired; minutes; and what got in somebody's way."""

from datetime import date, timedelta
from typing import Any

from sightline.exampleshire.days import at
from sightline.exampleshire.draw import Draw
from sightline.exampleshire.staff import Staff
from sightline.exampleshire.world import Row, World
from sightline.people.models import Role
from sightline.record.models.own_question import NO, NOT_DISCUSSED, YES, AnswerKind, LongForm

#: Of the forms that ask, so many answer; and at most so many of each are written here.
ANSWERED, MOST = 0.5, 300
#: Days before today from which the questions are asked, and from which one of them is asked otherwise.
FIRST, CHANGED = 300, 120
NIGHT = (
    "A torch under the pillow, and the door left open.",
    "Her gran rings at seven. Then she settles.",
    "Nothing that anybody has found. He is up until his mother goes to bed.",
    "A story from his big sister, most nights.",
)
FRIENDS = ("A neighbour with a key.", "The other mothers at school.", "Nobody since they moved here.")
WAYS = (
    ("visit", "The time box loses what I typed when I write half past two in words.", "It takes 2.30pm now."),
    ("assessment-write", "I have to scroll past six boxes to reach the one I write in.", ""),
    ("search", "I cannot tell which of two brothers a line is about.", ""),
)
#: Minutes from opening to saving, in the middle and how far from it.
MINUTES = {LongForm.SIGHTING: (11, 7), LongForm.ASSESSMENT: (34, 25), LongForm.SUPERVISION: (14, 9)}


def write(world: World, staff: Staff) -> None:
    """Write what the director asks besides, the answers, how long forms took, and what got in the way."""
    draw = world.draw("questions of our own")
    first, later = world.last - timedelta(days=FIRST), world.last - timedelta(days=CHANGED)
    by = staff.any(Role.DIRECTOR, first, draw).worker
    night = _asked(world, draw, by, LongForm.SIGHTING, first, "What helps at bedtime?", place=1)
    now = _asked(
        world,
        draw,
        by,
        LongForm.SIGHTING,
        later,
        "What goes well at bedtime?",
        place=1,
        of=night["question_id"],
    )
    yes_no: Row = {"kind": AnswerKind.YES_NO.value, "place": 2}
    pets = _asked(world, draw, by, LongForm.SIGHTING, first, "Are there animals in the home?", **yes_no)
    friends = _asked(world, draw, by, LongForm.ASSESSMENT, first, "Who would they ring at night?", place=1)
    _asked(world, draw, by, LongForm.SUPERVISION, first, "What has surprised us?", place=1)
    _retired(world, draw, by, first, later)
    _answer(world, draw, "sighting", "happened_on", night, later, NIGHT)
    _answer(world, draw, "sighting", "happened_on", now, None, NIGHT)
    _answer(world, draw, "sighting", "happened_on", pets, None, (YES, NO, NOT_DISCUSSED))
    _answer(world, draw, "assessment", "started_on", friends, None, FRIENDS)
    _timed(world, draw)
    _in_the_way(world, staff, draw)


def _asked(
    world: World, draw: Draw, by: int, form: LongForm, on: date, words: str, of: int | None = None, **how: Any
) -> Row:
    wrote = world.wrote(draw, by, on)
    question = of or world.rows.add("ownquestion", form=form.value, **wrote)["id"]
    told: Row = {
        "kind": AnswerKind.WORDS.value,
        "why": "Families told us that nobody asks.",
        "reads": "the next worker, and the family in the plan",
        "review_on": on + timedelta(days=FIRST - 20 if of is None else 365),
        "choices": [],
    }
    told |= {"question_id": question, "from_on": on, "words": words, "owner_id": by, **how}
    return world.rows.add("ownquestionversion", **told, **wrote)


def _retired(world: World, draw: Draw, by: int, first: date, later: date) -> None:
    how: Row = {"kind": AnswerKind.CHOICE.value, "choices": ["On foot", "By bus", "By car"], "place": 3}
    version = _asked(world, draw, by, LongForm.SIGHTING, first, "How do they get to school?", **how)
    question = world.rows.of["ownquestion"][version["question_id"] - 1]
    question |= {"retired_from_on": later, "retired_by_id": by}
    question["retired_because"] = "Schools tell us, and nobody read the answers."


def _answer(
    world: World, draw: Draw, kind: str, day: str, version: Row, until: date | None, said: tuple[str, ...]
) -> None:
    asked = [
        row
        for row in world.rows.of[kind]
        if version["from_on"] <= row[day] < (until or world.last) and row.get("struck_out_at") is None
    ]
    for row in [one for one in asked if draw.happens(ANSWERED)][:MOST]:
        wrote = {name: row[name] for name in ("recorded_by_id", "recorded_at")}
        world.rows.add(
            "ownanswer",
            child_id=row["child_id"],
            version_id=version["id"],
            answered_on=row[day],
            said=draw.one(said),
            **{f"{kind}_id": row["id"]},
            **wrote,
        )


def _timed(world: World, draw: Draw) -> None:
    for form, (middle, most) in MINUTES.items():
        for _ in range(40):
            on = world.last - timedelta(days=draw.number(0, 180))
            minutes = middle + draw.number(-most, most)
            world.rows.add("formtime", form=form.value, on=on, minutes=minutes)


def _in_the_way(world: World, staff: Staff, draw: Draw) -> None:
    for number, (page, words, answer) in enumerate(WAYS):
        on = world.last - timedelta(days=9 - 2 * number)
        by = draw.one(staff.teams).any(Role.SOCIAL_WORKER, on, draw).worker
        director = staff.any(Role.DIRECTOR, on, draw).worker
        said: Row = {"page": page, "words": words, "by_id": by, "said_at": at(on, 15 * 60)}
        if answer:
            said |= {"answered_at": at(on + timedelta(days=2), 9 * 60), "answered_by_id": director}
            said["answer"] = answer
        world.rows.add("obstacle", **said)
