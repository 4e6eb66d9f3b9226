"""Early help in the authority of `world.py`, told with verbs, and the pages about it and moves."""

from sightline.casework import early_help
from sightline.record.models import EarlyHelp, EarlyHelpMember
from tests.web.world import TODAY, World

#: First pages of what a manager answers for.
OWN = {"moves", "step-downs"}
#: Pages for the team's manager and not for its workers.
MANAGERS = {"team-early-help"}
#: Those at which nothing is written.
ONLY_SHOWN = OWN | MANAGERS | {"early-help"}


def stepped(world: World) -> dict[str, list[object]]:
    """What stands in the addresses of these pages, by the page's name."""
    helped = EarlyHelp.objects.first() or _helped(world)
    member = EarlyHelpMember.objects.get(early_help=helped)
    ids: dict[str, list[object]] = {"early-help": [helped.pk], "early-help-leave": [member.pk]}
    return ids | {f"early-help-{act}": [helped.pk] for act in ("lead", "join", "review", "end")}


def _helped(world: World) -> EarlyHelp:
    """Mia's mornings, with her school and her dentist."""
    amina = world.cast.amina
    helped = early_help.begin(
        world.mia,
        by=amina,
        team=world.cast.team,
        on=TODAY,
        because="Mornings are hard.",
        change="At school by nine.",
        consented_by="Her mother",
        consented_on=TODAY,
        lead_agency="education",
        lead_person="Mr Quill",
    )
    early_help.join(helped, by=amina, on=TODAY, agency="health", person="Dr Sen", does="Sees her teeth")
    return helped
