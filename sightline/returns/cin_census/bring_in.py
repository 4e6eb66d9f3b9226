"""Bring a census in: every child's history becomes records or is left out, and every row is accounted for.

A child is written whole or not at all. A dry run is the same run taken back at its end, so that what it says
is what would be. A child who was brought in before, known by the old number, is passed over and counted: so a
run that was cut short is finished by running it again.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum

from django.db import transaction

from sightline.casework.bringing_in import Source, bring_in, name_source
from sightline.casework.verb import Refused as NotRecorded
from sightline.people.models import Team, Worker
from sightline.record.models import Identifier
from sightline.record.models.entry import Entry
from sightline.returns.cin_census.histories import Histories, Told
from sightline.returns.cin_census.shape import TABLES
from sightline.returns.cin_census.tables import Census
from sightline.returns.refusal import Reason

Progress = Callable[[int, int], None]
COUNTED = tuple(name for name in TABLES if name != "Header")


class Manner(Enum):
    """How a census is brought in."""

    DRY_RUN = "a dry run: nothing is written"
    ALL_OR_NOTHING = "every child, or nothing at all"
    ONLY_GOOD = "each child who can be, whole; the others are left out"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A child who was left out, and every reason why."""

    name: str
    reasons: tuple[Reason, ...]


@dataclass(slots=True)
class Account:
    """Where every row that was read went: brought in, there already, or left out. Each is counted by itself.

    `written` says whether what was made stands: not after a dry run, nor where one child kept out all.
    """

    manner: Manner
    read: Counter[str] = field(default_factory=Counter)
    brought_in: Counter[str] = field(default_factory=Counter)
    there_already: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    nowhere: Counter[tuple[str, str]] = field(default_factory=Counter)
    made: Counter[type[Entry]] = field(default_factory=Counter)
    children_left_out: list[LeftOut] = field(default_factory=list)
    orphans: list[tuple[str, Reason]] = field(default_factory=list)
    written: bool = False

    @property
    def adds_up(self) -> bool:
        """Whether every table's rows are all accounted for, once each."""
        return all(
            self.read[table] == self.brought_in[table] + self.there_already[table] + self.left_out[table]
            for table in COUNTED
        )

    def count(self, told: Told, fate: Counter[str]) -> None:
        """Put the child's rows where the child went; what comes to nothing is left out all the same."""
        for table, rows in told.rows.items():
            nowhere = told.nowhere.get(table, Counter[str]())
            self.left_out[table] += nowhere.total()
            fate[table] += rows - nowhere.total()
            for why, many in nowhere.items():
                self.nowhere[table, why] += many


def bring_in_census(
    census: Census, *, by: Worker, team: Team, system: str, manner: Manner, progress: Progress | None = None
) -> Account:
    """Bring the census in, in that worker's name; the team holds whatever is open. Says where each row went.

    `progress` is told how many children are done, of how many. Raises `refusal.Refused`, with nothing
    written, where the header does not say of which day the census speaks.
    """
    histories = Histories(census)
    account = Account(manner, read=Counter({name: len(census.tables[name]) for name in COUNTED}))
    with _in_one_transaction(account):
        source = name_source(by=by, system=system, document=_document(histories), on=histories.on)
        run = _Run(account, source, team, by)
        for done, told in enumerate(histories.children(), 1):
            run.take(told)
            if progress is not None:
                progress(done, census.children)
    if not account.adds_up:
        raise AssertionError("a row was lost between the file and the account of it")
    return account


@contextmanager
def _in_one_transaction(account: Account) -> Iterator[None]:
    """All that follows stands or falls together; but where only the good are wanted, each child alone."""
    if account.manner is Manner.ONLY_GOOD:
        yield
        account.written = True
        return
    with transaction.atomic():
        yield
        account.written = account.manner is Manner.ALL_OR_NOTHING and not account.children_left_out
        transaction.set_rollback(not account.written)


def _document(histories: Histories) -> str:
    return f"the children in need census with reference date {histories.on.isoformat()}"


class _Run:
    """One run over the children; `known` are the old numbers that the record has of this system."""

    def __init__(self, account: Account, source: Source, team: Team, by: Worker) -> None:
        self.account, self.source, self.team, self.by = account, source, team, by
        brought = Identifier.objects.standing().filter(system=source.system)
        self.known = set(brought.values_list("value", flat=True))

    def take(self, told: Told) -> None:
        """Write the child, or pass over, or leave out; and account for each of the rows."""
        account = self.account
        if told.number in self.known:
            account.count(told, account.there_already)
            return
        reasons = told.reasons or self._written(told)
        account.orphans += [(told.name, orphan) for orphan in told.orphans]
        if reasons:
            account.children_left_out.append(LeftOut(told.name, reasons))
        account.count(told, account.left_out if reasons else account.brought_in)

    def _written(self, told: Told) -> tuple[Reason, ...]:
        """Write it; the record's own reason where it refused."""
        if told.history is None:
            raise ValueError(f"{told.name} has neither a history nor a reason why not")
        try:
            made = bring_in(
                told.history, by=self.by, source=self.source, team=self.team, because=self.source.words
            )
        except NotRecorded as refused:
            return (Reason(str(refused)),)
        self.account.made += made
        return ()
