"""Work that changes hands, waits for somebody, or is covered: as it stands on the morning of the day."""

from datetime import date, datetime, timedelta

from sightline.exampleshire.days import DAY, after, at
from sightline.exampleshire.draw import Draw
from sightline.exampleshire.staff import Staff, Team
from sightline.exampleshire.world import Row, World
from sightline.people.models import Role
from sightline.record.models.handover import HandOverAnswer, HandOverRisk
from sightline.record.models.oversight import EscalationLevel
from sightline.record.models.sharing import InformationAnswer

#: The first cases are the told stories', which nothing here touches.
STORIES = 60
OFFERED = 0.012  # of led cases, those offered to another team in the last days
ASKED = 0.1  # of led cases, those in which another agency was asked something in the last fortnight
DECIDED_SAFE = 0.6  # of cases led by nobody, those in which a manager decided what is safe enough
MOVED = (
    "The family has moved to that side of the town.",
    "His older sister is known to that team.",
    "The work is now about help over months, which that team gives.",
)
RETURNED = (
    "The family is back at the old address.",
    "The conference is in our team’s week: after it, please.",
)
ASKS = (
    (
        "health",
        "Has the child been seen at the hospital in the last six months, and what for?",
    ),
    ("police", "What is known of the adults who live at the address?"),
    ("education", "How has attendance been since September, and who collects?"),
)
SAFE_BECAUSE = (
    "The school sees the child every day and rings us. Nothing new since.",
    "Gran has them until we visit. The health visitor called this week.",
)


def write(world: World, staff: Staff) -> None:
    """Write what is on its way from one desk to another on the morning of the day."""
    draw = world.draw("holding")
    leads = {row["referral_id"]: row for row in world.rows.of["allocation"] if row.get("until_on") is None}
    running = [row for row in world.rows.of["referral"] if _is_open(row) and row["id"] > STORIES]
    for case in running:
        lead = leads.get(case["id"])
        if lead is None:
            _safe_enough(world, staff, draw, case, knows=draw.happens(0.5))
            continue
        if draw.happens(ASKED):
            _ask(world, draw, case, lead["worker_id"])
        if draw.happens(OFFERED):
            _offer(world, staff, draw, case, lead["worker_id"])
    _offer_one_of_each(world, staff, draw, [case for case in running if case["id"] in leads], leads)
    _away(world, staff)
    _renamed(world, staff)


def _is_open(row: Row) -> bool:
    return row.get("closed_on") is None and row.get("decision") not in (None, "no_further_action")


def _team(staff: Staff, team: int) -> Team:
    return next(one for one in (*staff.teams, staff.front_door) if one.id == team)


def _offer_one_of_each(world: World, staff: Staff, draw: Draw, led: list[Row], leads: dict[int, Row]) -> None:
    """However few there are: one that waits, one lapsed, one returned and one to another authority."""
    for case, how in zip(led, ("waits", "lapsed", "returned", "elsewhere"), strict=False):
        offered = {row["referral_id"] for row in world.rows.of["handover"]}
        if case["id"] not in offered:
            _offer(world, staff, draw, case, leads[case["id"]]["worker_id"], how=how)


def _offer(world: World, staff: Staff, draw: Draw, case: Row, lead: int, how: str = "") -> None:
    others = [team.id for team in staff.teams if team.id != case["team_id"]]
    how = how or draw.one(("waits", "lapsed", "returned", "elsewhere"))
    day = world.last - {"waits": 0, "lapsed": 5}.get(how, 9) * DAY
    offered_at = at(max(day, case["received_on"]), draw.number(9 * 60, 16 * 60))
    row = {
        "child_id": case["child_id"],
        "referral_id": case["id"],
        "from_worker_id": lead,
        "from_team_id": case["team_id"],
        "to_team_id": None if how == "elsewhere" else draw.one(others),
        "to_authority": "Elsewhereshire" if how == "elsewhere" else "",
        "risk": HandOverRisk.OTHER.value,
        "because": draw.one(MOVED),
        "offered_at": offered_at,
        "recorded_by_id": lead,
        "recorded_at": offered_at,
    }
    if how == "elsewhere":
        row |= {
            "notified_on": offered_at.date(),
            "receipt_on": world.last,
            "receipt_by": "Duty manager, Elsewhereshire",
        }
    if how == "returned":
        row |= _returned(staff, row["to_team_id"], offered_at, draw)
    world.rows.add("handover", **row)


