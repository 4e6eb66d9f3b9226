"""One serious incident, notified in time, and what the other agencies knew."""

from datetime import timedelta

from sightline.exampleshire.staff import Staff
from sightline.exampleshire.world import World
from sightline.people.models import Agency, Role
from sightline.record.models.serious_incident import IncidentHarm

WHAT = (
    "Found unresponsive at home by an ambulance crew. Fractures of different ages. She is in intensive care "
    "and expected to live."
)
EVENTS = (
    (70, Agency.HEALTH, "Not brought to a check. A letter was sent.", "Health visitor’s records"),
    (41, Agency.POLICE, "Called to shouting at the address. No child was seen.", "Police log"),
    (23, Agency.HEALTH, "Seen in the walk-in centre with a burn, said to be an accident.", "Centre’s notes"),
    (3, Agency.EDUCATION, "Her brother told a teacher that she cries at night and then stops.", "School log"),
)


def write(world: World, staff: Staff) -> None:
    """Write it of a young child whose case is open; nothing where there is none."""
    draw = world.draw("serious-incident")
    happened_on = world.last - timedelta(days=9)
    people = world.rows.of["person"]
    ours = [
        row
        for row in world.rows.of["referral"]
        if not row.get("closed_on")
        and row.get("decided_on")
        and row["received_on"] < happened_on
        and row.get("decision") != "no_further_action"
        and (born := people[row["child_id"] - 1].get("born_on"))
        and born < happened_on - timedelta(days=200)
        and people[row["child_id"] - 1].get("sex") == "F"
        and people[row["child_id"] - 1].get("died_on") is None
    ]
    if not ours:
        return
    child = max(ours, key=lambda row: people[row["child_id"] - 1]["born_on"])["child_id"]
    by = staff.any(Role.DIRECTOR, happened_on, draw).worker
    incident = world.rows.add(
        "seriousincident",
        child_id=child,
        harm=IncidentHarm.SERIOUSLY_HARMED.value,
        happened_on=happened_on,
        known_on=happened_on,
        what=WHAT,
        notified_on=happened_on + timedelta(days=2),
        notified_by_id=by,
        reference="Panel 0000 (made up)",
        **world.wrote(draw, by, happened_on),
    )
    for before, agency, words, from_what in EVENTS:
        world.rows.add(
            "agencyevent",
            child_id=child,
            incident_id=incident["id"],
            happened_on=happened_on - timedelta(days=before),
            agency=agency.value,
            words=words,
            from_what=from_what,
            **world.wrote(draw, by, world.last - timedelta(days=1)),
        )
