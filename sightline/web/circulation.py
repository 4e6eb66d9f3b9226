"""Who has which version of minutes, of a plan or of a page; who has none, and what each said of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from sightline.casework import circulation as verbs
from sightline.people.models import Agency
from sightline.record.models import (
    ChildInNeedPlan,
    ChildProtectionPlan,
    Conference,
    Document,
    FamilyMember,
    FamilyPage,
    SentCopy,
    StrategyDiscussion,
)
from sightline.record.models.circulation import AS_IT_STANDS, PLACES, CopyAnswer
from sightline.web.fields import Day, Line, OneOf, Pick, Somebody, Words
from sightline.web.finding import about, find_entry
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.today import today

READERS = "whoever works with the child, and the chair"
#: Whom a family's copies are for.
PARENTS = (FamilyMember.Place.MOTHER, FamilyMember.Place.FATHER, FamilyMember.Place.CARER)


@dataclass(frozen=True)
class Had:
    """One person, and the newest copy that they were sent."""

    copy: SentCopy
    is_old: bool
    """Whether a later version has replaced it."""


class Send(Form):
    """Somebody is sent a version."""

    document = Somebody(
        label="Which version?",
        queryset=Document.objects.none(),
        missing="Choose which version was sent",
        empty="Choose one",
        why="Two people with two versions work to two plans.",
        reads=READERS,
    )
    person = Line(
        label="To whom, by name?",
        max_length=99,
        missing="Say to whom it was sent",
        why="An agency is not a person who can answer.",
        reads=READERS,
    )
    agency = Pick(
        label="From which agency, or of the family?",
        choices=Agency.choices,
        missing="Choose the agency",
        why="It shows which agency has had none.",
        reads=READERS,
    )
    route = OneOf(
        label="How was it sent?",
        choices=SentCopy.Route.choices,
        missing="Choose how it was sent",
        why="What is in it must reach nobody else.",
        reads=READERS,
    )
    on = Day(
        label="On which day?",
        missing="Enter the day it was sent",
        why="What somebody knew on a day can matter later.",
        reads=READERS,
    )


class Answer(Form):
    """What they said of it."""

    answer = OneOf(
        label="What did they say?",
        choices=[one for one in SentCopy.Answer.choices if one[0] != CopyAnswer.DISPUTED],
        missing="Choose what they said",
        why="Minutes that nobody confirmed may be wrong.",
        reads=READERS,
    )
    correction = Words(
        label="If they asked for a correction, what is to be put right?",
        rows=4,
        required=False,
        why="Kept as they say it, whether or not the next version has it.",
        reads=READERS,
    )
    on = Day(
        label="When did they say so?",
        missing="Enter the day",
        why="It may be after a later version went out.",
        reads=READERS,
    )


class AnswerToMinute(Answer):
    """Whether an agency stands by the minute of a strategy discussion, or disputes it."""

    answer = OneOf(
        label="What did they say?",
        choices=[(one.value, one.label) for one in (CopyAnswer.CONFIRMED, CopyAnswer.DISPUTED)],
        missing="Choose what they said",
        why="Police, health and social care act on one minute, or say where they do not.",
        reads=READERS,
    )
    correction = Words(
        label="If they dispute it: what, in their words?",
        rows=4,
        required=False,
        why="It stands beside the minute, and on the child’s page until a manager or the chair answers it.",
        reads=READERS,
    )


def of_conference(request: SignedIn, pk: int) -> HttpResponse:
    return _copies(request, find_entry(request, Conference, pk), "Who has the minutes")


def of_plan(request: SignedIn, pk: int) -> HttpResponse:
    found = find_entry(request, ChildProtectionPlan, pk, "made_by")
    return _copies(request, found, "Who has the child protection plan")


def of_help_plan(request: SignedIn, pk: int) -> HttpResponse:
    return _copies(request, find_entry(request, ChildInNeedPlan, pk), "Who has the child in need plan")


def of_discussion(request: SignedIn, pk: int) -> HttpResponse:
    found = find_entry(request, StrategyDiscussion, pk, "convened_by")
    if found.held_on is None:
        raise Http404
    people = found.participants.standing()
    return _copies(request, found, "Who stands by the minute", minute=found, people=people)


def of_family_page(request: SignedIn, pk: int) -> HttpResponse:
    found = find_entry(request, FamilyPage, pk)
    return _copies(request, found, "Who was given the page", family_page=found)


def _copies(request: SignedIn, place: verbs.Place, title: str, **page: Any) -> HttpResponse:
    """Everybody's copy, who has none, and the form that says that somebody was sent one."""
    on = today()
    form = Send(typed(request), on=on, initial={"on": on})
    if _field_of(place) in AS_IT_STANDS:
        del form.fields["document"]
    else:
        form.offer("document", Document.objects.standing().filter(child=place.child_id))
    has = had(place)
    return ask(
        request,
        form,
        do=lambda answers: verbs.send(place, by=request.user, **{"document": None, **answers}),
        then=request.path,
        said="Saved: it is written down who was sent what.",
        template="web/copies.html",
        title=title,
        lead=str(place),
        button="It was sent",
        has=has,
        has_none=without(place, [one.copy for one in has]),
        has_versions="document" in form.fields,
        **page,
        **about(place.child),
    )


