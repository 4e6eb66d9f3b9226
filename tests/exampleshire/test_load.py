"""The load: the same every time, whole, journalled, and only ever into an empty record."""

import hashlib
from datetime import date

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from sightline.audit.models import JournalEntry
from sightline.casework import family
from sightline.exampleshire import load
from sightline.exampleshire.commands import run_load
from sightline.exampleshire.load import AlreadyThere
from sightline.people.models import Team, Worker
from sightline.record.models import Person
from tests.exampleshire.conftest import ON

OURS = [model for model in apps.get_models() if model.__module__.startswith("sightline.")]
#: When the journal was written is when it was loaded, and its numbers go on from whatever was there before.
NOT_MADE_UP = {"audit_journalentry": "'{id,at,digest}'::text[]", "audit_look": "'{digest}'::text[]"}


def fingerprint(model: type[models.Model]) -> str:
    """A digest of every row of the model's table."""
    table = model._meta.db_table
    apart = NOT_MADE_UP.get(table, "'{}'::text[]")
    rows = f"SELECT (to_jsonb(entry) - {apart})::text FROM {table} AS entry ORDER BY 1"
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        cursor.execute(rows)
        for (row,) in cursor.fetchall():
            digest.update(row.encode())
    return digest.hexdigest()


def loaded_once(seed: int = 1, on: date = ON, children: int = 40) -> dict[str, str]:
    """The fingerprint of every table after a load, which is then rolled back."""
    with transaction.atomic():
        load.load(children=children, seed=seed, on=on)
        found = {model._meta.db_table: fingerprint(model) for model in OURS}
        transaction.set_rollback(True)
    return found


def test_the_same_seed_day_and_size_make_the_same_record(db: None) -> None:
    first = loaded_once()
    assert loaded_once() == first
    for other in (loaded_once(seed=2), loaded_once(on=date(2026, 11, 21)), loaded_once(children=41)):
        assert other["record_referral"] != first["record_referral"]
        assert other["record_sighting"] != first["record_sighting"]


def test_every_row_is_in_the_journal_with_the_worker_who_wrote_it(exampleshire: dict[str, int]) -> None:
    record = [model for model in OURS if model._meta.app_label == "record"]
    entries = dict(JournalEntry.objects.values_list("table").annotate(models.Count("pk")))
    assert entries == {model._meta.db_table: exampleshire[model._meta.db_table] for model in record}
    with connection.cursor() as cursor:
        for model in record:
            cursor.execute(
                f"SELECT count(*) FROM {model._meta.db_table} AS entry JOIN audit_journalentry AS journal "
                f"ON journal.row = entry.id AND journal.table = '{model._meta.db_table}' "
                "AND journal.worker = entry.recorded_by_id AND journal.after = to_jsonb(entry)"
            )
            assert cursor.fetchone() == (exampleshire[model._meta.db_table],)


def test_work_goes_on_where_the_load_left_off(exampleshire: dict[str, int]) -> None:
    worker = Worker.objects.get(email="amina.yusuf@exampleshire.example")
    with transaction.atomic():
        person = family.add_person(by=worker, given_name="Fern", family_name="Whitley")
        assert person.pk == exampleshire["record_person"] + 1
        transaction.set_rollback(True)


def test_it_is_not_loaded_twice(exampleshire: dict[str, int], capsys: pytest.CaptureFixture[str]) -> None:
    before = Person.objects.count()
    with pytest.raises(AlreadyThere, match="Exampleshire is here already"):
        load.load(children=40, seed=1, on=ON)
    assert run_load(asked()) == 1
    assert capsys.readouterr().err == "sightline: Exampleshire is here already.\n"
    assert run_load(asked(if_empty=True)) == 0
    assert capsys.readouterr().out.startswith("Who can sign in, all with the password made-up-authority:")
    assert Person.objects.count() == before


def asked(*, if_empty: bool = False, again: bool = False):  # type: ignore[no-untyped-def]  # argparse's own type says nothing
    """What was typed after `sightline exampleshire load`."""
    from argparse import Namespace

    return Namespace(children=40, seed=1, on=ON, if_empty=if_empty, again=again)


def test_it_is_not_loaded_beside_anybody_elses_record(bryn: Worker) -> None:
    with pytest.raises(AlreadyThere, match="only ever loaded into an empty one"):
        load.load(children=40, seed=1, on=ON)
    with pytest.raises(AlreadyThere, match="holds a record"):
        load.empty_our_own()
    assert list(Team.objects.values_list("name", flat=True)) == ["Assessment North"]


def test_another_servers_database_is_never_emptied(
    exampleshire: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere.example/sightline")
    with pytest.raises(AlreadyThere, match="only our own is ever emptied"):
        load.empty_our_own()
    assert Worker.objects.count() == exampleshire["people_worker"]


def guarded() -> set[str]:
    """The tables whose changes are journalled."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'every_change_is_journalled'"
        )
        return {table for (table,) in cursor.fetchall()}


def test_our_own_is_emptied_and_may_be_loaded_again(exampleshire: dict[str, int], db: None) -> None:
    with transaction.atomic():
        load.empty_our_own()
        assert {model._default_manager.count() for model in OURS} == {0}
        load.refuse_unless_empty()
        assert guarded() == {model._meta.db_table for model in apps.get_app_config("record").get_models()}
        transaction.set_rollback(True)
