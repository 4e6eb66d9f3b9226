"""Recording a contact: search before adding anybody, and nothing typed is lost on the way.

What has been typed and who has been found are kept as the worker's draft (`web/draft.py`) under the name in
the address, so that two contacts can be written side by side.
"""

import secrets
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from sightline.casework import contact as contacts
from sightline.casework import family as families
from sightline.casework import online_referral as sent_online
from sightline.people.models import Team, Worker
from sightline.record.codes import Sex
from sightline.record.likeness.find import find
from sightline.record.models import Contact, Family, FamilyMember, OnlineReferral, Person
from sightline.record.reader import matching
from sightline.timescales.london import day_of
from sightline.web import draft as drafts
from sightline.web import today
from sightline.web.contact import visible
from sightline.web.contact_form import ContactForm, NewPerson, OnlineContactForm
from sightline.web.draft import Sitting, as_typed
from sightline.web.finding import look
from sightline.web.form import SignedIn, enter, show
from sightline.web.matching import known, read
from sightline.web.models import Draft
from sightline.web.when import at_time

TITLE = "Record a contact"
Aside = dict[str, Any]
"""The people found so far, what was last searched for, and somebody new as far as they have been typed."""


def _kept(request: SignedIn, name: str) -> Draft:
    """This worker's draft of that name, or a new one that nothing has been kept of."""
    sent = drafts.sent(request)
    name = sent.name if sent and sent.page == "contact-draft" else request.GET.get("draft", name)
    found = Draft.objects.filter(worker=request.user, name=name).first()
    if found is None:
        return Draft(name=name, worker=request.user, aside=_nobody_yet(request))
    found.aside = {**_nobody_yet(request), **found.aside}
    return found


def _nobody_yet(request: SignedIn) -> Aside:
    child = request.GET.get("child", "")
    seen = child.isdigit() and Person.objects.visible_to(request.user).filter(pk=child).exists()
    chosen = [{"id": int(child), "place": FamilyMember.Place.CHILD.value}] if seen else []
    return {"people": chosen, "words": "", "new": {}}


def _sitting(row: Draft) -> Sitting:
    place = reverse("contact-draft", args=[row.name])
    return Sitting(row.name, row.worker_id, "contact-draft", place, TITLE, revision=row.revision)


def _keep(request: SignedIn, row: Draft, typed: dict[str, list[str]], **aside: Any) -> Draft:
    sent, mine = drafts.sent(request), _sitting(row)
    based_on = replace(mine, revision=sent.revision) if sent and sent.name == row.name else mine
    kept = drafts.keep(based_on, typed, at=today.now(), aside={**row.aside, **aside})
    return row if kept is None else kept


def new(request: SignedIn) -> HttpResponse:
    child = request.GET.get("child", "")
    place = reverse("contact-draft", args=[secrets.token_hex(16)])
    return redirect(f"{place}?child={child}" if child.isdigit() else place)


def draft(request: SignedIn, name: str) -> HttpResponseBase:
    """The contact as far as it has been written; the button says what to do with it."""
    kept = _kept(request, name)
    if kept.entered_at and kept.led_to:
        return redirect(kept.led_to)
    with matching():
        return _draft_page(request, kept)


def _draft_page(request: SignedIn, kept: Draft) -> HttpResponseBase:
    if request.method != "POST":
        return _show_draft(request, kept)
    do = request.POST.get("do", "save")
    chosen = _people_as_chosen(request, kept.aside["people"])
    if do.startswith("without-"):
        chosen = [one for n, one in enumerate(chosen) if do != f"without-{n}"]
    kept = _keep(request, kept, drafts.words(request.POST), people=chosen)
    if "keep_draft" in request.POST:
        return drafts.went_away(request, None)
    if do == "find":
        return redirect("contact-people", kept.name)
    return _save(request, kept) if do == "save" else redirect("contact-draft", kept.name)


