"""What a worker is registered as and trained in: recorded by their manager or the administrator."""

from datetime import date

from sightline.casework.verb import Refused, verb
from sightline.people.models import KNOWS_TRAINING, Training, Worker

OWN = "Somebody else records what you are trained in."


@verb(may=KNOWS_TRAINING, refused="A manager records what a worker is trained in.")
def complete(
    worker: Worker, *, by: Worker, course: str, completed_on: date, expires_on: date | None = None
) -> Training:
    """A worker completed a course; it counts until, but not on, the day that it expires."""
    if by.pk == worker.pk:
        raise Refused(OWN)
    return Training.objects.create(
        worker=worker, course=course, completed_on=completed_on, expires_on=expires_on, recorded_by=by
    )


@verb(may=KNOWS_TRAINING, refused="A manager records what a worker is trained in.")
def register(worker: Worker, *, by: Worker, number: str, until: date | None) -> Worker:
    """A worker's registration with Social Work England: its number, and the day it runs out."""
    if by.pk == worker.pk:
        raise Refused(OWN)
    worker.social_work_england_number, worker.registered_until_on = number.strip(), until
    worker.save(update_fields=["social_work_england_number", "registered_until_on"])
    return worker
