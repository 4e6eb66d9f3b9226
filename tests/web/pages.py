"""Every page, found from the addresses themselves, with the ids of `world.py` in them."""

from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.urls import URLPattern, get_resolver, reverse

from sightline.casework import document, identifier
from sightline.duties.language import Thread
from sightline.people.models import Worker
from sightline.record.models import Document, Identifier, Relationship, SamePerson, WarningNote
from sightline.returns import kept
from sightline.returns.models import CensusCheck
from sightline.returns.watch import check_record
from sightline.web.urls import urlpatterns
from tests.web import assessed as assessing
from tests.web import held as holding
from tests.web import managed as managing
from tests.web import online as sent_online
from tests.web.asked import ONLY_SHOWN as SHOWN_OF_RIGHTS
from tests.web.asked import asked
from tests.web.assured import ONLY_SHOWN, practice
from tests.web.audited import ONLY_LOOKED_AT, PRESSED, addresses_of
from tests.web.held import held
from tests.web.kept import ONLY_DONE as DONE_IN_AN_EMERGENCY
from tests.web.kept import ONLY_SHOWN as SHOWN_OF_KEPT
from tests.web.kept import kept as kept_from
from tests.web.looked import ONLY_READ, PRESSED_IN_LOOKING, looking
from tests.web.managed import managed
from tests.web.marked import ONLY_DONE as DONE_BY_MARKING
from tests.web.marked import ONLY_SHOWN as SHOWN_OF_MARKED
from tests.web.marked import marked
from tests.web.online import online
from tests.web.placed import ONLY_SHOWN as SHOWN_OF_PLACES
from tests.web.placed import placed
from tests.web.questioned import ONLY_SHOWN as SHOWN_OF_QUESTIONS
from tests.web.questioned import questioned
from tests.web.stepped import ONLY_SHOWN as SHOWN_OF_STEPPING
from tests.web.stepped import stepped
from tests.web.world import NOW, TODAY, World

#: Addresses that only pass a worker on, or only take what was typed.
NOT_PAGES = {"home", "sign-out", "search", "contact-new", "contact-draft", "contact-people", "found"}
NOT_PAGES |= {"worker-link", "contact-take-up"} | holding.ONLY_DONE
NOT_PAGES |= {"access-copy"} | sent_online.ONLY_DONE | DONE_IN_AN_EMERGENCY | DONE_BY_MARKING
NOT_PAGES |= {"census-again", "census-delete", "census-workbook"} | PRESSED | PRESSED_IN_LOOKING
NOT_PAGES |= {
    "person-file",
    "draft-keep",
    "draft-discard",
    "document-file",
    "document-picture",
    "document-play",
}


def names() -> set[str]:
    """The name of every address in the web layer."""
    found = get_resolver("sightline.web.urls").reverse_dict
    return {name for name in found if isinstance(name, str)}


def addresses(world: World) -> dict[str, str]:
    """An address for each page about somebody or something, by the page's name."""
    told = {**practice(world), **managed(world), **addresses_of(world), **held(world), **looking(world)}
    told |= asked(world) | kept_from(world) | stepped(world) | marked(world) | questioned(world)
    told |= online(world) | placed(world) | assessing.assessed(world)
    ids = {**_by_place(world), **_returns(world), **_others(world), **told}
    bare = names() - NOT_PAGES - ids.keys()
    return {name: reverse(name, args=ids.get(name, [])) for name in sorted(bare | ids.keys())}


def _by_place(world: World) -> dict[str, list[object]]:
    """The id in each address that begins `children/<id>/`, `referrals/<id>/` … and asks for nothing else."""
    first = {
        "allocations": world.referral.allocations.get().pk,
        "assessments": world.assessment.pk,
        "child-in-need-plans": world.help_plan.pk,
        "children": world.mia.pk,
        "conferences": world.conference.pk,
        "contacts": world.urgent.pk,
        "enquiries": world.enquiry.pk,
        "documents": _drawing(world).pk,
        "families": world.larches.pk,
        "numbers": _number(world).pk,
        "planned-visits": world.planned.pk,
        "plans": world.plan.pk,
        "referrals": world.referral.pk,
        "staff": world.cast.amina.pk,
        "strategy-discussions": world.unheld.pk,
        "relationships": Relationship.objects.get().pk,
        "same": SamePerson.objects.get().pk,
        "teams": world.cast.team.pk,
        "warnings": WarningNote.objects.get().pk,
    }
    pages = [one for one in urlpatterns if isinstance(one, URLPattern) and one.name not in NOT_PAGES]
    found: dict[str, list[object]] = {}
    for page in pages:
        place = str(page.pattern).split("/")[0]
        if place in first and list(page.pattern.converters) == ["pk"]:
            found[str(page.name)] = [first[place]]
    return found


def _returns(world: World) -> dict[str, list[object]]:
    checked = kept.newest() or check_record(on=TODAY, at=NOW)
    finding = checked.findings.filter(child=world.mia.pk, severity="query")[0]
    return {
        "census-rule": ["record", finding.code],
        "census-children": ["record"],
        "census-child": ["record", finding.pk],
        "census-explain": [finding.pk],
        "census-file": [_from_elsewhere().name],
    }


def _others(world: World) -> dict[str, list[object]]:
    child, thread = world.mia.pk, Thread.ENQUIRY.number(world.enquiry.pk)
    return {
        "team-list": [world.cast.team.pk, "never-allocated"],
        "contact-tell": [world.earlier.pk],
        "strike-out": [child, "sighting", world.visit.pk],
        "entry": [child, "sighting", world.visit.pk],
        "clock": [child, "initial-conference", thread, world.discussion.held_on],
    }


def _number(world: World) -> Identifier:
    """Mia's number in the system of before."""
    said = {"system": "The old system", "value": "OLD-1", "came_from": "A list"}
    return Identifier.objects.first() or identifier.keep(world.mia, by=world.cast.amina, **said)


def _drawing(world: World) -> Document:
    """A picture that Mia made: no words can be read out of it."""
    if found := Document.objects.first():
        return found
    with NamedTemporaryFile() as file:
        file.write(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 40)
        file.flush()
        said = {"kind": "childs", "title": "The house with four windows", "on": date(2026, 3, 4)}
        [made] = document.add([world.mia], by=world.cast.amina, path=Path(file.name), **said)
    return made


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
        "seen",
        "clocks",
        "clock",
        "record",
        "family",
        "documents",
        "document",
        "entry",
        "around",
        "lived-with",
        "actions-of",
        "twice",
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
        "worker",
        "drafts",
        "analyst",
        "to-mend",
        "known-by",
        "numbers",
        "census-rule",
        "census-children",
        "census-child",
        "census-file",
        "training",
    }
    only_shown |= ONLY_SHOWN | ONLY_LOOKED_AT | ONLY_READ | SHOWN_OF_RIGHTS | SHOWN_OF_KEPT
    only_shown |= SHOWN_OF_PLACES
    only_shown |= holding.ONLY_SHOWN | managing.ONLY_SHOWN | SHOWN_OF_STEPPING | SHOWN_OF_MARKED
    only_shown |= SHOWN_OF_QUESTIONS | sent_online.ONLY_SHOWN | assessing.ONLY_SHOWN
    return {name: address for name, address in addresses(world).items() if name not in only_shown}
