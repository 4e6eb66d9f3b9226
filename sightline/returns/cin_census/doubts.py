"""What to know about a census before relying on what it shows: what was missing, or doubtful."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from sightline.duties.language import Kind, Milestone
from sightline.returns.cin_census.days import Days
from sightline.returns.cin_census.facts import FACTS, RECORDS
from sightline.returns.cin_census.tables import Unread
from sightline.returns.words import many, written

_BEGINS = {table: item for table, item in RECORDS.values() if item}
_WORK = sorted({(fact.table, fact.item) for fact in FACTS if fact.table != "ChildIdentifiers"})


def doubts(days: Days, found: list[Milestone], on: date) -> list[str]:
    """Each as a sentence, for the day looked at; `found` are the milestones of the same census."""
    return [
        *_about_children(days),
        *_about_groups(days),
        *_about_flags(days, found),
        *_about_no_further_action(days),
        *_about_conferences(days, found),
        *_about_later_days(days, on),
        *_about_elements(days.census.unknown, "is no part of the census and was not read"),
        *_about_elements(days.census.repeated, "was given more than once in one group; the first was kept"),
    ]


def _about_children(days: Days) -> Iterator[str]:
    identifiers = days.census.tables["ChildIdentifiers"]
    numbers = Counter(number for number in identifiers.values["LAchildID"] if number)
    nameless = days.census.children - sum(1 for number in identifiers.values["LAchildID"] if number)
    repeated = sum(1 for times in numbers.values() if times > 1)
    idle = days.census.children - len(set(days.census.tables["CINdetails"].child))
    if nameless > 0:
        yield f"{many(nameless, 'child', 'children')} without an LAchildID: shown by the line in the file."
    if repeated:
        yield f"{many(repeated, 'LAchildID')} given to more than one child: each is counted as it stands."
    if idle:
        yield f"{many(idle, 'child', 'children')} without an episode: nothing can be counted."


def _about_groups(days: Days) -> Iterator[str]:
    for table, item in _BEGINS.items():
        without = days.of(table, item).count(None)
        if without:
            yield f"{many(without, f'<{table}> group')} without <{item}>: nothing that it starts is counted."
        begun = Counter(zip(days.census.tables[table].child, days.of(table, item), strict=True))
        repeats = sum(times - 1 for (_, day), times in begun.items() if day)
        if repeats:
            yield (
                f"{many(repeats, f'<{table}> group')} of the same child and first day as another: "
                "each is counted, so look whether one was given twice."
            )


def _about_flags(days: Days, found: list[Milestone]) -> Iterator[str]:
    taken = Counter(fact.kind for fact in found)
    for fact in FACTS:
        if not fact.flag:
            continue
        flags = days.flag(fact.table, fact.flag)
        unclear = flags.count(None)
        begun = sum(
            1 for flag, day in zip(flags, days.of(fact.table, fact.item), strict=True) if flag and day
        )
        outranked = begun - taken[fact.kind]
        if unclear:
            yield f"{many(unclear, f'<{fact.flag}>')} absent or not understood: read as no."
        if outranked:
            yield (
                f"{many(outranked, f'<{fact.flag}>')} says yes beside <{fact.yields_to[1]}>: "
                "the dated work was believed, not the flag."
            )


def _about_no_further_action(days: Days) -> Iterator[str]:
    worked_on = {
        episode
        for name in ("Section47", "CINplanDates", "ChildProtectionPlans")
        for episode in days.census.tables[name].parent
    }
    held, flags = days.of("CINdetails", "DateOfInitialCPC"), days.flag("CINdetails", "ReferralNFA")
    odd = sum(1 for row, flag in enumerate(flags) if flag and (held[row] or row in worked_on))
    if odd:
        yield (
            f"{many(odd, 'referral')} marked for no further action, with a conference, enquiry or plan: both "
            "cannot be right. The mark was believed, and no assessment is counted as owed."
        )


def _about_conferences(days: Days, found: list[Milestone]) -> Iterator[str]:
    on_episodes = sum(1 for day in days.of("CINdetails", "DateOfInitialCPC") if day)
    on_enquiries = sum(1 for fact in found if fact.kind is Kind.INITIAL_CONFERENCE_HELD)
    own = _own_conferences(days)
    placed = on_enquiries - own
    if placed:
        yield (
            f"{many(placed, 'initial conference')} recorded on the episode: counted for the section 47 "
            "enquiry before it that had none."
        )
    if on_episodes - placed:
        yield (
            f"{many(on_episodes - placed, 'initial conference')} recorded on an episode where no section 47 "
            "enquiry was waiting for one: a transfer in, or recorded twice. Not counted."
        )


def _own_conferences(days: Days) -> int:
    starts, held = days.of("Section47", "S47ActualStartDate"), days.of("Section47", "DateOfInitialCPC")
    return sum(1 for start, day in zip(starts, held, strict=True) if day and not (start and day < start))


def _about_later_days(days: Days, on: date) -> Iterator[str]:
    later = sum(1 for table, item in _WORK for day in days.of(table, item) if day and day > on)
    if later:
        yield f"{many(later, 'date')} after {written(on)}: not yet known on that day, so not counted."


def _about_elements(unread: dict[tuple[str, str], Unread], why: str) -> Iterator[str]:
    for (table, element), seen in sorted(unread.items()):
        where = f"first on line {seen.line}" if seen.count > 1 else f"on line {seen.line}"
        yield f"<{element}> in <{table}>, {many(seen.count, 'time')}, {where}: {why}."
