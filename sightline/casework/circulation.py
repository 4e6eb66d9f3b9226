"""Circulation: who is sent which version of minutes or a plan, and what they answer."""

from datetime import date

from sightline.casework.verb import Refused, verb
from sightline.people.models import Worker
from sightline.record.models import ChildInNeedPlan, ChildProtectionPlan, Conference, Document, SentCopy
from sightline.record.models.circulation import PLACES

#: What papers are sent of.
Place = Conference | ChildProtectionPlan | ChildInNeedPlan


@verb
def send(
    place: Place, document: Document, *, by: Worker, on: date, person: str, agency: str, route: str
) -> SentCopy:
    """Somebody, by name, was sent this version, by this secure route."""
    if document.struck_out_at is not None:
        raise Refused("That document is struck out.")
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
    """Whoever was sent it confirmed it, or wants something put right, which is kept as they say it."""
    copy = SentCopy.objects.select_for_update(of=("self",)).get(pk=copy.pk)
    if copy.answered_on is not None:
        raise Refused("They have answered already.")
    if answer == SentCopy.Answer.CORRECTION and not correction.strip():
        raise Refused("Say what they want put right.")
    copy.answered_on, copy.answer = on, answer
    copy.correction = correction.strip() if answer == SentCopy.Answer.CORRECTION else ""
    copy.save(update_fields=["answered_on", "answer", "correction"])
    return copy
