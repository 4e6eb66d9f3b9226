"""Records opened in an emergency: who is told, and by when each is reviewed."""

from datetime import date

from django.db.models import Q

from sightline.compliance.cover import absent
from sightline.people.models import Worker
from sightline.record.models import EmergencyOpening
from sightline.record.models.restriction import EmergencyOpeningQuerySet
from sightline.timescales import working_days
from sightline.timescales.london import day_of

#: Ours, for no law counts it: the next working day.
REVIEWED_WITHIN = working_days(1)


def review_by(opening: EmergencyOpening) -> date:
    """The day by whose end a manager reviews it."""
    return REVIEWED_WITHIN.due(day_of(opening.opened_at))


def told_to(worker: Worker, *, on: date) -> EmergencyOpeningQuerySet:
    """What this worker is told of, or acts for somebody who is."""
    mine = Q(holder=worker) | Q(holder__in=absent(worker, on=on))
    return EmergencyOpening.objects.standing().filter(mine | _managed(worker, on))


def waiting(worker: Worker, *, on: date) -> EmergencyOpeningQuerySet:
    """What waits for this worker: to say that they know, and as its manager to see it reviewed."""
    unknown = Q(manager_knew_at=None) | Q(reviewed_at=None)
    held = Q(holder=worker) | Q(holder__in=absent(worker, on=on))
    waits = (held & Q(holder_knew_at=None)) | (_managed(worker, on) & unknown)
    return EmergencyOpening.objects.standing().filter(waits)


def _managed(worker: Worker, on: date) -> Q:
    return Q(manager=worker) | Q(manager__in=absent(worker, on=on))
