"""The items of a file, read one by one, each in its place: words, days, codes; and what is wrong with one."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from sightline.record import accuracy
from sightline.returns.refusal import Reason

Object = dict[str, Any]


class Wrong(Exception):
    """One mistake, at one place."""


class Reader:
    """Reads items; `place` is where in the file the reading stands, and `left_out` what cannot be held."""

    def __init__(self, place: str, on: date, called: str, left_out: list[Reason]) -> None:
        self.first = self.place = place
        self.on, self.called, self.left_out = on, called[:200], left_out

    def _each(self, said: Object, item: str) -> Iterator[Object]:
        """The objects of one item, each in its place; a single one may stand without its list."""
        found = said.get(item)
        for number, one in enumerate([] if found is None else found if isinstance(found, list) else [found]):
            self.place = f"{self.first}, {item} {number + 1}"
            if not isinstance(one, dict):
                raise Wrong("this is not an object")
            yield one

    def _day(self, said: Object, item: str) -> tuple[date | None, str]:
        self.place, partial = f"{self.first}, {item}", said.get(item)
        if partial is None:
            return None, accuracy.WHOLE
        if not isinstance(partial, dict):
            raise Wrong("this is no partial date")
        on, how = self._when(partial, "date"), str(partial.get("accuracyIndicator", accuracy.WHOLE))
        if not re.fullmatch(r"[AEU]{3}", how):
            raise Wrong("an accuracy is three letters of A, E and U")
        if on is None or how[2] == "U":
            self._leave_out("", "of this day the year is not known")
            return None, accuracy.WHOLE
        how = f"U{how[1:]}" if how[1] == "U" else how
        first = on.replace(day=1 if how[0] == "U" else on.day, month=1 if how[1] == "U" else on.month)
        if first != on:
            self._leave_out("", "what is said not to be known of this day stands as the first")
        return first, how

    def _span(self, one: Object) -> Object:
        found = {
            "from_on": self._when(one, "sightline:from"),
            "until_on": self._when(one, "sightline:until"),
        }
        if found["from_on"] and found["until_on"] and found["until_on"] < found["from_on"]:
            raise Wrong("it ends before it begins")
        return found

    def _when(self, one: Object, item: str) -> date | None:
        said = one.get(item)
        try:
            return None if said is None else date.fromisoformat(said)
        except (TypeError, ValueError):
            raise Wrong(f"{item} is not a day written as 2019-02-11") from None

    def _words(self, one: Object, item: str) -> str:
        """Names that stand apart in the standard, as one line."""
        found = one.get(item)
        words = found if isinstance(found, list) else [] if found is None else [found]
        if not all(isinstance(word, str) for word in words):
            raise Wrong(f"{item} is not words")
        return self._text({item: " ".join(words)}, item, 100)

    def _text(self, one: Object, item: str, most: int) -> str:
        said = one.get(item)
        if said is None:
            return ""
        if isinstance(said, bool) or not isinstance(said, str | int):
            raise Wrong(f"{item} is not words")
        words = str(said).strip()
        if len(words) > most or "\0" in words:
            raise Wrong(f"{item} has more than {most} letters, or one that no line has")
        return words

    def _one_of(self, one: Object, item: str, values: list[str]) -> str | None:
        said = one.get(item)
        if said is not None and said not in values:
            raise Wrong(f"{item} is not a code that is known")
        return said

    def _code(self, one: Object, item: str, known: dict[str, str]) -> str | None:
        said = self._text(one, item, 20)
        if said and said not in known:
            raise Wrong(f"{item} is not a code that is known")
        return known.get(said)

    def _leave_out(self, item: str, why: str) -> None:
        self.left_out.append(Reason(why, element=f"{self.place}, {item}" if item else self.place))
