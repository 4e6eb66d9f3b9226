"""The page that the benches' tables are kept on."""

import re
from pathlib import Path


def rewrite(page: Path, name: str, text: str) -> None:
    """Put a bench's table between its own marks on the page; SystemExit where the page has none."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    before = page.read_text("utf-8")
    if begin not in before:
        raise SystemExit(f"{page} has no place for the table: {begin}")
    fresh = f"{begin}\n{text}\n{end}"
    page.write_text(re.sub(f"{begin}.*?{end}", lambda _: fresh, before, flags=re.DOTALL), "utf-8")
