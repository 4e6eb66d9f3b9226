"""Only casework writes to the record; nothing is written behind a model's back; today is an argument."""

import ast
from pathlib import Path

from django.apps import apps

from tests.architecture.tree import calls, modules, named, parsed

WRITES = {
    "save",
    "create",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "acreate",
    "asave",
    "adelete",
    "aupdate",
    "abulk_create",
}
MAY_WRITE = ("sightline/casework/", "sightline/assurance/")
WRITES_FOR_A_REASON = {
    "sightline/people/models.py": "adding a worker is part of who may sign in, not of a child's record",
    "sightline/audit/seal.py": "a seal closes a stretch of the journal; it is no part of a child's record",
    "sightline/exampleshire/rehearsals/acting.py": "makes a made-up team to act; what it does is by casework",
    "sightline/exampleshire/paper.py": "saves a made-up Word file in memory",
    "sightline/record/reading.py": "words read out of a file are derived, and can be read out again",
    "sightline/web/draft.py": "what is typed and not saved is its writer’s, and not yet the record",
    "sightline/web/drafts.py": "a worker discards what they typed themselves; it was never in the record",
    "sightline/web/begun.py": "what a stranger types and has not sent is theirs, and not yet the record",
    "sightline/web/digest.py": "how many things somebody was told of is a number; it is not the record",
    "sightline/web/form_time.py": "how long a form was open is a number; it is not the record",
    "sightline/web/obstacle.py": "what got in a worker's way at a page is about no child",
    "sightline/audit/looks.py": "a look at a child is logged where it is shown; the log is not the record",
    "sightline/web/workers.py": "forgets how a worker signs in; what a worker may do is casework's",
    "sightline/returns/watch.py": "what a check of the return found; no part of a child's record",
    "sightline/returns/notes.py": "a note on what a check found goes with the return; it is not the record",
    "sightline/returns/elsewhere.py": "deletes another system's census, which was never in the record",
}
"""Files outside casework that write, and why that is not writing to the record."""
WRITES_SQL = ("INSERT INTO", "UPDATE ", "DELETE FROM", "TRUNCATE", "COPY ")
SQL_FOR_A_REASON = {
    "sightline/compliance/authority.py": "it copies milestones out, and writes nothing",
    "sightline/audit/database.py": "the journal is written by the trigger that this file installs",
    "sightline/record/searching.py": "search lines are derived, and made again from the record",
    "sightline/record/naming.py": "lines of names are derived, and made again from the record",
    "sightline/exampleshire/load.py": "the bulk loader of a made-up authority, into an empty record",
}
READS_THE_CLOCK = {
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("timezone", "localtime"),
    ("time", "time"),
}
BELOW_THE_DOORS = (
    "timescales",
    "duties",
    "people",
    "audit",
    "record",
    "compliance",
    "casework",
    "assurance",
    "returns",
)
"""Layers that are told what day it is. Pages, commands and made-up authorities are where a day comes in."""
CLOCK_FOR_A_REASON = {
    "sightline/returns/commands.py": "a command is a door: the day comes in here where the file names none",
    "sightline/returns/building.py": "a command is a door: the day a return is built is its own",
    "sightline/returns/people_files.py": "a command is a door: the day that a file is read is its own",
    "sightline/returns/watching.py": "a command is a door: a return is checked on the day that it is",
    "sightline/record/jobs.py": "a job is a door: the instant at which words were read out comes in here",
    "sightline/casework/entry.py": "the instant at which an entry was struck out is when it is written",
}


def written_by_orm(path: Path) -> list[str]:
    """The calls in a file that write through a model or a query."""
    return [
        named(path, call) for call in calls(path) if isinstance(call.func, ast.Attribute) and _writes(call)
    ]


def _writes(call: ast.Call) -> bool:
    assert isinstance(call.func, ast.Attribute)
    if call.func.attr == "update":
        return not call.args and bool(call.keywords)
    return call.func.attr in WRITES and not isinstance(call.func.value, ast.Constant)


def outside(path: Path) -> bool:
    return not named(path).startswith(MAY_WRITE) and not named(path).startswith("sightline/config/")


def test_only_casework_writes_to_the_record() -> None:
    writers = {named(path).rsplit("/", 1)[0] for path in modules() if written_by_orm(path)}
    assert "sightline/casework" in writers, "the search finds a write where there is one"
    found = {named(path): written_by_orm(path) for path in modules() if outside(path)}
    unexplained = [
        place for path, places in found.items() if path not in WRITES_FOR_A_REASON for place in places
    ]
    assert not unexplained, "a verb in casework writes to the record, in one transaction and a worker's name"
    needless = [path for path in WRITES_FOR_A_REASON if path in found and not found[path]]
    assert not needless, "explained and no longer needed"


def test_no_sql_writes_to_the_record_from_elsewhere() -> None:
    unexplained = [
        named(path, node)
        for path in modules()
        if outside(path) and named(path) not in SQL_FOR_A_REASON
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.lstrip().startswith(WRITES_SQL)
    ]
    assert not unexplained


def test_models_have_no_hidden_logic() -> None:
    ours = [model for model in apps.get_models() if model.__module__.startswith("sightline.")]
    assert len(ours) >= 15, "the record's models are found"
    overridden = [
        f"{model.__qualname__}.{name}"
        for model in ours
        for name in ("save", "delete", "asave", "adelete", "save_base", "full_clean")
        if any(name in vars(parent) for parent in model.__mro__ if parent.__module__.startswith("sightline."))
    ]
    assert not overridden, "what a model must hold, a constraint or a verb says"


def test_signals_do_nothing_but_finish_a_migration() -> None:
    connected = [
        named(path, call)
        for path in modules()
        for call in calls(path)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "connect"
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id.endswith(("_save", "_delete", "_init", "m2m_changed", "_migrate"))
        and call.func.value.id != "post_migrate"
    ]
    received = [
        named(path, node)
        for path in modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef)
        and any("receiver" in ast.unparse(decorator) for decorator in node.decorator_list)
    ]
    assert not connected
    assert not received


def test_today_is_an_argument() -> None:
    reading = [
        (named(path), named(path, call))
        for path in modules(*BELOW_THE_DOORS)
        for call in calls(path)
        if isinstance(call.func, ast.Attribute)
        and (ast.unparse(call.func.value).rsplit(".", 1)[-1], call.func.attr) in READS_THE_CLOCK
    ]
    unexplained = [place for path, place in reading if path not in CLOCK_FOR_A_REASON]
    assert not unexplained, "say the day: clock.standing(on=day)"
    needless = set(CLOCK_FOR_A_REASON) - {path for path, _ in reading}
    assert not needless, "explained and no longer needed"
