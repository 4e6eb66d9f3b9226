"""Every variable of the environment that Sightline reads is on the page about running it, and no other."""

import re

from tests.architecture.tree import ROOT, modules, project_files
from tests.docs.markdown import page, rows

VARIABLE = r"SIGHTLINE_[A-Z_]+|DATABASE(?:_WEB)?_URL"
HOW_TO = page("docs/how-to/run-on-your-own-postgresql.md")


def test_every_variable_is_documented() -> None:
    read = {
        name
        for path in modules()
        for name in re.findall(rf"""["']({VARIABLE})["']""", path.read_text("utf-8"))
    }
    told = {row[0].strip("`") for row in rows(HOW_TO, rf"`(?:{VARIABLE})`")}
    assert len(read) > 5
    assert read == told


def test_every_variable_of_the_tests_is_documented() -> None:
    read = {
        name
        for path in project_files()
        if path.suffix == ".py" and path.parts[len(ROOT.parts)] == "tests"
        for name in re.findall(r"""environ\.get\(\s*["'](SIGHTLINE_[A-Z_]+)["']""", path.read_text("utf-8"))
    }
    told = {
        row[0].strip("`") for row in rows(page("docs/how-to/run-the-tests-fast.md"), r"`SIGHTLINE_[A-Z_]+`")
    }
    assert len(read) > 1
    assert read - {"SIGHTLINE_VAR"} == told
