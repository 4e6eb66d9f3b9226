"""The documents keep to our words, in British English, and promise nothing in a margin."""

import re

import pytest

from tests.architecture.tree import named
from tests.docs.markdown import documents, page, prose

UNFINISHED = r"\b(TODO|FIXME|TBC|TBD|XXX|lorem ipsum)\b"
AMERICAN = (
    r"\b(behavior|color|center|organi[z]ation|authori[z]e[ds]?|licens(?:e file)|program(?:med)? manager)\b"
)
NOT_OUR_WORDS = r"\b(service users?|clients?|RAG rating|workflow engine|SLAs?)\b"
MAY_NAME_THEM = {
    "GLOSSARY.md",
    "docs/explanation/architecture.md",
    "docs/decisions/0007-no-javascript-needed.md",
}
"""Documents that say which words we do not use, or mean a browser."""


@pytest.mark.parametrize("words", [UNFINISHED, AMERICAN], ids=["unfinished", "American"])
def test_no_document_has(words: str) -> None:
    found = [
        f"{named(path)}: {hit.group(0)}"
        for path in documents()
        for hit in re.finditer(words, prose(path), re.I)
    ]
    assert not found


def test_people_are_not_called_by_words_that_are_not_ours() -> None:
    found = [
        f"{named(path)}: {hit.group(0)}"
        for path in documents()
        if named(path) not in MAY_NAME_THEM
        for hit in re.finditer(NOT_OUR_WORDS, prose(path), re.I)
    ]
    assert not found


def test_the_glossary_is_in_order_and_has_each_word_once() -> None:
    text = page("GLOSSARY.md").read_text("utf-8")
    words = re.findall(r"^\*\*([^*]+)\*\*:", text, re.MULTILINE)
    assert len(words) > 60
    assert words == sorted(words, key=lambda word: word.lower().replace("-", ""))
    kinds = re.findall(r"^\| ([a-z][^|]+?) \|", text, re.MULTILINE)[1:]
    assert len([*words, *kinds]) == len({*words, *kinds})


def test_every_decision_says_why_what_and_what_follows() -> None:
    decisions = [path for path in documents() if path.parent.name == "decisions"]
    numbers = [int(path.name[:4]) for path in sorted(decisions)]
    assert numbers == list(range(1, len(numbers) + 1))
    for path in decisions:
        text = path.read_text("utf-8")
        headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
        assert headings[0].startswith(f"{int(path.name[:4])}. "), named(path)
        assert headings[1:] == ["Context", "Decision", "Consequences"], named(path)
