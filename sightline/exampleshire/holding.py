"""Who holds what, once everything has happened: nobody who left leads what is still open."""

from sightline.exampleshire.world import Row, World
from sightline.people.models import Role

#: Where a row names who leads it, the day beside that name, and what says that it is over.
LED = {
    "enquiry": ("", "concluded_on"),
    "childprotectionplan": ("lead_named_on", "ended_on"),
    "childinneedplan": ("", "ended_on"),
}


def hand_on(world: World) -> None:
    """What leavers led passes to whoever leads the case now; to its team, where nobody does."""
    gone = {row["id"] for row in world.rows.of["worker"] if row.get("left_on")}
    registered = {row["id"] for row in world.rows.of["worker"] if row["role"] == Role.SOCIAL_WORKER}
    leads = {row["referral_id"]: row for row in world.rows.of["allocation"] if row.get("until_on") is None}
    for table, (named_on, over) in LED.items():
        for row in world.rows.of[table]:
            if row.get("lead_worker_id") in gone and row.get(over) is None:
                _pass(row, leads.get(row["referral_id"]), registered, named_on)
    _actions(world, gone, leads)


def _actions(world: World, gone: set[int], leads: dict[int, Row]) -> None:
    """What a leaver had agreed in supervision is whoever's leads the case now, or the team manager's."""
    about = {row["id"]: row for row in world.rows.of["supervision"]}
    for row in world.rows.of["supervisionaction"]:
        if row["owner_id"] in gone and row.get("done_on") is None:
            supervision = about[row["supervision_id"]]
            led = leads.get(supervision["referral_id"])
            case = world.rows.of["referral"][supervision["referral_id"] - 1]
            team = world.rows.of["team"][case["team_id"] - 1]
            row["owner_id"] = led["worker_id"] if led else team["manager_id"]


def _pass(row: Row, led: Row | None, registered: set[int], named_on: str) -> None:
    may_lead = led is not None and (not named_on or led["worker_id"] in registered)
    to = led["worker_id"] if led and may_lead else None
    row["lead_worker_id"] = to
    if named_on and (to is None or led is None):
        row[named_on] = None
    elif named_on and led is not None:
        row[named_on] = max(row[named_on], led["from_on"])
