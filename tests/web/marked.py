"""What the pages about what mattered are about: one event of Mia's story, marked, with Bryn's analysis; and a
copy of the minutes of Ivy's conference.
"""

from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile

from sightline.casework import circulation, document, significance
from sightline.people.models import Worker
from sightline.record.models import Document, EventAnalysis, Person, SentCopy, SignificantEvent
from tests.web.world import TODAY, World

#: Pages on which nothing is typed.
ONLY_SHOWN = {"mattered", "family-story", "agencies"}
#: Addresses at which something is only done.
ONLY_DONE = {"mark"}
#: Pages for whoever wrote what is on them.
AUTHORS = {"analysis-correct"}


def marked(world: World) -> dict[str, list[object]]:
    """What stands in the addresses of these pages, by the page's name."""
    bryn = world.cast.bryn
    event = SignificantEvent.objects.first() or significance.mark(
        world.mia, world.visit, "happened_on", by=bryn, on=TODAY
    )
    written = EventAnalysis.objects.first() or significance.analyse(
        event, by=bryn, on=TODAY, why="She told a stranger before she told us."
    )
    return {"mark-why": [event.pk], "analysis-correct": [written.pk], "copy-answer": [sent(world).pk]}


def sent(world: World) -> SentCopy:
    """Ivy's school was sent the minutes of the conference that made her plan."""
    found = SentCopy.objects.filter(conference__isnull=False).first()
    if found is None:
        [minutes] = paper(world.ivy, world.cast.bryn, "Minutes of the conference")
        to = {"person": "Mr Lund", "agency": "education", "route": "secure_email"}
        held = world.plan.made_by
        found = circulation.send(held, minutes, by=world.cast.bryn, on=TODAY, **to)
    return found


def paper(
    child: Person, by: Worker, title: str, replaces: Document | None = None, on: date = TODAY
) -> list[Document]:
    """A small file of words in a child's record."""
    with NamedTemporaryFile(suffix=".txt") as file:
        file.write(f"{title}, number {Document.objects.count()}.\n".encode())
        file.flush()
        said = {"kind": "minutes", "title": title, "on": on, "replaces": replaces}
        return document.add([child], by=by, path=Path(file.name), **said)
