"""Logs say what failed and where, and nothing of whom it was about."""

import logging
import sys

from sightline.config.logs import WithoutWords


def logged(message: str) -> str:
    record = logging.LogRecord("sightline", logging.ERROR, __file__, 1, message, (), sys.exc_info())
    return WithoutWords().format(record)


def test_a_failure_is_traced_without_its_words() -> None:
    detail = "Key (name)=(Wren Ashdown) already exists"
    try:
        try:
            raise ValueError(detail)
        except ValueError as refused:
            raise RuntimeError(detail) from refused
    except RuntimeError:
        says = logged("Internal Server Error: /children/")
    assert "Internal Server Error: /children/" in says
    assert "builtins.ValueError" in says
    assert "builtins.RuntimeError" in says
    assert says.index("builtins.ValueError") < says.index("builtins.RuntimeError"), (
        "what began it comes first"
    )
    assert "test_logs.py" in says
    assert "Key (name)" not in says.replace(
        'raise ValueError("Key (name)=(Wren Ashdown) already exists")', ""
    )


def test_a_line_without_a_failure_is_one_line() -> None:
    record = logging.LogRecord("sightline", logging.INFO, __file__, 1, "loaded %d families", (3,), None)
    assert WithoutWords().format(record).endswith("INFO sightline: loaded 3 families")
