"""A place for an installation of its own."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sightline.config.postgres.place import find_place
from sightline.config.postgres.server import Server


@pytest.fixture
def var() -> Iterator[Path]:
    """A short folder that any user can walk to, as a checkout usually is."""
    folder = Path(tempfile.mkdtemp(prefix="sightline-test-", dir="/var/tmp"))
    folder.chmod(0o755)
    yield folder
    Server(folder).stop()
    shutil.rmtree(find_place(folder).home, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
