"""Django's settings. Safe as they stand; the environment may say where, never how carelessly.

SIGHTLINE_VAR         folder for the database, keys and logs (default: `var` in the checkout)
SIGHTLINE_HOSTS       host names that this is served under, comma-separated (default: this machine only)
SIGHTLINE_TLS         no: served without TLS (default: yes, unless every host is this machine)
SIGHTLINE_SECRET_KEY  the signing key (default: made once and kept in SIGHTLINE_VAR)
SIGHTLINE_DEBUG       yes: Django's debug pages, for developing
SIGHTLINE_SECURITY_CONTACT  where security.txt sends whoever found a weakness: a mailto: or https: address
SIGHTLINE_TELEPHONE   the number that anybody worried about a child rings (default: none is shown)
SIGHTLINE_AUTHORITY_CODE  the number that the authority has in returns (default: 999, which none has)
DATABASE_URL          a PostgreSQL 15 or later, as its owner (default: our own, in SIGHTLINE_VAR)
DATABASE_WEB_URL      the same database as the role that serves pages
"""

import os

from django.urls import reverse_lazy

from sightline.config import environment
from sightline.config.mail import *  # noqa: F403 - settings are read from one module: these are its third page
from sightline.config.postgres import connection
from sightline.config.signing_in import *  # noqa: F403 - settings are read from one module: these are its second page

VAR = environment.var()
DEBUG = environment.is_yes("SIGHTLINE_DEBUG")
SECRET_KEY = os.environ.get("SIGHTLINE_SECRET_KEY") or environment.kept_secret("secret_key")

THIS_MACHINE = {"127.0.0.1", "localhost", "[::1]"}
ALLOWED_HOSTS = environment.listed("SIGHTLINE_HOSTS", "127.0.0.1,localhost,[::1]")
TLS = environment.is_yes("SIGHTLINE_TLS", default=not set(ALLOWED_HOSTS) <= THIS_MACHINE)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "sightline.people",
    "sightline.audit",
    "sightline.record",
    "sightline.assurance",
    "sightline.returns",
    "sightline.web",
    "allauth",  # after our own pages, whose templates go before its own
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sightline.web.session.SignedInStill",
    "sightline.web.ended_session.KeepWords",  # a form’s words outlive its session
    "django.contrib.auth.middleware.LoginRequiredMiddleware",  # a page that anybody may open has to say so
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sightline.web.headers.Headers",
]

ROOT_URLCONF = "sightline.config.urls"
WSGI_APPLICATION = "sightline.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

TELEPHONE = os.environ.get("SIGHTLINE_TELEPHONE", "")
"""The number that a page tells strangers to ring."""
AUTHORITY_CODE = os.environ.get("SIGHTLINE_AUTHORITY_CODE") or "999"
"""The authority's number in returns. No authority has the number 999."""

# ── the database

DATABASE_ROLE = environment.database_role()
DATABASE_WEB_ROLE = connection.web_role()
"""Name of the PostgreSQL role that serves pages: what a migration grants to."""
DATABASES = {"default": connection.django_database(DATABASE_ROLE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ── what is done between pages: each layer's `jobs.py`, queued in the same database

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

# ── who

AUTH_USER_MODEL = "people.Worker"
LOGIN_URL = reverse_lazy("sign-in")
LOGIN_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
SESSION_COOKIE_AGE = 48 * 3600  # seconds: longer than a session, so that it is known whose words came late
SESSION_COOKIE_NAME = "__Host-sightline" if TLS else "sightline"  # with TLS, no other host can set it
CSRF_COOKIE_NAME = "__Host-csrf" if TLS else "csrf"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TLS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "sightline.web.ended_session.csrf_failure"

# ── what a browser is told

SECURE_SSL_REDIRECT = TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TLS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = TLS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_PRELOAD = TLS
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURITY_CONTACT = os.environ.get("SIGHTLINE_SECURITY_CONTACT", "")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    },
}

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

FILE_UPLOAD_HANDLERS = ["sightline.web.upload.Bounded"]
FILE_UPLOAD_TEMP_DIR = VAR  # beside the database, not where the whole machine keeps its temporary files
FILE_UPLOAD_PERMISSIONS = 0o600

# ── words and days

LANGUAGE_CODE = "en-gb"
USE_I18N = True
TIME_ZONE = "Europe/London"
USE_TZ = True

# ── logs: what failed and where, never what was typed or about whom

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "sightline.config.logs.WithoutWords"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},  # an address that was not found may hold what somebody typed
        "sightline": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
