"""What the documents say is so: what they name exists, and nothing private is committed."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.core.management import call_command, get_commands

from sightline.config.command import build_parser
from tests.architecture.tree import ROOT, named, parsed, project_files

COMMANDS = ["setup", "demo", "run", "test", "test-law", "test-agreement", "test-attempts"]
COMMANDS += [
    "test-sequences",
    "test-look-back",
    "test-journeys",
    "check",
    "fix",
    "duties",
    "measure",
    "bench",
]
NOT_YET = "not yet"
REGISTRIES = (
    r"(?:registry\.npmjs\.org|registry\.yarnpkg|files\.pythonhosted|pypi\.org|pypi\.python|proxy\.golang)"
)
MACHINE_PATHS = r"(?<![\w./~-])/(?:root|work|home/\w+|farm)/[A-Za-z0-9.]"
INDEXES = r"--?(?:extra-)?index[-]url|--find[-]links|\"resolved\": *\"http"


def texts() -> list[tuple[Path, str]]:
    found = []
    for path in project_files():
        try:
            found.append((path, path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def makes() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):.* ## ", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))


# ── commands


def test_make_lists_each_command_with_a_line() -> None:
    listed = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    lines = dict(re.findall(r"^ +make ([a-z-]+) +(\S.*)$", listed.stdout, flags=re.MULTILINE))
    assert [name for name in lines if name != "help"] == COMMANDS
    assert all(len(says.split()) >= 3 for says in lines.values())


def wrong_with(line: str) -> str | None:
    """Why a command line of ours would not run; None if it would, or is not ours."""
    words = line.split("#")[0].split()
    while words and "=" in words[0]:
        words.pop(0)
    if words[:1] == ["make"]:
        unknown = {word for word in words[1:] if "=" not in word and not word.startswith("-")} - makes()
        return f"make has no {', '.join(unknown)}" if unknown else None
    if words and words[0].rsplit("/", 1)[-1] == "sightline":
        known = build_parser()[1] | set(get_commands()) | {"help"}
        return f"sightline has no {words[1]}" if words[1:] and words[1] not in known | {"--help"} else None
    return None


# ── what the documents claim


def rows(path: Path) -> list[list[str]]:
    """The cells of a table's rows whose first cell is a number such as C1 or F12."""
    lines = path.read_text("utf-8").splitlines()
    cells = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in lines
        if line.startswith("|")
    ]
    return [row for row in cells if re.fullmatch(r"[A-Z]+\d+", row[0])]


@pytest.mark.parametrize(("name", "at_least"), [("capabilities", 20), ("findings", 20)])
def test_every_page_command_and_test_that_a_claim_names_exists(name: str, at_least: int) -> None:
    claims = rows(ROOT / "docs" / "reference" / f"{name}.md")
    assert len(claims) >= at_least
    wrong = [f"{row[0]}: {problem}" for row in claims for problem in problems_of(row)]
    assert not wrong


def problems_of(row: list[str]) -> list[str]:
    if len(row) < 4:
        return ["a claim has a number, words, where it is, and the test that shows it"]
    where, shown_by = row[-2], row[-1]
    if NOT_YET in where.lower() or NOT_YET in shown_by.lower():
        return []
    tests = re.findall(r"tests/[\w/.-]+\.py(?:::\w+)*", shown_by)
    problems = [] if tests else ["names no test"]
    problems += [f"there is no {test}" for test in tests if not is_a_test(test)]
    problems += [
        f"there is no {place}" for place in re.findall(r"`([^`]+)`", where) if not place_exists(place)
    ]
    return problems


def is_a_test(test: str) -> bool:
    path, _, name = test.partition("::")
    if not (ROOT / path).is_file():
        return False
    names = {node.name for node in parsed(ROOT / path).body if hasattr(node, "name")}
    names |= {
        inner.name
        for node in parsed(ROOT / path).body
        for inner in getattr(node, "body", [])
        if hasattr(inner, "name")
    }
    return not name or name.split("::")[-1] in names


def place_exists(place: str) -> bool:
    """Whether a page's address, a command or a file is there."""
    if place.startswith("/"):
        return address_exists(place)
    if place.startswith(("make ", "sightline ", ".venv/bin/sightline ")):
        return wrong_with(place) is None
    return "/" not in place or (ROOT / place).exists()


def address_exists(address: str) -> bool:
    """Whether a page has this address; `<child>` or `…` stands for any number."""
    from django.urls import Resolver404, resolve

    concrete = re.sub(r"<[^>]+>|…|\{\w+\}", "1", address.split("?")[0].split("#")[0])
    for candidate in (concrete, concrete.replace("/1/", "/a/")):
        try:
            resolve(candidate)
        except Resolver404:
            continue
        return True
    return False


# ── what is committed


def test_no_registry_and_no_machines_path_is_committed() -> None:
    us = Path(__file__)
    found = [
        f"{named(path)}: {hit.group(0)}"
        for path, text in texts()
        for hit in re.finditer(f"{REGISTRIES}|{MACHINE_PATHS}|{INDEXES}", text)
        if path not in (us, ROOT / "scripts" / "lock")
    ]
    assert not found
    assert not [named(path) for path in project_files() if path.name == "uv.lock"]


def test_every_dependency_says_why_it_is_there() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    listed = tomllib.loads(text)
    wanted = [
        *listed["project"]["dependencies"],
        *(one for group in listed["dependency-groups"].values() for one in group),
    ]
    assert len(wanted) > 20
    without = [
        one for one in wanted if not re.search(rf'^ *"{re.escape(one)}", +# \w+', text, flags=re.MULTILINE)
    ]
    assert not without


@pytest.mark.parametrize("lock", sorted(path.name for path in ROOT.glob("requirements*.lock")))
def test_every_locked_package_has_a_version_and_hashes(lock: str) -> None:
    whole_lines = (ROOT / lock).read_text().replace("\\\n", " ").splitlines()
    packages = [line for line in whole_lines if re.match(r"[a-z0-9]", line)]
    assert packages
    assert not [line[:40] for line in packages if not re.match(r"[\w.-]+==\S+ .*--hash=sha256:", line)]


@pytest.mark.django_db
def test_the_migrations_are_those_of_the_models() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_generated_documents_are_current() -> None:
    check = [sys.executable, "scripts/generated", "--check"]
    found = subprocess.run(check, cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr
