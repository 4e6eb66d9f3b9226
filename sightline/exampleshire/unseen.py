"""What visits led to: a manager's decision where attempts found nobody, and harm that was told of."""

from collections.abc import Iterator
from datetime import date, timedelta

from sightline.exampleshire.days import after
from sightline.exampleshire.draw import Draw
from sightline.exampleshire.handover import STORIES
from sightline.exampleshire.world import Row, World
from sightline.record.models.unseen import UnseenNext

#: Of the times that attempts in a row found nobody, those after which the manager decided what to do.
DECIDED = 0.75
#: Of the visits on the day of reasonable cause, those at which the child told of it, or it could be seen.
TOLD = 0.6
BROUGHT = timedelta(days=180)
"""How far back what managers decided was brought over."""
BECAUSE = {
    UnseenNext.POLICE: "Nobody has heard from them since Friday. With the police, at six tonight.",
    UnseenNext.ANOTHER_WAY: "At school on Wednesday, with the head of year: the child comes every day.",
    UnseenNext.AGAIN: "They work nights. At four tomorrow, unannounced, and ring me from the car.",
    UnseenNext.ACCEPTED: "With the grandmother until Sunday; she sent a picture, and the school agrees.",
}


def write(world: World) -> None:
    """Write both, from the seen ledger as it stands."""
    draw = world.draw("unseen")
    _tell_of_harm(world, draw)
    for failed in _found_nobody(world):
        case = _case_of(world, failed["child_id"], failed["happened_on"])
        if case is not None and draw.happens(DECIDED):
            _decide(world, draw, failed, case)


def _tell_of_harm(world: World, draw: Draw) -> None:
    suspected = {(row["child_id"], row["reasonable_cause_on"]) for row in world.rows.of["strategydiscussion"]}
    for row in world.rows.of["sighting"]:
        if (row["child_id"], row["happened_on"]) in suspected and row["was_seen"] and draw.happens(TOLD):
            row["tells_of_harm"] = True


def _found_nobody(world: World) -> Iterator[Row]:
    """The attempts of the last months that found nobody, as the one before them did, the latest last."""
    before: dict[int, Row] = {}
    standing = [row for row in world.rows.of["sighting"] if not row.get("struck_out_at")]
    for row in sorted(standing, key=lambda row: (row["happened_on"], row["id"])):
        failed = not row["was_seen"] and not before.get(row["child_id"], {"was_seen": True})["was_seen"]
        if failed and row["happened_on"] >= world.last - BROUGHT:
            yield row
        before[row["child_id"]] = row


def _case_of(world: World, child: int, day: date) -> Row | None:
    """The child's case that was open on that day, where it is none of the told stories'."""
    return next(
        (
            row
            for row in world.rows.of["referral"]
            if row["child_id"] == child
            and row["id"] > STORIES
            and row["received_on"] <= day <= (row.get("closed_on") or world.last)
        ),
        None,
    )


def _decide(world: World, draw: Draw, failed: Row, case: Row) -> None:
    decided_on = world.known(after(failed["happened_on"], draw.number(0, 2)))
    if decided_on is None:
        return
    manager = world.rows.of["team"][case["team_id"] - 1]["manager_id"]
    decision = draw.one(tuple(BECAUSE))
    world.rows.add(
        "unseendecision",
        child_id=failed["child_id"],
        attempt_id=failed["id"],
        decided_on=decided_on,
        decided_by_id=manager,
        decision=decision.value,
        because=BECAUSE[decision],
        **world.wrote(draw, manager, decided_on),
    )
