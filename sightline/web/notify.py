"""E-mail by way of GOV.UK Notify: https://docs.notifications.service.gov.uk/rest-api.html.

SIGHTLINE_NOTIFY_KEY is the service's API key, and SIGHTLINE_NOTIFY_TEMPLATE the id of an e-mail template
whose subject is ((subject)) and whose body is ((body)). Notify decides which address it comes from.
"""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Sequence
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

UUID = 36
"""Characters of an id: a key ends with the service's and then the secret, each with a hyphen before it."""
TIMEOUT = 10


class NotSent(Exception):
    """Notify did not take an e-mail; the message says why, and names nobody."""


class Backend(BaseEmailBackend):
    """Django's way of sending e-mail, by Notify."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send these, one to each address; how many messages were sent."""
        for message in email_messages:
            for address in message.recipients():
                self._send(message, address)
        return len(email_messages)

    def _send(self, message: EmailMessage, address: str) -> None:
        asked = {
            "email_address": address,
            "template_id": settings.NOTIFY_TEMPLATE,
            "personalisation": {"subject": message.subject, "body": message.body},
        }
        request = Request(  # noqa: S310 - the address is the setting's own, of https
            f"{settings.NOTIFY_ADDRESS}/v2/notifications/email",
            json.dumps(asked).encode(),
            {"Content-Type": "application/json", "Authorization": f"Bearer {token(settings.NOTIFY_KEY)}"},
        )
        try:
            with urlopen(request, timeout=TIMEOUT):  # noqa: S310 - as above
                return
        except HTTPError as error:
            if not self.fail_silently:
                raise NotSent(f"GOV.UK Notify answered {error.code}: {_why(error)}") from None
        except URLError:
            if not self.fail_silently:
                raise NotSent("GOV.UK Notify could not be reached") from None


def token(key: str, *, at: float | None = None) -> str:
    """The proof, good for half a minute, that a request comes from whoever has the key: a JSON Web Token."""
    secret, service = key[-UUID:], key[-2 * UUID - 1 : -UUID - 1]
    parts = ({"typ": "JWT", "alg": "HS256"}, {"iss": service, "iat": int(at or time.time())})
    signed = b".".join(_encoded(json.dumps(part).encode()) for part in parts)
    proof = hmac.new(secret.encode(), signed, hashlib.sha256).digest()
    return (signed + b"." + _encoded(proof)).decode()


def _encoded(raw: bytes) -> bytes:
    return base64.urlsafe_b64encode(raw).rstrip(b"=")


def _why(error: HTTPError) -> str:
    """The kinds of error that Notify names: never the words of the message."""
    try:
        found: Any = json.loads(error.read())["errors"]
        return ", ".join(str(one["error"]) for one in found)
    except (ValueError, KeyError, TypeError):
        return "no reason given"
