"""The people around a child: the genogram and its table, who lived with them on a day, and who is what."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from sightline.casework import relationship as verbs
from sightline.compliance.warnings import linked, links_and_warnings
from sightline.record.models import FamilyMember, Person, Relationship, Residence, SamePerson
from sightline.record.models.relationship import READ_BACK, Relation
from sightline.web.fields import Day, Line, OneOf, Pick, Whole, Words
from sightline.web.finding import about, find_child, find_entry, look
from sightline.web.form import Form, SignedIn, ask, typed, wrong
from sightline.web.genogram import BY_PLACE, Tie, draw
from sightline.web.today import today
from sightline.web.whom import Whom, whom

READERS = "whoever works with anybody in the family"


def page_of(child: int) -> str:
    """The address of the page about the people around a child."""
    return reverse("around", args=[child])


def network(request: SignedIn, pk: int) -> HttpResponse:
    """Everybody linked with the child whom this worker may see: drawn, and told in a table."""
    on, found = today(), get_object_or_404(Person.objects.visible_to(request.user).with_entries(), pk=pk)
    links, warnings = links_and_warnings(found, on=on)
    people = {one.pk: one for one in Person.objects.visible_to(request.user).filter(pk__in=links)}
    people[found.pk] = found
    look(request, people)
    kin = [
        one for one in Relationship.objects.around(*people) if {one.child_id, one.other_id} <= people.keys()
    ]
    told = [one for one in kin if not {one.child_id, one.other_id}.isdisjoint(found.entries)]
    ties = [_tie(one, on) for one in kin]
    ties += _by_place(people, {frozenset((tie.child, tie.other)) for tie in ties})
    page = {
        "title": "The people around them",
        "genogram": draw(found.pk, *_as_one(found, people, ties)),
        "links": [
            (people[one], how) for one, how in links.items() if one in people and one not in found.entries
        ],
        "rows": [(one, people[_other(one, found)], one.seen_from(_mine(one, found))) for one in told],
        "warnings": warnings,
        "opened": people,
        "judged": _judged(found),
    }
    return render(request, "web/network.html", {**about(found), **page})


def _as_one(child: Person, people: dict[int, Person], ties: list[Tie]) -> tuple[list[Person], list[Tie]]:
    """The child drawn once, with whatever is said of them under another of their entries."""
    others = dict.fromkeys(child.entries, child.pk)
    drawn = [
        replace(tie, child=others.get(tie.child, tie.child), other=others.get(tie.other, tie.other))
        for tie in ties
    ]
    return (
        [one for one in people.values() if others.get(one.pk, one.pk) == one.pk],
        [tie for tie in dict.fromkeys(drawn) if tie.child != tie.other],
    )


def _judged(child: Person) -> list[SamePerson]:
    """By which judgements the child is one person under several numbers; a query only where there are."""
    alone = len(child.entries) == 1
    return [] if alone else list(SamePerson.objects.one().filter(child__in=child.entries))


def _tie(one: Relationship, on: Any) -> Tie:
    return Tie(one.child_id, one.other_id, one.relation, bool(one.disputed_by), not one.lasts(on))


def _mine(one: Relationship, child: Person) -> int:
    """Which of the two is the child, whichever entry it was written under."""
    return one.child_id if one.child_id in child.entries else one.other_id


def _other(one: Relationship, child: Person) -> int:
    """Which of the two is the other one."""
    return one.other_id if _mine(one, child) == one.child_id else one.child_id


def _by_place(people: dict[int, Person], told: set[frozenset[int]]) -> list[Tie]:
    """What places in families say of people of whom nobody has said it otherwise. One query."""
    places = FamilyMember.objects.standing().filter(child__in=people, until_on=None)
    families: dict[int, list[FamilyMember]] = {}
    for place in places:
        families.setdefault(place.family_id, []).append(place)
    found = []
    for members in families.values():
        children = [one.child_id for one in members if one.place == FamilyMember.Place.CHILD]
        for one in members:
            relation = BY_PLACE.get(FamilyMember.Place(one.place))
            for child in children:
                if relation and frozenset((child, one.child_id)) not in told:
                    found.append(Tie(child, one.child_id, relation.value))
    return found


class LivedOn(Form):
    """The day of which it is asked who lived together."""

    on = Day(
        label="Who lived with them on which day?",
        missing="Enter a day",
        earliest=None,
        why="Who was in the home when something happened is asked years later.",
        reads="whoever looks into what happened",
    )


def lived_with(request: SignedIn, pk: int) -> HttpResponse:
    """Everybody recorded at the child's home on a day, of those whom this worker may see."""
    on, found = today(), find_child(request, pk)
    form = LivedOn(request.GET if "on_day" in request.GET else None, on=on)
    asked = form.cleaned_data["on"] if form.is_valid() else None if form.is_bound else on
    homes: list[Residence] = []
    if asked:
        own = {home.place for home in Residence.objects.on(asked).filter(child__in=found.entries)}
        there = Residence.objects.on(asked).visible_to(request.user).select_related("child")
        near = there.filter(postcode__in={code for _, code in own}).order_by("child__born_on", "pk")
        homes = [home for home in near if home.place in own]
        look(request, [home.child_id for home in homes])
    page = {"title": "Who lived with them", "form": form, "forms": [form], "asked": asked, "homes": homes}
    page["wrong"] = list(wrong([form]))
    return render(
        request, "web/lived_with.html", {**about(found), **page}, status=422 if page["wrong"] else 200
    )


