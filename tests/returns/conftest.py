"""What the tests of the returns share."""

from pathlib import Path
from typing import Any

import pytest

from sightline.people.models import Team, Worker
from sightline.returns.cin_census.bring_in import Account, Manner, Progress, bring_in_census
from sightline.returns.cin_census.read import read
from tests.returns.census import (
    census,
    write,
)


@pytest.fixture
def bring(tmp_path: Path, amina: Worker, assessment_team: Team) -> Any:
    """Brings these children of a census in, in Amina's name: `bring(child(…), …, manner=…)`."""

    def brought(
        *children: str, manner: Manner = Manner.ALL_OR_NOTHING, progress: Progress | None = None
    ) -> Account:
        told = read(write(tmp_path, census(*children)))
        return bring_in_census(
            told, by=amina, team=assessment_team, system="Oldcase", manner=manner, progress=progress
        )

    return brought
