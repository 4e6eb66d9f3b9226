"""What Sightline claims to do is claimed once, in the open, with the test that shows it."""

import re

import pytest

from tests.docs.markdown import page, rows

CAPABILITIES = [f"C{number}" for number in range(1, 117)]
FINDINGS = [f"F{number}" for number in range(1, 87)] + ["X1", "X2"]
PAGES = [("docs/reference/capabilities.md", CAPABILITIES), ("docs/reference/findings.md", FINDINGS)]
SHOWN_BY = re.compile(r"`?tests/[\w/]+\.py::\w+`?")


@pytest.mark.parametrize(("name", "numbers"), PAGES, ids=["capabilities", "findings"])
def test_every_number_has_one_line_in_order(name: str, numbers: list[str]) -> None:
    assert [row[0] for row in rows(page(name), r"[CFX]\d+")] == numbers


@pytest.mark.parametrize(("name", "numbers"), PAGES, ids=["capabilities", "findings"])
def test_a_line_claims_something_shown_or_says_not_yet(name: str, numbers: list[str]) -> None:
    wrong = [(row[0], problem) for row in rows(page(name), r"[CFX]\d+") if (problem := wrong_with(row))]
    assert not wrong


def wrong_with(row: list[str]) -> str | None:
    """Why a line claims nothing that can be checked; None if it does, or says that it does not."""
    if len(row) != 4:
        return "a line has four cells"
    _, words, where, shown_by = row
    if not words:
        return "it does not say what"
    if where == "not yet":
        return "what is not yet there has no test" if shown_by else None
    if not re.search(r"`[^`]+`", where):
        return "it does not say where: a page's address, a command or a file"
    if not all(SHOWN_BY.fullmatch(test.strip()) for test in shown_by.split(", ")):
        return "it names no test as tests/….py::test_…"
    return None


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (["C1", "A contact", "not yet", ""], None),
        (["C1", "A contact", "`/contacts/`", "tests/web/test_contact.py::test_a_contact_is_written"], None),
        (["C1", "A contact", "not yet", "tests/a.py::test_b"], "what is not yet there has no test"),
        (
            ["C1", "A contact", "soon", "tests/a.py::test_b"],
            "it does not say where: a page's address, a command or a file",
        ),
        (["C1", "A contact", "`/contacts/`", ""], "it names no test as tests/….py::test_…"),
        (["C1", "A contact", "`/contacts/`"], "a line has four cells"),
    ],
)
def test_a_claim_without_its_test_is_found(row: list[str], problem: str | None) -> None:
    assert wrong_with(row) == problem
