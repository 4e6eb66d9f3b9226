"""Where the law is written, and how far that has been verified."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Mark(StrEnum):
    """How the words of the source are known."""

    PRIMARY = "V"
    SECONDARY = "V2"
    KNOWLEDGE = "K"


class Confidence(StrEnum):
    """How sure we are that the value is right."""

    HIGH = "H"
    MEDIUM = "M"
    LOW = "L"


_HOW = {
    Mark.PRIMARY: "read in the text itself",
    Mark.SECONDARY: "read in another body's account of the text",
    Mark.KNOWLEDGE: "from general knowledge, not read",
}
_HOW_SURE = {Confidence.HIGH: "high", Confidence.MEDIUM: "medium", Confidence.LOW: "low"}


@dataclass(frozen=True, slots=True)
class Verified:
    """How far a citation has been checked. A qualified person must read the text before any live alert
    relies on it.
    """

    mark: Mark
    confidence: Confidence

    def __str__(self) -> str:
        return f"{self.mark}-{self.confidence}"

    @property
    def words(self) -> str:
        """In full: "read in the text itself; high confidence"."""
        return f"{_HOW[self.mark]}; {_HOW_SURE[self.confidence]} confidence"


def require(condition: object, complaint: str) -> None:
    """Refuse to make a value that says too little or contradicts itself."""
    if not condition:
        raise ValueError(complaint)


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a source: the date it came into force is written here and nowhere else."""

    name: str
    title: str
    in_force_from: date
    how_exact: str
    """How that date is known: to the day, to the month, or from a secondary source."""
    text: str
    """What has been read of it."""
    provisional: bool = False
    """True where the text has not been read and an earlier edition's values are carried forward."""

    def __post_init__(self) -> None:
        for field in ("name", "title", "how_exact", "text"):
            require(getattr(self, field).strip(), f"an edition says its {field}")

    def __str__(self) -> str:
        return f"{self.name} (provisional)" if self.provisional else self.name

    def at(self, place: str, verified: Verified) -> "Citation":
        """A place in this edition. Paragraphs and pages only where somebody has seen them; "" for none."""
        return Citation(self, place, verified)


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in an edition of a source, and how far it has been verified."""

    edition: Edition
    place: str
    verified: Verified

    def __str__(self) -> str:
        return f"{self.edition}, {self.place}" if self.place else str(self.edition)