def _field_of(place: verbs.Place) -> str:
    return PLACES[str(place._meta.model_name)]


def had(place: verbs.Place) -> list[Had]:
    """Whoever was sent a copy, each with the newest that they were sent. Two queries."""
    field = _field_of(place)
    copies = (
        SentCopy.objects.standing()
        .filter(**{field: place})
        .select_related("document", "recorded_by", "settled_by")
    )
    newest = {(one.person.casefold(), one.agency): one for one in copies}
    replaced = set(
        Document.objects.standing()
        .filter(replaces__in={one.document_id for one in newest.values()})
        .values_list("replaces", flat=True)
    )
    return [Had(one, one.document_id in replaced) for one in newest.values()]


def without(place: verbs.Place, copies: Iterable[SentCopy]) -> list[str]:
    """Parents and carers, and agencies that were there, to whom no copy went. A query or two.

    The minute of a strategy discussion is for the agencies, and a page for the family is for the family.
    """
    sent = list(copies)
    named = {one.person.casefold() for one in sent}
    agencies = {one.agency for one in sent}
    if isinstance(place, StrategyDiscussion):
        return [Agency(one).label for one in _agencies_of(place) if one not in agencies]
    families = FamilyMember.objects.standing().filter(child=place.child_id, until_on=None).values("family")
    people = FamilyMember.objects.standing().filter(family__in=families, place__in=PARENTS, until_on=None)
    parents = [f"{one.child.name}, {one.get_place_display().lower()}" for one in _unsent(people, named)]
    there = [Agency(one).label for one in _agencies_of(place) if one not in agencies]
    return [*parents, *there]


def _unsent(people: Any, named: set[str]) -> list[FamilyMember]:
    return [one for one in people.select_related("child") if one.child.name.casefold() not in named]


def _agencies_of(place: verbs.Place) -> list[str]:
    """Those that were at the conference, besides ourselves and the family, who are asked for by name."""
    if isinstance(place, StrategyDiscussion):
        came = place.participants.standing().filter(took_part=True).values_list("agency", flat=True)
        return sorted(set(came) - {Agency.CHILDRENS_SOCIAL_CARE.value, Agency.FAMILY.value})
    held: Any = place.made_by if isinstance(place, ChildProtectionPlan) else place
    there = held.agencies_present if isinstance(held, Conference) else []
    return [one for one in there if one not in (Agency.CHILDRENS_SOCIAL_CARE, Agency.FAMILY)]


def answer(request: SignedIn, pk: int) -> HttpResponse:
    """What somebody said of the copy that they were sent."""
    on, copy = today(), find_entry(request, SentCopy, pk, "document", "discussion")
    return ask(
        request,
        (AnswerToMinute if copy.discussion_id else Answer)(typed(request), on=on, initial={"on": on}),
        do=lambda answers: verbs.answer(copy, by=request.user, **answers),
        then=place_of(copy),
        said="Saved: it is written down what they said.",
        title="What they said of it",
        lead=f"{copy.paper[0].upper()}{copy.paper[1:]}, sent to {copy.person}.",
        **about(copy.child),
    )


def place_of(copy: SentCopy) -> str:
    """The address of the list that a copy is in."""
    if copy.conference_id:
        return reverse("conference-copies", args=[copy.conference_id])
    if copy.plan_id:
        return reverse("plan-copies", args=[copy.plan_id])
    if copy.discussion_id:
        return reverse("discussion-copies", args=[copy.discussion_id])
    if copy.family_page_id:
        return reverse("family-page-copies", args=[copy.family_page_id])
    return reverse("help-copies", args=[copy.help_plan_id])
