"""The seen ledger: every attempt to see every child, those that failed among them."""

from datetime import date, timedelta

from sightline.exampleshire import words
from sightline.exampleshire.assessment import what_was_said
from sightline.exampleshire.days import after, at, working
from sightline.exampleshire.episode import Episode
from sightline.exampleshire.family import Child
from sightline.exampleshire.rates import Failing
from sightline.exampleshire.world import Row
from sightline.record.models.sighting import SightingAlone, SightingPurpose

Visit = tuple[date, SightingPurpose]

STRUCK_OUT_BECAUSE = "Written on the wrong child: it was a brother’s visit."


def write(episode: Episode) -> dict[int, date]:
    """Write every visit to every child that has been; when each was first seen in the assessment."""
    first: dict[int, date] = {}
    for day, purpose in sorted(set(_visits(episode))):
        if episode.world.known(day) is None:
            break
        visitor = episode.lead_on(day).worker
        wrote = episode.world.wrote(episode.draw, visitor, day)
        where, minute = episode.draw.one(words.WHERE), episode.draw.number(9 * 60, 18 * 60)
        note = episode.say(words.NOTES)
        for child in episode.children:
            if not child.born_on <= day <= episode.ends_on(child):
                continue
            row = {"child_id": child.id, "happened_on": day, "happened_at": at(day, minute), "by_id": visitor}
            row |= {
                "where": where,
                "purpose": purpose.value,
                "note": note,
                "was_announced": episode.draw.happens(0.7),
            }
            if _attempt(episode, child, day, row) and day >= (episode.assessment_started_on or day):
                first.setdefault(child.id, day)
            episode.world.rows.add("sighting", **row, **wrote)
    _strike_some_out(episode)
    return first


def _attempt(episode: Episode, child: Child, day: date, row: Row) -> bool:
    """Fill in whether the child was seen, and how."""
    draw = episode.draw
    hidden = episode.fate.seen_after is None and day <= (episode.assessed_on or episode.course.closes_on)
    due = day in episode.enquiries_on or day == first_visit_on(episode)
    if hidden or (not due and draw.happens(Failing.NOT_SEEN_AT_A_VISIT)):
        row |= {"was_seen": False, "not_seen_because": draw.one(words.NOT_SEEN)}
        return False
    age = child.age(day)
    row |= {"was_seen": True, "childs_words": what_was_said(episode, child, day), "was_spoken_to": age >= 3}
    row["sleeping_place_seen"] = row["where"] == "At home" and draw.happens(0.5)
    if age < 3:
        row["alone"] = SightingAlone.USUAL_FOR_AGE.value
    elif draw.happens(Failing.NOT_SEEN_ALONE):
        row |= {"alone": SightingAlone.NO.value, "not_alone_because": draw.one(words.NOT_ALONE)}
    else:
        row["alone"] = SightingAlone.YES.value
    return True


def first_visit_on(episode: Episode) -> date | None:
    """The first visit of the assessment."""
    if episode.assessment_started_on is None:
        return None
    wait = 4 if episode.fate.seen_after is None else episode.fate.seen_after
    day = after(episode.assessment_started_on, wait)
    return min(day, episode.assessed_on or day)


def _visits(episode: Episode) -> list[Visit]:
    first, closes_on = first_visit_on(episode), min(episode.course.closes_on, episode.world.last)
    if first is None:
        return []
    visits = [(day, SightingPurpose.ENQUIRY) for day in _in_enquiries(episode)]
    plans = sorted(episode.plans)
    visits += [(first, SightingPurpose.ASSESSMENT)]
    last_needed = closes_on - timedelta(days=3)
    if (
        episode.assessed_on is not None
        and episode.plans == []
        and episode.course.closes_on <= episode.assessed_on
    ):
        last_needed = episode.assessed_on
    day = _next(episode, first, plans)
    while day < last_needed:
        on_plan = any(starts <= day < ends for starts, ends in plans)
        before = episode.assessed_on is None or day <= episode.assessed_on
        purpose = SightingPurpose.ASSESSMENT if before else SightingPurpose.WELFARE
        visits.append((day, SightingPurpose.PLAN if on_plan else purpose))
        day = _next(episode, day, plans)
    return visits


def _in_enquiries(episode: Episode) -> list[date]:
    """A visit on the first day or the next, or late, or not at all."""
    days = []
    for number, started_on in enumerate(episode.enquiries_on):
        if episode.draw.happens(Failing.NEVER_SEEN_IN_ENQUIRY):
            continue
        late = episode.draw.happens(Failing.SEEN_LATE_IN_ENQUIRY)
        seen_on = after(started_on, episode.draw.number(2, 6) if late else episode.draw.one((0, 0, 1)))
        episode.enquiries_on[number] = seen_on
        days.append(seen_on)
    return days


def _next(episode: Episode, day: date, plans: list[tuple[date, date]]) -> date:
    """The visit after one on that day: within ten working days under a plan, six weeks otherwise, mostly."""
    draw = episode.draw
    if any(starts <= day < ends for starts, ends in plans):
        late = draw.happens(Failing.PLAN_VISIT_LATE)
        return after(day, draw.number(11, 17) if late else draw.number(7, 10))
    following = after(
        day, draw.number(32, 45) if draw.happens(Failing.HELP_VISIT_LATE) else draw.number(17, 27)
    )
    begun = next((starts for starts, _ in plans if day < starts < following), None)
    return working(begun + timedelta(days=draw.number(4, 12))) if begun else following


def _strike_some_out(episode: Episode) -> None:
    if not episode.draw.happens(Failing.STRUCK_OUT * 8):
        return
    row = episode.world.rows.of["sighting"][-1] if episode.world.rows.of["sighting"] else None
    if row is not None and episode.world.known(row["happened_on"]) and row["child_id"] in episode.referrals:
        row |= {
            "struck_out_at": row["recorded_at"] + timedelta(minutes=35),
            "struck_out_by_id": row["recorded_by_id"],
            "struck_out_because": STRUCK_OUT_BECAUSE,
        }