class Relate(Whom):
    """Who somebody is to the child."""

    other = OneOf(
        label="Who?",
        choices=(),
        required=False,
        why="Each person is in the record once, and is seen from every child they are linked with.",
        reads=READERS,
    )
    number = Whole(
        label="Or the number of their record",
        help_text="It is in the address of their page",
        required=False,
        why="Somebody who is not in the family yet can be found by the search.",
        reads=READERS,
    )
    relation = Pick(
        label="Who are they to the child?",
        choices=[
            *Relation.choices,
            *((f"back-{relation.value}", words) for relation, (_, words) in READ_BACK.items()),
        ],
        missing="Choose who they are to the child",
        why="It is read from both sides.",
        reads=READERS,
    )
    said_by = Line(
        label="Who says so?",
        help_text="A person, or a paper such as a birth certificate",
        max_length=200,
        missing="Say who says so",
        why="What one person says and what is proved are not the same.",
        reads=READERS,
    )
    from_on = Day(
        label="Since when, if it is known?",
        required=False,
        earliest=None,
        why="Who was a step-parent on a day can matter years later.",
        reads=READERS,
    )


def relate(request: SignedIn, pk: int) -> HttpResponse:
    on, found = today(), find_child(request, pk)
    around_them = linked({found.pk: found.entries}, on=on)[found.pk]
    links = [one for one in around_them if one not in found.entries]
    people = list(Person.objects.visible_to(request.user).filter(pk__in=links))
    look(request, [one.pk for one in people])

    def do(answers: dict[str, Any]) -> Relationship:
        other = whom(answers, request.user)
        said = {"said_by": answers["said_by"], "from_on": answers["from_on"]}
        relation, back = answers["relation"].removeprefix("back-"), answers["relation"].startswith("back-")
        one, two = (other, found) if back else (found, other)
        return verbs.relate(one, two, by=request.user, relation=relation, **said)

    return ask(
        request,
        Relate(typed(request), on=on, people=[(one, one.name) for one in people]),
        do=do,
        then=page_of(found.pk),
        said="Saved: it is seen from both of them.",
        title="Who is somebody to the child?",
        **about(found),
    )


class Dispute(Form):
    """Somebody says that it is not so."""

    disputed_by = Line(
        label="Who says that it is not so?",
        max_length=200,
        missing="Say who says that it is not so",
        why="Both accounts stand.",
        reads=READERS,
    )
    because = Words(
        label="What do they say?",
        rows=3,
        missing="Write what they say",
        why="Both accounts stand.",
        reads=READERS,
    )


def dispute(request: SignedIn, pk: int) -> HttpResponse:
    found = find_entry(request, Relationship, pk, "other")
    return ask(
        request,
        Dispute(typed(request), on=today()),
        do=lambda answers: verbs.dispute(found, by=request.user, **answers),
        then=page_of(found.child_id),
        said="Saved: both accounts stand.",
        title="Somebody disputes it",
        lead=f"{found.other.name}: {found.get_relation_display().lower()}, as {found.said_by} says.",
        **about(found.child),
    )


class EndOf(Form):
    """The day until which it was so."""

    on = Day(
        label="Until which day?",
        missing="Enter the day",
        earliest=None,
        why="Who was what to the child on a day can matter years later.",
        reads=READERS,
    )


def end(request: SignedIn, pk: int) -> HttpResponse:
    found = find_entry(request, Relationship, pk, "other")
    return ask(
        request,
        EndOf(typed(request), on=today(), initial={"on": today()}),
        do=lambda answers: verbs.end(found, by=request.user, on=answers["on"]),
        then=page_of(found.child_id),
        said="Saved: it has ended, and stays in the record.",
        title="It has ended",
        lead=f"{found.other.name}: {found.get_relation_display().lower()}.",
        **about(found.child),
    )
