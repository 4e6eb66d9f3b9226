"""What goes out for analysis names nobody."""

import csv
from argparse import Namespace

import pytest

from sightline.compliance import commands
from sightline.compliance.pseudonyms import COLUMNS, pseudonym
from sightline.record.models import Person


def test_milestones_go_out_under_pseudonyms_and_few_of_a_kind_are_told(mias_case, tmp_path, capsys):
    place = tmp_path / "milestones.csv"
    assert commands.milestones(Namespace(out=str(place))) == 0
    told = capsys.readouterr().out
    rows = list(csv.DictReader(place.open()))
    child = pseudonym("child", mias_case.child.pk)
    assert tuple(rows[0]) == COLUMNS
    assert {row["child"] for row in rows} == {child}
    assert ("referral_received", "2026-03-02") in {(row["kind"], row["day"]) for row in rows}
    text = place.read_text() + told
    for person in Person.objects.all():
        assert person.family_name not in text
        assert person.given_name not in text
    assert "Few enough to point at somebody: referral_received, 1 children." in told


def test_a_pseudonym_is_the_same_each_time_and_another_elsewhere(settings):
    first = pseudonym("child", 7)
    assert pseudonym("child", 7) == first
    assert pseudonym("child", 8) != first != pseudonym("thread", 7)
    settings.SECRET_KEY = "elsewhere" * 6
    assert pseudonym("child", 7) != first


def test_a_file_that_is_there_is_not_written_over(mias_case, tmp_path):
    place = tmp_path / "milestones.csv"
    place.write_text("mine")
    with pytest.raises(FileExistsError):
        commands.milestones(Namespace(out=str(place)))
    assert place.read_text() == "mine"


def test_the_command_about_old_records_names_nobody(mias_case, capsys):
    assert commands.retention(Namespace(on=None)) == 0
    said = capsys.readouterr().out
    assert "records are past their time" in said
    assert "Periods of being looked after are not recorded yet" in said
    assert mias_case.child.family_name not in said
