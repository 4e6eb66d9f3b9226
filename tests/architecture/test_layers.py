"""Imports run down the layers; the law is plain Python and its book is data."""

import ast
import subprocess
import sys
from pathlib import Path

from sightline.config.command import LAYERS
from tests.architecture.tree import PACKAGE, ROOT, imported, modules, named, parsed

LINTER = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"]
BOOK_MAY_IMPORT = ("sightline.duties.language", "sightline.duties.sources", "sightline.timescales")
NOT_DATA = (
    ast.If,
    ast.IfExp,
    ast.For,
    ast.While,
    ast.Lambda,
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
    ast.Try,
    ast.With,
    ast.Match,
    ast.BoolOp,
    ast.Compare,
)


def test_imports_run_down_the_layers_only() -> None:
    found = subprocess.run(LINTER, cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr
    assert "Imports run down the layers only KEPT" in found.stdout
    assert "The law is plain Python KEPT" in found.stdout


def test_an_import_upwards_is_found(tmp_path: Path) -> None:
    """The contract itself is tried: a copy of the tree in which the law imports the record is refused."""
    for layer in LAYERS:
        (tmp_path / "sightline" / layer).mkdir(parents=True)
        (tmp_path / "sightline" / layer / "__init__.py").touch()
    (tmp_path / "sightline" / "__init__.py").touch()
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    (tmp_path / "sightline" / "duties" / "__init__.py").write_text("import sightline.record\n")
    upwards = subprocess.run(LINTER, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert upwards.returncode == 1
    assert "sightline.duties is not allowed to import sightline.record" in upwards.stdout
    (tmp_path / "sightline" / "duties" / "__init__.py").write_text("")
    (tmp_path / "sightline" / "drawer").mkdir()
    (tmp_path / "sightline" / "drawer" / "__init__.py").touch()
    unlisted = subprocess.run(LINTER, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert unlisted.returncode == 1
    assert "sightline.drawer" in unlisted.stdout


def test_every_folder_may_have_commands() -> None:
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert folders <= set(LAYERS), "the sightline command looks for commands in every layer"


def test_the_law_uses_numpy_in_one_file_only() -> None:
    law = modules("timescales", "duties")
    assert {path.name for path in law} >= {"language.py", "reference.py"}, "the law is where it was"
    using = {named(path) for path in law if any(name.split(".")[0] == "numpy" for name in imported(path))}
    assert using <= {"sightline/duties/columns.py"}


def test_the_book_of_duties_is_data() -> None:
    areas = [path for path in modules("duties/book") if path.name != "__init__.py"]
    assert {path.stem for path in areas} >= {"referral", "assessment", "conference", "child_protection"}
    branches = [
        f"{named(path, node)} {type(node).__name__}"
        for path in modules("duties/book")
        for node in ast.walk(parsed(path))
        if isinstance(node, NOT_DATA)
    ]
    assert not branches, "the law is a value with a citation, not a branch with a number"
    others = [
        f"{named(path)} imports {name}"
        for path in areas
        for name in imported(path)
        if not name.startswith(BOOK_MAY_IMPORT)
    ]
    assert not others
