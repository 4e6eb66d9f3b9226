"""A census year: from 1 April until 31 March, the reference date."""

import re
from dataclasses import dataclass
from datetime import date

from sightline.returns.refusal import Reason, Refused
from sightline.timescales import FIRST_DAY, LAST_DAY

_WRITTEN = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Year:
    """The census year that ends in March of `ends`: 2025-26 ends in 2026."""

    ends: int

    @property
    def first_day(self) -> date:
        """1 April."""
        return date(self.ends - 1, 4, 1)

    @property
    def last_day(self) -> date:
        """31 March, the return's reference date."""
        return date(self.ends, 3, 31)

    def __str__(self) -> str:
        return f"{self.ends - 1}-{self.ends % 100:02}"

    @classmethod
    def written(cls, text: str) -> "Year":
        """The year written there, such as 2025-26. Raises Refused where it is none whose days are known."""
        found = _WRITTEN.fullmatch(text)
        year = cls(int(found[1]) + 1) if found else None
        if year is None or str(year) != text:
            raise Refused(Reason(f"{text!r} is not a census year written as 2025-26"))
        if not (FIRST_DAY.year < year.ends < LAST_DAY.year):
            raise Refused(Reason(f"{text} is outside the years whose working days are known"))
        return year
