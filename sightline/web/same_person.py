"""Two entries for one person: suggested, judged by a manager, joined, and parted again."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from sightline.casework import same_person as verbs
from sightline.record.likeness.find import alike
from sightline.record.likeness.find import twice as find_twice
from sightline.record.models import Person, Referral, SamePerson
from sightline.web.fields import OneOf, Whole, Words
from sightline.web.finding import about, find_entry, look, paged, record_of
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.matching import Known, known
from sightline.web.team import find_team
from sightline.web.today import today
from sightline.web.whom import Whom, whom

READERS = "whoever works with the child, and whoever looks back"
JOIN_HERE, JOIN_THERE, TWO = "here", "there", "two"


class Judge(Whom):
    """Whether two entries are of one person."""

    other = OneOf(
        label="Which other entry?",
        choices=(),
        required=False,
        why="These are the likest whom you may open.",
        reads=READERS,
    )
    number = Whole(
        label="Or the number of the other record",
        help_text="It is in the address of its page",
        required=False,
        why="An entry under quite another name is not among the likest.",
        reads=READERS,
    )
    judged = OneOf(
        label="Are they one person?",
        choices=[
            (JOIN_HERE, "Yes: use the name of the record that I came from"),
            (JOIN_THERE, "Yes: use the name of the other"),
            (TWO, "No: they are two people"),
        ],
        missing="Say whether they are one person",
        why="Nothing moves: both are found, both stories are read as one, and it can be taken back.",
        reads=READERS,
    )
    because = Words(
        label="How do you know?",
        rows=3,
        missing="Say how you know",
        why="Twins and namesakes have been joined by mistake.",
        reads=READERS,
    )


def judge(request: SignedIn, pk: int) -> HttpResponse:
    """Join another entry with this one, or say that they are two people."""
    on, found = today(), get_object_or_404(Person.objects.visible_to(request.user).with_entries(), pk=pk)
    among = Person.objects.visible_to(request.user).exclude(pk__in=found.entries)
    matches = alike(found.pk, among)[:10]
    people = Person.objects.in_bulk([one.child for one in matches])
    look(request, [found.pk, *people])
    likest = [(people[one.child], f"{people[one.child].name}. {one.likely}: {one.why}") for one in matches]

    def do(answers: dict[str, Any]) -> SamePerson:
        other = whom(answers, request.user)
        said = {"by": request.user, "on": on, "because": answers["because"]}
        if answers["judged"] == TWO:
            return verbs.tell_apart(found, other, **said)
        first = answers["judged"] == JOIN_HERE
        return verbs.join(*((other, found) if first else (found, other)), **said)

    return ask(
        request,
        Judge(typed(request), on=on, people=likest),
        do=do,
        then=record_of(found),
        said=lambda made: f"Saved: {'the two entries are one' if made.are_one else 'they are two people'}.",
        title="Is this person in the record twice?",
        lead="Whoever may open both records will read them as one. Whoever may open one of them reads that: "
        "allocate the work, or hand it over, to whoever is to read both.",
        **about(found),
    )


class Part(Form):
    """Why the judgement was wrong."""

    because = Words(
        label="How do you know that they are two people?",
        rows=3,
        missing="Say how you know",
        why="Each record has again what was written under it, and the next reader will ask.",
        reads=READERS,
    )


def part(request: SignedIn, pk: int) -> HttpResponse:
    found = find_entry(request, SamePerson, pk, "kept")
    return ask(
        request,
        Part(typed(request), on=today()),
        do=lambda answers: verbs.part(found, by=request.user, because=answers["because"]),
        then=record_of(found.child),
        said="Saved: they are two people again, each with what was written under them.",
        title="They are two people",
        lead=f"{found.child.name} and {found.kept.name} were said to be one person: {found.because}",
        **about(found.child),
    )


@dataclass(frozen=True)
class Pair:
    """Two entries that may be of one person, and why."""

    person: Person
    other: Known


def twice(request: SignedIn, pk: int) -> HttpResponse:
    """Children of a team who may be in the record twice, worked out when somebody looks."""
    on, team = today(), find_team(request, pk)
    cases = Referral.objects.open_on(on).filter(team=team).order_by("pk")
    page = paged(request, cases.values_list("child", flat=True), per=100)
    pairs = _pairs(request, page.rows)
    look(request, {one.pk for pair in pairs for one in (pair.person, pair.other.person)})
    shown = {"title": "In the record twice?", "team": team, "page": page, "pairs": pairs, "on": on}
    return render(request, "web/twice.html", shown)


def _pairs(request: SignedIn, children: list[int]) -> list[Pair]:
    """The pairs that nobody has judged yet, the likest first. Ten queries."""
    found = find_twice(children, Person.objects.visible_to(request.user))
    involved = {one for first, match in found for one in (first, match.child)}
    judged = SamePerson.objects.standing().filter(child__in=involved, kept__in=involved)
    known_of = {frozenset(pair) for pair in judged.values_list("child", "kept")}
    left = [(one, match) for one, match in found if frozenset((one, match.child)) not in known_of]
    people = Person.objects.in_bulk([one for one, _ in left])
    others = {(one.person.pk, one.match): one for one in known([match for _, match in left], today())}
    pairs = [Pair(people[one], others[match.child, match]) for one, match in left]
    return sorted(pairs, key=lambda pair: -pair.other.match.score)
