"""What is loaded is the same every time, and it is only ever loaded into an empty record."""

import hashlib
from datetime import date

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from sightline.exampleshire import load
from sightline.exampleshire.load import AlreadyThere
from sightline.people.models import Team, Worker
from tests.exampleshire.conftest import ON

pytestmark = pytest.mark.django_db

OURS = [model for model in apps.get_models() if model.__module__.startswith("sightline.")]
#: What is told with verbs, and what follows from it: written at the instant of the load, and numbered on.
AS_IT_WAS_LOADED = {
    "audit_journalentry",
    "audit_look",
    "people_training",
    "record_informationrequest",
    "record_opening",
    "record_searchline",
}


def fingerprint(model: type[models.Model]) -> str:
    """A digest of every row of the model's table; of what is told with verbs, how many rows there are."""
    table = model._meta.db_table
    if table in AS_IT_WAS_LOADED or model._meta.app_label == "assurance":
        return f"{model._default_manager.count()} rows"
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(whole)::text FROM {table} AS whole ORDER BY 1")
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


def test_it_is_not_loaded_beside_anybody_elses_record(bryn: Worker) -> None:
    with pytest.raises(AlreadyThere, match="only ever loaded into an empty one"):
        load.load(children=40, seed=1, on=ON)
    with pytest.raises(AlreadyThere, match="holds a record"):
        load.empty_our_own()
    assert list(Team.objects.values_list("name", flat=True)) == ["Assessment North"]
