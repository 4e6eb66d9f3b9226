"""Every rule of the census, told by stories at its edges."""

import json

import pytest

from sightline.returns.cin_census.check import Outcome, rules_of
from sightline.returns.cin_census.rules import RULES
from tests.returns.census import sample
from tests.returns.cin_census import about_assessments, about_children, about_episodes, about_plans
from tests.returns.cin_census.stories import Story, checked, places

STORIES = [
    *about_children.STORIES,
    *about_episodes.STORIES,
    *about_assessments.STORIES,
    *about_plans.STORIES,
]

_LISTED = """
100 1103 1104 1105 1510 1520 1530 1540 1550 1560Q 1570 1580 2883 2884 2885 2886Q 2887Q 2888Q 2889 2990 2991Q
4000 4001 4003 4004 4008 4009Q 4010 4011 4012Q 4013 4014 4015 4016 4017 4180 4220 8500 8510 8520 8525Q 8530Q
8535Q 8540 8545Q 8555Q 8565 8568 8569Q 8585Q 8590 8600 8606 8608 8610 8614 8615 8620 8630 8640 8650 8670Q
8675Q 8696 8715 8720 8730 8736 8740 8750 8770Q 8772 8775Q 8790 8794 8805 8810 8815 8816 8820 8825Q 8831 8832
8839 8840 8841 8842Q 8863Q 8866 8867 8868 8869 8870Q 8873Q 8875 8890 8896 8897Q 8898 8905 8910 8915 8920 8925
8930 8935 8940 8945Q 8950Q
"""
LISTED = frozenset(_LISTED.split())
"""The Department's rules for 2025-26."""


@pytest.mark.parametrize("told", STORIES, ids=str)
def test_a_rule_fires_where_its_story_says_and_nowhere_else(tmp_path, told: Story) -> None:
    result = checked(tmp_path, told.text, told.code)
    expected = told.at.split(", ") if told.at else []
    assert places(result, told.code) == expected
    (outcome,) = [one.outcome for one in result.results]
    assert outcome is (Outcome.FIRED if expected else Outcome.CLEAN)


def test_the_rules_of_2025_26_are_the_departments_109_and_ours() -> None:
    rules = {rule.code: rule for rule in rules_of(2026)}
    severities = [rule.severity for rule in rules.values() if not rule.ours]
    assert len(LISTED) == 109
    assert {code for code, rule in rules.items() if not rule.ours} == LISTED
    assert set(rules) - LISTED == {*(f"SL0{number}" for number in range(1, 7)), "SL12"}
    assert (severities.count("error"), severities.count("query")) == (83, 26)


def test_codes_severities_and_words_are_those_the_sector_lists() -> None:
    listed = json.loads(sample("rules_2025_26.json").read_text("utf-8"))
    assert {(one["code"], one["severity"].lower(), plain(one["message"])) for one in listed} == {
        (rule.code, rule.severity, plain(rule.says)) for rule in rules_of(2026) if not rule.ours
    }


def plain(words: str) -> str:
    """A message without the prefix that queries have, and without its full stop."""
    for prefix in ("amend data or provide a reason: ", "amend or provide a reason: "):
        words = words.partition(prefix)[2] or words
    words = words.strip().rstrip(".")
    return words[:1].upper() + words[1:]


def test_each_rule_is_told_firing_and_clean() -> None:
    firing = {told.code for told in STORIES if told.at}
    clean = {told.code for told in STORIES if not told.at}
    elsewhere = {"SL01", "SL02", "SL10", "SL11", "SL12"}
    assert set(RULES) - firing == elsewhere
    assert set(RULES) - clean == elsewhere
