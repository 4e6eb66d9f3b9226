"""Early help and moves among the acts of `any_order.py`: `c` is one of its chances."""

from collections.abc import Callable
from typing import Any

from sightline.casework import early_help, handover, transfer
from sightline.record import models as record


def _help(c: Any) -> object:
    """Led here or elsewhere; now and then as a step down."""
    led = (
        {"lead_worker": c.by}
        if c.random.random() < 0.5
        else {"lead_agency": "health", "lead_person": "Dr Sen"}
    )
    after = (
        c.of(c.random.choice([record.Referral, record.ChildInNeedPlan])) if c.random.random() < 0.7 else None
    )
    on = c.on
    return early_help.begin(
        c.child,
        by=c.by,
        team=c.team,
        on=on,
        because="Mornings are hard.",
        change="School by nine.",
        consented_by="Her mother",
        consented_on=on,
        after=after,
        **led,
    )


def _end_help(c: Any) -> object:
    up = {"outcome": "stepped_up", "stepped_up_to": c.of(record.Referral)}
    ends = up if c.random.random() < 0.5 else {"outcome": "needs_met"}
    return early_help.end(c.of(record.EarlyHelp), by=c.by, on=c.on, because="It is time.", **ends)


def _take_over(c: Any) -> object:
    offered = c.of(record.HandOver)
    handover.record_sent(offered, by=c.by, on=c.on, sent="The chronology", route="secure_email")
    handover.record_receipt(offered, by=c.by, on=c.on, receipt_by="Sam Reed")
    return handover.complete(offered, by=c.by, at=c.at, taken_over_on=c.on, taken_over_by="Sam Reed")


def _go_on(c: Any) -> object:
    """Somebody comes into it, leaves it or leads it, or it is reviewed."""
    act = c.random.randrange(4)
    if act == 0:
        return early_help.leave(c.of(record.EarlyHelpMember), by=c.by, on=c.on)
    helped = c.of(record.EarlyHelp)
    if act == 1:
        return early_help.change_lead(helped, by=c.by, because="Nearer", lead_worker=c.receiver)
    if act == 2:
        return early_help.review(helped, by=c.by, on=c.on, found="Four mornings of five.")
    return early_help.join(helped, by=c.by, on=c.on, worker=c.receiver, does="Comes on Mondays")


STEPPING: dict[str, Callable[[Any], object]] = {
    "they came from elsewhere": lambda c: transfer.move_here(
        c.of(record.Referral),
        by=c.by,
        from_authority="Elsewhereshire",
        told_by="Sam Reed",
        plan=c.random.choice(["none", "child_protection"]),
    ),
    "early help begins": _help,
    "early help goes on": _go_on,
    "early help ends": _end_help,
    "the other authority takes over": _take_over,
}
