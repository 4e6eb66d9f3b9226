"""Serious incidents: recorded, notified or not, and reviewed."""

from datetime import date

from sightline.casework.verb import Refused, verb
from sightline.people.models import MANAGERS, SENIOR_MANAGERS, Worker
from sightline.record.models import Person, SeriousIncident

NOT_SENIOR = "The director or a service manager does this."


@verb(may=MANAGERS, refused="A manager records a serious incident.")
def record(
    child: Person, *, by: Worker, harm: str, happened_on: date, known_on: date, what: str
) -> SeriousIncident:
    """A child died or was seriously harmed, and abuse or neglect is known or suspected."""
    return SeriousIncident.objects.create(
        recorded_by=by, child=child, harm=harm, happened_on=happened_on, known_on=known_on, what=what.strip()
    )


@verb(may=MANAGERS, refused="A manager notifies the national panel.")
def notify(incident: SeriousIncident, *, by: Worker, on: date, reference: str) -> SeriousIncident:
    """The national panel was notified, and gave this reference."""
    if not reference.strip():
        raise Refused("Give the panel’s reference.")
    incident.notified_on, incident.notified_by, incident.reference = on, by, reference.strip()
    incident.save(update_fields=["notified_on", "notified_by", "reference"])
    return incident


@verb(may=SENIOR_MANAGERS, refused=NOT_SENIOR)
def need_not_notify(incident: SeriousIncident, *, by: Worker, on: date, because: str) -> SeriousIncident:
    """A senior manager decides, because, that the incident need not be notified."""
    incident.not_notifiable_on, incident.not_notifiable_by = on, by
    incident.not_notifiable_because = because.strip()
    incident.save(update_fields=["not_notifiable_on", "not_notifiable_by", "not_notifiable_because"])
    return incident


@verb(may=MANAGERS, refused="A manager sends the rapid review.")
def send_review(incident: SeriousIncident, *, by: Worker, on: date) -> SeriousIncident:
    """The rapid review was sent to the national panel."""
    incident.review_sent_on = on
    incident.save(update_fields=["review_sent_on"])
    return incident
