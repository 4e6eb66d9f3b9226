"""What PostgreSQL holds besides the tables: the milestone view, the journal's triggers, the web's rights.

All of it is derived from the models, so it is put in place after every migration rather than written a second
time in one: drop it and nothing is lost.
"""

from django.apps import apps
from django.conf import settings
from django.db import connections
from django.db.backends.utils import CursorWrapper

from sightline.audit import database as audit
from sightline.people.models import Absence, Reorganisation
from sightline.record import (
    carried,
    holding,
    identity,
    kept,
    naming,
    own_questions,
    parts,
    policies,
    searching,
    significance,
    stranger,
    work,
)
from sightline.record.milestones import view_sql
from sightline.record.models.entry import Entry
from sightline.record.policies import CHILD_IN_SIGHT
from sightline.record.sight import sight_sql

WEB_MAY_READ_ALL = """
GRANT USAGE ON SCHEMA public TO {role};
GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role};
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role};
"""
#: Who works here: journalled too, though the installation itself may write it, with no worker named.
PEOPLE = (
    "people_worker",
    "people_team",
    "people_authoritystandard",
    "people_loadweight",
    "people_training",
)
#: What signing in keeps, none of it about a child: sessions, second steps, tries.
SIGNING_IN = ("django_session", "mfa_authenticator", "people_tries")

#: The bytes of files, and what kind they are: a page adds them, and nobody changes or removes them.
FILES = ("record_storedfile", "record_filepart")
KEPT_AS_IT_IS = ("record_filepart",)


#: The role that serves pages has the milestones of the children whom its reader sees; the owner has all.
IN_SIGHT = """
CREATE VIEW record_milestone AS SELECT * FROM record_every_milestone
WHERE (SELECT current_user <> '{role}') OR record_in_sight(
    (SELECT record_sight(record_reader())),
    (SELECT octet_length(record_sight(record_reader())) * 8 - 1)::bigint, child
)
"""


def tables() -> list[str]:
    """The tables that hold entries, each of which is journalled and never deleted from.

    They are the record's own, and those of the layers above it in which somebody answers for what is written.
    """
    return sorted(
        model._meta.db_table
        for model in apps.get_models()
        if issubclass(model, Entry | Absence | Reorganisation)
    )


def install(*, using: str) -> None:
    """Make the database's own guards equal to what the models declare; safe to repeat."""
    with connections[using].cursor() as cursor:
        audit.install(cursor)
        audit.journal(cursor, tables())
        audit.journal_people(cursor, PEOPLE)
        parts.install(cursor)
        cursor.execute(sight_sql(using=using))
        cursor.execute("DROP VIEW IF EXISTS record_milestone; DROP VIEW IF EXISTS record_every_milestone")
        cursor.execute(view_sql(using=using))
        cursor.execute(IN_SIGHT.format(role=settings.DATABASE_WEB_ROLE))
        cursor.execute("DROP VIEW IF EXISTS record_open_work")
        cursor.execute(work.view_sql(using=using))
        holding.install(cursor)
        significance.install(cursor)
        own_questions.install(cursor)
        stranger.install_functions(cursor)
        for table in KEPT_AS_IT_IS:
            cursor.execute(audit.APPEND_ONLY.format(table=table))
        searching.install(cursor)
        naming.install(cursor)
        identity.install(cursor)
        carried.install(cursor)
        grant(cursor, settings.DATABASE_WEB_ROLE)
        kept.install(cursor, CHILD_IN_SIGHT.format("child_id"))
        policies.install(cursor, settings.DATABASE_WEB_ROLE, using=using)


def grant(cursor: CursorWrapper, role: str) -> None:
    """Give the web's role what its pages need: to add and change, look and log, never delete or rewrite."""
    cursor.execute(WEB_MAY_READ_ALL.format(role=role))
    for table in tables():
        cursor.execute(f"GRANT INSERT, UPDATE ON {table} TO {role}")
    cursor.execute(f"GRANT INSERT ON audit_look, {', '.join(FILES)} TO {role}")
    cursor.execute(f"REVOKE ALL ON record_every_milestone FROM {role}")
    cursor.execute(f"GRANT INSERT, UPDATE, DELETE ON {', '.join(SIGNING_IN)} TO {role}")
    cursor.execute(f"GRANT INSERT, UPDATE, DELETE ON web_draft TO {role}")
    cursor.execute(f"GRANT INSERT ON web_formtime TO {role}; GRANT INSERT, UPDATE ON web_obstacle TO {role}")
    cursor.execute(f"GRANT INSERT ON procrastinate_jobs, procrastinate_events TO {role}")
    cursor.execute(f"GRANT INSERT, UPDATE ON {', '.join(PEOPLE)} TO {role}")
