"""The application as a WSGI server sees it. It connects as the role that owns nothing."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.config.settings")
os.environ.setdefault("SIGHTLINE_DATABASE_ROLE", "web")

application = get_wsgi_application()
