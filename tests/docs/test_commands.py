"""Every command that the documents give is one that we have, with the options that it has."""

import argparse
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.core.management import get_commands

from sightline.config.command import build_parser
from tests.architecture.tree import ROOT, named
from tests.docs.markdown import FENCED, commands, documents, page

COMMANDS_PAGE = page("docs/reference/commands.md")
OTHERS = {"export"}
"""Commands in the documents that are not ours."""


def targets() -> dict[str, str]:
    """What `make` can make, and the line that it says about each."""
    makefile = page("Makefile").read_text("utf-8")
    return dict(re.findall(r"^([a-z][a-z-]*):.*? ## (.+)$", makefile, re.MULTILINE))


def parsers() -> dict[str, argparse.ArgumentParser]:
    """Every command of ours, those with an action included: "audit seal"."""
    found: dict[str, argparse.ArgumentParser] = {}
    waiting = [("", build_parser()[0])]
    while waiting:
        name, parser = waiting.pop()
        inner = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
        if name and not inner:
            found[name] = parser
        for choices in inner:
            waiting += [(f"{name} {word}".strip(), below) for word, below in choices.choices.items()]
    return found


def options(parser: argparse.ArgumentParser) -> set[str]:
    return {
        option for action in parser._actions for option in action.option_strings if option.startswith("--")
    }


def refused(words: list[str]) -> str | None:
    """Why a command line would not run; None if it would."""
    name, *rest = words
    if name == "make":
        unknown = {word for word in rest if "=" not in word} - set(targets())
        return f"make has no {', '.join(unknown)}" if unknown else None
    if name == ".venv/bin/sightline":
        return _refused_by_parser(rest)
    if name == ".venv/bin/python":
        return _refused_by_python(rest)
    return None if name in OTHERS else f"{name} is not a command of ours"


def _refused_by_parser(words: list[str]) -> str | None:
    parser, known = build_parser()
    if words[0] not in known:
        return None if words[0] in get_commands() else f"sightline has no {words[0]}"
    try:
        parser.parse_args(words)
    except SystemExit:
        return "the command refuses these words"
    return None


def _refused_by_python(words: list[str]) -> str | None:
    if words[:2] == ["-m", "pytest"]:
        places = [word for word in words[2:] if word.startswith("tests")]
        missing = [place for place in places if not (ROOT / place).exists()]
        return f"there is no {', '.join(missing)}" if missing else None
    if words[0] == "-m":
        return None if find_spec(words[1]) else f"there is no {words[1]}"
    return None if (ROOT / words[0]).is_file() else f"there is no {words[0]}"


LINES = [(named(path), words) for path in documents() for words in commands(path)]


def test_every_command_in_the_documents_would_run() -> None:
    assert len(LINES) > 20
    wrong = [
        f"{where}: {' '.join(words)}: {problem}" for where, words in LINES if (problem := refused(words))
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("make tea", "make has no tea"),
        (".venv/bin/sightline brew", "sightline has no brew"),
        (".venv/bin/sightline inspect --loudly file.xml", "the command refuses these words"),
        (".venv/bin/python -m pytest tests/nowhere", "there is no tests/nowhere"),
        (".venv/bin/python -m sightline.nowhere", "there is no sightline.nowhere"),
        (".venv/bin/sightline migrate", None),
        ("brew tea", "brew is not a command of ours"),
    ],
)
def test_a_command_that_would_not_run_is_found(line: str, problem: str | None) -> None:
    assert refused(line.split()) == problem


# ── the page of commands


def test_the_page_has_every_make_target_with_the_line_that_make_says() -> None:
    text = COMMANDS_PAGE.read_text("utf-8")
    said = dict(re.findall(r"^\| `make ([a-z-]+)[^`]*` \| (.+?) \|", text, re.MULTILINE))
    assert said == {name: line for name, line in targets().items() if name != "help"}


def test_the_page_has_every_command_with_its_options() -> None:
    text = COMMANDS_PAGE.read_text("utf-8")
    parts = dict(re.findall(r"^### `sightline ([^`]+)`\n(.*?)(?=^##|\Z)", text, re.M | re.S))
    assert set(parts) == set(parsers())
    wrong = {
        name: sorted(options(parser) - {"--help"} ^ set(re.findall(r"`(--[a-z-]+)", parts[name])))
        for name, parser in parsers().items()
    }
    assert not {name: options for name, options in wrong.items() if options}


# ── those that are quick are run

QUICK = {"duties": 0, "inspect": 0, "check": 1, "record": 0}
"""Their exit status on what the documents give them: the example breaks rules."""
MADE = {"var/census.xml", "var/annex-a.xlsx"}
"""What other lines make, out of a record."""
RUN = [
    (where, words)
    for where, words in LINES
    if words[:1] == [".venv/bin/sightline"] and words[1] in QUICK and not MADE.intersection(words)
]
"""Those that need nothing which another line makes."""


@pytest.mark.parametrize(
    ("where", "words"), RUN, ids=lambda value: value if isinstance(value, str) else " ".join(value[1:])
)
def test_a_quick_command_runs(where: str, words: list[str], tmp_path: Path) -> None:
    moved = [word.replace("var/", f"{tmp_path}/") for word in words[1:]]
    ran = subprocess.run(
        [sys.executable, "-m", "sightline", *moved], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0 if "--rules" in words else QUICK[words[1]], "")
    assert len(ran.stdout.split()) > 20
    if "--html" in words:
        assert (tmp_path / "census.html").read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize("word", ["inspect", "check"])
def test_the_example_is_answered_as_its_page_says(word: str) -> None:
    how_to = page(f"docs/how-to/{word}-a-census.md").read_text("utf-8")
    [shown] = [text for language, text in FENCED.findall(how_to) if language == "text"]
    command = [sys.executable, "-m", "sightline", word, "docs/how-to/census.xml"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (QUICK[word], "")
    assert ran.stdout.startswith(shown)
