"""Where a bench keeps its own record: a folder that is there for as long as it runs."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def of_its_own() -> Iterator[Path]:
    """Sightline works in a new folder, with a PostgreSQL that nothing else uses; then the folder goes."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)  # noqa: S103  # PostgreSQL may have to run as another user, who must be able to get in
        here = Path(folder) / "var"
        os.environ["SIGHTLINE_VAR"] = str(here)
        os.environ["DJANGO_SETTINGS_MODULE"] = "sightline.config.settings"
        yield here


def load_exampleshire(*options: str) -> str:
    """Load Exampleshire there, telling how far it is; the line that says how much of it there is."""
    command = [sys.executable, "-m", "sightline", "exampleshire", "load", *options]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return next(line for line in done.stdout.splitlines() if line.startswith("Exampleshire is loaded"))
