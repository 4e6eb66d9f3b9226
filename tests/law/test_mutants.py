"""The tests of the law would see it if the law were wrong."""

from pathlib import Path

from tests.law.mutants import CALENDAR, MUTANTS, RULES, copy, run, survivors


def test_the_copy_as_it_stands_passes(tmp_path: Path) -> None:
    copy(tmp_path)
    found = run(tmp_path, *RULES, *CALENDAR)
    assert found.returncode == 0, found.stdout + found.stderr


def test_every_way_to_get_the_law_wrong_is_seen(tmp_path: Path) -> None:
    assert len(MUTANTS) >= 40
    survived = [f"{mutant.wrong} ({mutant.file}): {how}" for mutant, how in survivors(tmp_path)]
    assert not survived, "\n\n".join(survived)
