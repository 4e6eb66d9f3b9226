"""Build the lists from the record, for any day: what had happened by the end of it, and nothing later.

Read twice from the same record they are the same, row for row. What was written or struck out since about an
earlier day changes them, because they are read from the record as it stands; who holds a case is read from
the case as it stands too, since only leads keep their days.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from sightline.record.at_once import Part, at_once
from sightline.record.models import (
    Assessment,
    ChildInNeedPlan,
    ChildProtectionPlan,
    Conference,
    ContactChild,
    Enquiry,
    Referral,
    Sighting,
)
from sightline.record.models.enquiry import NO_CONFERENCE
from sightline.returns.annex_a import codes
from sightline.returns.annex_a.facts import YEAR, Facts, Row, seen, visits, yes_no
from sightline.returns.annex_a.lists import LISTS
from sightline.returns.refusal import Reason, Refused
from sightline.returns.words import written
from sightline.timescales.london import day_of
from sightline.timescales.timescale import months_after

NO_CONFERENCE_NEEDED = frozenset({"not_substantiated", "no_continuing_risk", NO_CONFERENCE})


@dataclass
class Built:
    """The lists of a day: each list's rows, and whose they are, row by row."""

    on: date
    from_on: date
    """The first day of the six months."""
    rows: dict[int, list[Row]] = field(default_factory=dict)
    children: dict[int, list[int]] = field(default_factory=dict)

    @property
    def everybody(self) -> list[int]:
        """Every child in any of the lists, once."""
        return sorted({child for rows in self.children.values() for child in rows})


def not_ahead(on: date, *, today: date) -> date:
    """The day, unless it is still to come. Raises Refused: nobody knows the record of a day to come."""
    if on > today:
        raise Refused(Reason(f"{written(on)} has not come yet"))
    return on


def build(on: date, *, only: Iterable[int] | None = None) -> Built:
    """The lists as on the evening of that day; `only` these lists, where given.

    The same number of queries however many children there are.
    """
    tellers: dict[int, Callable[[Facts], Iterator[tuple[int, Row]]]] = {
        1: _contacts, 3: _referrals, 4: _assessments, 5: _enquiries, 6: _in_need, 7: _plans,
    }  # fmt: skip
    record = Facts(on)
    built = Built(on, record.from_on)
    for one in LISTS:
        if only is None or one.number in only:
            told = list(tellers[one.number](record)) if one.number in tellers else []
            built.rows[one.number] = [row for _, row in told]
            built.children[one.number] = [child for child, _ in told]
    return built


def _contacts(record: Facts) -> Iterator[tuple[int, Row]]:
    rows = ContactChild.objects.standing().filter(
        record.in_months("contact__received_at__date"), contact__struck_out_at=None
    )
    for one in rows.select_related("contact").order_by("contact__received_at", "contact", "child"):
        source = codes.SOURCE.write(one.contact.source)
        yield one.child_id, (*record.who(one.child_id), day_of(one.contact.received_at), source)


def _referrals(record: Facts) -> Iterator[tuple[int, Row]]:
    """The number of referrals is of those before this one, in the twelve months before it."""
    rows = Referral.objects.standing().filter(received_on__lte=record.on)
    earlier: dict[int, list[date]] = defaultdict(list)
    for one in rows.select_related("team").order_by("received_on", "child", "pk"):
        before = [day for day in earlier[one.child_id] if day > months_after(one.received_on, -YEAR)]
        earlier[one.child_id].append(one.received_on)
        if one.received_on >= record.from_on:
            yield one.child_id, (
                *record.who(one.child_id), one.received_on, codes.SOURCE.write(one.source),
                _no_action(record, one), len(before), *record.held(one),
            )  # fmt: skip


def _no_action(record: Facts, referral: Referral) -> str | None:
    """Whether it had come to nothing by then; nothing while nobody has decided."""
    if record.known(referral.decided_on) is None:
        return None
    return yes_no(referral.decision == Referral.Decision.NO_FURTHER_ACTION)


def _assessments(record: Facts) -> Iterator[tuple[int, Row]]:
    rows = Assessment.objects.standing().filter(
        Q(authorised_on=None) | Q(authorised_on__gte=record.from_on) | record.in_months("started_on"),
        Q(left_on=None) | Q(left_on__gt=record.on),
        started_on__lte=record.on,
    )
    found = list(rows.select_related("referral__team").order_by("started_on", "child", "pk"))
    days_seen = seen([one.child_id for one in found], record)
    for one in found:
        done_on = record.known(one.authorised_on)
        days = [day for day in days_seen[one.child_id] if one.started_on <= day <= (done_on or record.on)]
        helped = one.outcome in ("child_in_need", "protection") if done_on else None
        yield one.child_id, (
            *record.who(one.child_id), record.disability(one.child_id), one.started_on,
            yes_no(bool(days)), done_on, yes_no(helped), *record.held(one.referral),
        )  # fmt: skip


def _enquiries(record: Facts) -> Iterator[tuple[int, Row]]:
    """Enquiries, then conferences with no enquiry behind them.

    Enquiries are counted besides this one, conferences with this one's.
    """
    initial = Conference.objects.standing().filter(form=Conference.Form.INITIAL, held_on__lte=record.on)
    rows = Enquiry.objects.standing().filter(started_on__lte=record.on)
    rows = rows.select_related("referral__team", "discussion")
    asked = at_once(
        {
            "conferences": initial.select_related("referral__team").order_by("held_on", "child", "pk"),
            "enquiries": rows.order_by("started_on", "child", "pk"),
        }
    )
    conferences = asked["conferences"]
    of_enquiry = {one.enquiry_id: one for one in conferences if one.enquiry_id}
    for one in asked["enquiries"]:
        met, concluded = of_enquiry.get(one.pk), record.known(one.concluded_on)
        recent = one.started_on >= record.from_on or (met and _held(met) >= record.from_on)
        if recent or concluded is None:
            needless = _needless(one, met, concluded)
            yield one.child_id, _enquiry(record, one.referral, _begun(one), met, needless)
    for met in conferences:
        if met.enquiry_id is None and _held(met) >= record.from_on:
            yield met.child_id, _enquiry(record, met.referral, None, met, "no")


