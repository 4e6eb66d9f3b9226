"""Censuses spoilt from a seed, as hands, suppliers and transfers spoil them: a few things wrong with each."""

import re
from collections.abc import Callable
from random import Random

JUNK = (
    *("", " ", "2025-02-30", "31/03/2026", "0001-01-01", "9999-12-31", "0000-00-00", "2026-03-31"),
    *("-1", "1e400", "NaN", "null", "true", "maybe", "1", "ZZZ", "N99", "A801200005001", "9" * 20),
    *("é" * 30, "x" * 5000, "&lt;script&gt;", "\N{ARABIC-INDIC DIGIT TWO}025-01-01", "2025-04-01T00:00:00Z"),
)
NAMES = ("CINdetails", "Assessments", "Reviews", "Child", "Disability", "CINreferralDate", "Sex", "Toy")

_ITEM = re.compile(r"<(\w+)>([^<>]*)</\1>")
_GROUP = re.compile(
    r"<(Assessments|Section47|CINPlanDates|ChildProtectionPlans|Reviews|Disabilities|CINdetails|Child)>.*?</\1>",
    re.DOTALL,
)


def spoilt(text: str, seed: int) -> bytes:
    """The census with one to six things wrong with it; for one seed in ten, with its bytes damaged too."""
    dice = Random(seed)  # noqa: S311 - damage, not secrets
    for _ in range(dice.randrange(1, 7)):
        text = dice.choice(WAYS)(text, dice)
    raw = bytearray(text.encode("utf-8", "surrogatepass"))
    if dice.random() < 0.1:
        place = dice.randrange(len(raw))
        if dice.random() < 0.5:
            return bytes(raw[:place])
        raw[place] = dice.randrange(256)
    return bytes(raw)


def _one(pattern: re.Pattern[str], text: str, dice: Random) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return dice.choice(found) if found else None


def _in_place_of(match: re.Match[str] | None, text: str, new: str) -> str:
    return text if match is None else text[: match.start()] + new + text[match.end() :]


def _value(text: str, dice: Random) -> str:
    match = _one(_ITEM, text, dice)
    return _in_place_of(match, text, f"<{match[1]}>{dice.choice(JUNK)}</{match[1]}>") if match else text


def _every_value(text: str, dice: Random) -> str:
    match, junk = _one(_ITEM, text, dice), dice.choice(JUNK)
    return re.sub(rf"<{match[1]}>[^<>]*<", f"<{match[1]}>{junk}<", text) if match else text


def _no_item(text: str, dice: Random) -> str:
    return _in_place_of(_one(_ITEM, text, dice), text, "")


def _item_again(text: str, dice: Random) -> str:
    match = _one(_ITEM, text, dice)
    return _in_place_of(match, text, match[0] * dice.randrange(2, 5)) if match else text


def _another_name(text: str, dice: Random) -> str:
    match, name = _one(_ITEM, text, dice), dice.choice(NAMES)
    return _in_place_of(match, text, f"<{name}>{match[2]}</{name}>") if match else text


def _inside_itself(text: str, dice: Random) -> str:
    match = _one(_GROUP, text, dice)
    return _in_place_of(match, text, f"<{match[1]}>{match[0]}</{match[1]}>") if match else text


def _no_group(text: str, dice: Random) -> str:
    return _in_place_of(_one(_GROUP, text, dice), text, "")


def _group_again(text: str, dice: Random) -> str:
    match = _one(_GROUP, text, dice)
    return _in_place_of(match, text, match[0] * dice.choice((2, 3, 40))) if match else text


def _empty_group(text: str, dice: Random) -> str:
    match = _one(_GROUP, text, dice)
    return _in_place_of(match, text, f"<{match[1]}/>") if match else text


def _elsewhere(text: str, dice: Random) -> str:
    match = _one(_GROUP, text, dice)
    if match is None:
        return text
    rest = _in_place_of(match, text, "")
    places = [found.end() for found in re.finditer(r"</\w+>", rest)] or [0]
    place = dice.choice(places)
    return rest[:place] + match[0] + rest[place:]


def _no_header(text: str, dice: Random) -> str:
    instead = dice.choice(("", "<Header/>", "<Header>?</Header>"))
    return re.sub(r"<Header>.*</Header>", instead, text, flags=re.DOTALL)


WAYS: tuple[Callable[[str, Random], str], ...] = (
    _value, _value, _value, _every_value, _no_item, _item_again, _another_name, _inside_itself, _no_group,
    _group_again, _empty_group, _elsewhere, _no_header,
)  # fmt: skip