def _people_as_chosen(request: SignedIn, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    places = set(FamilyMember.Place.values)
    chosen = [request.POST.get(f"place_{n}", "") for n in range(len(found))]
    return [
        {**one, "place": place} if place in places else one for one, place in zip(found, chosen, strict=True)
    ]


def _blank(request: SignedIn) -> dict[str, Any]:
    doors = Team.objects.filter(closed_on=None, is_front_door=True)
    own = request.user.team_id if request.user.is_front_door else None
    return {"received": today.today(), "team": own or doors.values_list("pk", flat=True).first()}


def _show_draft(request: SignedIn, kept: Draft, form: ContactForm | None = None) -> HttpResponse:
    sent = _sent_online(request, kept)
    form = form or _form_of(kept)(on=today.today(), initial=_blank(request))
    concerned = _named(kept.aside["people"])
    look(request, [one["person"].pk for one in concerned if one["person"].pk])
    places = FamilyMember.Place.choices
    page = {"title": TITLE, "people": concerned, "places": places, "sitting": _sitting(kept), "sent": sent}
    return show(request, form, template="web/contact_draft.html", **page)


def _form_of(kept: Draft) -> type[ContactForm]:
    return OnlineContactForm if "online" in kept.aside else ContactForm


def _sent_online(request: SignedIn, kept: Draft) -> OnlineReferral | None:
    """What a stranger sent, where this contact takes it up; not there for whoever may not read it."""
    if "online" not in kept.aside:
        return None
    rows = OnlineReferral.objects.visible_to(request.user).select_related("team").prefetch_related("children")
    return get_object_or_404(rows, pk=kept.aside["online"])


def _named(chosen: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each with the person they are: found in the record, or as typed and not yet in it."""
    known = Person.objects.in_bulk([one["id"] for one in chosen if "id" in one])
    return [
        {
            "person": known[one["id"]] if "id" in one else _unsaved(one["new"]),
            "place": one["place"],
            "is_new": "new" in one,
        }
        for one in chosen
        if "new" in one or one["id"] in known
    ]


def _unsaved(typed: dict[str, str]) -> Person:
    answers = _checked(typed).cleaned_data
    return Person(**{name: answers[name] for name in ("given_name", "family_name", "born_on", "expected_on")})


def _checked(typed: dict[str, str]) -> NewPerson:
    form = NewPerson(typed, on=today.today())
    form.is_valid()
    return form


def _save(request: SignedIn, kept: Draft) -> HttpResponse:
    form = _form_of(kept)(drafts.as_posted(kept.typed), on=today.today())
    sent, chosen = _sent_online(request, kept), kept.aside["people"]
    if not any(one["place"] == FamilyMember.Place.CHILD for one in chosen):
        form.add_error(None, "Find or add the child that the contact is about")
    if form.is_valid():
        done = enter(
            request,
            form,
            do=lambda: _record(request.user, form.cleaned_data, chosen, sent),
            then=lambda made: _where(request, made),
            said=lambda made: f"Saved: the contact is with {made.team}.",
            sitting=_sitting(kept),
        )
        if done is not None:
            return done
    return _show_draft(request, kept, form)


def _where(request: SignedIn, made: Contact) -> str:
    """Where to go once it is saved: to the contact, for whoever may open it."""
    mine = visible(request.user).filter(pk=made.pk).exists()
    return reverse("contact", args=[made.pk]) if mine else reverse("home")


def _record(
    worker: Worker, answers: dict[str, Any], chosen: list[dict[str, Any]], sent: OnlineReferral | None
) -> Contact:
    """The people who are new, the contact, and the family they belong to: all of it, or nothing."""
    told = {name: answer for name, answer in answers.items() if name not in ("received", "time")}
    now = today.now()
    at = sent.received_at if sent else at_time(answers["received"], answers["time"], now)
    with transaction.atomic():
        found = [(_person(worker, one, day_of(at)), one["place"]) for one in chosen]
        children = [person for person, place in found if place == FamilyMember.Place.CHILD]
        made = (
            sent_online.take_up(sent, by=worker, at=now, children=children, **told)
            if sent
            else contacts.receive(by=worker, children=children, received_at=at, **told)
        )
        _gather(worker, found)
    return made


def _person(worker: Worker, one: dict[str, Any], on: date) -> Person:
    if "id" in one:
        return Person.objects.get(pk=one["id"])
    typed = dict(_checked(one["new"]).cleaned_data)
    address, postcode = typed.pop("address"), typed.pop("postcode")
    typed["sex"] = typed["sex"] or Sex.UNKNOWN.value
    person = families.add_person(by=worker, **typed)
    if address:
        families.move_home(person, by=worker, address=address, postcode=postcode, on=on)
    return person


def _gather(worker: Worker, found: list[tuple[Person, str]]) -> None:
    """One family for the people named together: the one that is there already, or a new one."""
    people = [person for person, _ in found]
    places = FamilyMember.objects.standing().filter(child__in=people, until_on=None).order_by("pk")
    already = {place.child_id: place.family_id for place in places}
    if not already:
        child = next(person for person, place in found if place == FamilyMember.Place.CHILD)
        families.form_family(by=worker, name=child.family_name, members=found)
        return
    family = Family.objects.get(pk=next(iter(already.values())))
    for person, place in found:
        if person.pk not in already:
            families.join_family(family, person, by=worker, place=place)


def find_people(request: SignedIn, name: str) -> HttpResponse:
    """Look for each person in the record first; add them only when they are not there."""
    kept = _kept(request, name)
    if kept.entered_at and kept.led_to:
        return redirect(kept.led_to)
    with matching(kept.aside["words"] if request.method == "GET" else ""):
        return _people_page(request, kept)


def _people_page(request: SignedIn, kept: Draft) -> HttpResponse:
    blank = NewPerson(on=today.today())
    form = NewPerson(on=today.today(), initial=as_typed(blank, kept.aside["new"]))
    if request.method == "POST":
        do = request.POST.get("do", "search")
        words, new = request.POST.get("words", "").strip()[:100], _typed(request)
        checked = _checked(new) if do == "new" else None
        found: Aside = {"words": words, "new": new}
        if do.startswith("add-"):
            found["people"] = [*kept.aside["people"], _chosen(do)]
        elif checked is not None and checked.is_valid():
            one = {"new": new, "place": _place_at(checked.cleaned_data["born_on"])}
            found = {"words": "", "new": {}, "people": [*kept.aside["people"], one]}
        kept = _keep(request, kept, kept.typed, **found)
        if checked is None or checked.is_valid():
            return redirect("contact-people" if do == "search" else "contact-draft", kept.name)
        form = checked
    return _show_people(request, kept, form)


def _typed(request: SignedIn) -> dict[str, str]:
    return {box: values[-1] for box, values in drafts.words(request.POST).items() if values}


def _chosen(do: str) -> dict[str, Any]:
    pk = do.removeprefix("add-")
    person = Person.objects.filter(pk=int(pk)).first() if pk.isdigit() else None
    if person is None:
        raise Http404
    return {"id": person.pk, "place": _place_at(person.born_on)}


def _place_at(born_on: Any) -> str:
    """A child unless their birthday says that they are grown."""
    grown = born_on is not None and (today.today() - born_on).days >= 18 * 365.25
    return FamilyMember.Place.OTHER.value if grown else FamilyMember.Place.CHILD.value


def _show_people(request: SignedIn, kept: Draft, form: NewPerson) -> HttpResponse:
    """Whoever records a contact may find anybody's name, birth date and home: nobody is added twice."""
    on, words = today.today(), kept.aside["words"]
    found = find(Person.objects.all(), read(words))[:25] if words else []
    look(request, [match.child for match in found], words=words)
    chosen = {one.get("id") for one in kept.aside["people"]}
    page = {"title": "Find a person", "words": words, "rows": known(found, on), "chosen": chosen}
    return show(
        request,
        form,
        template="web/contact_people.html",
        back=reverse("contact-draft", args=[kept.name]),
        back_to="The contact",
        **page,
    )
