"""What leaders have agreed and looked at in the authority of `world.py`, told with verbs."""

from datetime import date
from typing import Any

from sightline.assurance import action, procedure, redecision
from sightline.assurance.models import Action, ProcedureVersion, Redecision
from sightline.casework import chronology, serious_incident
from sightline.people.models import Role, Worker
from sightline.record.models import Contact, SeriousIncident
from sightline.record.models.chronology import Event
from tests.web.world import TODAY, World

#: Pages about practice, for those who answer for it. Each has a test of its own that says who opens it.
PRACTICE = {"actions", "action", "measure"}
PRACTICE |= {"procedures", "procedure", "procedure-new", "procedure-version", "procedure-read"}
PRACTICE |= {"referrers", "referrers-list"}
PRACTICE |= {"same-answer", "same-answer-decide", "same-answer-answer", "not-written-up"}
PRACTICE |= {"incidents", "incident-need-not"}
PRACTICE |= {"extent", "extent-ended", "extent-written", "differences"}
PRACTICE |= {"extent-not-answered", "extent-lapsed"}
PRACTICE |= {f"action-{verb}" for verb in ("new", "measure", "owner", "said-done")}
#: Those of them at which nothing is written.
ONLY_SHOWN = {"procedures", "procedure", "same-answer", "not-written-up"}
ONLY_SHOWN |= {"referrers", "referrers-list", "incidents", "incident", "extent-not-answered", "extent-lapsed"}
ONLY_SHOWN |= {"actions", "action", "measure", "extent", "extent-ended", "extent-written", "differences"}
DIRECTOR = "olive@exampleshire.example"


def director() -> Worker:
    """The director, who is the first of all to look at practice."""
    return Worker.objects.filter(role=Role.DIRECTOR).first() or Worker.objects.create_user(
        DIRECTOR, name="Olive Farr", role=Role.DIRECTOR
    )


def assured(world: World) -> Action:
    """An action that the director agreed and owns, measured since February; the same one each time."""
    return Action.objects.first() or _agreed(director())


def procedure_of(world: World) -> ProcedureVersion:
    """The second version of a procedure about strategy discussions, past its review since 1 March 2026."""
    found = ProcedureVersion.objects.order_by("-pk").first()
    if found:
        return found
    made = procedure.write(
        by=director(), title="Strategy discussions", area="strategy_discussion", owner=world.cast.bryn
    )
    basis = "Working Together 2023, chapter 3, page 86"
    for begins, review, words in (
        (date(2024, 1, 8), date(2025, 1, 8), "Hold it within a day."),
        (date(2025, 3, 1), date(2026, 3, 1), "Hold it the same day, with the police and health."),
    ):
        found = procedure.bring_into_force(
            made, by=director(), in_force_from_on=begins, review_by_on=review, legal_basis=basis, words=words
        )
    assert found
    return found


def drawn_contact(world: World) -> Contact:
    """The contact of 2 March, which waits for another team to decide it again."""
    return redecision.waiting_for(director(), on=TODAY)[0]


def decided_again(world: World) -> Redecision:
    """The contact of September, in which Hal took no further action: the director would have accepted it."""
    return Redecision.objects.first() or redecision.decide_again(
        world.earlier,
        by=director(),
        on=date(2025, 9, 22),
        decision="referral",
        because="The child is alone on the step in the evening.",
    )


def practice(world: World) -> dict[str, list[object]]:
    """What stands in the addresses of these pages, by the page's name."""
    agreed = assured(world).pk
    ids: dict[str, list[object]] = {name: [agreed] for name in PRACTICE if name.startswith("action")}
    for name in ("measure", "differences"):
        ids[name] = ["child-seen-after-referral-in-time"]
    made, second, waiting = procedure_of(world), decided_again(world), drawn_contact(world)
    for name, pk in (
        ("procedure", made.procedure_id),
        ("procedure-version", made.procedure_id),
        ("procedure-read", made.pk),
        ("same-answer-decide", waiting.pk),
        ("same-answer-answer", second.pk),
    ):
        ids[name] = [pk]
    for name in ("incident", "incident-notify", "incident-need-not", "incident-review"):
        ids[name] = [incident_of(world).pk]
    ids["incident-record"] = [world.mia.pk]
    for name in ("incidents", "procedures", "procedure-new", "same-answer", "not-written-up"):
        ids[name] = []
    for name in ("extent-ended", "extent-written"):
        ids[name] = [world.cast.team.pk]
    ids |= {"referrers": [], "referrers-list": [world.earlier.source, "nothing"]}
    return ids | {"actions": [], "action-new": [], "extent": []}


def incident_of(world: World) -> SeriousIncident:
    """Mia was seriously harmed on 16 March, and the police had been called in January."""
    found = SeriousIncident.objects.first()
    if found:
        return found
    told: Any = {"harm": "seriously_harmed", "happened_on": date(2026, 3, 16), "known_on": date(2026, 3, 17)}
    made = serious_incident.record(world.mia, by=world.cast.bryn, what="A fracture.", **told)
    call = Event(date(2026, 1, 8), "Called to shouting.")
    given: Any = {"agency": "police", "from_what": "Their log", "on": date(2026, 3, 18)}
    chronology.bring_in(world.mia, by=world.cast.bryn, events=[call], **given)
    return made


def _agreed(director: Worker) -> Action:
    made = action.agree(
        by=director,
        source="inspection",
        came_from="Letter of 2 February 2026, first priority action",
        weight="priority",
        found="Children are not always seen.",
        recommendation="Every child is seen soon after the referral.",
        owner=director,
        agreed_on=date(2026, 2, 2),
        due_on=date(2026, 6, 1),
    )
    measure = "child-seen-after-referral-in-time"
    return action.give_measure(made, by=director, measure=measure, threshold=90, weeks=8, on=date(2026, 2, 2))
