"""What the architecture's tests read: the files of this project, and what each says."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "sightline"


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that is, or would be, committed."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True, text=True).stdout.split("\0")
    return tuple(sorted(ROOT / name for name in set(names) if name and (ROOT / name).is_file()))


@cache
def modules(*folders: str) -> tuple[Path, ...]:
    """The package's Python files in these folders of it (all of them if none is named), migrations aside."""
    return tuple(
        path
        for path in project_files()
        if path.suffix == ".py"
        and path.is_relative_to(PACKAGE)
        and "migrations" not in path.parts
        and (not folders or any(path.is_relative_to(PACKAGE / folder) for folder in folders))
    )


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax of one Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def calls(path: Path) -> Iterator[ast.Call]:
    """Every call that a file makes."""
    return (node for node in ast.walk(parsed(path)) if isinstance(node, ast.Call))


def imported(path: Path) -> Iterator[str]:
    """The full name of every module that a file imports."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def named(path: Path, node: ast.AST | None = None) -> str:
    """A place as a reader finds it: `sightline/web/child.py:12`."""
    line = f":{node.lineno}" if isinstance(node, ast.expr | ast.stmt) else ""
    return f"{path.relative_to(ROOT)}{line}"
