"""Migrations stay quick: what a table is made with is said where the table is made.

Django builds every model again for each step that adds a field or a constraint; a hundred such steps cost
each new database, and each test run, most of a minute.
"""

from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.loader import MigrationLoader

OURS = {"assurance", "audit", "people", "record", "returns", "web"}
LATER_FOR_A_REASON = {
    ("people", "0001_initial", "worker"): "teams and workers point at each other",
    ("record", "0001_initial", "conference"): "plans and conferences point at each other",
}


def test_a_table_is_made_whole() -> None:
    found = {name: step for name, step in MigrationLoader(None).disk_migrations.items() if name[0] in OURS}
    assert len(found) > 20
    later = set()
    for (app, name), step in found.items():
        made = {one.name.lower() for one in step.operations if isinstance(one, CreateModel)}
        added = [one for one in step.operations if isinstance(one, AddField | AddConstraint | AddIndex)]
        later |= {(app, name, one.model_name.lower()) for one in added if one.model_name.lower() in made}
    assert later == set(LATER_FOR_A_REASON)
