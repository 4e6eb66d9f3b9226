"""How the work is managed: training, registration, parts beside the lead, supervision, what was sent back."""

from collections.abc import Iterator
from datetime import date, timedelta

from sightline.exampleshire import sign_in
from sightline.exampleshire.days import DAY, after
from sightline.exampleshire.draw import Draw, Shares
from sightline.exampleshire.world import Row, World
from sightline.people.models import Course, Role, Weighed
from sightline.record.models.allocation import Lacking, Part, WorkKind

LIMIT = 32
MINUTE = "Workforce board, item 3"
#: The share of those at work who completed each course; each lasts three years.
TRAINED = {
    Role.SOCIAL_WORKER: {Course.CHILD_PROTECTION: 0.95, Course.JOINT_ENQUIRY: 0.7, Course.ASSESSMENT: 0.9},
    Role.TEAM_MANAGER: {Course.CHILD_PROTECTION: 0.9, Course.SUPERVISING: 0.8},
    Role.FAMILY_WORKER: {Course.CHILD_PROTECTION: 0.6},
}
A_COURSE_LASTS = 3 * 365
LANGUAGES = Shares(("", 0.82), ("Urdu", 0.06), ("Punjabi", 0.05), ("Polish", 0.05), ("Welsh", 0.02))
BESIDE = 0.08
PARTS = Shares((Part.PARENTING, 0.4), (Part.DIRECT_WORK, 0.35), (Part.CO_WORKER, 0.15), (Part.STUDENT, 0.1))
SUPERVISED_EVERY = 45
"""Days; what was missed was missed."""
MISSED = 0.08
SENT_BACK = 0.04
THOUGHT = (
    "What would this week have been like for the child? We know more about the adults than about them.",
    "The parents do what we ask while we look. What would we see if we came on a Sunday?",
    "Going well: the school says the child is early and has eaten. Are we still needed, and for what?",
    "We have stopped being worried because nothing new has come. Nothing new is not the same as better.",
)
DECIDED = (
    "Keep to the plan; see the child at school next time.",
    "Ask the health visitor what she saw before the next visit.",
    "Bring the review forward if the next visit is missed.",
)
AGREED = (
    "See the child alone, away from home",
    "Ring the school about attendance since half term",
    "Ask the grandmother what she can offer",
    "Write down the father’s side, who has not been heard",
)
BECAUSE = ("Nobody else has room this week; a social worker visits with them", "They know the family")
ASKED_FOR = ("Where is the child’s own view?", "What about the father?", "The history since 2019 is missing.")


def write(world: World) -> None:
    """Write it all, about those at work and the cases that are open."""
    draw = world.draw("managing")
    at_work = [row for row in world.rows.of["worker"] if row["left_on"] is None]
    managers = {row["id"]: row["manager_id"] for row in world.rows.of["team"]}
    _weigh(world)
    for worker in at_work:
        _train(world, draw, worker, managers.get(worker["team_id"]))
    led_before = {(row["referral_id"], row["worker_id"]) for row in world.rows.of["allocation"]}
    leading = [row for row in world.rows.of["allocation"] if row["until_on"] is None]
    of = {row["id"]: row for row in world.rows.of["worker"]}
    teams = _by_team(at_work)
    for allocation in leading:
        lead = of[allocation["worker_id"]]
        manager = managers[lead["team_id"]]
        _beside(world, draw, allocation, manager, teams.get(lead["team_id"], []), led_before)
    for allocation in world.rows.of["allocation"]:
        manager = managers[of[allocation["worker_id"]]["team_id"]]
        if manager != allocation["worker_id"]:
            _supervise(world, draw, allocation, manager)
    _send_back(world, draw, of, managers)
    _override(world, draw, managers, teams)


def _weigh(world: World) -> None:
    adopted = date(world.begins_on.year + 2, 4, 1)
    world.rows.add("loadweight", weighed=Weighed.LIMIT, points=LIMIT, adopted_on=adopted, minute=MINUTE)


def _train(world: World, draw: Draw, worker: Row, manager: int | None) -> None:
    worker["languages"] = draw.of(LANGUAGES)
    if worker["social_work_england_number"]:
        worker["registered_until_on"] = date(world.on.year + 1, 11, 30)
    by = manager if manager and manager != worker["id"] else 1
    for course, share in TRAINED.get(Role(worker["role"]), {}).items():
        completed = world.last - timedelta(days=draw.number(10, A_COURSE_LASTS + 60))
        if draw.happens(share) and completed >= worker["started_on"]:
            world.rows.add(
                "training",
                worker_id=worker["id"],
                course=course,
                completed_on=completed,
                expires_on=completed + timedelta(days=A_COURSE_LASTS),
                recorded_by_id=by,
                recorded_at=world.wrote(draw, by, completed)["recorded_at"],
            )


