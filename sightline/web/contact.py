"""Contacts: the longest waiting first, the household's history beside each, and the decision after it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from sightline.casework import contact as verbs
from sightline.compliance.child import clocks
from sightline.compliance.seen import LastSeen, seen_by, times_seen
from sightline.duties.language import Thread
from sightline.duties.reference import Clock
from sightline.people.models import FRONT_DOOR, READS_PRACTICE, Team, Worker
from sightline.record.at_once import Part, at_once
from sightline.record.models import Contact, Person
from sightline.record.models.online_referral import READS_ONLINE
from sightline.web import today
from sightline.web.fields import Day, OneOf, Somebody, Tick, Time, Words
from sightline.web.finding import look, paged
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.history import Household, households
from sightline.web.online_referral import waiting as waiting_online
from sightline.web.when import at_time

COMPARES_REFERRERS = READS_PRACTICE | FRONT_DOOR
"""Roles that see what comes of contacts by kind of referrer."""
ONLINE = 10
"""Referrals sent online that stand among the contacts; the rest are on a page of their own."""
READERS = "the worker and manager who take it on, and whoever decides the next contact"


class DecideContact(Form):
    """What we do about a contact."""

    history_seen = Tick(
        label="I have read the earlier contacts above",
        missing="Say that you have read the earlier contacts",
        why="Harm that is repeated is missed when each contact is read alone.",
        reads=READERS,
    )
    decision = OneOf(
        label="What do we do?",
        choices=Contact.Decision.choices,
        missing="Choose what we do",
        why="Everything that follows starts from it.",
        reads=READERS,
        item="statutory item: referral accepted or no further action",
    )
    team = Somebody(
        label="Which team takes the referral?",
        help_text="Only if you accept it as a referral",
        queryset=Team.objects.none(),
        required=False,
        why="The team and its manager hold the work from that moment.",
        reads="the team’s manager",
    )
    because = Words(
        label="Why?",
        missing="Say why, in a sentence or two",
        why="The family, the referrer and the next worker need the reason, not only the answer.",
        reads=READERS,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("team", Team.objects.filter(closed_on=None, is_front_door=False))


class TellReferrer(Form):
    """The referrer was told what we decided."""

    on = Day(
        label="When were they told?",
        missing="Enter the day they were told",
        why="A referrer who hears nothing hesitates the next time.",
        reads="the referrer’s next contact with us, and inspectors",
    )
    time = Time(label="At what time?", required=False, why="It is often the same day.", reads="the manager")


def visible(worker: Worker) -> QuerySet[Contact]:
    """The contacts that this worker may open, each once."""
    return Contact.objects.visible_to(worker).standing().distinct()


def contacts(request: SignedIn) -> HttpResponse:
    """Contacts nobody has decided about: most urgent first, then longest waiting."""
    on = today.today()
    waiting = Contact.objects.visible_to(request.user).waiting().select_related("taken_up_by").distinct()
    page = paged(
        request, waiting.filter(team=request.user.team_id) if request.user.is_front_door else waiting, per=15
    )
    found = households(page.rows)
    look(request, [child.pk for household in found.values() for child in household.children])
    rows = [(contact, found[contact.pk]) for contact in page.rows]
    shown = {"title": "Contacts", "on": on, "page": page, "rows": rows}
    shown["compares"] = request.user.role in COMPARES_REFERRERS
    parts = seen_parts(request, found.values())
    if request.user.role in READS_ONLINE:
        parts["online"] = waiting_online(request.user)[: ONLINE + 1]
    asked = at_once(parts)
    shown["last_seen"] = last_seen(asked, found.values())
    if "online" in asked:
        shown |= _sent_online(asked["online"], page.rows)
    return render(request, "web/contacts.html", shown)


def children_of(found: Iterable[Household]) -> list[int]:
    """Whom these contacts are about, each once."""
    return list({child.pk for household in found for child in household.children})


def seen_parts(request: SignedIn, found: Iterable[Household]) -> dict[str, Part]:
    """What tells when these contacts' children were last seen, of those whom the reader may open."""
    children = children_of(found)
    mine = Person.objects.visible_to(request.user).filter(pk__in=children)
    return {"seen": times_seen(children, on=today.today()), "mine": mine}


