"""What was asked of Mia's record, for the pages about it: a hold, a copy, a correction, and an odd look."""

from sightline.audit.models import Look
from sightline.casework import rights
from sightline.record.models import AccessRequest, Correction, LegalHold
from tests.web.world import NOW, TODAY, World

#: Pages on which nothing is typed.
ONLY_SHOWN = {"odd-looks", "child-looks", "rights", "access-request", "retention"}
#: Lists of a worker's own: the same page for each, with other rows.
OWN = {"odd-looks", "retention"}
#: What a manager decides of a record.
DECIDED = {"access-release", "correction-decide", "legal-hold", "legal-hold-end", "retention-decide"}


def asked(world: World) -> dict[str, list[object]]:
    """The ids in the addresses of those pages, by the page's name."""
    mia, bryn, curious = world.mia, world.cast.bryn, world.cast.hal
    held = LegalHold.objects.filter(child=mia).first() or rights.hold(
        mia, by=bryn, on=TODAY, because="An inquiry has asked for it"
    )
    request = AccessRequest.objects.filter(child=mia).first() or rights.receive_request(
        mia, by=bryn, on=TODAY, asked_by="parent", who="Dana Larch"
    )
    wrong = Correction.objects.filter(child=mia).first() or rights.receive_correction(
        mia, by=bryn, on=TODAY, who="Dana Larch", said="He never lived with us."
    )
    if not Look.objects.filter(child=mia.pk, worker=curious.pk).exists():
        Look.objects.create(at=NOW, worker=curious.pk, page="child", child=mia.pk)
    return {
        "legal-hold-end": [held.pk],
        "access-request": [request.pk],
        "access-leave-out": [request.pk, "sighting", world.visit.pk],
        "access-release": [request.pk],
        "correction-decide": [wrong.pk],
        "look-account": [mia.pk, curious.pk, TODAY],
    }