def _enquiry(
    record: Facts, case: Referral, begun: date | None, met: Conference | None, needless: str | None
) -> Row:
    child = case.child_id
    many = len(record.enquiries[child]) - (begun is not None and begun >= record.year_from)
    led_to_plan = met.decision == Conference.Decision.PLAN if met and met.decision else None
    return (
        *record.who(child), record.disability(child), begun, codes.YES_NO.write(needless),
        _held(met) if met else None, yes_no(led_to_plan), max(0, many), len(record.conferences[child]),
        *record.held(case),
    )  # fmt: skip


def _begun(enquiry: Enquiry) -> date:
    """The day of the discussion that began it, or its own where none is on the record."""
    discussion = enquiry.discussion
    if discussion is not None and discussion.struck_out_at is None and discussion.held_on:
        return discussion.held_on
    return enquiry.started_on


def _held(conference: Conference) -> date:
    if conference.held_on is None:
        raise ValueError("a conference that was not held is in no list")
    return conference.held_on


def _needless(enquiry: Enquiry, met: Conference | None, concluded: date | None) -> str | None:
    if met is not None:
        return "no"
    return None if concluded is None else ("yes" if enquiry.outcome in NO_CONFERENCE_NEEDED else "no")


def _in_need(record: Facts) -> Iterator[tuple[int, Row]]:
    nothing = Q(decision=Referral.Decision.NO_FURTHER_ACTION, decided_on__lte=record.on)
    rows = (
        Referral.objects.standing()
        .filter(Q(closed_on=None) | Q(closed_on__gte=record.from_on), received_on__lte=record.on)
        .exclude(nothing)
    )
    rows = rows.select_related("team").order_by("received_on", "child", "pk")
    asked = at_once({"cases": rows, **_open_then(record)})
    found = asked["cases"]
    days_seen = seen([one.child_id for one in found], record)
    statuses = _statuses(asked)
    for one in found:
        closed_on = record.known(one.closed_on)
        last = max(days_seen[one.child_id], default=None)
        reason = codes.CLOSURE.write(one.closure_reason) if closed_on else None
        status = "closed" if closed_on else statuses.get(one.pk)
        yield one.child_id, (
            *record.who(one.child_id), record.disability(one.child_id), one.received_on,
            codes.NEED.write(one.primary_need), last, closed_on, reason, codes.STATUS.write(status),
            *record.held(one),
        )  # fmt: skip


#: The statuses that an open case may have, the last that fits first.
STATUSES = ("assessment", "child_in_need", "child_protection")


def _open_then(record: Facts) -> dict[str, Part]:
    """The cases that had a plan of each kind, or an assessment under way."""
    unended = Q(ended_on=None) | Q(ended_on__gt=record.on)
    under_way = Q(authorised_on=None) | Q(authorised_on__gt=record.on)
    unfinished = under_way & (Q(left_on=None) | Q(left_on__gt=record.on))
    models: tuple[Any, ...] = (Assessment, ChildInNeedPlan, ChildProtectionPlan)
    conditions = (unfinished, unended, unended)
    return {
        status: model.objects.standing()
        .filter(open_then, started_on__lte=record.on)
        .values_list("referral", flat=True)
        for status, model, open_then in zip(STATUSES, models, conditions, strict=True)
    }


def _statuses(asked: dict[str, list[int]]) -> dict[int, str]:
    """The status of each open case: its plan, else an assessment under way; none where there is neither."""
    found: dict[int, str] = {}
    for status in STATUSES:
        found |= dict.fromkeys(asked[status], status)
    return found


def _plans(record: Facts) -> Iterator[tuple[int, Row]]:
    every = ChildProtectionPlan.objects.standing().filter(started_on__lte=record.on)
    plans = every.select_related("referral__team").order_by("started_on", "child", "pk")
    asked = at_once({"plans": plans, "reviews": _reviews(record)})
    rows, reviews = asked["plans"], {plan: day for plan, day in asked["reviews"] if plan and day}
    made = visits([one.child_id for one in rows], record)
    before: dict[int, int] = defaultdict(int)
    for one in rows:
        earlier, ended_on = before[one.child_id], record.known(one.ended_on)
        before[one.child_id] += 1
        if ended_on is not None and ended_on < record.from_on:
            continue
        there = [
            visit for visit in made[one.child_id] if one.started_on <= visit[0] <= (ended_on or record.on)
        ]
        visit_on, alone = max(there, default=(None, ""), key=lambda visit: visit[0] or date.min)
        yield one.child_id, (
            *record.who(one.child_id), record.disability(one.child_id), one.started_on,
            codes.ABUSE.write(one.first_category), codes.ABUSE.write(one.latest_category), visit_on,
            yes_no(alone == Sighting.Alone.YES) if visit_on else None, reviews.get(one.pk), ended_on, None,
            earlier, *record.held(one.referral),
        )  # fmt: skip


def _reviews(record: Facts) -> Part:
    """The day of each plan's reviews, the latest last."""
    held = Conference.objects.standing().filter(form=Conference.Form.REVIEW, held_on__lte=record.on)
    return held.order_by("held_on", "pk").values_list("plan", "held_on")
