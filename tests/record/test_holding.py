"""Nothing open is nobody's: leaving, closing a team and giving out work, alone and at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from sightline.casework import allocation, closure, contact, referral
from sightline.casework.verb import Refused
from sightline.compliance.child import unmet
from sightline.people.models import Team, Worker

ON = date(2026, 4, 1)


def refused_because(change):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        change()
    return error.value.__cause__.diag.constraint_name


def leave(worker, on=ON):
    Worker.objects.filter(pk=worker.pk).update(left_on=on)


def close_team(team, on=ON):
    Team.objects.filter(pk=team.pk).update(closed_on=on)


def close_case(case, by):
    seen = frozenset(clock.duty.id for clock in unmet(case, on=ON))
    return closure.close(case, by=by, on=ON, reason="RC7", because="Needs met", unmet_seen=seen)


def test_nobody_leaves_with_work_attached(mias_referral, amina, bryn):
    led = allocation.allocate(mias_referral, to=amina, by=bryn, on=date(2026, 3, 3))
    assert refused_because(lambda: leave(amina)) == "nobody_leaves_with_work_attached"
    allocation.end(led, by=bryn, on=ON, because="Amina is leaving")
    leave(amina)
    amina.refresh_from_db()
    assert (amina.left_on, amina.is_active) == (ON, False)


def test_somebody_leaves_when_their_last_case_is_closed(mias_referral, amina, bryn):
    allocation.allocate(mias_referral, to=amina, by=bryn, on=date(2026, 3, 3))
    close_case(mias_referral, bryn)
    leave(amina)
    amina.refresh_from_db()
    assert amina.left_on == ON


def test_a_leaver_is_given_no_work_even_in_raw_sql(mias_referral, amina, bryn):
    led = allocation.allocate(mias_referral, to=amina, by=bryn, on=date(2026, 3, 3))
    allocation.end(led, by=bryn, on=ON, because="Amina is leaving")
    leave(amina)
    sql = "UPDATE record_allocation SET until_on = NULL, ended_because = NULL WHERE id = %s"
    assert refused_because(lambda: connection.cursor().execute(sql, [led.pk])) == "a_leaver_is_given_no_work"


def test_a_manager_leaves_only_when_another_has_the_team(assessment_team, bryn, carys):
    assert refused_because(lambda: leave(bryn)) == "a_team_keeps_a_manager"
    Team.objects.filter(pk=assessment_team.pk).update(manager=carys)
    leave(bryn)
    team = Team.objects.filter(pk=assessment_team.pk)
    assert refused_because(lambda: team.update(manager=bryn)) == "a_team_keeps_a_manager"


def test_a_team_cannot_be_without_a_manager(assessment_team):
    sql = "UPDATE people_team SET manager_id = NULL"
    with pytest.raises(IntegrityError, match="manager_id"), transaction.atomic():
        connection.cursor().execute(sql)


def test_a_team_closes_without_work(mias_referral, assessment_team, bryn):
    assert refused_because(lambda: close_team(assessment_team)) == "a_team_closes_without_work"
    close_case(mias_referral, bryn)
    close_team(assessment_team)
    assessment_team.refresh_from_db()
    assert assessment_team.closed_on == ON


def test_a_front_door_closes_without_a_contact_that_waits(mia, gwen, hal, front_door_team):
    waiting = contact.receive(
        by=gwen,
        children=[mia],
        received_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
        route="written",
        source="6",
        words="Mia was out late.",
        team=front_door_team,
    )
    assert refused_because(lambda: close_team(front_door_team)) == "a_team_closes_without_work"
    contact.decide(
        waiting,
        by=hal,
        at=datetime(2026, 3, 2, 10, tzinfo=UTC),
        decision="advice",
        because="Told where to go",
        history_seen=True,
    )
    close_team(front_door_team)
    with pytest.raises(Refused, match="a closed team is given no work"):
        contact.receive(
            by=gwen,
            children=[mia],
            received_at=datetime(2026, 4, 2, 9, tzinfo=UTC),
            route="written",
            source="6",
            words="Again.",
            team=front_door_team,
        )


def test_a_closed_team_is_given_no_referral(mia, bryn, assessment_team):
    close_team(assessment_team)
    with pytest.raises(Refused, match="a closed team is given no work"):
        referral.receive(by=bryn, child=mia, team=assessment_team, received_on=ON, source="6")


SOMEBODY = """
INSERT INTO people_worker (password, email, name, role, agency, social_work_england_number)
VALUES ('', %s, %s, 'team_manager', 'social_care', '') RETURNING id
"""
MIA = """
WITH team AS (
    INSERT INTO people_team (name, is_front_door, manager_id) VALUES ('Committed', false, %s) RETURNING id
), mia AS (
    INSERT INTO record_person (recorded_by_id, given_name, family_name, chosen_name, other_names, sex,
        ethnicity, language, disabilities)
    VALUES (%s, 'Mia', 'Larch', '', '', 'F', 'NOBT', '', '{}') RETURNING id
)
INSERT INTO record_referral (recorded_by_id, child_id, team_id, received_on, route, source, referrer_agency,
    referrer_can_be_told, primary_need, because, is_transfer_in)
SELECT %s, mia.id, team.id, '2026-03-02', 'written', '6', '', true, 'N0', '', false FROM mia, team
RETURNING id, child_id
"""
LEAVE = "UPDATE people_worker SET left_on = '2026-04-01' WHERE id = %(worker)s"
ALLOCATE = """
INSERT INTO record_allocation (recorded_by_id, child_id, referral_id, worker_id, from_on, because)
VALUES (%(worker)s, %(mia)s, %(referral)s, %(worker)s, '2026-03-03', '')
"""
WRITTEN = (
    "record_searchname",
    "record_allocation",
    "record_referral",
    "record_person",
    "people_team",
    "people_worker",
)


def connect():
    """A connection of its own, as the owner, to the database of this test."""
    parameters = connection.get_connection_params()
    names = ("host", "port", "user", "password", "dbname")
    own = psycopg.connect(**{name: parameters[name] for name in names if parameters.get(name)})
    own.execute("SELECT set_config('app.worker', '1', false)")
    own.commit()
    return own


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """A worker without work and a referral without a worker, committed for other connections to see."""
    with django_db_blocker.unblock(), connect() as owner:
        manager = owner.execute(SOMEBODY, ["manager@exampleshire.example", "Bryn"]).fetchone()[0]
        worker = owner.execute(SOMEBODY, ["worker@exampleshire.example", "Amina"]).fetchone()[0]
        case, mia = owner.execute(MIA, [manager, worker, worker]).fetchone()
        owner.commit()
        yield {"worker": worker, "mia": mia, "referral": case}
        owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in (*WRITTEN, "audit_journalentry"):
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            owner.execute(f"DELETE FROM {table}")
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


ORDERS = {"leave": (LEAVE, ALLOCATE), "allocate": (ALLOCATE, LEAVE)}


@pytest.mark.parametrize(("first", "second"), ORDERS.values(), ids=ORDERS)
def test_leaving_and_being_given_work_at_the_same_moment_cannot_both_happen(committed, first, second):
    with connect() as one, connect() as other, ThreadPoolExecutor(1) as meanwhile:
        one.execute(first, committed)
        waits = meanwhile.submit(other.execute, second, committed)
        with pytest.raises(TimeoutError):
            waits.result(timeout=0.3)
        one.commit()
        with pytest.raises(psycopg.errors.CheckViolation):
            waits.result(timeout=10)
