"""Allocation: who leads, from when to when; leavers hand on; some work is left with nobody."""

from datetime import date, timedelta

from sightline.exampleshire import words
from sightline.exampleshire.course import Ending
from sightline.exampleshire.days import after
from sightline.exampleshire.episode import Episode, Led
from sightline.exampleshire.rates import Failing
from sightline.exampleshire.staff import Tenure
from sightline.people.models import Role

#: From this day a family worker may lead the help of a child in need (Working Together 2023).
LED_BY_FAMILY_WORKERS_FROM = date(2023, 12, 15)
LED_BY_A_FAMILY_WORKER = 0.55


def plan(episode: Episode, lead: Tenure | None = None) -> None:
    """Decide who leads the work throughout; `lead` is the first, where it matters who."""
    decided_on, wait = episode.decided_on, episode.fate.allocated_after
    if decided_on is None or wait is None:
        return
    from_on = after(decided_on, wait)
    if episode.assessed_on is not None:
        from_on = max(min(from_on, episode.assessed_on), decided_on)
    closes_on = episode.course.closes_on
    handed_on = _to_a_family_worker(episode)
    if episode.fate.orphaned and episode.assessed_on:
        closes_on = max(episode.assessed_on, from_on) + timedelta(days=1)
    _lead(
        episode,
        from_on,
        min(handed_on or closes_on, closes_on),
        Role.SOCIAL_WORKER,
        lead,
        goes_on=bool(handed_on),
    )
    if handed_on and handed_on < closes_on:
        _lead(episode, handed_on, closes_on, Role.FAMILY_WORKER, None, goes_on=False)
    if episode.fate.orphaned and episode.leads:
        episode.leads[-1].ended_because = "The assessment is finished; to be given to the longer-term workers"


def _to_a_family_worker(episode: Episode) -> date | None:
    """The day a family worker takes the lead: only where a child is in need and no plan is or was."""
    if episode.course.ending is not Ending.IN_NEED or episode.course.concerns or episode.fate.orphaned:
        return None
    done_on = episode.assessed_on
    if done_on is None or done_on < LED_BY_FAMILY_WORKERS_FROM or episode.course.moved_here_after is not None:
        return None
    return done_on + timedelta(days=4) if episode.draw.happens(LED_BY_A_FAMILY_WORKER) else None


def _lead(
    episode: Episode, from_on: date, until_on: date, role: Role, lead: Tenure | None, *, goes_on: bool
) -> None:
    """One worker after another in this role, each until they leave."""
    because = episode.say(words.ALLOCATED_BECAUSE)
    day = from_on
    while day <= min(until_on, episode.world.last):
        worker = lead if lead and lead.covers(day) else episode.team.any(role, day, episode.draw)
        lead = None
        leaves = worker.until_on
        if leaves is None or leaves >= until_on or leaves <= day:
            ended = "Passed to a family worker, who leads the plan" if goes_on else "The case was closed"
            episode.leads.append(Led(worker, day, max(until_on, day), because, ended))
            return
        episode.leads.append(Led(worker, day, leaves, because, f"{worker.name} left"))
        day = leaves
        if episode.draw.happens(Failing.LEAVERS_WORK_WAITS):
            day = after(leaves, episode.draw.number(3, 25))
        because = f"{worker.name} left; {episode.say(words.ALLOCATED_BECAUSE[:-1]).lower()}"


def write(episode: Episode) -> None:
    """Write each child's allocations, cut off where the child's own case ends."""
    world, draw = episode.world, episode.draw
    for led in episode.leads:
        if world.known(led.from_on) is None:
            continue
        by = episode.manager_on(led.from_on)
        wrote = world.wrote(draw, by, led.from_on)
        for child in episode.children:
            ends_on = episode.ends_on(child)
            if led.from_on > ends_on or (led.from_on == ends_on and led is not episode.leads[0]):
                continue
            until_on = world.known(max(min(led.until_on, ends_on), led.from_on))
            world.rows.add(
                "allocation",
                child_id=child.id,
                referral_id=episode.referrals[child.id]["id"],
                worker_id=led.worker.worker,
                from_on=led.from_on,
                because=led.because,
                until_on=until_on,
                ended_because=led.ended_because if until_on else None,
                **wrote,
            )
