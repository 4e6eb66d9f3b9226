"""Warning notes: written about whoever poses a risk, looked at again, and ended by a manager."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse

from sightline.casework import warning as verbs
from sightline.record.models import WarningNote
from sightline.record.models.warning import Risk
from sightline.web.fields import Day, Line, OneOf, Words
from sightline.web.finding import about, find_child, find_entry
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.network import page_of
from sightline.web.today import today

READERS = "everybody who opens the record of a child linked with them"
#: A warning that nobody looks at again grows false: what we ask for, where nothing else is said.
LOOKED_AT_AGAIN = timedelta(days=90)


class Warn(Form):
    """What somebody may do."""

    risk = OneOf(
        label="What sort of risk?",
        choices=Risk.choices,
        missing="Choose what sort of risk it is",
        why="It says who must be careful.",
        reads=READERS,
    )
    what = Words(
        label="What may happen, to whom, and what is to be done about it?",
        missing="Say what may happen",
        why="A flag with no words is no help at a door.",
        reads=READERS,
    )
    came_from = Line(
        label="Who told us, or what do we have it from?",
        max_length=200,
        missing="Say where it comes from",
        why="The person may ask, and may say that it is wrong.",
        reads=READERS,
    )
    on = Day(
        label="Since which day do we know?",
        missing="Enter the day",
        why="What was known when.",
        reads=READERS,
    )
    review_on = Day(
        label="When is it to be looked at again?",
        missing="Enter the day",
        why="A warning that nobody looks at grows false, and is then believed or ignored.",
        reads="the manager",
    )
    ahead = frozenset({"review_on"})


def warn(request: SignedIn, pk: int) -> HttpResponse:
    on, found = today(), find_child(request, pk)
    return ask(
        request,
        Warn(typed(request), on=on, initial={"on": on, "review_on": on + LOOKED_AT_AGAIN}),
        do=lambda answers: verbs.warn(found, by=request.user, **answers),
        then=page_of(found.pk),
        said="Saved: it stands at the head of the page of every child linked with them.",
        title="Warn of somebody",
        lead=f"The warning is about {found.name}: about anybody else it is written in their own record.",
        **about(found),
    )


class Review(Form):
    """It was looked at again and stands."""

    because = Words(
        label="Why does it still stand, and what has changed?",
        rows=4,
        missing="Say why it stands",
        why="Looking again is more than a later day.",
        reads=READERS,
    )
    next_review_on = Day(
        label="When is it to be looked at next?",
        missing="Enter the day",
        why="A warning that nobody looks at grows false.",
        reads="the manager",
    )
    ahead = frozenset({"next_review_on"})


def review(request: SignedIn, pk: int) -> HttpResponse:
    on, found = today(), find_entry(request, WarningNote, pk)
    return ask(
        request,
        Review(typed(request), on=on, initial={"next_review_on": on + LOOKED_AT_AGAIN}),
        do=lambda answers: verbs.review(found, by=request.user, on=on, **answers),
        then=page_of(found.child_id),
        said="Saved: the warning stands.",
        title="Look at the warning again",
        lead=f"{found.get_risk_display()}: {found.what}",
        **about(found.child),
    )


class EndWarning(Form):
    """It no longer holds."""

    because = Words(
        label="Why does it no longer hold?",
        rows=4,
        missing="Say why it no longer holds",
        why="The next reader will ask.",
        reads=READERS,
    )


def end(request: SignedIn, pk: int) -> HttpResponse:
    on, found = today(), find_entry(request, WarningNote, pk)

    def do(answers: dict[str, Any]) -> WarningNote:
        return verbs.end(found, by=request.user, on=on, because=answers["because"])

    return ask(
        request,
        EndWarning(typed(request), on=on),
        do=do,
        then=page_of(found.child_id),
        said="Saved: the warning has ended. It stays in the story.",
        title="End the warning",
        lead=f"{found.get_risk_display()}: {found.what}",
        **about(found.child),
    )
