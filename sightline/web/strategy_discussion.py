"""Strategy discussions: reasonable cause, then held with each agency that took part, or not held because."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from sightline.casework import strategy_discussion as verbs
from sightline.casework.strategy_discussion import Participant
from sightline.compliance.journey.case import cases
from sightline.people.models import Agency
from sightline.record.models import Referral, StrategyDiscussion
from sightline.web import words
from sightline.web.fields import Day, Line, OneOf, Pick, Tick, Time, Words
from sightline.web.finding import about, find_entry, record_of
from sightline.web.form import Form, SignedIn, ask, show, typed
from sightline.web.today import today
from sightline.web.when import instant

READERS = "the police, health, the manager, and a conference"
#: Police, health and social care, and room for whoever else was asked.
ROOMS = 8
FIRST = (Agency.CHILDRENS_SOCIAL_CARE, Agency.POLICE, Agency.HEALTH)


class ReasonableCause(Form):
    """What gave reasonable cause to suspect significant harm."""

    cause = Words(
        label="What gives reasonable cause to suspect significant harm?",
        missing="Say what gives reasonable cause",
        why="A strategy discussion is owed from this moment.",
        reads=READERS,
    )
    on = Day(
        label="On which day did you know?",
        missing="Enter the day",
        why="The law counts from it.",
        reads=READERS,
    )
    time = Time(label="At what time?", required=False, why="It can be a matter of hours.", reads=READERS)


class Held(Form):
    """The discussion was held."""

    on = Day(
        label="When was it held?",
        missing="Enter the day it was held",
        why="The conference is owed within 15 working days of it.",
        reads=READERS,
        item="statutory item: date of the strategy discussion",
    )
    time = Time(label="At what time?", required=False, why="It can be a matter of hours.", reads=READERS)
    information_shared = Words(
        label="What was shared, by whom?", required=False, why="Each agency holds a piece.", reads=READERS
    )
    decision = OneOf(
        label="What was decided?",
        choices=StrategyDiscussion.Decision.choices,
        missing="Choose what was decided",
        why="An enquiry starts from it.",
        reads=READERS,
    )
    because = Words(label="Why?", missing="Say why", why="It is asked at every review.", reads=READERS)


class Person(Form):
    """One person asked to the discussion."""

    quiet = True

    agency = Pick(
        label="Agency",
        choices=Agency.choices,
        empty="Nobody",
        required=False,
        why="Police and health are to be there.",
        reads=READERS,
    )
    name = Line(
        label="Name", required=False, why="So that somebody answers for what was said.", reads=READERS
    )
    post = Line(
        label="Post", required=False, why="So that they can be found when they have moved on.", reads=READERS
    )
    did_not = Tick(
        label="Asked, and did not take part",
        required=False,
        why="A missing agency is a gap in what is known.",
        reads=READERS,
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("name") and not answers.get("agency"):
            self.add_error("agency", f"Say which agency {answers['name']} is from")
        if answers.get("did_not") and not answers.get("name"):
            self.add_error("name", "Say who was asked")
        return answers


class NotHeld(Form):
    """A manager accepts that it is not held."""

    because = Words(
        label="Why is it not held?",
        missing="Say why it is not held",
        why="The duty stays unmet, and this is the answer to why.",
        reads="leaders and inspectors",
    )
    on = Day(
        label="On which day was that accepted?",
        missing="Enter the day",
        why="It is dated like any decision.",
        reads="leaders and inspectors",
    )


class NoCause(Form):
    """A manager decides that there is no reasonable cause to suspect significant harm."""

    because = Words(
        label="Why is there no reasonable cause to suspect significant harm?",
        missing="Say why there is no reasonable cause",
        why="Harm was told of, and no strategy discussion is to be held: this is the answer to why.",
        reads="whoever reads the record next, leaders and inspectors",
    )
    on = Day(
        label="On which day was that decided?",
        missing="Enter the day",
        why="It is dated like any decision.",
        reads="leaders and inspectors",
    )


def no_cause(request: SignedIn, pk: int) -> HttpResponse:
    referral = find_entry(request, Referral, pk, "contact")
    return ask(
        request,
        NoCause(typed(request), on=today(), initial={"on": today()}),
        do=lambda answers: verbs.decide_no_cause(referral, by=request.user, **answers),
        then=record_of(referral.child_id),
        said="Saved: no reasonable cause, signed by you.",
        title="No reasonable cause to suspect significant harm",
        lead=_what_was_told(referral),
        **about(referral.child),
    )


def _what_was_told(referral: Referral) -> str:
    """The words of each contact of the case, the newest first: what this decision has to answer."""
    told = [
        f"What was told on {words.day(one.received_at)}: {one.words}"
        for one in reversed(next(iter(cases([referral], on=today()))).contacts)
    ]
    return "\n".join(told) or (f"What was told: {referral.because}" if referral.because else "")


def reasonable_cause(request: SignedIn, pk: int) -> HttpResponse:
    referral = find_entry(request, Referral, pk)

    def do(answers: dict[str, Any]) -> StrategyDiscussion:
        at = instant(answers["on"], answers["time"])
        return verbs.record_reasonable_cause(
            referral, by=request.user, on=answers["on"], at=at, cause=answers["cause"]
        )

    return ask(
        request,
        ReasonableCause(typed(request), on=today(), initial={"on": today()}),
        do=do,
        then=record_of(referral.child_id),
        said="Saved: reasonable cause is on the record. A strategy discussion is owed.",
        title="There is reasonable cause to suspect significant harm",
        lead="If the child is in danger now, ring the police first and write afterwards.",
        **about(referral.child),
    )


def hold(request: SignedIn, pk: int) -> HttpResponse:
    discussion = find_entry(request, StrategyDiscussion, pk)
    on = today()
    rooms = [
        Person(
            typed(request), on=on, prefix=f"person{n}", initial={"agency": FIRST[n] if n < len(FIRST) else ""}
        )
        for n in range(ROOMS)
    ]
    form = Held(typed(request), on=on, initial={"on": on})
    page = {
        "title": "The strategy discussion was held",
        "template": "web/discussion.html",
        "discussion": discussion,
        "rooms": rooms,
        "more_rooms": any(room.is_bound and room.has_changed() for room in rooms[4:]),
        "forms": [form, *rooms],
        "not_held": reverse("discussion-not-held", args=[discussion.pk]),
        **about(discussion.child),
    }
    checked = [room.is_valid() for room in rooms]
    if request.method == "POST" and not all(checked):
        return show(request, form, **page)

    def do(answers: dict[str, Any]) -> StrategyDiscussion:
        at = instant(answers["on"], answers.pop("time"))
        return verbs.hold(discussion, by=request.user, at=at, participants=_people(rooms), **answers)

    said = "Saved: the strategy discussion was held."
    return ask(request, form, do=do, then=record_of(discussion.child_id), said=said, **page)


def _people(rooms: list[Person]) -> list[Participant]:
    """Those who were named, in the order they were written."""
    answers = [room.cleaned_data for room in rooms]
    return [
        Participant(one["agency"], one["name"], one["post"], took_part=not one["did_not"])
        for one in answers
        if one["name"]
    ]


def not_held(request: SignedIn, pk: int) -> HttpResponse:
    discussion = find_entry(request, StrategyDiscussion, pk)
    return ask(
        request,
        NotHeld(typed(request), on=today(), initial={"on": today()}),
        do=lambda answers: verbs.do_not_hold(discussion, by=request.user, **answers),
        then=record_of(discussion.child_id),
        said="Saved: a manager accepts that it is not held. The duty stays unmet.",
        title="The strategy discussion is not held",
        lead=f"Reasonable cause: {discussion.reasonable_cause}",
        **about(discussion.child),
    )
