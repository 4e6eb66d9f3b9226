"""Files go out as downloads: never opened as a page of ours, whatever is in them."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

#: What a browser that opens it all the same may do with it: nothing.
SANDBOX = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def download(content: bytes, *, name: str, kind: str = "application/octet-stream") -> HttpResponse:
    """A file to keep. `name` is what it is saved as; `kind` its media type, by its content."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["Content-Security-Policy"] = SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
