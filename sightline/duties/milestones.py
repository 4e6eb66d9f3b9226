"""Milestones: the dated facts that the law turns on."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import IntEnum

from sightline.timescales.london import day_of

_THREADS = 32


class Thread(IntEnum):
    """The kind of record that a duty runs in. A thread's number is its record's id × 32, plus the code."""

    CHILD = 0
    CONTACT = 1
    REFERRAL = 2
    ASSESSMENT = 3
    STRATEGY_DISCUSSION = 4
    ENQUIRY = 5
    CHILD_PROTECTION_PLAN = 6
    CHILD_IN_NEED_PLAN = 7
    SERIOUS_INCIDENT = 8

    def number(self, record_id: int) -> int:
        """The number of the thread of this kind whose record has this id. The child's own thread has the
        child's id.
        """
        if record_id < 0:
            raise ValueError(f"{record_id} is not the id of a record")
        return record_id * _THREADS + self

    @classmethod
    def of(cls, number: int) -> "Thread":
        """The kind of thread that this number is one of. ValueError if it is none."""
        if number < 0:
            raise ValueError(f"{number} is not the number of a thread")
        return cls(number % _THREADS)

    @staticmethod
    def record_id(number: int) -> int:
        """The id of the record whose thread this is."""
        return number // _THREADS

    @property
    def words(self) -> str:
        """As a worker would write it: "strategy discussion"."""
        return self.name.lower().replace("_", " ")


class Kind(IntEnum):
    """What happened. A kind is a fact; the same fact may be a milestone of several threads.

    The hundreds say which area a fact is at home in. Codes are stored and are never used again for another
    fact.
    """

    # the child: counts in every thread of the child that was open on its day
    CHILD_BORN = 1
    CHILD_SEEN = 2  # whether alone or not
    CHILD_SEEN_ALONE = 3  # as well as CHILD_SEEN
    CHILD_TURNED_18 = 4
    CHILD_DIED = 5
    CHILD_LEFT_UK = 6  # for good

    CONTACT_RECEIVED = 101
    CONTACT_DECIDED = 102

    REFERRAL_RECEIVED = 201
    REFERRAL_RECEIVED_IN_WRITING = 202
    REFERRAL_TELEPHONED_BY_PROFESSIONAL = 203
    REFERRAL_CONFIRMED_IN_WRITING = 204
    REFERRAL_ACKNOWLEDGED = 205
    # nobody to answer, or answering would raise the risk: recorded, with the reason
    ACKNOWLEDGEMENT_NOT_POSSIBLE = 206
    REFERRAL_DECIDED = 207  # whatever was decided, no further action included
    REFERRAL_ACCEPTED = 208
    REFERRAL_NO_FURTHER_ACTION = 209
    REFERRER_TOLD = 210
    AGENCY_CHECKS_MADE = 211
    SOCIAL_WORKER_ALLOCATED = 212
    NEW_INFORMATION_RECORDED = 213  # on an open case, and judged to call for a fresh assessment
    REFERRAL_CLOSED = 214
    # another authority has formally said that a child with a plan has moved here for good
    TRANSFER_IN_NOTIFIED = 215
    TRANSFER_IN_CONFERENCE_HELD = 216
    SUPERVISION_HELD = 217  # of the case, with whoever leads it
    MOVE_OUT_NOTIFIED = 218  # we told another authority that a child of ours moves there
    MOVE_OUT_TAKEN_OVER = 219  # that authority said that the child is theirs

    ASSESSMENT_STARTED = 301
    ASSESSMENT_STARTED_ON_OPEN_CASE = 302  # as well as ASSESSMENT_STARTED
    ASSESSMENT_REVIEWED = 303
    WISHES_AND_FEELINGS_RECORDED = 304
    INITIAL_ASSESSMENT_AUTHORISED = 305
    CORE_ASSESSMENT_AUTHORISED = 306
    ASSESSMENT_AUTHORISED = 307  # of any kind

    REASONABLE_CAUSE_RECORDED = 401
    STRATEGY_DISCUSSION_HELD = 402  # whoever was there
    STRATEGY_DISCUSSION_HELD_WITH_POLICE = 403
    STRATEGY_DISCUSSION_HELD_WITH_POLICE_AND_HEALTH = 404
    ENQUIRY_DECIDED = 405  # whether or not to make enquiries
    STRATEGY_DISCUSSION_LED_TO_ENQUIRY = 406  # dated the day of the discussion that initiated the enquiry

    ENQUIRY_STARTED = 501
    JOINT_WORKING_DECIDED = 502  # whether the police and the authority enquire together or apart
    ENQUIRY_CONCLUDED = 503
    CONFERENCE_NOT_REQUIRED = 504
    INITIAL_CONFERENCE_HELD = 505

    CHILD_PROTECTION_PLAN_STARTED = 601
    LEAD_SOCIAL_WORKER_NAMED = 602
    PLAN_CIRCULATED = 603
    CORE_GROUP_HELD = 604
    REVIEW_CONFERENCE_HELD = 605
    CHILD_PROTECTION_PLAN_ENDED = 606
    BORN_ON_A_PLAN = 607  # a birth, where the plan was made before it

    CHILD_IN_NEED_PLAN_STARTED = 701
    CHILD_IN_NEED_PLAN_REVIEWED = 702
    CHILD_IN_NEED_PLAN_ENDED = 703

    SERIOUS_INCIDENT_HAPPENED = 801
    SERIOUS_INCIDENT_KNOWN = 802  # the day the authority became aware of it
    SERIOUS_INCIDENT_NOTIFIED = 803
    SERIOUS_INCIDENT_NOT_NOTIFIABLE = 804  # a senior manager decided, with reasons, that it need not be
    RAPID_REVIEW_SENT = 805

    @property
    def is_about_the_child(self) -> bool:
        """Whether it is about the child himself or herself, so that it belongs to no one piece of work."""
        return self < 100

    @property
    def words(self) -> str:
        """As a worker would write it: "strategy discussion held"."""
        return self.name.lower().replace("_", " ").replace(" uk", " UK")


@dataclass(frozen=True, slots=True)
class Milestone:
    """One fact: about which child, in which thread, on which London day and, where it is known, at which
    instant.
    """

    child: int
    thread: int
    kind: Kind
    day: date
    at: datetime | None = None
    """An aware datetime in UTC; None where the time of day is not known."""

    def __post_init__(self) -> None:
        thread = Thread.of(self.thread)
        if thread is Thread.CHILD and Thread.record_id(self.thread) != self.child:
            raise ValueError(f"thread {self.thread} is another child's own, not child {self.child}'s")
        if isinstance(self.day, datetime):
            raise TypeError(f"a milestone's day is a date, not the datetime {self.day}")
        if self.at is not None:
            self._check_instant(self.at)

    def _check_instant(self, at: datetime) -> None:
        if at.utcoffset() != UTC.utcoffset(None):
            raise ValueError(f"a milestone's instant is in UTC, with its zone: not {at.isoformat()}")
        if day_of(at) != self.day:
            raise ValueError(f"{at.isoformat()} is on {day_of(at)} in London, not {self.day}")
