"""Why a file was not taken, in words, with where in the file each reason stands."""

from dataclasses import dataclass

SHOWN = 20
"""How many reasons a message spells out before it only counts the rest."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing wrong: what, on which line (1 is the first), at which element. None: not at any one place."""

    what: str
    line: int | None = None
    element: str | None = None

    def __str__(self) -> str:
        where = [f"line {self.line}"] if self.line else []
        where += [f"<{self.element}>"] if self.element else []
        return f"{', '.join(where)}: {self.what}" if where else self.what


class Refused(Exception):
    """A file that cannot be taken. Nothing has been written; `reasons` is never empty.

    A reason never tells a child's name or birth date: at most the authority's own number for the child.
    """

    def __init__(self, *reasons: Reason) -> None:
        super().__init__(*reasons)
        self.reasons = reasons

    def __str__(self) -> str:
        lines = [str(reason) for reason in self.reasons[:SHOWN]]
        if len(self.reasons) > SHOWN:
            lines.append(f"and {len(self.reasons) - SHOWN:,} more")
        return "\n".join(lines)
