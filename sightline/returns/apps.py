from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db import connections
from django.db.models.signals import post_migrate

GRANTS = """
GRANT INSERT, DELETE ON returns_censuscheck, returns_censusfinding TO {role};
GRANT INSERT ON returns_censusnote TO {role};
"""


def grant(*, using: str, **_: Any) -> None:
    """Give the web's role what its pages write here: checks, which come and go, and notes, which stay."""
    with connections[using].cursor() as cursor:
        cursor.execute(GRANTS.format(role=settings.DATABASE_WEB_ROLE))


class ReturnsConfig(AppConfig):
    name = "sightline.returns"
    label = "returns"
    verbose_name = "Statutory returns"

    def ready(self) -> None:
        post_migrate.connect(grant, sender=self)
