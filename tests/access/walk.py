"""Every address of the pages, and somebody of each role who is bound to none of the children there."""

import re
from collections.abc import Mapping
from typing import Any

from django.contrib.messages.storage.cookie import CookieStorage
from django.http import Http404, HttpResponseBase
from django.test import RequestFactory
from django.urls import resolve, reverse

from sightline.audit.models import JournalEntry
from sightline.people.models import MANAGERS, Role, Team, Worker
from sightline.record.models import EmergencyOpening, HandOver, InformationRequest, Person
from sightline.record.reader import reading
from sightline.web.urls import signed_in_pages
from tests.docs.markdown import page as document
from tests.web.audited import audited
from tests.web.looked import looked
from tests.web.pages import addresses
from tests.web.world import NOW, TODAY, World

#: Pages that show somebody a child who is not theirs, and why they must.
SHOWN_ALL_THE_SAME = {
    "same-answer-decide": "a drawn contact is decided again, blind, by another team than decided it",
    "contact-people": "whoever takes a contact tells people apart by name, birth date and home",
}


#: Pages that let somebody in who may not see the child, and why they do: an attempt goes round them.
LETS_IN = {
    "emergency": "in an emergency, because, for some hours, told at once (tests/access/test_restricted.py)",
}


def everywhere(world: World) -> dict[str, str]:
    """An address of each page, pressed or read, with the ids of that world."""
    found = addresses(world)
    practice, document_of = audited(world), resolve(found["document"]).kwargs["pk"]
    room = practice.inspection
    ids: dict[str, list[object]] = {
        "contact-draft": ["0" * 32],
        "contact-people": ["0" * 32],
        "found": ["0" * 16],
        "worker-link": [world.cast.amina.pk],
        "contact-take-up": [resolve(found["contact"]).kwargs["pk"]],
        "handover-read": [HandOver.objects.filter(to_authority="")[0].pk],
        "emergency-know": [EmergencyOpening.objects.all()[0].pk],
        "information-chase": [InformationRequest.objects.all()[0].pk],
        "census-delete": ["record"],
        "census-workbook": ["record"],
        "audit-again": [practice.differing.pk],
        "inspection-end": [room.pk],
        "inspection-read": [room.pk, room.children.all()[0].child_id],
        "annex-a-workbook": [TODAY],
        "draft-discard": ["0" * 32],
        "look-back-on": [looked(world).to_give_out.pk],
        "document-file": [document_of],
        "document-picture": [document_of],
        "document-play": [document_of],
        "access-copy": [resolve(found["access-request"]).kwargs["pk"]],
        "mark": [*resolve(found["entry"]).kwargs.values(), "happened_on"],
        "person-file": [world.mia.pk],
        "online-referral-take-up": [resolve(found["online-referral"]).kwargs["pk"]],
    }
    names = [name for _, _, name, _ in signed_in_pages()]
    return {name: found.get(name) or reverse(name, args=ids.get(name, [])) for name in names}


def strangers() -> dict[Role, Worker]:
    """Somebody of each role, in a team that holds no child's case."""
    made = {
        role: Worker.objects.create_user(f"no-{role}@exampleshire.example", name=f"Sal {role}", role=role)
        for role in Role
    }
    team = Team.objects.create(name="Elsewhere", manager=made[Role.TEAM_MANAGER])
    for role, worker in made.items():
        worker.team = None if role in MANAGERS | {Role.ANALYST, Role.ADMINISTRATOR} else team
        worker.save()
    return made


def ask(worker: Worker, address: str, sent: Mapping[str, Any] | None = None) -> tuple[int, str]:
    """The status and the words of a page that this worker asks for, or sends something to."""
    factory = RequestFactory()
    request: Any = factory.get(address) if sent is None else factory.post(address, sent)
    request.user, request.session, request._messages = worker, {}, CookieStorage(request)
    request.resolver_match = match = resolve(address)
    try:
        answer: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
    except Http404:
        return 404, ""
    parts = answer.streaming_content if answer.streaming else [answer.content]  # type: ignore[attr-defined]  # one of two
    return answer.status_code, b"".join(parts).decode(errors="replace")


def hidden_from(worker: Worker) -> list[Person]:
    """Whom they may not see."""
    with reading(worker, at=NOW):
        seen = set(Person.objects.visible_to(worker).values_list("pk", flat=True))
    return list(Person.objects.exclude(pk__in=seen))


def last_change() -> int:
    newest = JournalEntry.objects.order_by("-pk").first()
    return newest.pk if newest else 0


def written_about_somebody_hidden(hidden: dict[int, list[Person]], since: int) -> list[tuple[int, int]]:
    """Changes since then that one of these workers made to the record of somebody whom they may not see."""
    changes = JournalEntry.objects.filter(pk__gt=since, child__isnull=False).values_list("worker", "child")
    unseen = {worker: {person.pk for person in people} for worker, people in hidden.items()}
    return [(worker, child) for worker, child in changes if child in unseen.get(worker, set())]


def written() -> dict[str, frozenset[Role]]:
    """What the written matrix says: each address or verb, and the roles that it is open to."""
    labels = {str(role.label): role for role in Role}
    found: dict[str, frozenset[Role]] = {}
    heads: list[str] = []
    for line in document("docs/reference/access.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0] in ("address", "verb"):
            heads = cells
        elif row := re.fullmatch(r"`(.+)`", cells[0]):
            marks = zip(heads[1:], cells[1:], strict=True)
            found[row[1]] = frozenset(labels[head] for head, mark in marks if mark)
    return found
