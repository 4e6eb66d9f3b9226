"""Getting ready for a command: Django set up, the database started, its roles made, its tables current."""

import os
import sys
from collections.abc import Callable
from contextlib import nullcontext

from sightline.config import environment
from sightline.config.postgres import connection
from sightline.config.postgres.place import CannotRun
from sightline.config.postgres.roles import prepare_roles, refuse_a_lost_password
from sightline.config.postgres.server import Server


def told_plainly(work: Callable[[], int | None]) -> int:
    """Does the work and gives its exit status; what cannot work here is told in a sentence, with no trace."""
    try:
        return work() or 0
    except CannotRun as reason:
        print(f"sightline: {reason}", file=sys.stderr)
        return 1


def with_django(work: Callable[[], int | None]) -> int:
    """Does the work with Django set up."""
    import django

    django.setup()
    return work() or 0


def with_database(work: Callable[[], int | None]) -> int:
    """Does the work while the database is running: our own, or the one that DATABASE_URL names."""
    with Server(environment.var()).running() if connection.is_embedded() else nullcontext():
        return work() or 0


def with_tables(work: Callable[[], int]) -> int:
    """Does the work with Django set up and every migration applied to a running database."""

    def current() -> int:
        prepare_roles()
        with_django(_bring_tables_up_to_date)
        return work()

    return with_database(current)


def stop_database() -> bool:
    """Stops our own PostgreSQL. True if it was running."""
    return connection.is_embedded() and Server(environment.var()).stop()


def prepare() -> None:
    """Makes the roles, migrates, and gathers the style sheet and scripts where the server finds them."""
    import django
    from django.core.management import call_command
    from django.db import connections

    prepare_roles()
    refuse_a_lost_password()
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    connections.close_all()  # what serves from here on connects as the role that owns nothing


def _bring_tables_up_to_date() -> None:
    """Migrates our own database; another's is its owner's to migrate, when they choose."""
    from django.core.management import call_command
    from django.db import connection as connected
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connected)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    if not connection.is_embedded():
        raise CannotRun(
            "The database's tables are not of this version: run `sightline prepare` when you are ready."
        )
    call_command("migrate", verbosity=0, interactive=False)


def environment_of_the_web() -> dict[str, str]:
    """The environment for a process that serves pages: it connects as the role that owns nothing."""
    return {**os.environ, "SIGHTLINE_DATABASE_ROLE": environment.WEB}
