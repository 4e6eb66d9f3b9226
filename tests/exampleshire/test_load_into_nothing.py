"""Exampleshire is only ever loaded into an empty record."""

import pytest

from sightline.exampleshire import load
from sightline.exampleshire.load import AlreadyThere
from sightline.people.models import Team, Worker
from tests.exampleshire.conftest import ON

pytestmark = pytest.mark.django_db


def test_it_is_not_loaded_beside_anybody_elses_record(bryn: Worker) -> None:
    with pytest.raises(AlreadyThere, match="only ever loaded into an empty one"):
        load.load(children=40, seed=1, on=ON)
    with pytest.raises(AlreadyThere, match="holds a record"):
        load.empty_our_own()
    assert list(Team.objects.values_list("name", flat=True)) == ["Assessment North"]
