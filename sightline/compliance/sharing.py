"""What other agencies were asked and have not answered: until they do, what was asked is not known."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sightline.people.models import Agency, Worker
from sightline.record.models import InformationRequest


@dataclass(frozen=True, slots=True)
class Silence:
    """What one agency has not answered: how many requests, how many past their day, and the oldest's day."""

    agency: str
    many: int
    past_their_day: int
    oldest_on: date

    def waited(self, on: date) -> int:
        """For how many days the oldest has waited."""
        return (on - self.oldest_on).days


def unanswered(worker: Worker, *, on: date) -> list[InformationRequest]:
    """The requests about children whom this worker may see that nobody had answered by that day, the oldest
    first. One query.
    """
    asked = InformationRequest.objects.visible_to(worker).unanswered().filter(asked_on__lte=on)
    rows = asked.select_related("child", "holder", "referral__team").distinct()
    return sorted(rows, key=lambda one: (one.asked_on, one.pk))


def silences(requests: Iterable[InformationRequest], *, on: date) -> list[Silence]:
    """By agency, in the order of the alphabet: agencies are not ranked."""
    by_agency: dict[str, list[InformationRequest]] = defaultdict(list)
    for one in requests:
        by_agency[Agency(one.agency).label].append(one)
    return [
        Silence(
            agency,
            len(theirs),
            sum(one.answer_by_on < on for one in theirs),
            min(one.asked_on for one in theirs),
        )
        for agency, theirs in sorted(by_agency.items())
    ]
