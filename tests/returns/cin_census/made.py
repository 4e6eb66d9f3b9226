"""Children made from a seed, with every section of the census: most of them right, some with something wrong.

The same seed makes the same children. What is made for one child does not depend on the others.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from sightline.returns.cin_census.codes import CLOSURE, DISABILITY, ETHNICITY, FACTORS, REFERRAL_SOURCE
from tests.returns.cin_census.stories import (
    assessment,
    census,
    enquiry,
    kid,
    need,
    protection,
    referral,
    upn,
)

FAULTS = 0.02
"""How often something is wrong."""

_ETHNICITIES, _SOURCES = sorted(ETHNICITY), sorted(REFERRAL_SOURCE)
_DISABILITIES = sorted(DISABILITY - {"NONE"})
_FACTORS = sorted(FACTORS - {"18A", "19A", "21"})
_REASONS = sorted(CLOSURE - {"RC2", "RC8", "RC9"})


def made(children: int, seed: int, reference: date = date(2026, 3, 31)) -> Iterator[str]:
    """So many children, one at a time."""
    for number in range(children):
        yield _Child(Random(f"{seed} {number}"), number, reference).told()  # noqa: S311 - made-up children


def write_made(path: Path, children: int, seed: int, reference: date = date(2026, 3, 31)) -> Path:
    """A whole return of such children, written as it is made, a line to an element."""
    before, after = census("\n*\n", reference=reference, year=reference.year).split("*")
    with path.open("w", encoding="utf-8") as file:
        file.write(before)
        file.writelines(one.replace("><", ">\n<") for one in made(children, seed, reference))
        file.write(after)
    return path


class _Child:
    def __init__(self, dice: Random, number: int, last: date) -> None:
        self.dice, self.number, self.last = dice, number, last
        self.first = last.replace(year=last.year - 1) + timedelta(days=1)

    def told(self) -> str:
        dice = self.dice
        born = self.last - timedelta(days=dice.randrange(300, 6400))
        disabled = dice.random() < 0.13
        codes = dice.sample(_DISABILITIES, dice.choice((1, 1, 2, 3))) if disabled else ["NONE"]
        return kid(
            *self.episodes(),
            ethnicity=self.mostly(dice.choice(_ETHNICITIES), "XXXX", None),
            disabilities=tuple(self.mostly(code, "ZZZ") for code in codes),
            LAchildID=f"M{self.number:07}",
            UPN=self.mostly(upn(self.number % 100_000, f"{801 + self.number // 100_000}"), None, "A1"),
            PersonBirthDate=self.mostly(born, None, self.last + timedelta(days=1)),
            Sex=self.mostly(dice.choice("MF"), "U", None, "1"),
            PersonDeathDate=self.last - timedelta(days=30) if dice.random() < 0.002 else None,
        )

    def episodes(self) -> Iterator[str]:
        day: date | None = self.first + timedelta(days=self.dice.randrange(-30, 330))
        for _ in range(1 + (self.dice.random() < 0.15)):
            if day is not None and day <= self.last:
                text, day = self.episode(day)
                yield text

    def episode(self, day: date) -> tuple[str, date | None]:
        """An episode, and a day on which the next may begin; None while it is open."""
        dice = self.dice
        about = {
            "CINreferralDate": self.mostly(day, None, self.last + timedelta(days=9)),
            "ReferralSource": self.mostly(dice.choice(_SOURCES), "XX"),
            "PrimaryNeedCode": self.mostly(f"N{dice.randrange(1, 10)}", None, "N11"),
        }
        if dice.random() < 0.1:
            return referral(ReferralNFA="true", **about), day + timedelta(days=dice.randrange(1, 90))
        closure = self.later(day, 60, 300) if dice.random() < 0.55 else None
        inside = list(self.work(day, closure or self.last))
        if closure is None:
            return referral(*inside, **about), None
        about |= {"CINclosureDate": closure, "ReasonForClosure": self.mostly(dice.choice(_REASONS), None)}
        return referral(*inside, **about), closure + timedelta(days=dice.randrange(1, 60))

    def work(self, day: date, until: date) -> Iterator[str]:
        dice = self.dice
        start = self.within(day, 0, 5, until)
        done = start and self.within(start, 10, 70, until)
        factors = tuple(dice.sample(_FACTORS, dice.randrange(1, 5)))
        if start:
            wrong = dice.random() < FAULTS
            yield assessment(start, done, *(factors if done and not wrong else (None,)))
        if start and dice.random() < 0.37:
            yield from self.protecting(start, until)
        elif done and dice.random() < 0.45:
            begun = self.within(done, 0, 10, until)
            if begun:
                yield need(begun, self.within(begun, 60, 200, until))

    def protecting(self, day: date, until: date) -> Iterator[str]:
        dice = self.dice
        held = self.within(day, 3, 15, until) if dice.random() < 0.45 else None
        held = held and held - timedelta(days=max(0, held.weekday() - 4))
        if held is not None and not self.first <= held <= self.last:
            held = None
        yield enquiry(day, held, "false" if held else "true", target=held)
        if held and dice.random() < 0.8:
            end = self.within(held, 90, 300, until)
            reviews = [
                one for after in (80, 250) if (one := self.within(held, after, after + 9, end or until))
            ]
            yield protection(held, end, *reviews, NumberOfPreviousCPP=dice.randrange(3))

    def mostly(self, right: object, *wrong: object) -> object:
        """The right value, or seldom one of the others."""
        return self.dice.choice(wrong) if self.dice.random() < FAULTS else right

    def within(self, day: date, least: int, most: int, until: date) -> date | None:
        found = day + timedelta(days=self.dice.randrange(least, most + 1))
        return found if found <= until else None

    def later(self, day: date, least: int, most: int) -> date | None:
        found = self.within(day, least, most, self.last)
        return found if found and found >= self.first else None
