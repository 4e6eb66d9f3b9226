"""What every answer tells the browser besides its content policy, and where to tell of a weakness."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from sightline.web.today import today

NOTHING = "camera microphone geolocation payment usb serial hid midi accelerometer gyroscope display-capture"
#: Nothing of the machine is ever asked for; passkeys are, and only by our own pages.
PERMISSIONS = ", ".join(f"{name}=()" for name in NOTHING.split()) + ", publickey-credentials-get=(self)"
GOOD_FOR = timedelta(days=180)


class Headers:
    """Says on every answer what no page of ours needs, and that pages are nobody else's to keep."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        answer.headers.setdefault("Permissions-Policy", PERMISSIONS)
        answer.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        answer.headers.setdefault("Cache-Control", "private, no-cache")
        if request.path == reverse("sign-out"):
            answer.headers["Clear-Site-Data"] = '"cache"'
        return answer


@login_not_required
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to tell of a weakness (RFC 9116): the authority's own contact, good for half a year."""
    host = request.get_host().split(":")[0]
    contact = settings.SECURITY_CONTACT or f"mailto:security@{host}"
    until = datetime.combine(today() + GOOD_FOR, time(0), tzinfo=UTC)
    said = {
        "Contact": contact,
        "Expires": until.isoformat().replace("+00:00", "Z"),
        "Preferred-Languages": "en",
        "Canonical": request.build_absolute_uri(reverse("security-txt")),
    }
    lines = "".join(f"{name}: {words}\n" for name, words in said.items())
    return HttpResponse(lines, content_type="text/plain; charset=utf-8")
