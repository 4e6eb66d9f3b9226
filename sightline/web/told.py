"""How one dated field of an entry is told in the story."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sightline.compliance.own_questions import answers_in

Say = str | Callable[[Any], str]


@dataclass(frozen=True)
class Told:
    """How one dated field of an entry is told: its title, whose act it was, its words, whether it is key."""

    field: str
    title: Say
    by: str = ""
    words: Say = ""
    key: bool = False


def with_own(words: Say) -> Say:
    """These words of an entry, and after them what was answered in it to our own questions, each after its
    question as it was asked.
    """

    def both(entry: Any) -> str:
        said = words(entry) if callable(words) else getattr(entry, words) or ""
        return "\n".join(filter(None, [said, *map(str, answers_in(entry))]))

    return both
