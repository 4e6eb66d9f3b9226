"""The style sheet is small, and has the components that pages use and no others."""

import re

from tests.architecture.tree import PACKAGE, ROOT

AT_MOST = 70_000
"""Bytes before compression, so that a page with everything it needs is at most 100 KB."""
ASKED_FOR_BY_OTHERS = {"fieldset", "label", "hint", "error-message", "input"}
"""Components that date-input, radios and the rest are made of."""


def components() -> set[str]:
    sheet = (ROOT / "styles" / "sightline.scss").read_text()
    return set(re.findall(r'@use "govuk-frontend/dist/govuk/components/([a-z-]+)"', sheet))


def words_in_pages() -> set[str]:
    sources = [*PACKAGE.glob("web/**/*.html"), *PACKAGE.glob("web/**/*.py"), *PACKAGE.glob("web/**/*.svg")]
    assert len(sources) >= 10, "the pages are found"
    return set(re.findall(r"govuk-[a-z-]+", " ".join(source.read_text("utf-8") for source in sources)))


def test_the_style_sheet_is_small() -> None:
    built = PACKAGE / "web" / "static" / "build" / "sightline.css"
    assert 20_000 < built.stat().st_size <= AT_MOST


def test_the_style_sheet_has_what_pages_use_and_no_more() -> None:
    used = words_in_pages()
    unused = {name for name in components() - ASKED_FOR_BY_OTHERS if f"govuk-{name}" not in used}
    assert not unused, "each is some kilobytes that every page carries"
    known = {path.name for path in (ROOT / "node_modules/govuk-frontend/dist/govuk/components").iterdir()}
    missing = {name for name in known - components() if f"govuk-{name}" in used}
    assert not missing


def test_the_style_sheet_is_off_brand() -> None:
    built = (PACKAGE / "web" / "static" / "build" / "sightline.css").read_text("utf-8")
    assert "GDS Transport" not in built
    assert "url(" not in built, "no picture and no font is fetched"
