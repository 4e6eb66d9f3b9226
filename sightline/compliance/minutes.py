"""Minutes of strategy discussions that an agency has not answered within the authority's own days."""

from dataclasses import dataclass
from datetime import date

from sightline.compliance.ways import Limits
from sightline.people.models import Worker
from sightline.record.models import SentCopy

WAY = "minute-answer"


@dataclass(frozen=True)
class Unanswered:
    """A copy of a minute that somebody was to confirm or dispute by a day, and has not."""

    copy: SentCopy
    answer_by_on: date


def unanswered(worker: Worker, *, on: date) -> list[Unanswered]:
    """The minutes of children whom this worker may see whose day to be answered has passed, the oldest first.

    Two queries. How many days an agency has is the authority's own to say: no law gives a number.
    """
    limits = Limits()
    sent = (
        SentCopy.objects.visible_to(worker)
        .standing()
        .filter(discussion__isnull=False, answered_on=None, sent_on__lte=on)
    )
    found = [
        Unanswered(one, limits.within(WAY, on=one.sent_on).due(one.sent_on))
        for one in sent.select_related("child", "discussion").order_by("sent_on", "pk")
    ]
    return [one for one in found if one.answer_by_on < on]
