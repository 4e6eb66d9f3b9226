"""What PostgreSQL refuses by itself, whoever asks: the journal, the named worker, the web's own role."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from sightline.audit import looks
from sightline.audit.models import JournalEntry, Look
from sightline.casework import family, sighting
from sightline.record import database
from sightline.record.models import Person
from sightline.record.reader import reading

HOLDING = {"nothing_open_is_nobodys", "a_leaver_is_given_no_work"}
HOLDING |= {"every_word_can_be_found", "what_was_sent_waits_again"}
HOLDING |= {"nobody_leads_a_case_and_has_a_part_in_it", "a_leaver_is_given_no_part"}
HOLDING |= {"everybody_can_be_found", "what_is_set_aside_leads_to_one_entry"}
HOLDING |= {"a_section_is_carried_within_the_family"}
HOLDING |= {"a_mark_is_on_an_event_of_the_same_child", "a_mark_is_moved_to_no_other_childs_event"}
HOLDING |= {"a_question_hangs_on_its_own_form", "an_answer_fits_its_question"}
HOLDING |= {"an_answer_that_is_changed_fits_its_question"}


def in_the_name_of(worker_id):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.worker', %s, true)", [str(worker_id)])


def refused(sql, *params):
    """The words with which PostgreSQL refuses a statement, leaving the test's transaction usable."""
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)
    return str(error.value)


def test_a_change_with_no_named_worker_is_refused_even_in_raw_sql(mia):
    in_the_name_of("")
    said = refused("UPDATE record_person SET chosen_name = 'Mimi' WHERE id = %s", mia.pk)
    assert "must name the worker" in said
    mia.refresh_from_db()
    assert mia.chosen_name == ""


def test_the_journal_catches_raw_sql(mia, carys):
    in_the_name_of(carys.pk)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE record_person SET chosen_name = 'Mimi' WHERE id = %s", [mia.pk])
    entry = JournalEntry.objects.filter(table="record_person", row=mia.pk).latest("pk")
    assert (entry.operation, entry.worker, entry.child) == ("UPDATE", carys.pk, mia.pk)
    assert (entry.before["chosen_name"], entry.after["chosen_name"]) == ("", "Mimi")


def test_a_verb_journals_the_worker_and_the_first_row_image(mia, amina):
    seen = sighting.record(
        mia,
        by=amina,
        on=mia.born_on.replace(year=2026),
        where="At home",
        purpose="welfare",
        was_seen=True,
        alone="yes",
    )
    entry = JournalEntry.objects.get(table="record_sighting", row=seen.pk)
    assert (entry.operation, entry.worker, entry.child, entry.before) == ("INSERT", amina.pk, mia.pk, None)
    assert entry.after["where"] == "At home"


@pytest.mark.parametrize("table", database.tables())
def test_nothing_in_the_record_is_ever_deleted_or_emptied(table, amina):
    connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    in_the_name_of(amina.pk)
    assert "never deleted" in refused(f"TRUNCATE {table} CASCADE")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal", [table]
        )
        triggers = {name for (name,) in cursor.fetchall()}
    assert triggers - HOLDING == {"every_change_is_journalled", "nothing_is_deleted", "nothing_is_emptied"}


def test_a_person_cannot_be_deleted(mia, amina):
    in_the_name_of(amina.pk)
    assert "never deleted" in refused("DELETE FROM record_person WHERE id = %s", mia.pk)
    assert Person.objects.filter(pk=mia.pk).exists()


@pytest.mark.parametrize("table", ["audit_journalentry", "audit_look"])
def test_what_the_audit_wrote_cannot_be_changed_or_removed(mia, amina, table):
    looks.log(worker=amina.pk, page="child", children=[mia.pk])
    assert "cannot be changed or removed" in refused(f"UPDATE {table} SET worker = 1")
    assert "cannot be changed or removed" in refused(f"DELETE FROM {table}")
    assert "cannot be changed or removed" in refused(f"TRUNCATE {table}")


def test_the_web_role_owns_nothing_and_cannot_touch_the_journal(mia, amina, as_web_role):
    with as_web_role():
        assert "permission denied" in refused("INSERT INTO audit_journalentry (at, worker) VALUES (now(), 1)")
        assert "permission denied" in refused("DELETE FROM record_person")
        assert "must be owner" in refused("ALTER TABLE record_person DISABLE TRIGGER ALL")
        assert "must be owner" in refused("DROP VIEW record_milestone")
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole")
            assert cursor.fetchone() == (0,)


def test_the_web_role_can_do_casework_and_is_journalled(mia, amina, as_web_role):
    with as_web_role(), reading(amina, at=timezone.now()):
        person = family.add_person(by=amina, given_name="Ned", family_name="Ash")
    assert JournalEntry.objects.get(table="record_person", row=person.pk).worker == amina.pk


def test_a_look_is_logged_for_each_child_on_the_page(mia, amina):
    looks.log(worker=amina.pk, page="search", children=[mia.pk, mia.pk], words="larch")
    assert list(Look.objects.values_list("worker", "page", "child", "words")) == [
        (amina.pk, "search", mia.pk, "larch")
    ]


def test_a_search_that_found_nobody_is_still_a_look(amina):
    looks.log(worker=amina.pk, page="search", words="nobody of that name")
    assert list(Look.objects.values_list("child", "words")) == [(None, "nobody of that name")]
