"""Write down that somebody looked."""

from collections.abc import Iterable
from datetime import datetime

from sightline.audit.models import Look


def log(*, worker: int, page: str, children: Iterable[int] = (), words: str = "") -> None:
    """Log that this worker saw these children on this page, in one statement.

    `page` is the name of the page, never its address with a name in it; `words` are what was searched for.
    A page that named no child is logged too when it was a search: what somebody looked for is a look.
    """
    seen = list(dict.fromkeys(children))
    if not seen and not words:
        return
    subjects: list[int | None] = [*seen] or [None]
    Look.objects.bulk_create(
        Look(worker=worker, page=page, child=child, words=words[:200]) for child in subjects
    )


def has_looked(*, worker: int, page: str, child: int, since: datetime) -> bool:
    """Whether this worker opened that page about this child since then, as the log says."""
    return Look.objects.filter(worker=worker, page=page, child=child, at__gte=since).exists()
