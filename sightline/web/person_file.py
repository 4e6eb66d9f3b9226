"""Who a person is, as a file of the national Person standard: for another authority's system."""

from django.http import HttpResponse

from sightline.returns.person_standard import write
from sightline.returns.refusal import Refused
from sightline.web.download import download
from sightline.web.finding import find_child
from sightline.web.form import SignedIn

JSON_LD = "application/ld+json"


def download_person(request: SignedIn, pk: int) -> HttpResponse:
    """The file of one person under all their entries that this worker may open; the look is logged."""
    found = find_child(request, pk)
    try:
        content = write.file(found.entries)
    except Refused as refused:
        return HttpResponse(f"{refused}\n", status=422, content_type="text/plain; charset=utf-8")
    return download(content.encode(), name=f"person-{found.pk}.json", kind=JSON_LD)
