"""Made-up milestones of many authorities at once: two million referrals and what followed, the same every
time.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sightline.duties.columns import NO_TIME
from sightline.duties.language import Kind, Thread

Days = NDArray[np.int32]
FIRST, LAST = 13_239, 20_453  # 2006-04-01 and 2025-12-31, as days since 1970-01-01
SEED = 20_251_121


@dataclass
class Milestones:
    """Columns as `sightline.duties.columns.Columns` takes them."""

    child: NDArray[np.int64]
    thread: NDArray[np.int64]
    kind: NDArray[np.int16]
    day: Days
    at: NDArray[np.int64]

    def save(self, path: str) -> None:
        np.savez(path, child=self.child, thread=self.thread, kind=self.kind, day=self.day, at=self.at)

    @classmethod
    def load(cls, path: str) -> "Milestones":
        with np.load(path) as saved:
            return cls(**{name: saved[name] for name in saved.files})


class _Story:
    """Adds facts to the record: each to some share of some records, some days after another."""

    def __init__(self) -> None:
        self.chance = np.random.default_rng(SEED)
        self.rows: list[tuple[NDArray[np.int64], NDArray[np.int64], Kind, Days]] = []

    def happen(self, kind: Kind, of: "_Records", share: float, mean_days: float) -> "_Records":
        """A fact about this share of the records, so many days later on average; returns those, as of that
        day.
        """
        chosen = of.only(self.chance.random(len(of.day)) < share)
        later = self.chance.geometric(1 / (mean_days + 1), len(chosen.day)).astype(np.int32) - 1
        return self.record(kind, _Records(chosen.child, chosen.thread, chosen.day + later))

    def record(self, kind: Kind, of: "_Records") -> "_Records":
        self.rows.append((of.child, of.thread, kind, of.day))
        return of

    def milestones(self) -> Milestones:
        kind = np.concatenate([np.full(len(day), kind, np.int16) for _, _, kind, day in self.rows])
        child, thread, day = (np.concatenate([row[n] for row in self.rows]) for n in (0, 1, 3))
        shuffled = self.chance.permutation(len(day))
        at = np.where(self.chance.random(len(day)) < 0.5, day * np.int64(1440) + 720, NO_TIME)
        at[~np.isin(kind, (Kind.REFERRAL_TELEPHONED_BY_PROFESSIONAL, Kind.REFERRAL_CONFIRMED_IN_WRITING))] = (
            NO_TIME
        )
        return Milestones(
            child[shuffled], thread[shuffled], kind[shuffled], day[shuffled].astype(np.int32), at[shuffled]
        )


@dataclass
class _Records:
    child: NDArray[np.int64]
    thread: NDArray[np.int64]
    day: Days

    def only(self, chosen: NDArray[np.bool_]) -> "_Records":
        return _Records(self.child[chosen], self.thread[chosen], self.day[chosen])

    def opened(self, thread: Thread) -> "_Records":
        """A new record of this kind beside each of these: an assessment of a referral, a plan from a
        conference.
        """
        return _Records(self.child, (self.thread >> 5) << 5 | int(thread), self.day)

    @property
    def children(self) -> "_Records":
        """The children themselves, in their own threads."""
        return _Records(self.child, self.child << 5, self.day)


def made_up(referrals: int) -> Milestones:
    """That many referrals, of six children to every ten, from April 2006 to 2025, and what followed them."""
    story = _Story()
    child = story.chance.integers(1, referrals * 6 // 10 + 2, referrals)
    day = story.chance.integers(FIRST, LAST, referrals).astype(np.int32)
    thread = np.arange(1, referrals + 1, dtype=np.int64) << 5 | int(Thread.REFERRAL)
    received = story.record(Kind.REFERRAL_RECEIVED, _Records(child.astype(np.int64), thread, day))
    _front_door(story, received)
    accepted = story.happen(Kind.REFERRAL_ACCEPTED, received, 0.17, 1)
    story.happen(Kind.SOCIAL_WORKER_ALLOCATED, accepted, 0.9, 2)
    assessed = story.happen(Kind.ASSESSMENT_AUTHORISED, accepted, 0.85, 38)
    story.happen(Kind.INITIAL_ASSESSMENT_AUTHORISED, accepted, 0.3, 8)
    closed = story.happen(Kind.REFERRAL_CLOSED, received, 0.25, 60)
    _assessment(story, accepted, closed, assessed)
    _protection(story, accepted)
    return story.milestones()


def _front_door(story: _Story, received: _Records) -> None:
    contact = story.happen(Kind.CONTACT_RECEIVED, received.opened(Thread.CONTACT), 0.05, 0)
    story.happen(Kind.CONTACT_DECIDED, contact, 0.95, 1)
    decided = story.happen(Kind.REFERRAL_DECIDED, received, 0.87, 0.7)
    story.happen(Kind.REFERRAL_NO_FURTHER_ACTION, decided, 0.08, 0)
    story.happen(Kind.REFERRER_TOLD, decided, 0.05, 2)
    story.happen(Kind.AGENCY_CHECKS_MADE, received, 0.05, 1)
    story.happen(Kind.REFERRAL_ACKNOWLEDGED, received, 0.08, 1)
    story.happen(Kind.ACKNOWLEDGEMENT_NOT_POSSIBLE, received, 0.02, 1)
    story.happen(Kind.REFERRAL_RECEIVED_IN_WRITING, received, 0.05, 0)
    telephoned = story.happen(Kind.REFERRAL_TELEPHONED_BY_PROFESSIONAL, received, 0.05, 0)
    story.happen(Kind.REFERRAL_CONFIRMED_IN_WRITING, telephoned, 0.8, 1)
    story.happen(Kind.NEW_INFORMATION_RECORDED, received, 0.01, 30)
    notified = story.happen(Kind.TRANSFER_IN_NOTIFIED, received, 0.005, 0)
    story.happen(Kind.TRANSFER_IN_CONFERENCE_HELD, notified, 0.9, 18)


def _assessment(story: _Story, accepted: _Records, closed: _Records, assessed: _Records) -> None:
    started = story.happen(Kind.ASSESSMENT_STARTED, accepted.opened(Thread.ASSESSMENT), 0.25, 2)
    story.happen(Kind.ASSESSMENT_STARTED_ON_OPEN_CASE, started, 0.1, 0)
    story.happen(Kind.ASSESSMENT_REVIEWED, started, 0.5, 12)
    story.happen(Kind.WISHES_AND_FEELINGS_RECORDED, started, 0.6, 15)
    story.happen(Kind.ASSESSMENT_AUTHORISED, started, 0.9, 36)
    story.happen(Kind.REFERRAL_CLOSED, started, 0.5, 70)
    story.happen(Kind.CHILD_SEEN, accepted.children, 0.5, 6)
    story.happen(Kind.CHILD_SEEN_ALONE, started.children, 0.5, 8)


def _protection(story: _Story, accepted: _Records) -> None:
    cause = story.happen(Kind.REASONABLE_CAUSE_RECORDED, accepted.opened(Thread.STRATEGY_DISCUSSION), 0.2, 3)
    held = story.happen(Kind.STRATEGY_DISCUSSION_HELD, cause, 0.95, 1)
    story.happen(Kind.STRATEGY_DISCUSSION_HELD_WITH_POLICE, held, 0.9, 0)
    story.happen(Kind.STRATEGY_DISCUSSION_HELD_WITH_POLICE_AND_HEALTH, held, 0.7, 0)
    story.happen(Kind.ENQUIRY_DECIDED, held, 0.9, 0)
    led = story.happen(Kind.STRATEGY_DISCUSSION_LED_TO_ENQUIRY, held.opened(Thread.ENQUIRY), 0.7, 0)
    story.record(Kind.STRATEGY_DISCUSSION_LED_TO_ENQUIRY, led.opened(Thread.REFERRAL))
    story.happen(Kind.CORE_ASSESSMENT_AUTHORISED, led.opened(Thread.REFERRAL), 0.4, 33)
    started = story.happen(Kind.ENQUIRY_STARTED, led, 1, 0)
    story.happen(Kind.JOINT_WORKING_DECIDED, started, 0.8, 0)
    story.happen(Kind.ENQUIRY_CONCLUDED, started, 0.95, 10)
    story.happen(Kind.CONFERENCE_NOT_REQUIRED, started, 0.5, 10)
    _plan(story, story.happen(Kind.INITIAL_CONFERENCE_HELD, led, 0.45, 14))


def _plan(story: _Story, conference: _Records) -> None:
    plan = story.record(Kind.INITIAL_CONFERENCE_HELD, conference.opened(Thread.CHILD_PROTECTION_PLAN))
    story.happen(Kind.CHILD_PROTECTION_PLAN_STARTED, plan, 1, 0)
    story.happen(Kind.LEAD_SOCIAL_WORKER_NAMED, plan, 0.95, 0)
    story.happen(Kind.PLAN_CIRCULATED, plan, 0.9, 10)
    story.happen(Kind.BORN_ON_A_PLAN, plan, 0.05, 30)
    story.happen(Kind.CHILD_PROTECTION_PLAN_ENDED, plan, 0.8, 300)
    group, review, seen = plan, plan, plan.children
    for _ in range(5):
        group = story.happen(Kind.CORE_GROUP_HELD, group, 0.9, 25)
        seen = story.happen(Kind.CHILD_SEEN, seen, 0.95, 12)
    for _ in range(3):
        review = story.happen(Kind.REVIEW_CONFERENCE_HELD, review, 0.8, 120)
    need = story.happen(Kind.CHILD_IN_NEED_PLAN_STARTED, plan.opened(Thread.CHILD_IN_NEED_PLAN), 0.9, 300)
    story.happen(Kind.CHILD_IN_NEED_PLAN_REVIEWED, need, 0.8, 40)
    story.happen(Kind.CHILD_IN_NEED_PLAN_ENDED, need, 0.8, 120)
    story.happen(Kind.CHILD_TURNED_18, plan.children, 0.03, 900)
