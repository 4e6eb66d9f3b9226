"""The table of the security standard claims only what a test shows, and says what is not yet."""

import re

from tests.architecture.test_promises import is_a_test
from tests.docs.markdown import page

TABLE = page("docs/reference/asvs.md").read_text("utf-8")
LINES = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TABLE.splitlines()
    if re.match(r"\| *\d", line)
]
HONEST = ("not yet", "does not apply", "not tested here")


def test_every_line_names_a_test_or_a_document_or_says_that_it_has_none() -> None:
    assert len(LINES) > 120
    without = [
        number
        for number, _, here in LINES
        if "tests/" not in here and "](../" not in here and not here.startswith(HONEST)
    ]
    assert not without


def test_every_test_that_it_names_is_there() -> None:
    named = re.findall(r"tests/[\w/.-]+\.py(?:::\w+)*", TABLE)
    assert len(named) > 60
    assert not [test for test in named if not is_a_test(test)]


def test_no_number_is_said_twice() -> None:
    numbers = [number for cell, _, _ in LINES for number in re.findall(r"\d+\.\d+\.\d+", cell)]
    assert len(numbers) == len(set(numbers))
