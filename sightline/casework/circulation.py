"""Circulation: who is sent which version of minutes, a plan or a page, and what they answer."""

from datetime import date

from sightline.casework.verb import Refused, verb
from sightline.people.models import FOLLOWS_PLANS, Worker
from sightline.record.models import (
    ChildInNeedPlan,
    ChildProtectionPlan,
    Conference,
    Document,
    FamilyPage,
    SentCopy,
    StrategyDiscussion,
)
from sightline.record.models.circulation import PLACES

#: What papers are sent of.
Place = Conference | ChildProtectionPlan | ChildInNeedPlan | StrategyDiscussion | FamilyPage


@verb
def send(
    place: Place, document: Document | None, *, by: Worker, on: date, person: str, agency: str, route: str
) -> SentCopy:
    """Somebody, by name, was sent this version, by this secure route.

    The minute of a strategy discussion and a page for a family are sent as they stand: they have no document.
    """
    if document is not None and document.struck_out_at is not None:
        raise Refused("That document is struck out.")
    if isinstance(place, StrategyDiscussion) and place.held_on is None:
        raise Refused("There is no minute of a discussion that was not held.")
    if not person.strip():
        raise Refused("Say to whom it was sent, by name.")
    return SentCopy.objects.create(
        recorded_by=by,
        child_id=place.child_id,
        document=document,
        person=person.strip(),
        agency=agency,
        route=route,
        sent_on=on,
        **{PLACES[str(place._meta.model_name)]: place},
    )


@verb
def answer(copy: SentCopy, *, by: Worker, on: date, answer: str, correction: str = "") -> SentCopy:
    """Whoever was sent it confirmed it, wants something put right or disputes it, kept as they say it.

    Agencies do not sign in for this: whoever heard their answer writes it down.
    """
    copy = SentCopy.objects.select_for_update(of=("self",)).get(pk=copy.pk)
    if copy.answered_on is not None:
        raise Refused("They have answered already.")
    if answer == SentCopy.Answer.CORRECTION and not correction.strip():
        raise Refused("Say what they want put right.")
    if answer == SentCopy.Answer.DISPUTED and not correction.strip():
        raise Refused("Say what they dispute, in their words.")
    copy.answered_on, copy.answer = on, answer
    copy.correction = "" if answer == SentCopy.Answer.CONFIRMED else correction.strip()
    copy.save(update_fields=["answered_on", "answer", "correction"])
    return copy


@verb(may=FOLLOWS_PLANS, refused="A manager or a conference chair answers a dispute of the minute.")
def settle(copy: SentCopy, *, by: Worker, on: date, answer: str) -> SentCopy:
    """A manager or chair answers an agency that disputes a minute; both stay beside it."""
    copy = SentCopy.objects.select_for_update(of=("self",)).get(pk=copy.pk)
    if copy.answer != SentCopy.Answer.DISPUTED or copy.settled_on is not None:
        raise Refused("Nobody disputes it, or that was answered already.")
    if not answer.strip():
        raise Refused("Say what you answer.")
    copy.settled_on, copy.settled_by, copy.settlement = on, by, answer.strip()
    copy.save(update_fields=["settled_on", "settled_by", "settlement"])
    return copy
