"""A record that holds something is brought up to date, and what it held is still in it."""

from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from sightline.audit.models import JournalEntry
from sightline.casework import serious_incident
from sightline.casework.verb import name
from sightline.people.models import Role, Worker
from sightline.record.models import AgencyChronology, AgencyEvent, Person

HAPPENED, KNOWN = date(2026, 2, 1), date(2026, 2, 3)
FRACTURE = "A fracture that nobody explains."


def as_of(migration: str) -> Any:
    """The record's tables are what they were after this migration; the models of that day."""
    executor = MigrationExecutor(connection)
    state = executor.migrate([("record", migration)])
    return state.apps


def test_what_agencies_knew_of_an_incident_is_in_chronologies_of_the_child(database_apart: None) -> None:
    event = as_of("0024_scans").get_model("record", "AgencyEvent")
    with transaction.atomic():
        bryn = Worker.objects.create_user(
            "bryn@exampleshire.example", None, name="Bryn", role=Role.TEAM_MANAGER
        )
        name(bryn)
        mia = Person.objects.create(recorded_by=bryn, given_name="Mia", family_name="Larch")
        told = {"harm": "seriously_harmed", "happened_on": HAPPENED, "known_on": KNOWN, "what": FRACTURE}
        incident = serious_incident.record(mia, by=bryn, **told)
        about = {"child_id": mia.pk, "recorded_by_id": bryn.pk, "incident_id": incident.pk}
        log = {"agency": "police", "from_what": "Their log", **about}
        event.objects.create(happened_on=date(2026, 1, 4), words="A call at night.", **log)
        event.objects.create(happened_on=date(2026, 1, 4), words="A call at night.", **log)
        event.objects.create(happened_on=date(2026, 1, 9), words="Nobody opened.", **log)
        school = {"agency": "education", "from_what": "Their files", **about}
        event.objects.create(happened_on=date(2026, 1, 5), words="No coat.", **school)
    call_command("migrate", verbosity=0)
    given = {str(one) for one in AgencyChronology.objects.all()}
    assert given == {"Police: Their log", "School, college or nursery: Their files"}
    kept = AgencyEvent.objects.order_by("happened_on", "pk").select_related("chronology")
    assert [(one.words, one.chronology.agency, one.struck_out_because) for one in kept] == [
        ("A call at night.", "police", None),
        ("A call at night.", "police", "It was told twice."),
        ("No coat.", "education", None),
        ("Nobody opened.", "police", None),
    ]
    assert {one.child_id for one in kept} == {mia.pk}
    made = JournalEntry.objects.filter(table="record_agencychronology")
    assert {one.worker for one in made} == {bryn.pk}, "the journal says whose they are"
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        kept[0].delete()
