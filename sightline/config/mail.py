"""Settings of e-mail: by an SMTP server, by GOV.UK Notify, or (as it is unless something is said) none.

SIGHTLINE_SMTP            smtp://host:587, with STARTTLS, and a name and password before the host where it
                          asks for them; smtps:// with TLS from the start; smtp://host?tls=no without
                          either, inside one machine only (default: none)
SIGHTLINE_NOTIFY_KEY      an API key of a GOV.UK Notify service; it goes before SIGHTLINE_SMTP (default: none)
SIGHTLINE_NOTIFY_TEMPLATE the id of its e-mail template, whose subject is ((subject)) and body ((body))
SIGHTLINE_MAIL_FROM       the address that e-mails come from (default: sightline@ the first host)
SIGHTLINE_ADDRESS         how an e-mail's addresses begin: https://… (default: https:// and the first host)
"""

import os
from urllib.parse import parse_qs, unquote, urlsplit

from sightline.config import environment

_HOST = environment.listed("SIGHTLINE_HOSTS", "127.0.0.1")[0]
_SMTP = urlsplit(os.environ.get("SIGHTLINE_SMTP", ""))
if _SMTP.scheme not in ("", "smtp", "smtps"):
    raise ValueError(f"SIGHTLINE_SMTP begins with {_SMTP.scheme}: it must begin with smtp or smtps")

ADDRESS = os.environ.get("SIGHTLINE_ADDRESS", "").rstrip("/") or f"https://{_HOST}"
NOTIFY_KEY = os.environ.get("SIGHTLINE_NOTIFY_KEY", "")
NOTIFY_TEMPLATE = os.environ.get("SIGHTLINE_NOTIFY_TEMPLATE", "")
NOTIFY_ADDRESS = "https://api.notifications.service.gov.uk"
SENDS_MAIL = bool(NOTIFY_KEY or _SMTP.hostname)
"""Whether anything is sent at all."""

EMAIL_BACKEND = (
    "sightline.web.notify.Backend"
    if NOTIFY_KEY
    else "django.core.mail.backends.smtp.EmailBackend"
    if _SMTP.hostname
    else "django.core.mail.backends.dummy.EmailBackend"
)
EMAIL_HOST = _SMTP.hostname or ""
EMAIL_PORT = _SMTP.port or (465 if _SMTP.scheme == "smtps" else 587)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_SMTP.username or ""), unquote(_SMTP.password or "")
EMAIL_USE_SSL = _SMTP.scheme == "smtps"
EMAIL_USE_TLS = _SMTP.scheme == "smtp" and parse_qs(_SMTP.query).get("tls") != ["no"]
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("SIGHTLINE_MAIL_FROM") or f"sightline@{_HOST}"