def last_seen(asked: dict[str, list[Any]], found: Iterable[Household]) -> dict[int, LastSeen | None]:
    """When each of them was last seen.

    Of a child who was never referred to us and whom nobody saw there is nothing to say: they are left out.
    """
    referred = {case.child_id for household in found for case in household.referrals}
    seen = seen_by(asked["seen"], children_of(found), on=today.today())
    return {one.pk: seen[one.pk] for one in asked["mine"] if seen[one.pk] or one.pk in referred}


def _sent_online(found: list[Any], rows: list[Contact]) -> dict[str, Any]:
    """What was sent online and waits: what presses above all, the rest below whatever is urgent."""
    online, more = found[:ONLINE], len(found) > ONLINE
    many = f"more than {ONLINE}" if more else str(len(online))
    pressing = [sent for sent in online if sent.is_pressing]
    calm = [sent for sent in online if not sent.is_pressing]
    urgent = len([one for one in rows if one.is_urgent])
    return {"online": many, "more": more, "pressing": pressing, "calm": calm, "calm_after": urgent}


def contact(request: SignedIn, pk: int) -> HttpResponse:
    """One contact, everything before it, and the decision."""
    now, on = today.now(), today.today()
    found = get_object_or_404(
        visible(request.user).select_related("team", "decided_by", "recorded_by", "taken_up_by", "online"),
        pk=pk,
    )
    household = households([found])[found.pk]
    look(
        request, [child.pk for child in household.children] + [one.pk for one, _ in household.others.values()]
    )
    form = DecideContact(typed(request), on=on)
    page = {
        "title": "Contact",
        "contact": found,
        "household": household,
        "last_seen": last_seen(at_once(seen_parts(request, [household])), [household]),
        "owed": owed(household),
    }
    return ask(
        request,
        form,
        do=lambda answers: verbs.decide(found, by=request.user, at=now, **answers),
        then=reverse("contact", args=[found.pk]),
        said="Saved: the contact is decided.",
        template="web/contact.html",
        **page,
    )


def take_up(request: SignedIn, pk: int) -> HttpResponse:
    """Somebody says that they have read a contact that cannot wait, and are acting on it."""
    found = get_object_or_404(visible(request.user), pk=pk)
    if request.method != "POST":
        raise Http404
    look(request, found.children.standing().values_list("child", flat=True))
    here = reverse("contact", args=[found.pk])
    return ask(
        request,
        Form(typed(request), on=today.today()),
        do=lambda answers: verbs.take_up(found, by=request.user, at=today.now()),
        then=here,
        said="Saved: you are acting on it. The decision is still to be made.",
        title="Take up a contact",
        back=here,
        back_to="The contact",
    )


def owed(household: Household) -> list[Clock]:
    """The clocks of the contact itself, once although each child has them."""
    on = today.today()
    threads = {Thread.CONTACT.number(pk) for pk in household.about}
    found = [
        clock
        for each in clocks([child.pk for child in household.children], on=on).values()
        for clock in each
        if clock.thread in threads
    ]
    return list({clock.duty.id: clock for clock in found}.values())


def tell_referrer(request: SignedIn, pk: int) -> HttpResponse:
    now = today.now()
    found = get_object_or_404(visible(request.user).exclude(decided_at=None), pk=pk)
    here = reverse("contact", args=[found.pk])
    form = TellReferrer(typed(request), on=today.today(), initial={"on": today.today(), "time": None})
    look(request, found.children.standing().values_list("child", flat=True))

    def do(answers: dict[str, Any]) -> Contact:
        at: datetime = at_time(answers["on"], answers["time"], now)
        return verbs.tell_referrer(found, by=request.user, at=at)

    page = {"title": "Tell the referrer", "back": here, "back_to": "The contact"}
    return ask(request, form, do=do, then=here, said="Saved: the referrer was told.", **page)
