"""Places and groups that worry us: all of them, one of them, and those that a child has to do with."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from sightline.casework import agreed
from sightline.casework import entry as entries
from sightline.casework import place as verbs
from sightline.compliance import place as known
from sightline.compliance.cover import answers_for
from sightline.people.models import Team
from sightline.record.models import Person, Place, PlaceAction, PlaceLink
from sightline.web import place_form as forms
from sightline.web.entry import StrikeOut
from sightline.web.finding import about, find_child, find_entry, opened, paged
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.to_do_form import Finish
from sightline.web.today import today

#: When a place is looked at again, where nobody says another day: ours, for no law says any.
LOOKED_AT_AGAIN = timedelta(days=42)
#: More than this, and the words are too few to find one place by.
MANY = 20
WORDS = 100


def places(request: SignedIn) -> HttpResponse:
    """Every place, those that worry us first; or those that the words find. The words stand in no address."""
    words = request.POST.get("words", "").strip()[:WORDS]
    asked = request.GET.get("team", "")
    team = get_object_or_404(Team, pk=asked) if asked.isdigit() else None
    page = paged(request, known.places(request.user, words, team=team))
    shown = {"title": "Places and groups", "on": today(), "page": page, "words": words, "team": team}
    return render(request, "web/places.html", shown)


def place(request: SignedIn, pk: int) -> HttpResponse:
    """One place: what worries us, what is done about it, and who is linked with it whom one may open."""
    on, found = today(), _find(request, pk)
    links = list(PlaceLink.objects.visible_to(request.user).standing().filter(place=found))
    people = opened(request, [one.child_id for one in links])
    linked = [(one, people[one.child_id]) for one in links if one.child_id in people]
    actions = found.actions.standing().select_related("owner", "finished_by").order_by("due_on", "pk")
    shown = {
        "title": found.name,
        "on": on,
        "place": found,
        "linked": [pair for pair in linked if pair[0].until_on is None],
        "before": [pair for pair in linked if pair[0].until_on is not None],
        "actions": actions,
        "reviews": found.reviews.standing().select_related("recorded_by"),
        "answers": answers_for(request.user, found.team, on=on),
    }
    return render(request, "web/place.html", shown)


def _find(request: SignedIn, pk: int) -> Any:
    return get_object_or_404(known.places(request.user), pk=pk)


def _page_of(place: int) -> str:
    return reverse("place", args=[place])


def _of(found: Place) -> dict[str, Any]:
    return {"on": today(), "back": _page_of(found.pk), "back_to": found.name}


def add(request: SignedIn) -> HttpResponse:
    """A place worries us; where it was a child's record that led here, the child is linked with it next."""
    on, asked = today(), request.GET.get("child", "")
    child = find_child(request, int(asked)) if asked.isdigit() else None
    initial = {"on": on, "review_on": on + LOOKED_AT_AGAIN, "team": request.user.team_id}

    def then(made: Place) -> str:
        return reverse("place-link", args=[child.pk, made.pk]) if child else _page_of(made.pk)

    back = {"back": reverse("places"), "back_to": "Places and groups"}
    return ask(
        request,
        forms.Add(typed(request), on=on, initial=initial),
        do=lambda answers: verbs.add(by=request.user, **answers),
        then=then,
        said="Saved: it is a place that worries us, and a team answers for it.",
        title="A place or a group worries us",
        lead="It is an entry of its own, about no child, and is read by everybody who works with children "
        "here. Name no child in it: whoever it is about is linked with it from their own record.",
        **(about(child) if child else back),
    )


def _ask(
    request: SignedIn, found: Place, form: Form, do: Callable[..., Any], *, title: str, said: str, **page: Any
) -> HttpResponse:
    return ask(
        request,
        form,
        do=lambda answers: do(found, by=request.user, **answers),
        then=_page_of(found.pk),
        said=said,
        title=title,
        **page,
        **_of(found),
    )


def put_right(request: SignedIn, pk: int) -> HttpResponse:
    found = _find(request, pk)
    fields = ("kind", "name", "address", "postcode", "worry")
    now = {**{field: getattr(found, field) for field in fields}, "team": found.team_id}
    form = forms.PutRight(typed(request), on=today(), initial=now)
    said = "Saved: it is put right. What stood there before is in the journal."
    return _ask(request, found, form, verbs.put_right, title="Put right what is written of it", said=said)


