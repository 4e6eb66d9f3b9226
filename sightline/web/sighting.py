"""Sightings: the shared part of a visit written once, and a short panel of own facts for each child."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse

from sightline.casework import sighting as verbs
from sightline.casework.verb import Refused
from sightline.people.models import Worker
from sightline.record.models import FamilyMember, Person, Sighting
from sightline.record.models.own_question import LongForm
from sightline.web.fields import Day, Line, OneOf, Tick, Time, Words, YesNo
from sightline.web.finding import about, find_child, look, record_of
from sightline.web.form import Form, SignedIn, enter, show, typed
from sightline.web.own_questions import AsksOwn, asked_now, keep_own
from sightline.web.today import today
from sightline.web.when import instant

READERS = "the next worker to visit, the manager, and the child one day"
SEEN, NOT_SEEN, NOT_THERE = "seen", "not_seen", "not_part"
#: Under this age, in years, being seen with a carer is usual and needs no reason.
USUAL_WITH_CARER_UNDER = 5


class Visit(Form):
    """What is shared by everybody there."""

    on = Day(
        label="When was it?",
        missing="Enter the day of the visit",
        why="Every list shows the days since a child was seen.",
        reads=READERS,
    )
    time = Time(label="At what time?", required=False, why="An enquiry counts in hours.", reads="the manager")
    where = Line(
        label="Where?",
        max_length=200,
        missing="Say where: at home, at school …",
        why="A child seen only at school has not been seen at home.",
        reads=READERS,
    )
    purpose = OneOf(
        label="What was it for?",
        choices=Sighting.Purpose.choices,
        missing="Choose what it was for",
        why="A visit under a plan is owed apart from one for an assessment.",
        reads="the manager",
    )
    was_announced = YesNo(
        label="Did they know that you were coming?",
        required=False,
        why="An unannounced visit can show a different home.",
        reads=READERS,
    )
    note = Words(
        label="What happened, and what do you think?",
        help_text="What you saw, what was said and what you make of it, each apart. Say what is good too",
        rows=8,
        required=False,
        why="A stranger should be able to stand in the room.",
        reads=READERS,
    )


class OneChild(AsksOwn):
    """One child's own facts: seen, said, safe."""

    was_seen = OneOf(
        label="Was the child seen?",
        choices=[(SEEN, "Seen"), (NOT_SEEN, "Not seen"), (NOT_THERE, "Not part of this visit")],
        missing="Say whether the child was seen",
        why="Seen is per child, never per family.",
        reads=READERS,
    )
    not_seen_because = Line(
        label="If not seen, why not?",
        max_length=500,
        required=False,
        why="“Not seen, because” is a full answer; a guess is not.",
        reads="the manager",
    )
    alone = OneOf(
        label="If seen, how?",
        choices=Sighting.Alone.choices,
        required=False,
        why="Some things are only said alone; a baby is seen with a carer.",
        reads="the manager, and conferences",
    )
    not_alone_because = Line(
        label="If not seen alone, who was there and why?",
        max_length=500,
        required=False,
        why="It is often for a good reason: write it.",
        reads=READERS,
    )
    was_spoken_to = YesNo(
        label="Spoken to?", required=False, why="Seen asleep is not the same.", reads=READERS
    )
    sleeping_place_seen = YesNo(
        label="Did you see where the child sleeps?",
        required=False,
        why="It tells what nobody says.",
        reads=READERS,
    )
    childs_words = Words(
        label="What did the child say or show?",
        help_text="Their own words, or what they did",
        rows=3,
        required=False,
        why="It is their record.",
        reads="everybody who works with the child, and the child one day",
    )

    tells_of_harm = Tick(
        label="The child told of harm, or you saw signs of it",
        required=False,
        why="Whether to hold a strategy discussion is asked the same day.",
        reads="the manager, today, and conferences",
    )

    def __init__(self, *args: Any, child: Person, **kwargs: Any) -> None:
        self.child = child
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("was_seen") == NOT_SEEN and not answers.get("not_seen_because"):
            self.add_error("not_seen_because", f"Say why {self.child.name} was not seen")
        if answers.get("was_seen") == SEEN and not answers.get("alone"):
            self.add_error("alone", f"Say how {self.child.name} was seen")
        if answers.get("alone") == Sighting.Alone.NO and not answers.get("not_alone_because"):
            self.add_error("not_alone_because", "Say who was there and why")
        return answers

    @property
    def facts(self) -> dict[str, Any]:
        """For the verb: nothing about being seen where the child was not."""
        answers = dict(self.built_in)
        seen = answers.pop("was_seen") == SEEN
        if seen:
            return {**answers, "was_seen": True, "not_seen_because": ""}
        told = {name: answers[name] for name in ("not_seen_because", "tells_of_harm")}
        return {"was_seen": False, **told}


