"""Every page, found from the addresses themselves, with the ids of `world.py` in them."""

from django.urls import get_resolver, reverse

from sightline.people.models import Worker
from sightline.returns import kept
from sightline.returns.models import CensusCheck
from sightline.returns.watch import check_record
from tests.web.assured import ONLY_SHOWN, practice
from tests.web.world import NOW, TODAY, World

#: Addresses that only pass a worker on, or only take what was typed.
NOT_PAGES = {"home", "sign-out", "search", "contact-new", "contact-draft", "contact-people", "found"}
NOT_PAGES |= {"census-again", "census-delete", "census-workbook"}


def names() -> set[str]:
    """The name of every address in the web layer."""
    found = get_resolver("sightline.web.urls").reverse_dict
    return {name for name in found if isinstance(name, str)}


def addresses(world: World) -> dict[str, str]:
    """An address for each page about somebody or something, by the page's name."""
    checked = kept.newest() or check_record(on=TODAY, at=NOW)
    finding = checked.findings.filter(child=world.mia.pk, severity="query")[0]
    team, child, referral, plan = world.cast.team.pk, world.mia.pk, world.referral.pk, world.plan.pk
    ids: dict[str, list[object]] = {
        "team": [team],
        "team-load": [team],
        "team-list": [team, "never-allocated"],
        "census-rule": ["record", finding.code],
        "census-children": ["record"],
        "census-child": ["record", finding.pk],
        "census-explain": [finding.pk],
        "census-file": [_from_elsewhere().name],
        "contact": [world.urgent.pk],
        "contact-tell": [world.earlier.pk],
        "child": [child],
        "story": [child],
        "journey": [child],
        "exceptions": [team],
        "known": [child],
        "clocks": [child],
        "record": [child],
        "visit": [child],
        "referral-receive": [child],
        "move": [child],
        "family": [world.larches.pk],
        "strike-out": [child, "sighting", world.visit.pk],
        "assessment-write": [world.assessment.pk],
        "assessment-authorise": [world.assessment.pk],
        "assessment-review": [world.assessment.pk],
        "discussion-hold": [world.unheld.pk],
        "discussion-not-held": [world.unheld.pk],
        "enquiry-working": [world.enquiry.pk],
        "enquiry-conclude": [world.enquiry.pk],
        "conference-hold": [world.conference.pk],
        "allocation-end": [world.referral.allocations.get().pk],
        "assessment-leave": [world.assessment.pk],
        "help-review": [world.help_plan.pk],
        "help-end": [world.help_plan.pk],
        "core-group": [plan],
        "plan-lead": [plan],
        "plan-circulate": [plan],
        "plan-end": [plan],
        "clock": [child, "initial-conference", world.enquiry.pk * 32 + 5, world.discussion.held_on],
    }
    on_a_referral = ("acknowledge", "checks", "decide", "tell", "new-information")
    for name in (
        *(f"referral-{one}" for one in on_a_referral),
        "allocate",
        "assessment-start",
        "reasonable-cause",
        "no-cause",
        "help-plan",
    ):
        ids[name] = [referral]
    for name in ("enquiry-start", "conference-book", "close"):
        ids[name] = [referral]
    ids |= practice(world)
    bare = names() - NOT_PAGES - ids.keys()
    return {name: reverse(name, args=ids.get(name, [])) for name in sorted(bare | ids.keys())}


def _from_elsewhere() -> CensusCheck:
    """Another system's census, in which nothing was found."""
    theirs = {"called": "theirs.xml", "checked_by": Worker.objects.first(), "checked_at": NOW}
    counts = {"year": 2026, "checked_on": TODAY, "children": 1, "errors": 0, "queries": 0}
    made, _ = CensusCheck.objects.get_or_create(name="0123456789abcdef", defaults=theirs | counts)
    return made


def forms(world: World) -> dict[str, str]:
    """The addresses at which something can be written about a child."""
    only_shown = {
        "team",
        "team-load",
        "team-list",
        "child",
        "story",
        "known",
        "journey",
        "exceptions",
        "clocks",
        "clock",
        "record",
        "family",
    }
    only_shown |= {
        "sign-in",
        "my-families",
        "my-team",
        "teams",
        "contacts",
        "conferences",
        "plans",
        "staff",
        "analyst",
        "to-mend",
        "census-rule",
        "census-children",
        "census-child",
        "census-file",
    }
    only_shown |= ONLY_SHOWN
    return {name: address for name, address in addresses(world).items() if name not in only_shown}
