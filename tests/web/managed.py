"""What the pages about managing the work are about, told with verbs, once."""

from datetime import date

from sightline.casework import agreed as plans
from sightline.casework import allocation, assessment, delegation, supervision
from sightline.people.models import Role, Worker
from sightline.record.models import (
    AgreedAction,
    HandedEntry,
    Referral,
    SecondaryWorker,
    SentBack,
    SupervisionAction,
)
from tests.cast import PASSWORD
from tests.web.world import NOW, TODAY, World

#: First pages of what is a worker's own, and a page about the work of all.
OWN = {"agreed", "to-write", "to-confirm", "sign-offs", "alerts", "alerts-measured", "demand"}
#: Pages for the team's manager and not for its workers.
MANAGERS = {"decisions", "decide-several", "safe-enough-several", "supervision", "supervise"}
MANAGERS |= {"authorise-several"}
MANAGERS |= {"assessment-send-back", "team-demand", "team-demand-week"}
#: A page for whoever was handed an entry to write, and for nobody else.
KITS = {"write-for"}
#: Those at which nothing is written.
ONLY_SHOWN = {"decisions", "supervision", "agreed", "to-write", "sign-offs", "decided", "alerts"}
ONLY_SHOWN |= {"alerts-measured", "demand", "demand-week", "team-demand", "team-demand-week"}
#: Pages for whoever oversees every team.
SENIOR = {"demand-week"}
#: Pages of counts, on which no child is.
NO_CHILD = {"team-demand"}
#: Pages about a worker, which show no child.
ABOUT_WORKERS = {"training", "training-complete", "training-register"}


def beside(world: World) -> SecondaryWorker:
    """Jo helps Mia's mother with bedtimes; Amina leads."""
    return SecondaryWorker.objects.first() or allocation.give_part(
        world.referral,
        to=Worker.objects.create_user(
            "jo@exampleshire.example", name="Jo Reid", role=Role.FAMILY_WORKER, team=world.cast.team
        ),
        part="parenting",
        by=world.cast.bryn,
        on=date(2026, 3, 12),
        because="Bedtimes are hard",
    )


def managed(world: World) -> dict[str, list[object]]:
    """What stands in the addresses of these pages, by the page's name."""
    return {
        "part-end": [beside(world).pk],
        "agreed-done": [agreed(world).pk],
        "agreed-finish": [planned(world).pk],
        "agreed-change": [planned(world).pk],
        "assessment-send-again": [sent_back(world).assessment_id],
        "write-for": [handed(world).pk],
        "demand-week": [date(2026, 3, 2)],
        "team-demand-week": [world.cast.team.pk, date(2026, 3, 2)],
    }


def kit() -> Worker:
    """Kit, of business support, to whom things are handed to write."""
    email = "kit@exampleshire.example"
    return Worker.objects.filter(email=email).first() or Worker.objects.create_user(
        email, PASSWORD, name="Kit Larkin", role=Role.BUSINESS_SUPPORT
    )


def handed(world: World) -> HandedEntry:
    """A visit to Mia that Amina handed to Kit; and a core group that he has written for Bryn already."""
    waiting = HandedEntry.objects.filter(what="sighting", entered_at=None).first()
    if waiting:
        return waiting
    amina, bryn = world.cast.amina, world.cast.bryn
    met = {"what": "core_group", "about_on": date(2026, 3, 18), "notes": "All came.", "due_on": TODAY}
    done = delegation.hand(world.ivy, by=bryn, to=kit(), **met)
    delegation.write_core_group(
        done, by=kit(), at=NOW, plan=world.plan, on=date(2026, 3, 18), agencies_present=["education"]
    )
    notes = {"about_on": date(2026, 3, 23), "notes": "At school. Drew a boat.", "due_on": date(2026, 3, 25)}
    return delegation.hand(world.mia, by=amina, to=kit(), what="sighting", **notes)


def agreed(world: World) -> SupervisionAction:
    """In supervision Bryn and Amina agreed that she rings Mia's school."""
    found = SupervisionAction.objects.first()
    if found is None:
        rings = supervision.Agreed("Ring the school about Monday", world.cast.amina, date(2026, 3, 23))
        [found] = supervision.supervise(
            world.referral,
            by=world.cast.bryn,
            on=date(2026, 3, 17),
            worker=world.cast.amina,
            reflection="What is a Monday like for Mia?",
            decisions="See her at school before the conference.",
            actions=[rings],
        ).actions.all()
    return found


def planned(world: World) -> AgreedAction:
    """In Ivy's plan it is agreed that Amina sees her at school; a health visitor weighs Noah."""
    found = AgreedAction.objects.first()
    if found is None:
        said = {"by": world.cast.amina, "on": date(2026, 3, 18)}
        weighed = {"what": "Weigh Noah every week", "outside": "Rina Shah, health visitor"}
        plans.agree(world.help_plan, **said, **weighed, due_on=date(2026, 4, 1))
        sees = {"what": "See Ivy alone at school", "owner": world.cast.amina}
        found = plans.agree(world.plan, **said, **sees, due_on=date(2026, 3, 23))
    return found


def sent_back(world: World) -> SentBack:
    """Bryn sent Ruby's assessment back to Amina."""
    found = SentBack.objects.first()
    if found is None:
        rubys = Referral.objects.get(child=world.ruby)
        begun = assessment.start(rubys, by=world.cast.amina, on=date(2025, 12, 5))
        words = {"analysis": "She runs to her father.", "outcome": "child_in_need"}
        assessment.write(begun, by=world.cast.amina, **words)
        found = assessment.send_back(
            begun, by=world.cast.bryn, on=date(2026, 3, 20), because="Where is her father in this?"
        )
    return found