def children_of(child: Person, request: SignedIn) -> list[Person]:
    """The child, and the brothers and sisters in the same family whom this worker may see."""
    own = FamilyMember.objects.standing().filter(child=child, until_on=None).values("family")
    places = FamilyMember.objects.standing().filter(
        family__in=own, until_on=None, place=FamilyMember.Place.CHILD
    )
    siblings = (
        Person.objects.visible_to(request.user).filter(pk__in=places.values("child")).exclude(pk=child.pk)
    )
    grown = [one.pk for one in siblings if (one.age(on=today()) or 0) >= 18]
    return [child, *siblings.exclude(pk__in=grown).order_by("born_on", "pk")]


def usual(child: Person) -> dict[str, Any]:
    """What is offered first for a child of this age."""
    years = child.age(on=today())
    young = years is not None and years < USUAL_WITH_CARER_UNDER
    return {"alone": Sighting.Alone.USUAL_FOR_AGE.value} if young else {}


def record(request: SignedIn, pk: int) -> HttpResponse:
    """A visit, and what it showed of each child."""
    on, child = today(), find_child(request, pk)
    children = children_of(child, request)
    look(request, [one.pk for one in children[1:]])
    visit = Visit(typed(request), on=on, initial={"on": on})
    own = asked_now(LongForm.SIGHTING, typed(request))
    panels = [
        OneChild(typed(request), on=on, child=one, prefix=f"child{one.pk}", initial=usual(one), own=own)
        for one in children
    ]
    checked = [form.is_valid() for form in (visit, *panels)]
    if request.method == "POST" and "keep_draft" not in request.POST and all(checked):
        saved = enter(
            request,
            visit,
            do=lambda: _save(request.user, visit, panels),
            then=record_of(child),
            said=lambda seen: _said(seen, panels),
        )
        if saved is not None:
            return saved
    page = {"title": "Record a visit", "panels": panels, "forms": [visit, *panels]}
    return show(request, visit, template="web/visit.html", **page, **about(child))


def _said(seen: list[Person], panels: list[OneChild]) -> str:
    harm = any(panel.cleaned_data["tells_of_harm"] for panel in panels if panel.child in seen)
    asked = " Harm was told of or seen: whether to hold a strategy discussion is to be decided today."
    names = ", ".join(one.name for one in seen)
    return f"Saved: the visit is on the record of {names}.{asked if harm else ''}"


def _save(worker: Worker, visit: Visit, panels: list[OneChild]) -> list[Person]:
    """Write every child's own entry, or none, and say whose."""
    shared = dict(visit.cleaned_data)
    at = instant(shared["on"], shared.pop("time"))
    there = [panel for panel in panels if panel.cleaned_data["was_seen"] != NOT_THERE]
    if not there:
        raise Refused("Say which child the visit was to")
    with transaction.atomic():
        for panel in there:
            seen = verbs.record(panel.child, by=worker, at=at, **shared, **panel.facts)
            keep_own(panel, seen, by=worker)
    return [panel.child for panel in there]
