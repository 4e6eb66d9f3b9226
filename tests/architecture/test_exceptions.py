"""An exception to a rule of the checkers says why it is one, where it is made."""

import io
import re
import tokenize

from tests.architecture.tree import named, project_files

EXCEPTION = re.compile(r"#\s*(?:noqa\b|type:\s*ignore\b)")
SILENCED = re.compile(
    r"#\s*(?:noqa(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?|type:\s*ignore(?:\[[^\]]*\])?)\s*(?:-\s*)?"
)


def reason(comment: str) -> str:
    """What a comment says besides which rule it sets aside."""
    return SILENCED.sub("", comment).strip(" #-")


def test_a_reason_is_told_from_the_rule_that_is_set_aside() -> None:
    assert reason("# noqa: S608") == ""
    assert reason("# type: ignore[attr-defined]") == ""
    assert (
        reason("# type: ignore[call-overload, no-any-return]  # noqa: S603 - our own program")
        == "our own program"
    )
    assert reason("# noqa: N802 - Django's name") == "Django's name"


def test_every_exception_has_its_reason() -> None:
    python = [path for path in project_files() if path.suffix == ".py" and "migrations" not in path.parts]
    bare = []
    for path in python:
        for token in tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline):
            if token.type == tokenize.COMMENT and EXCEPTION.search(token.string) and not reason(token.string):
                bare.append(f"{named(path)}:{token.start[0]}")
    assert bare == []
