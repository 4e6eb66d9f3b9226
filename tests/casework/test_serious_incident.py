"""A serious incident is recorded, notified or not, reviewed, and seen in the story and the clocks."""

from datetime import date

import pytest

from sightline.casework import serious_incident
from sightline.casework.verb import Refused
from sightline.compliance.child import clocks
from sightline.duties.language import Standing, Thread
from sightline.record.models import SeriousIncident

HAPPENED, KNOWN = date(2026, 3, 2), date(2026, 3, 4)


@pytest.fixture
def incident(mia, bryn):
    told = {"harm": "seriously_harmed", "happened_on": HAPPENED, "known_on": KNOWN}
    return serious_incident.record(mia, by=bryn, what="A fracture that nobody explains.", **told)


def standings(incident, on: date) -> dict[str, Standing]:
    thread = Thread.SERIOUS_INCIDENT.number(incident.pk)
    found = clocks([incident.child_id], on=on)[incident.child_id]
    return {clock.duty.id: clock.standing(on) for clock in found if clock.thread == thread}


def test_the_clocks_of_the_panel_run_from_knowing_from_the_incident_and_from_the_notification(incident, bryn):
    assert standings(incident, date(2026, 3, 11)) == {
        "serious-incident-duty": Standing.RUNNING,
        "serious-incident-notification": Standing.RUNNING,
        "rapid-review": Standing.RUNNING,
    }
    assert standings(incident, date(2026, 3, 12))["serious-incident-notification"] is Standing.OVERDUE
    serious_incident.notify(incident, by=bryn, on=date(2026, 3, 12), reference="P-1")
    serious_incident.send_review(incident, by=bryn, on=date(2026, 3, 24))
    assert standings(incident, date(2026, 3, 24)) == {
        "serious-incident-duty": Standing.IN_TIME,
        "serious-incident-notification": Standing.LATE,
        "rapid-review": Standing.LATE,
        "rapid-review-after-notification": Standing.IN_TIME,
    }


def test_only_a_senior_manager_decides_that_it_need_not_be_notified(incident, bryn, iris):
    with pytest.raises(Refused, match="director or a service manager"):
        serious_incident.need_not_notify(incident, by=bryn, on=KNOWN, because="An accident")
    serious_incident.need_not_notify(
        incident, by=iris, on=date(2026, 3, 5), because="A road accident, witnessed."
    )
    assert set(standings(incident, date(2026, 3, 30)).values()) == {Standing.NO_LONGER_OWED}


def test_a_notified_incident_is_not_also_one_that_need_not_be(incident, bryn, iris):
    serious_incident.notify(incident, by=bryn, on=KNOWN, reference="P-1")
    with pytest.raises(Refused, match="an incident is notified or not"):
        serious_incident.need_not_notify(incident, by=iris, on=KNOWN, because="On reflection")
    assert SeriousIncident.objects.get().not_notifiable_on is None


def test_a_notification_has_a_reference(incident, bryn):
    with pytest.raises(Refused, match="the panel’s reference"):
        serious_incident.notify(incident, by=bryn, on=KNOWN, reference=" ")


def test_a_social_worker_records_none(mia, amina):
    told = {"harm": "died", "happened_on": HAPPENED, "known_on": KNOWN}
    with pytest.raises(Refused, match="A manager records"):
        serious_incident.record(mia, by=amina, what="x", **told)
