"""Reads our documents: their links, headings, fenced commands and tables."""

import re
import shlex
from pathlib import Path

from tests.architecture.tree import ROOT, project_files

FENCED = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"`[^`\n]*`")


def documents() -> list[Path]:
    """Every Markdown file that is, or would be, committed."""
    return [path for path in project_files() if path.suffix == ".md"]


def prose(path: Path) -> str:
    """A document without its code."""
    return CODE.sub("", FENCED.sub("", path.read_text("utf-8")))


def links(path: Path) -> list[str]:
    """Where a document's links and pictures point, those to the wide world aside."""
    targets = LINK.findall(prose(path))
    return [target for target in targets if not re.match(r"https?:|mailto:", target)]


def anchors(path: Path) -> set[str]:
    """The anchors that a document's headings make."""
    headings = re.findall(r"^#+ +(.+)$", FENCED.sub("", path.read_text("utf-8")), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.strip().replace(" ", "-") for heading in plain}


def commands(path: Path) -> list[list[str]]:
    """The words of each line in a document's `sh` blocks: variables set before a command are left out."""
    blocks = [text for language, text in FENCED.findall(path.read_text("utf-8")) if language == "sh"]
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    return [words for line in lines if (words := _words(line))]


def _words(line: str) -> list[str]:
    words = shlex.split(line, comments=True)
    while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):
        words.pop(0)
    return words


def rows(path: Path, first: str) -> list[list[str]]:
    """The cells of the table rows whose first cell matches."""
    lines = [line for line in path.read_text("utf-8").splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line[1:].removesuffix("|").split("|")] for line in lines]
    return [row for row in cells if re.fullmatch(first, row[0])]


def page(name: str) -> Path:
    """A document by its path from the top of the project."""
    return ROOT / name
