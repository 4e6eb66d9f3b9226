"""Sightline served in a process of its own, which can be killed: `python -m tests.journeys.served NAME PORT`.

It works in a test's own database, as the role that serves pages.
"""

import os
import sys
from typing import Any


def serve(database: str, port: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "sightline.config.settings"
    import django
    from django.conf import settings

    from sightline.config import environment
    from sightline.config.postgres import connection

    settings.DATABASES["default"].update(connection.django_database(environment.OWNER))
    settings.DATABASES["default"]["NAME"] = database
    settings.SECOND_STEP = False  # what a second step asks has tests of its own
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    django.setup()
    _as_the_web()
    _on_the_day()
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application

    server = ThreadedWSGIServer(("127.0.0.1", port), WSGIRequestHandler)
    server.set_app(get_wsgi_application())
    server.serve_forever()


def _as_the_web() -> None:
    from django.conf import settings
    from django.db.backends.signals import connection_created

    def become(connection: Any, **_: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {connection.ops.quote_name(settings.DATABASE_WEB_ROLE)}")

    connection_created.connect(become, weak=False)


def _on_the_day() -> None:
    from sightline.web import today
    from tests.web.world import NOW

    today.now = lambda: NOW


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
