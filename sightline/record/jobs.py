"""What the record does between pages: it reads the words out of files, so that they can be found."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from sightline.record import reading


@app.task(name="record.read_file", pass_context=False)
def read_file(file: int) -> None:
    """Read the words out of the stored file with this number."""
    reading.read(file, at=datetime.now(UTC))