def _returned(staff: Staff, team: int, offered_at: datetime, draw: Draw) -> Row:
    manager = _team(staff, team).row["manager_id"]
    return {
        "read_at": offered_at + timedelta(minutes=50),
        "read_by_id": manager,
        "answered_at": offered_at + timedelta(hours=2),
        "answered_by_id": manager,
        "answer": HandOverAnswer.RETURNED.value,
        "answer_because": draw.one(RETURNED),
    }


def _ask(world: World, draw: Draw, case: Row, lead: int) -> None:
    asked_on = max(case["received_on"], world.last - timedelta(days=draw.number(1, 14)))
    agency, asks = draw.one(ASKS)
    answered_on = world.known(asked_on + timedelta(days=draw.number(1, 12)))
    row = {"asked_on": asked_on, "agency": agency, "asks": asks, "answer_by_on": after(asked_on, 3)}
    if answered_on:
        told = draw.happens(0.7)
        answer = InformationAnswer.TOLD if told else InformationAnswer.NOTHING_KNOWN
        row |= {
            "answered_on": answered_on,
            "answer": answer.value,
            "answer_recorded_by_id": lead,
            "told": "Nothing that worries them; they will ring if that changes." if told else "",
        }
    ours = {"child_id": case["child_id"], "referral_id": case["id"]}
    world.rows.add("informationrequest", **ours, **row, **world.wrote(draw, lead, asked_on))


def _safe_enough(world: World, staff: Staff, draw: Draw, case: Row, *, knows: bool) -> None:
    """A manager's decision about a case that nobody leads: some lately, some due again."""
    if not draw.happens(DECIDED_SAFE):
        return
    manager = _team(staff, case["team_id"]).row["manager_id"]
    day = max(case["received_on"], world.last - timedelta(days=draw.number(0, 12)))
    ours = {"child_id": case["child_id"], "referral_id": case["id"]}
    world.rows.add(
        "interimsafetydecision",
        **ours,
        decided_on=day,
        decided_by_id=manager,
        is_safe_enough=True,
        because=draw.one(SAFE_BECAUSE),
        until_on=after(day, 5),
        **world.wrote(draw, manager, day),
    )
    if knows or not world.rows.of["acknowledgement"]:
        director = staff.any(Role.DIRECTOR, day, draw).worker
        world.rows.add(
            "acknowledgement",
            **ours,
            level=EscalationLevel.DIRECTOR.value,
            acknowledged_on=day,
            note="Asked the team’s manager to give it to somebody this week.",
            **world.wrote(draw, director, day),
        )


def _away(world: World, staff: Staff) -> None:
    """In the first team one worker is away and another covers; in the last, one manager for another."""
    social_workers = staff.teams[0].at_work(Role.SOCIAL_WORKER, world.last)
    if len(social_workers) > 1:
        _absence(world, social_workers[1].worker, social_workers[0].worker, staff.teams[0], 12)
    if len(staff.teams) > 3:
        gone, deputy = staff.teams[-1], staff.teams[-2]
        _absence(world, gone.row["manager_id"], deputy.row["manager_id"], gone, 4)


def _absence(world: World, worker: int, deputy: int, team: Team, days_ago: int) -> None:
    manager, day = team.row["manager_id"], world.last - days_ago * DAY
    world.rows.add(
        "absence",
        worker_id=worker,
        covered_by_id=deputy,
        from_on=day,
        recorded_by_id=manager,
        recorded_at=at(day, 600),
    )


def _renamed(world: World, staff: Staff) -> None:
    day = date(world.on.year - 1, 4, 1)
    director = staff.office[Role.DIRECTOR][0].holder(day)
    if director is not None:
        world.rows.add(
            "reorganisation",
            on=day,
            kind="rename",
            teams=[team.id for team in staff.teams],
            says="Each team has the name of its town",
            because="Families did not know which team was theirs.",
            moved=0,
            recorded_by_id=director.worker,
            recorded_at=at(day, 600),
        )
