"""Small rooms: modules under 300 lines (stories 400), functions under 60. What must be bigger says why."""

import ast

from tests.architecture.tree import ROOT, named, parsed, project_files

MODULE = 300
STORIES = 400
FUNCTION = 60
BIGGER_FOR_A_REASON: dict[str, str] = {
    "sightline/duties/columns.py": "numpy is let into one file of the law",
    "tests/record/test_constraints.py": "a line for each thing that PostgreSQL refuses",
    "tests/cast.py::mias_case": "one child's whole journey, told once for every test that needs it",
}
"""Path, or path::function, of what is bigger, and why it is better so."""


def test_modules_and_functions_are_small() -> None:
    python = [path for path in project_files() if path.suffix == ".py" and "migrations" not in path.parts]
    assert len(python) > 80
    lines = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python}
    most = {place: STORIES if place.startswith("tests/") else MODULE for place in lines}
    big = {place: size for place, size in lines.items() if size >= most[place]}
    for path in python:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                size = (node.end_lineno or node.lineno) - node.lineno + 1
                if size >= FUNCTION:
                    big[f"{path.relative_to(ROOT)}::{node.name}"] = size
    unexplained = {place: size for place, size in big.items() if place not in BIGGER_FOR_A_REASON}
    assert not unexplained
    assert set(BIGGER_FOR_A_REASON) <= set(big), "explained and no longer needed"
