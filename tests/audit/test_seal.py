"""Tampering shows, even when the database's owner does it with every guard taken away."""

from argparse import Namespace
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from sightline.audit import commands, looks
from sightline.audit.models import JournalEntry, Look, Seal
from sightline.audit.seal import Tampering, seal, verify
from sightline.casework import family

GUARDED = ("audit_journalentry", "audit_look", "audit_seal")
JOURNAL, LOOKS = Seal.Log.JOURNAL, Seal.Log.LOOKS


@pytest.fixture
def sealed(amina):
    """Six people added, two looks at each of the first two, and all of it sealed."""
    for name in ("Ada", "Ben", "Cleo", "Dot", "Eli", "Fay"):
        person = family.add_person(by=amina, given_name=name, family_name="Ash")
        looks.log(worker=amina.pk, page="child", children=[person.pk])
    return seal()


def as_owner(*statements):
    """What somebody who owns the tables can do: take the guards away, tamper, put them back."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in statements:
            cursor.execute(statement)
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def row(place, log=JournalEntry):
    """A row about a child: those about who works here come before them."""
    rows = log.objects.filter(child__isnull=False).order_by("pk")
    return rows.values_list("pk", flat=True)[place]


def test_nothing_tampered_with_verifies(sealed):
    who_works_here = 4  # Bryn, his team, Bryn in it, and Amina
    assert [(one.log, one.many) for one in sealed] == [(JOURNAL, who_works_here + 6), (LOOKS, 6)]
    assert verify() == []
    assert seal() == []


def test_each_seal_depends_on_the_one_before(sealed, amina):
    family.add_person(by=amina, given_name="Gus", family_name="Ash")
    [second] = seal()
    first = sealed[0]
    assert second.many == 1
    assert second.first > first.last
    assert second.digest != first.digest
    assert verify(newest=second.digest) == []


def test_a_changed_row_shows_by_itself(sealed):
    as_owner(f"UPDATE audit_journalentry SET worker = 0 WHERE id = {row(2)}")
    assert verify() == [Tampering(JOURNAL, f"row {row(2)} was changed after it was written")]


def test_a_changed_row_with_its_digest_made_again_breaks_its_seal(sealed):
    as_owner(
        f"UPDATE audit_journalentry SET worker = 0 WHERE id = {row(2)}",
        f"UPDATE audit_journalentry j SET digest = audit_digest_of(j) WHERE id = {row(2)}",
    )
    [found] = verify()
    assert found.log == JOURNAL
    assert f"rows {sealed[0].first} to {row(5)} are not those sealed" in found.what


def test_a_removed_row_shows(sealed):
    as_owner(f"DELETE FROM audit_look WHERE id = {row(3, Look)}")
    [found] = verify()
    assert found.log == LOOKS
    assert "are not those sealed" in found.what


def test_the_first_and_the_last_row_cannot_be_removed_unseen_either(sealed):
    as_owner(f"DELETE FROM audit_journalentry WHERE id = {sealed[0].first}")
    assert len(verify()) == 1
    as_owner(f"DELETE FROM audit_journalentry WHERE id = {sealed[0].last}")
    assert len(verify()) == 1


def test_rows_that_changed_places_show(sealed):
    one, other = row(1), row(2)
    as_owner(
        f"UPDATE audit_journalentry SET id = -1 WHERE id = {one}",
        f"UPDATE audit_journalentry SET id = {one} WHERE id = {other}",
        f"UPDATE audit_journalentry SET id = {other} WHERE id = -1",
        "UPDATE audit_journalentry j SET digest = audit_digest_of(j)",
    )
    assert len(verify()) == 1


def test_a_row_put_into_a_sealed_stretch_shows(sealed):
    as_owner(
        f"UPDATE audit_journalentry SET id = {row(0)} - 100 WHERE id = {row(5)}",
        "UPDATE audit_journalentry j SET digest = audit_digest_of(j)",
    )
    assert len(verify()) == 1


def test_a_back_dated_row_shows(sealed, amina):
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO audit_journalentry (at, worker, because, "table", row, child, operation)'
            " VALUES (%s, %s, '', 'record_person', 1, 1, 'UPDATE')",
            [datetime(2020, 1, 1, tzinfo=UTC), amina.pk],
        )
    assert verify() == [Tampering(JOURNAL, f"row {row(6)} is dated before a seal that it was written after")]


def test_a_seal_kept_elsewhere_shows_that_the_chain_was_made_again(sealed):
    kept = sealed[0].digest
    as_owner(
        f"UPDATE audit_journalentry SET worker = 0 WHERE id = {row(2)}",
        "UPDATE audit_journalentry j SET digest = audit_digest_of(j)",
        "DELETE FROM audit_seal",
    )
    seal()
    assert verify() == []
    assert verify(newest=kept) == [Tampering(JOURNAL, "the seal that was kept is not in the chain")]


def test_a_long_log_is_sealed_in_stretches(sealed, amina, monkeypatch):
    monkeypatch.setattr("sightline.audit.seal.STRETCH", 2)
    for name in ("Gus", "Hal", "Ivy"):
        family.add_person(by=amina, given_name=name, family_name="Ash")
    assert [one.many for one in seal()] == [2, 1]
    assert verify() == []


def test_a_seal_cannot_be_changed_or_removed(sealed):
    for statement in ("UPDATE audit_seal SET many = 1", "DELETE FROM audit_seal", "TRUNCATE audit_seal"):
        with pytest.raises(DatabaseError, match="cannot be changed or removed"), transaction.atomic():
            connection.cursor().execute(statement)


def test_the_commands_say_what_they_did_and_exit_1_on_tampering(sealed, amina, capsys):
    family.add_person(by=amina, given_name="Gus", family_name="Ash")
    assert commands.seal(Namespace()) == 0
    assert "1 of them" in capsys.readouterr().out
    assert commands.seal(Namespace()) == 0
    assert commands.verify(Namespace(newest=None)) == 0
    said = capsys.readouterr().out
    assert (
        said
        == "Nothing has been written since the last seal.\nNothing has been tampered with: 3 seals hold.\n"
    )
    as_owner(f"UPDATE audit_journalentry SET worker = 0 WHERE id = {row(2)}")
    assert commands.verify(Namespace(newest=None)) == 1
    assert capsys.readouterr().out == (
        f"The journal of changes: row {row(2)} was changed after it was written\n"
    )