def agree(request: SignedIn, pk: int) -> HttpResponse:
    found, on = _find(request, pk), today()

    def do(place: Place, **answers: Any) -> PlaceAction:
        return verbs.agree(place, on=on, **answers)

    form = forms.Agree(typed(request), on=on)
    said = "Saved: it is agreed, and stays on the list until somebody says what came of it."
    return _ask(request, found, form, do, title="Agree what is done about the place", said=said)


def finish(request: SignedIn, pk: int) -> HttpResponse:
    actions = PlaceAction.objects.visible_to(request.user).standing().select_related("place", "owner")
    on, found = today(), get_object_or_404(actions, pk=pk)
    form = Finish(typed(request), on=on, initial={"on": on})
    lead = f"{found.what}: {found.doer}."

    def do(place: Place, **answers: Any) -> PlaceAction:
        return agreed.finish(found, **answers)

    said = "Saved: it is finished."
    return _ask(request, found.place, form, do, title="What came of it", said=said, lead=lead)


def review(request: SignedIn, pk: int) -> HttpResponse:
    found, on = _find(request, pk), today()
    form = forms.Review(typed(request), on=on, initial={"on": on, "next_review_on": on + LOOKED_AT_AGAIN})
    said = "Saved: what has changed there."
    return _ask(request, found, form, verbs.review, title="It was looked at again", said=said)


def end(request: SignedIn, pk: int) -> HttpResponse:
    found, on = _find(request, pk), today()
    if not answers_for(request.user, found.team, on=on):
        raise Http404
    form = forms.End(typed(request), on=on, initial={"on": on})
    said = "Saved: it worries us no more. It stays readable, with whoever was linked with it."
    return _ask(request, found, form, verbs.end, title="It worries us no more", said=said, button="End it")


def strike_out(request: SignedIn, pk: int) -> HttpResponse:
    """It was written in error."""
    found = _find(request, pk)
    lead = f"{found}. It stays readable in the journal, and is on no list any more."
    return ask(
        request,
        StrikeOut(typed(request), on=today()),
        do=lambda answers: entries.strike_out(found, by=request.user, because=answers["because"]),
        then=reverse("places"),
        said="Saved: it is struck out.",
        title="Strike out a place",
        lead=lead,
        button="Strike it out",
        **_of(found),
    )


def of_child(request: SignedIn, pk: int) -> HttpResponse:
    """What one person has to do with places, and the places that words find, to link them with."""
    on, child = today(), find_child(request, pk)
    words = request.POST.get("words", "").strip()[:WORDS]
    links = list(known.of_child(child))
    others = known.others(child, [one.place_id for one in links], request.user)
    shown = {
        "title": "Places and groups",
        "links": [(one, others.get(one.place_id, 0)) for one in links],
        "words": words,
        "found": known.places(request.user, words)[:MANY] if words else [],
    }
    return render(request, "web/places_of.html", {**about(child), **shown, "on": on})


def link(request: SignedIn, pk: int, place: int) -> HttpResponse:
    on, child = today(), find_child(request, pk)
    found = get_object_or_404(Place.objects.visible_to(request.user).standing(), pk=place)
    return ask(
        request,
        forms.Link(typed(request), on=on, initial={"on": on}),
        do=lambda answers: verbs.link(child, found, by=request.user, **answers),
        then=_places_of(child),
        said="Saved: it is on the record that they have to do with it.",
        title=f"Link with {found}",
        lead=f"{found.get_kind_display()}{', ' if found.where else ''}{found.where}. {found.worry}",
        **about(child) | {"back": _places_of(child), "back_to": "Places and groups"},
    )


def unlink(request: SignedIn, pk: int) -> HttpResponse:
    on, linked = today(), find_entry(request, PlaceLink, pk, "place")
    return ask(
        request,
        forms.Unlink(typed(request), on=on, initial={"on": on}),
        do=lambda answers: verbs.unlink(linked, by=request.user, **answers),
        then=_places_of(linked.child),
        said="Saved: it is so no more. It stays in the story.",
        title="It is so no more",
        lead=f"{linked}. What was written in error is struck out instead.",
        **about(linked.child) | {"back": _places_of(linked.child), "back_to": "Places and groups"},
    )


def _places_of(child: Person) -> str:
    return reverse("places-of", args=[child.pk])
