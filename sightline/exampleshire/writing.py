"""What was written besides the record's own forms: papers that others sent, and drafts not saved."""

import hashlib
import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from sightline.exampleshire import paper, sign_in
from sightline.exampleshire.days import at
from sightline.exampleshire.draw import Draw
from sightline.exampleshire.world import Row, World
from sightline.record.models.document import DocumentKind

MOST = 60
"""Papers that are made, however large the authority: they are to be looked at, not to fill a disk."""
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAPERS = (
    (
        DocumentKind.HEALTH,
        "Health visitor’s report",
        "Weight and height follow the same line as last year. Both parents came. The safety plan from the "
        "ward was talked through, and a copy is on the kitchen door.",
    ),
    (
        DocumentKind.EDUCATION,
        "Attendance since September",
        "Attendance is 81 per cent. Late on eleven mornings, most of them Mondays. On days with breakfast "
        "club there was no lateness at all.",
    ),
    (
        DocumentKind.LETTER,
        "Letter from the grandmother",
        "I can have them every other weekend and whenever it is needed. I have told their mother so. Please "
        "ring me before you decide, not after.",
    ),
    (
        DocumentKind.MINUTES,
        "Minutes of the meeting at school",
        "Present: head of year, school nurse, mother. Agreed: a quiet place at dinner time; the nurse sees "
        "the child on Fridays; mother rings before nine if there is no school that day.",
    ),
    (
        DocumentKind.POLICE,
        "Police report of a call to the address",
        "Officers were called at 22.40 by a neighbour. Raised voices, no injury. Children were awake on "
        "the stairs and were spoken to. A copy is sent because children live there.",
    ),
)
SCANNED = (
    "Larkhill Health Visiting Team\n"
    "Larkhill Clinic, Exampleshire\n"
    "Mother brings the baby to the clinic every week.\n"
    "The weight chart is on the second page, which was not sent.\n"
    "Please ring before the next visit: the dog is loose again."
)
"""What is on `scanned-letter.png`, as the reader for scans reads it."""
UNSAVED = (
    (
        timedelta(hours=3),
        "visit",
        "/children/{child}/visit/",
        "Record a visit",
        {
            "note": [
                "The door was opened before I knocked. It was tidy, and there were three coats on the stairs."
            ]
        },
    ),
    (
        timedelta(days=4),
        "visit",
        "/children/{child}/visit/",
        "Record a visit",
        {"where": ["At school"], "note": ["Met in the library. We talked about the"]},
    ),
    (
        timedelta(days=12),
        "reasonable-cause",
        "/referrals/{referral}/reasonable-cause/",
        "There is reasonable cause to suspect significant harm",
        {"cause": ["Their aunt rang: they have been staying with her since"]},
    ),
)
"""How long ago it was kept, the page, its address and title, and what is in its boxes."""


def write(world: World) -> None:
    """Papers in the records of children who are open, and what a few who can sign in left unsaved."""
    draw = world.draw("writing")
    open_cases = [row for row in world.rows.of["referral"] if row.get("closed_on") is None]
    chosen = [row for row in open_cases if draw.happens(0.25)][:MOST]
    for number, case in enumerate(chosen):
        _paper(world, draw, case, number)
    if chosen:
        _scan(world, draw, chosen[0])
    _drafts(world)


def _paper(world: World, draw: Draw, case: Row, number: int) -> None:
    kind, title, words = PAPERS[number % len(PAPERS)]
    day = case["received_on"] + timedelta(days=draw.number(0, 40))
    if day > world.last:
        return
    told = [f"{title}, paper {number + 1}, of {day:%-d %B %Y}.\n\n{words}"]
    file = stored(world, told[0], day, make=paper.word if number % 6 == 5 else paper.pdf)
    said = {
        "child_id": case["child_id"],
        "file_id": file,
        "kind": kind.value,
        "title": title,
        "dated_on": day,
    }
    by = case.get("recorded_by_id") or 1
    world.rows.add("document", name=f"scan{number:04}.pdf", **said, **world.wrote(draw, by, day))


def _scan(world: World, draw: Draw, case: Row) -> None:
    """A letter that came as a scan: a picture, with the words that were read off it."""
    day = min(case["received_on"] + timedelta(days=2), world.last)
    content = (Path(__file__).parent / "scanned-letter.png").read_bytes()
    file = _stored(world, content, "image/png", SCANNED, day, is_scan=True)
    said = {"child_id": case["child_id"], "file_id": file, "kind": DocumentKind.HEALTH.value, "dated_on": day}
    by = case.get("recorded_by_id") or 1
    told = {"title": "Letter from the health visitor", "name": "scan.png"}
    world.rows.add("document", **told, **said, **world.wrote(draw, by, day))


def stored(world: World, words: str, day: date, *, make: Callable[[list[str]], bytes] = paper.pdf) -> int:
    """The number of a file of these words, kept and read out on that day."""
    media_type = WORD if make is paper.word else "application/pdf"
    return _stored(world, make([words]), media_type, words, day)


def _stored(
    world: World, content: bytes, media_type: str, words: str, day: date, *, is_scan: bool = False
) -> int:
    file: int = world.rows.add(
        "storedfile",
        digest=hashlib.sha256(content).hexdigest(),
        size=len(content),
        media_type=media_type,
        read_at=at(day, 20 * 60),
        pages=1,
        read_to=1,
    )["id"]
    world.rows.add("filepart", file_id=file, number=0, content=content)
    world.rows.add("filetext", file_id=file, number=1, words=words, is_scan=is_scan)
    return file


def _drafts(world: World) -> None:
    people = {person.email for person in sign_in.PEOPLE}
    workers = {row["id"]: row for row in world.rows.of["worker"] if row["email"] in people}
    theirs: dict[int, list[Row]] = {}
    for row in world.rows.of["allocation"]:
        if row["worker_id"] in workers and row.get("until_on") is None:
            theirs.setdefault(row["worker_id"], []).append(row)
    for worker in sorted(theirs):
        for case, (age, page, address, title, typed) in zip(theirs[worker], UNSAVED, strict=False):
            place = address.format(child=case["child_id"], referral=case["referral_id"])
            _draft(
                world,
                worker,
                case,
                kept_at=at(world.last, 17 * 60) - age,
                page=page,
                address=place,
                title=title,
                typed=json.dumps(typed),
            )


def _draft(world: World, worker: int, case: Row, *, kept_at: datetime, **said: object) -> None:
    name = hashlib.sha256(f"{worker} {said['address']}".encode()).hexdigest()[:32]
    times: dict[str, object] = {"begun_at": kept_at - timedelta(minutes=9), "saved_at": kept_at}
    world.rows.add(
        "draft",
        name=name,
        worker_id=worker,
        child_id=case["child_id"],
        revision=7,
        aside="{}",
        **times,
        **said,
    )
