"""How one dated field of an entry is told in the story."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Say = str | Callable[[Any], str]


@dataclass(frozen=True)
class Told:
    """How one dated field of an entry is told: its title, whose act it was, its words, whether it is key."""

    field: str
    title: Say
    by: str = ""
    words: Say = ""
    key: bool = False
