"""The load: the same every time, whole, journalled, and only ever into an empty record."""

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from sightline.audit.models import JournalEntry
from sightline.casework import family
from sightline.exampleshire import load
from sightline.exampleshire.commands import run_load
from sightline.exampleshire.load import AlreadyThere
from sightline.people.models import Worker
from sightline.record.models import Person
from sightline.record.models.entry import Entry
from tests.exampleshire.conftest import ON

pytestmark = pytest.mark.django_db


#: How many rows are as their last change left them, and were first written by whoever the row says wrote it.
AS_THE_JOURNAL_HAS_IT = """
    SELECT count(*) FROM {table} AS whole
    JOIN audit_journalentry AS first
      ON first.row = whole.id AND first."table" = %s AND first.operation = 'INSERT'
    JOIN LATERAL (
        SELECT after FROM audit_journalentry
        WHERE row = whole.id AND "table" = %s ORDER BY id DESC LIMIT 1
    ) AS last ON true
    WHERE first.worker = whole.recorded_by_id AND last.after = to_jsonb(whole)
"""


def journalled() -> list[type[models.Model]]:
    """The models whose every change PostgreSQL writes in the journal."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'every_change_is_journalled'"
        )
        tables = {table for (table,) in cursor.fetchall()}
    return [model for model in apps.get_models() if model._meta.db_table in tables]


def test_every_row_is_in_the_journal_with_the_worker_who_wrote_it(exampleshire: dict[str, int]) -> None:
    ours = journalled()
    written = JournalEntry.objects.filter(operation="INSERT").values_list("table")
    entries = dict(written.annotate(models.Count("pk")))
    assert entries == {
        model._meta.db_table: rows for model in ours if (rows := exampleshire[model._meta.db_table])
    }
    record = [model for model in ours if issubclass(model, Entry)]
    assert len(record) > 40
    with connection.cursor() as cursor:
        for model in record:
            table = model._meta.db_table
            cursor.execute(AS_THE_JOURNAL_HAS_IT.format(table=table), [table, table])
            assert cursor.fetchone() == (exampleshire[table],), table


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

    return Namespace(children=40, teams=None, seed=1, on=ON, if_empty=if_empty, again=again)


def test_another_servers_database_is_never_emptied(
    exampleshire: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere.example/sightline")
    with pytest.raises(AlreadyThere, match="only our own is ever emptied"):
        load.empty_our_own()
    assert Worker.objects.count() == exampleshire["people_worker"]
