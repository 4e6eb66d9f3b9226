"""Bringing a census in is whole or resumed, and the command says so by its exit."""

from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from sightline.people.models import Worker
from sightline.record.models import (
    Identifier,
    Person,
)
from sightline.returns.bringing_in import run_bring_in
from sightline.returns.cin_census import build
from sightline.returns.cin_census.bring_in import Manner
from sightline.returns.cin_census.year import Year
from tests.returns.bringing_in import BAD, GOOD, ON, WHOLE, rows
from tests.returns.building import said
from tests.returns.census import (
    census,
    made,
    write,
)

pytestmark = pytest.mark.django_db


class Cut(Exception):
    """The power failed."""


def returned() -> dict[str, dict[str, Any]]:
    """What the census of 2023-24 built from the record says, by the old number and without the new one."""
    old = {str(one.child_id): one.value for one in Identifier.objects.filter(system="Oldcase")}
    found = [said(one) for one in build.children(Year.written("2023-24"), on=ON)]
    return {old[one["ChildIdentifiers"][0].pop("LAchildID")]: one for one in found}


def test_a_run_that_was_cut_short_is_finished_by_running_it_again(bring: Any) -> None:
    children = list(made(20, seed=7))

    def fails(done: int, of: int) -> None:
        if done == 8:
            raise Cut

    with transaction.atomic():
        bring(*children, manner=Manner.ONLY_GOOD)
        uninterrupted = (rows(), returned())
        transaction.set_rollback(True)
    with pytest.raises(Cut):
        bring(*children, manner=Manner.ONLY_GOOD, progress=fails)
    cut_short = Identifier.objects.count()
    assert 0 < cut_short <= 8
    again = bring(*children, manner=Manner.ONLY_GOOD)
    assert again.there_already["Child"] == cut_short
    assert again.adds_up
    assert (rows(), returned()) == uninterrupted
    once_more = bring(*children, manner=Manner.ONLY_GOOD)
    assert (once_more.made.total(), once_more.brought_in.total()) == (0, 0)
    assert rows() == uninterrupted[0]


def test_a_run_cut_short_of_all_or_nothing_leaves_nothing(bring: Any) -> None:
    before = rows()

    def fails(done: int, of: int) -> None:
        if done == 2:
            raise Cut

    with pytest.raises(Cut):
        bring(WHOLE, GOOD, progress=fails)
    assert rows() == before


def asked(file: Path, **others: Any) -> Namespace:
    given = {"by": "amina@exampleshire.example", "team": "Assessment North", "system": None}
    return Namespace(
        **given | {"file": file, "for_real": False, "dry_run": False, "only_good": False} | others
    )


def test_the_command_rehearses_unless_told_that_it_is_for_real(
    tmp_path: Path, amina: Worker, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path, census(WHOLE, GOOD))
    assert run_bring_in(asked(file)) == 0
    told = capsys.readouterr()
    assert told.out.startswith(
        "census.xml: 2 children from another system, in the name of Amina Yusuf, "
        "to be held by Assessment North\nA dry run: nothing was written."
    )
    assert told.err == "2 of 2 children\n"
    assert Person.objects.count() == 0
    assert run_bring_in(asked(file, for_real=True, system="Oldcase")) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split() for line in lines if line.startswith("Child ")] == [["Child", "2", "2", "0", "0"]]
    assert sorted(Identifier.objects.values_list("system", "value")) == [
        ("Oldcase", "OLD0001"),
        ("Oldcase", "OLD0002"),
    ]


def test_the_command_says_by_its_exit_whether_all_are_there(
    tmp_path: Path, amina: Worker, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path, census(WHOLE, BAD))
    assert run_bring_in(asked(file, for_real=True)) == 1
    assert Person.objects.count() == 0
    assert run_bring_in(asked(file, for_real=True, only_good=True)) == 1
    assert Person.objects.count() == 1
    assert "Left out: 1 child\n  OLD0003\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"by": "nobody@exampleshire.example"}, "nobody who works here has the address"),
        (
            {"team": "Assessment West"},
            "there is no team called 'Assessment West'; there are: Assessment North",
        ),
        ({"system": "x" * 41}, "say which system it is"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_nothing_written(
    tmp_path: Path, amina: Worker, capsys: pytest.CaptureFixture[str], change: dict[str, str], says: str
) -> None:
    before = rows()
    assert run_bring_in(asked(write(tmp_path, census(WHOLE)), for_real=True, **change)) == 2
    assert says in capsys.readouterr().err
    assert rows() == before


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("<Message><Children>", "line 1"),
        ("not a census", "line 1"),
        (census(WHOLE, reference=None), "ReferenceDate"),
        (census(WHOLE, reference="2024-02-30"), "ReferenceDate"),
    ],
)
def test_a_bad_file_is_refused_with_nothing_written(
    tmp_path: Path, amina: Worker, capsys: pytest.CaptureFixture[str], text: str, says: str
) -> None:
    before = rows()
    assert run_bring_in(asked(write(tmp_path, text), for_real=True, only_good=True)) == 2
    assert says in capsys.readouterr().err
    assert rows() == before
