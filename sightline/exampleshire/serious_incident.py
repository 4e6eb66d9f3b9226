"""Two serious incidents, each notified in time: one being reviewed, and one whose review was sent."""

from datetime import date, timedelta

from sightline.exampleshire.chronology import bring_in
from sightline.exampleshire.days import after
from sightline.exampleshire.draw import Draw
from sightline.exampleshire.staff import Staff
from sightline.exampleshire.world import World
from sightline.people.models import Agency, Role
from sightline.record.accuracy import WHOLE
from sightline.record.models.serious_incident import IncidentHarm

Knew = tuple[tuple[int, Agency, str, str], ...]
"""Days before it, which agency, in what words, and from what."""

LATELY = (
    "Found unresponsive at home by an ambulance crew. Fractures of different ages. She is in intensive care "
    "and expected to live."
)
BEFORE = (
    "Scalded in the bath while in the care of her mother’s partner. He has been charged. She is at home "
    "again, with her grandmother, and her burns are healing."
)
KNEW_LATELY = (
    (70, Agency.HEALTH, "Not brought to a check. A letter was sent.", "Health visitor’s records"),
    (41, Agency.POLICE, "Called to shouting at the address. No child was seen.", "Police log"),
    (23, Agency.HEALTH, "Seen in the walk-in centre with a burn, said to be an accident.", "Centre’s notes"),
    (3, Agency.EDUCATION, "Her brother told a teacher that she cries at night and then stops.", "School log"),
)
KNEW_BEFORE = (
    (52, Agency.POLICE, "Her mother’s partner was cautioned for an assault elsewhere.", "Police log"),
    (11, Agency.HEALTH, "A nurse was told that he had moved in. It was not passed on.", "Clinic’s notes"),
)


def write(world: World, staff: Staff) -> None:
    """Write both of young children whose cases were open; fewer where there are no such children."""
    draw = world.draw("serious-incident")
    lately, before = world.last - timedelta(days=9), world.last - timedelta(days=61)
    taken = _write(world, staff, draw, lately, LATELY, KNEW_LATELY, besides=None, review_after=None)
    _write(world, staff, draw, before, BEFORE, KNEW_BEFORE, besides=taken, review_after=12)


def _write(
    world: World, staff: Staff, draw: Draw, happened_on: date, what: str, knew: Knew, *, besides: int | None,
    review_after: int | None,
) -> int | None:  # fmt: skip
    """One of them, of the youngest girl who fits; which child. `review_after` is in working days."""
    young = _whose_case_was_open(world, happened_on, besides)
    if not young:
        return None
    people = world.rows.of["person"]
    child: int = max(young, key=lambda one: people[one - 1]["born_on"])
    by = staff.any(Role.DIRECTOR, happened_on, draw).worker
    incident = world.rows.add(
        "seriousincident",
        child_id=child,
        harm=IncidentHarm.SERIOUSLY_HARMED.value,
        happened_on=happened_on,
        known_on=happened_on,
        what=what,
        notified_on=happened_on + timedelta(days=2),
        notified_by_id=by,
        reference=f"Panel {child:04} (made up)",
        review_sent_on=after(happened_on, review_after) if review_after else None,
        **world.wrote(draw, by, happened_on),
    )
    told_on = min(happened_on + timedelta(days=8), world.last)
    for agency, from_what in dict.fromkeys((agency, from_what) for _, agency, _, from_what in knew):
        events = [
            (happened_on - timedelta(days=before), words, WHOLE)
            for before, whose, words, taken_from in knew
            if (whose, taken_from) == (agency, from_what)
        ]
        bring_in(world, draw, incident, told_on, (agency, from_what), events)
    return child


def _whose_case_was_open(world: World, on: date, besides: int | None) -> list[int]:
    people = world.rows.of["person"]
    return [
        child
        for row in world.rows.of["referral"]
        if not row.get("closed_on")
        and row.get("decided_on")
        and row["received_on"] < on
        and row.get("decision") != "no_further_action"
        and (child := row["child_id"]) != besides
        and (born := people[child - 1].get("born_on"))
        and born < on - timedelta(days=200)
        and people[child - 1].get("sex") == "F"
        and people[child - 1].get("died_on") is None
    ]
