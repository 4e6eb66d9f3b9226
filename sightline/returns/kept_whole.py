"""A file that is written whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from sightline.returns.refusal import Reason, Refused


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """A file beside its place, that takes it when all has been written."""
    part = None
    try:
        with NamedTemporaryFile("wb", dir=path.parent, prefix=".", delete=False) as file:
            part = Path(file.name)
            yield file
        part.replace(path)
    except OSError as problem:
        raise Refused(Reason(f"{path} cannot be written: {problem.strerror}")) from problem
    finally:
        if part is not None:
            part.unlink(missing_ok=True)
