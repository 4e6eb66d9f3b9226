"""What the record does between pages: it reads the words out of files, so that they can be found."""

from datetime import UTC, datetime

from django.db import transaction
from procrastinate.contrib.django import app

from sightline.record import reading


@app.task(name="record.read_file", pass_context=False)
def read_file(file: int) -> None:
    """Read the words out of the stored file with this number: of a long one, a stretch each time."""
    if not reading.read(file, at=datetime.now(UTC)):
        read_file.defer(file=file)


@app.periodic(cron="25 * * * *", periodic_id="record.read_scans")
@app.task(name="record.read_scans", queueing_lock="record.read_scans", pass_context=False)
def read_scans(timestamp: int) -> None:
    """Once a reader for scans is installed, read what was kept before. `timestamp`: when this fell due."""
    with transaction.atomic():
        for file in reading.awaiting():
            read_file.defer(file=file)
