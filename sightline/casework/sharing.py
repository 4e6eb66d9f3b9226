"""Sharing: another agency is asked, chased, and answers or refuses."""

from datetime import date

from sightline.casework.verb import Refused, verb
from sightline.compliance.ways import Limits
from sightline.people.models import Worker
from sightline.record.models import InformationRequest, Referral


@verb
def ask(
    referral: Referral,
    *,
    by: Worker,
    on: date,
    agency: str,
    asks: str,
    asked_of: str = "",
    answer_by_on: date | None = None,
) -> InformationRequest:
    """Ask another agency about a child; whoever leads the case waits for the answer and chases it."""
    if not asks.strip():
        raise Refused("Say what you ask.")
    return InformationRequest.objects.create(
        recorded_by=by,
        child_id=referral.child_id,
        referral=referral,
        agency=agency,
        asked_of=asked_of.strip(),
        asks=asks.strip(),
        asked_on=on,
        answer_by_on=answer_by_on or Limits().within("information-answer", on=on).due(on),
    )


@verb
def chase(request: InformationRequest, *, by: Worker, on: date) -> InformationRequest:
    """We asked again."""
    request = _waiting(request)
    request.days_chased = [*request.days_chased, on]
    request.save(update_fields=["days_chased"])
    return request


@verb
def answer(
    request: InformationRequest, *, by: Worker, on: date, answer: str, told: str = ""
) -> InformationRequest:
    """They told us, knew nothing, or refused; or we no longer ask. Until then what we asked is not known."""
    request = _waiting(request)
    if answer != InformationRequest.Answer.NOTHING_KNOWN and not told.strip():
        raise Refused("Say what they told us, or why there is no answer.")
    request.answered_on, request.answer, request.answer_recorded_by = on, answer, by
    request.told = told.strip()
    request.save(update_fields=["answered_on", "answer", "answer_recorded_by", "told"])
    return request


def _waiting(request: InformationRequest) -> InformationRequest:
    found = InformationRequest.objects.select_for_update().get(pk=request.pk)
    if found.answered_on is not None:
        raise Refused("This has been answered already.")
    return found
