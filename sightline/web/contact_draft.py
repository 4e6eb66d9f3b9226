"""Recording a contact: search before adding anybody, and nothing typed is lost on the way.

What has been typed so far is kept in the worker's session under the draft's own name, so that two contacts
can be written side by side; it goes when the contact is saved or the worker signs out.
"""

import secrets
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from sightline.casework import contact as contacts
from sightline.casework import family as families
from sightline.casework.verb import Refused
from sightline.people.models import Team, Worker
from sightline.record.codes import Sex
from sightline.record.models import Contact, Family, FamilyMember, Person
from sightline.web import today
from sightline.web.contact import visible
from sightline.web.contact_form import ContactForm, NewPerson
from sightline.web.finding import look
from sightline.web.form import Form, SignedIn, show
from sightline.web.matching import known, people
from sightline.web.when import at_time

Draft = dict[str, Any]


def _draft(request: SignedIn, name: str) -> Draft:
    """What has been typed so far, and who it is about."""
    try:
        found: Draft = request.session["contacts"][name]
    except KeyError:
        raise Http404 from None
    return found


def _keep(request: SignedIn, name: str, draft: Draft | None) -> None:
    kept = {**request.session.get("contacts", {}), name: draft}
    request.session["contacts"] = {one: each for one, each in kept.items() if each is not None}


def _posted(request: SignedIn) -> dict[str, str]:
    return {
        box: str(words) for box, words in request.POST.items() if box not in ("csrfmiddlewaretoken", "do")
    }


def new(request: SignedIn) -> HttpResponse:
    name = secrets.token_hex(4)
    child = request.GET.get("child", "")
    known = child.isdigit() and Person.objects.visible_to(request.user).filter(pk=child).exists()
    people = [{"id": int(child), "place": FamilyMember.Place.CHILD.value}] if known else []
    _keep(request, name, {"typed": {}, "people": people, "words": "", "new": {}})
    return redirect("contact-draft", name)


def as_typed(form: Form, data: dict[str, Any]) -> dict[str, Any]:
    """What a form's boxes held, exactly as typed, to show again unchecked."""
    return {
        name: field.widget.value_from_datadict(data, {}, name)
        for name, field in form.fields.items()
        if not field.widget.value_omitted_from_data(data, {}, name)
    }


def draft(request: SignedIn, name: str) -> HttpResponseBase:
    """The contact as far as it has been written; the button says what to do with it."""
    kept = _draft(request, name)
    if request.method != "POST":
        return _show_draft(request, name, kept)
    kept = {**kept, "typed": _posted(request), "people": _people_as_chosen(request, kept)}
    do = request.POST.get("do", "save")
    if do.startswith("without-"):
        kept["people"] = [one for n, one in enumerate(kept["people"]) if do != f"without-{n}"]
    _keep(request, name, kept)
    if do == "find":
        return redirect("contact-people", name)
    return _save(request, name, kept) if do == "save" else redirect("contact-draft", name)


def _people_as_chosen(request: SignedIn, kept: Draft) -> list[dict[str, Any]]:
    places = set(FamilyMember.Place.values)
    chosen = [request.POST.get(f"place_{n}", "") for n in range(len(kept["people"]))]
    return [
        {**one, "place": place} if place in places else one
        for one, place in zip(kept["people"], chosen, strict=True)
    ]


def _blank(request: SignedIn) -> dict[str, Any]:
    doors = Team.objects.filter(closed_on=None, is_front_door=True)
    own = request.user.team_id if request.user.is_front_door else None
    return {"received": today.today(), "team": own or doors.values_list("pk", flat=True).first()}


def _show_draft(request: SignedIn, name: str, kept: Draft, form: ContactForm | None = None) -> HttpResponse:
    if form is None:
        empty = ContactForm(on=today.today())
        initial = as_typed(empty, kept["typed"]) if kept["typed"] else _blank(request)
        form = ContactForm(on=today.today(), initial=initial)
    concerned = _named(kept["people"])
    look(request, [one["person"].pk for one in concerned if one["person"].pk])
    places = FamilyMember.Place.choices
    page = {"title": "Record a contact", "people": concerned, "places": places, "draft": name}
    return show(request, form, template="web/contact_draft.html", **page)


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


def _save(request: SignedIn, name: str, kept: Draft) -> HttpResponse:
    form = ContactForm(kept["typed"], on=today.today())
    if not any(one["place"] == FamilyMember.Place.CHILD for one in kept["people"]):
        form.add_error(None, "Find or add the child that the contact is about")
    if form.is_valid():
        try:
            made = _record(request.user, form.cleaned_data, kept["people"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            _keep(request, name, None)
            messages.success(request, f"Saved: the contact is with {made.team}.")
            mine = visible(request.user).filter(pk=made.pk).exists()
            return redirect("contact", made.pk) if mine else redirect("home")
    return _show_draft(request, name, kept, form)


def _record(worker: Worker, answers: dict[str, Any], chosen: list[dict[str, Any]]) -> Contact:
    """The people who are new, the contact, and the family they belong to: all of it, or nothing."""
    told = {name: answer for name, answer in answers.items() if name not in ("received", "time")}
    at = at_time(answers["received"], answers["time"], today.now())
    with transaction.atomic():
        found = [(_person(worker, one, answers), one["place"]) for one in chosen]
        children = [person for person, place in found if place == FamilyMember.Place.CHILD]
        made = contacts.receive(by=worker, children=children, received_at=at, **told)
        _gather(worker, found)
    return made


def _person(worker: Worker, one: dict[str, Any], answers: dict[str, Any]) -> Person:
    if "id" in one:
        return Person.objects.get(pk=one["id"])
    typed = dict(_checked(one["new"]).cleaned_data)
    address, postcode = typed.pop("address"), typed.pop("postcode")
    typed["sex"] = typed["sex"] or Sex.UNKNOWN.value
    person = families.add_person(by=worker, **typed)
    if address:
        families.move_home(person, by=worker, address=address, postcode=postcode, on=answers["received"])
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
    kept = _draft(request, name)
    form = NewPerson(on=today.today(), initial=as_typed(NewPerson(on=today.today()), kept["new"]))
    if request.method == "POST":
        do = request.POST.get("do", "search")
        kept = {**kept, "words": request.POST.get("words", "").strip()[:100], "new": _posted(request)}
        checked = _checked(kept["new"]) if do == "new" else None
        if do.startswith("add-"):
            kept = {**kept, "people": [*kept["people"], _chosen(do)]}
        elif checked is not None and checked.is_valid():
            new = {**kept["new"]}
            place = _place_at(checked.cleaned_data["born_on"])
            kept = {**kept, "people": [*kept["people"], {"new": new, "place": place}], "new": {}, "words": ""}
        _keep(request, name, kept)
        if checked is None or checked.is_valid():
            return redirect("contact-people" if do == "search" else "contact-draft", name)
        form = checked
    return _show_people(request, name, kept, form)


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


def _show_people(request: SignedIn, name: str, kept: Draft, form: NewPerson) -> HttpResponse:
    """Whoever records a contact may find anybody's name, birth date and home: nobody is added twice."""
    on, words = today.today(), kept["words"]
    found = people(Person.objects.all(), words)[:25] if words else []
    look(request, [person.pk for person in found], words=words)
    chosen = {one.get("id") for one in kept["people"]}
    page = {"title": "Find a person", "words": words, "rows": known(found, on), "chosen": chosen}
    return show(
        request,
        form,
        template="web/contact_people.html",
        back=reverse("contact-draft", args=[name]),
        back_to="The contact",
        **page,
    )
