"""What somebody sent online: taken up as it came, set aside by a manager alone, and changed by nobody."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from sightline.audit.models import JournalEntry
from sightline.casework import contact, entry, online_referral
from sightline.casework.reorganisation import merge
from sightline.casework.verb import Refused
from sightline.compliance.holding import in_team, nobodys
from sightline.people.models import Role, Team, Worker
from sightline.record.models import Contact, OnlineReferral, OnlineReferralChild

AT = datetime(2026, 3, 4, 9, tzinfo=UTC)
LATER = AT + timedelta(hours=1)


def without_a_worker():
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.worker', '', true)")


@pytest.fixture
def sent(front_door_team):
    without_a_worker()
    made = OnlineReferral.objects.create(
        number="4021187730",
        received_at=AT,
        danger_now="no",
        source="1B",
        words="She is out at night.",
        team=front_door_team,
    )
    OnlineReferralChild.objects.create(online_referral=made, given_name="Mia")
    return made


def taken_up(sent, mia, gwen):
    return online_referral.take_up(sent, by=gwen, at=LATER, children=[mia], team=gwen.team)


def refused_because(sql, *params):
    with pytest.raises(IntegrityError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)
    return error.value.__cause__.diag.constraint_name


def test_it_is_held_by_the_front_door_until_it_is_a_contact_which_is_held_in_its_place(
    sent, mia, gwen, front_door_team
):
    assert [(piece.kind, piece.id) for piece in in_team(front_door_team)] == [("onlinereferral", sent.pk)]
    made = taken_up(sent, mia, gwen)
    assert [(piece.kind, piece.id) for piece in in_team(front_door_team)] == [("contact", made.pk)]
    assert (made.words, made.received_at, made.route) == (sent.words, AT, "online")
    assert (made.recorded_by, made.taken_up_at) == (gwen, None), "recorded when it was; the rest is to come"
    assert nobodys() == []


def test_who_may_do_what_with_it(sent, mia, gwen, hal):
    auditor = Worker.objects.create_user("o@exampleshire.example", name="Olu", role=Role.AUDITOR)
    auditor.team = gwen.team
    with pytest.raises(Refused, match="manager sets an online referral aside"):
        online_referral.set_aside(sent, by=gwen, at=LATER, because="Twice")
    with pytest.raises(Refused, match="Say why"):
        online_referral.set_aside(sent, by=hal, at=LATER, because=" ")
    with pytest.raises(Refused, match="works with children"):
        taken_up(sent, mia, auditor)
    online_referral.set_aside(sent, by=hal, at=LATER, because="Sent twice")
    with pytest.raises(Refused, match="has set this aside"):
        taken_up(sent, mia, gwen)
    assert not Contact.objects.exists()


def _director():
    return Worker.objects.create_user("ida@exampleshire.example", name="Ida", role=Role.DIRECTOR)


def test_nobody_changes_what_was_sent_or_says_twice_what_became_of_it(sent, mia, gwen, hal):
    table = "UPDATE record_onlinereferral SET"
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.worker', %s, true)", [str(hal.pk)])
    for change in ("words = 'x'", "received_at = now()", "number = '1234567890'", "tells_of_harm = true"):
        assert refused_because(f"{table} {change}") == "what_was_sent_stays_as_it_was_sent"
    with pytest.raises(Exception, match="what was sent stays"), transaction.atomic():
        OnlineReferralChild.objects.update(given_name="Ned")
    with pytest.raises(Exception, match="never deleted"), transaction.atomic():
        OnlineReferralChild.objects.all().delete()
    made = taken_up(sent, mia, gwen)
    again = f"{table} contact_id = NULL, taken_up_at = NULL, taken_up_by_id = NULL"
    assert refused_because(again) == "what_became_of_an_online_referral_is_said_once"
    entry.strike_out(made, by=hal, because="Put on the wrong child")
    sent.refresh_from_db()
    assert sent.contact is None, "it waits again"
    online_referral.set_aside(sent, by=hal, at=LATER, because="Sent twice")
    again = f"{table} set_aside_at = NULL, set_aside_by_id = NULL, set_aside_because = NULL"
    assert refused_because(again) == "what_became_of_an_online_referral_is_said_once"


def test_the_contact_that_it_becomes_has_its_words_and_no_others(sent, mia, gwen):
    other = contact.receive(
        by=gwen,
        children=[mia],
        received_at=AT,
        route="online",
        source="1B",
        words="All is well",
        team=gwen.team,
    )
    change = "contact_id = %s, taken_up_at = received_at, taken_up_by_id = %s"
    refused = refused_because(f"UPDATE record_onlinereferral SET {change}", other.pk, gwen.pk)
    assert refused == "a_contact_keeps_what_was_sent_online"


def test_a_team_that_joins_another_hands_it_on(sent, hal, assessment_team):
    merge(sent.team, into=assessment_team, by=_director(), at=LATER, because="One door")
    sent.refresh_from_db()
    assert sent.team == assessment_team
    assert [piece.kind for piece in in_team(assessment_team)] == ["onlinereferral"]


def test_whoever_takes_it_up_is_journalled_and_whoever_sent_it_is_a_stranger(sent, mia, gwen):
    taken_up(sent, mia, gwen)
    entries = JournalEntry.objects.filter(table="record_onlinereferral", row=sent.pk).order_by("pk")
    assert [(one.operation, one.worker) for one in entries] == [("INSERT", -1), ("UPDATE", gwen.pk)]
    assert Team.objects.filter(pk=sent.team_id, is_front_door=True).exists()