def _by_team(workers: list[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for worker in workers:
        if worker["team_id"] and worker["role"] in (Role.FAMILY_WORKER, Role.SOCIAL_WORKER):
            found.setdefault(worker["team_id"], []).append(worker)
    return found


Led = set[tuple[int, int]]


def _beside(
    world: World, draw: Draw, allocation: Row, manager: int, team: list[Row], led_before: Led
) -> None:
    others = [one for one in team if one["id"] != allocation["worker_id"]]
    if not (others and draw.happens(BESIDE)):
        return
    from_on = after(allocation["from_on"], draw.number(1, 20))
    beside = draw.one(others)
    if world.known(from_on) is None or from_on < beside["started_on"]:
        return
    if (allocation["referral_id"], beside["id"]) in led_before:
        return
    world.rows.add(
        "secondaryworker",
        child_id=allocation["child_id"],
        referral_id=allocation["referral_id"],
        worker_id=beside["id"],
        part=draw.of(PARTS),
        from_on=from_on,
        **world.wrote(draw, manager, from_on),
    )


def _supervise(world: World, draw: Draw, allocation: Row, manager: int) -> None:
    """Every six weeks or so while the work is led, some missed; none from before the record is whole."""
    for held_on in _rhythm(world, draw, allocation["from_on"], allocation["until_on"] or world.on):
        row = world.rows.add(
            "supervision",
            child_id=allocation["child_id"],
            referral_id=allocation["referral_id"],
            supervisor_id=manager,
            worker_id=allocation["worker_id"],
            held_on=held_on,
            reflection=draw.one(THOUGHT),
            decisions=draw.one(DECIDED),
            **world.wrote(draw, manager, held_on),
        )
        if draw.happens(0.3):
            _agree(world, draw, row)


def _rhythm(world: World, draw: Draw, from_on: date, until_on: date) -> Iterator[date]:
    day = from_on + timedelta(days=draw.number(10, SUPERVISED_EVERY))
    while day < until_on:
        if day > world.in_full_from and not draw.happens(MISSED):
            yield day
        day += timedelta(days=SUPERVISED_EVERY + draw.number(-10, 5))


def _agree(world: World, draw: Draw, supervision: Row) -> None:
    due_on = after(supervision["held_on"], draw.number(3, 15))
    done_on = world.known(after(due_on, draw.number(0, 4))) if draw.happens(0.85) else None
    by = supervision["supervisor_id"]
    world.rows.add(
        "supervisionaction",
        child_id=supervision["child_id"],
        supervision_id=supervision["id"],
        what=draw.one(AGREED),
        owner_id=supervision["worker_id"],
        due_on=due_on,
        done_on=max(done_on, supervision["held_on"]) if done_on else None,
        came_of_it="Done; written in the visit note" if done_on else None,
        **world.wrote(draw, by, supervision["held_on"]),
    )


def _send_back(world: World, draw: Draw, of: dict[int, Row], managers: dict[int, int]) -> None:
    """Some assessments came back to their author first, and were authorised once that was done."""
    for row in world.rows.of["assessment"]:
        done_on, manager = row.get("authorised_on"), row.get("authorised_by_id")
        if done_on is None or done_on <= world.in_full_from or not draw.happens(SENT_BACK):
            continue
        sent_on = max(row["started_on"], done_on - draw.number(1, 5) * DAY)
        world.rows.add(
            "sentback",
            child_id=row["child_id"],
            assessment_id=row["id"],
            sent_back_on=sent_on,
            because=draw.one(ASKED_FOR),
            answered_on=done_on,
            **world.wrote(draw, manager or row["recorded_by_id"], sent_on),
        )


def _override(world: World, draw: Draw, managers: dict[int, int], teams: dict[int, list[Row]]) -> None:
    """Twice a manager let a family worker lead the making of enquiries, and said why."""
    running = [row for row in world.rows.of["enquiry"] if row.get("concluded_on") is None]
    team_of = {row["id"]: row["team_id"] for row in world.rows.of["referral"]}
    for enquiry in running[:2]:
        team = team_of[enquiry["referral_id"]]
        family_workers = [one for one in teams.get(team, []) if one["role"] == Role.FAMILY_WORKER]
        if not family_workers:
            continue
        world.rows.add(
            "override",
            child_id=enquiry["child_id"],
            referral_id=enquiry["referral_id"],
            worker_id=draw.one(family_workers)["id"],
            work=WorkKind.ENQUIRY,
            lacking=[Lacking.NOT_A_SOCIAL_WORKER],
            allowed_on=enquiry["started_on"],
            because=draw.one(BECAUSE),
            **world.wrote(draw, managers[team], enquiry["started_on"]),
        )


def handed_to_kit(world: World) -> list[Row]:
    """Three things that Amina handed to Kit to write, none of them written yet."""
    who = {row["email"]: row["id"] for row in world.rows.of["worker"]}
    amina, kit = who[sign_in.AMINA.email], who[sign_in.KIT.email]
    draw = world.draw("handed")
    mine = [
        row for row in world.rows.of["allocation"] if row["worker_id"] == amina and row["until_on"] is None
    ]
    return [
        world.rows.add(
            "handedentry",
            child_id=allocation["child_id"],
            to_id=kit,
            what="sighting",
            about_on=world.last,
            notes="Seen at home at four, alone in the kitchen for a while. Quiet, but laughed about the dog.",
            due_on=after(world.on, 1),
            **world.wrote(draw, amina, world.last),
        )
        for allocation in mine[:3]
    ]
