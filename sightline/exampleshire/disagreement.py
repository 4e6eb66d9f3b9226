"""Disagreements: now and then somebody holds a decision to be wrong, and a manager answers, or has yet to."""

from datetime import date

from sightline.exampleshire.days import DAY, after
from sightline.exampleshire.draw import Draw
from sightline.exampleshire.handover import STORIES
from sightline.exampleshire.world import Row, World
from sightline.people.models import Agency, Role
from sightline.record.models.disagreement import DisagreementLevel, DisagreementOutcome

#: One led case in so many; and of each way for one to stand there is at least one, however few they are.
ONE_IN = 40
ANSWER_WITHIN = 5
"""Working days."""
#: Working days since it was raised, and what each level has answered so far.
WAYS = (
    (2, ()),
    (9, ()),
    (25, (DisagreementOutcome.UPHELD,)),
    (12, (DisagreementOutcome.HIGHER,)),
    (40, (DisagreementOutcome.HIGHER, DisagreementOutcome.CHANGED)),
)
#: Which decision, why it is wrong, and what is wanted instead.
DISPUTED = (
    (
        "To go on with a child in need plan and hold no conference",
        "The same three worries as in spring, and nothing in the plan has moved.",
        "An initial conference within the month.",
    ),
    (
        "To hold no strategy discussion about the mark on the arm",
        "Our nurse does not think that it fits a fall from the sofa.",
        "A strategy discussion with us there.",
    ),
    (
        "To visit every six weeks",
        "The child says more when somebody comes often, and less each time that we are late.",
        "A visit every two weeks until half term.",
    ),
)
WHO = (
    (Agency.EDUCATION, "Deputy head, Long Lane primary"),
    (Agency.HEALTH, "Named nurse, Exampleshire children’s clinic"),
    (Agency.POLICE, "Sergeant, neighbourhood team"),
)
BECAUSE = {
    DisagreementOutcome.UPHELD: "Read again with both of them: what has changed since is on our side of it.",
    DisagreementOutcome.CHANGED: "They know the child better than we did. Done as they ask from Monday.",
    DisagreementOutcome.HIGHER: "It is about what the service offers, which is not mine to change.",
}


def write(world: World) -> None:
    """Write them about cases that somebody leads, each as old and as far up the line as its way says."""
    draw = world.draw("disagreements")
    closed = {row["id"] for row in world.rows.of["referral"] if row.get("closed_on") is not None}
    led = [
        row
        for row in world.rows.of["allocation"]
        if row.get("until_on") is None and row["referral_id"] > STORIES and row["referral_id"] not in closed
    ]
    for number in range(max(len(WAYS), len(led) // ONE_IN)):
        if led:
            _disagree(world, draw, led.pop(draw.number(0, len(led) - 1)), *WAYS[number % len(WAYS)])


def _disagree(
    world: World, draw: Draw, lead: Row, days: int, answers: tuple[DisagreementOutcome, ...]
) -> None:
    case = world.rows.of["referral"][lead["referral_id"] - 1]
    holders = _holders(world, case["team_id"])
    raised_on = max(lead["from_on"], world.last - days * DAY)
    ours = draw.happens(0.4) and lead["worker_id"] not in holders.values()
    agency, person = ("", "") if ours else draw.one(WHO)
    decision, because, wants = draw.one(DISPUTED)
    raised = world.rows.add(
        "disagreement",
        child_id=case["child_id"],
        referral_id=case["id"],
        worker_id=lead["worker_id"] if ours else None,
        agency=str(agency),
        person=person,
        raised_on=raised_on,
        decision=decision,
        because=because,
        wants=wants,
        **world.wrote(draw, lead["worker_id"], raised_on),
    )
    put_on, by = raised_on, lead["worker_id"]
    for number, (level, holder) in enumerate(holders.items()):
        answer = answers[number] if number < len(answers) else None
        put_on, by = _put(world, draw, raised, level, holder, put_on, by, answer), holder
        if answer is not DisagreementOutcome.HIGHER:
            return


def _put(
    world: World, draw: Draw, raised: Row, level: str, holder: int, put_on: date, by: int,
    answer: DisagreementOutcome | None,
) -> date:  # fmt: skip
    """Put it to one manager; the day on which they answered, or on which it was put where they did not."""
    answered_on = min(world.last, after(put_on, draw.number(1, ANSWER_WITHIN + 1))) if answer else None
    world.rows.add(
        "disagreementstep",
        child_id=raised["child_id"],
        disagreement_id=raised["id"],
        level=level,
        holder_id=holder,
        put_on=put_on,
        answer_by_on=after(put_on, ANSWER_WITHIN),
        answered_on=answered_on,
        answered_by_id=holder if answer else None,
        outcome=answer.value if answer else None,
        because=BECAUSE[answer] if answer else None,
        **world.wrote(draw, by, put_on),
    )
    return answered_on or put_on


def _holders(world: World, team: int) -> dict[str, int]:
    """Who answers at each level: the team's manager, theirs, and the director."""
    row = world.rows.of["team"][team - 1]
    at_work = (one for one in world.rows.of["worker"] if one["left_on"] is None)
    director = next(one["id"] for one in at_work if one["role"] == Role.DIRECTOR)
    named = {
        DisagreementLevel.TEAM_MANAGER.value: row["manager_id"],
        DisagreementLevel.SERVICE_MANAGER.value: row.get("service_manager_id"),
        DisagreementLevel.DIRECTOR.value: director,
    }
    return {level: holder for level, holder in named.items() if holder is not None}
