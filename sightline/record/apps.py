from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def install_database(*, using: str, **_: Any) -> None:
    from sightline.record import database

    database.install(using=using)


class RecordConfig(AppConfig):
    name = "sightline.record"
    label = "record"
    verbose_name = "The child's record"

    def ready(self) -> None:
        post_migrate.connect(install_database, sender=self)
