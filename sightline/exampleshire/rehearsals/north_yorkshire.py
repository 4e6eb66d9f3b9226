"""North Yorkshire, spring 2009: work that nobody was moving, which nobody could see.

What was published (the press on Ofsted's unannounced inspection, 2009): in one team inspectors found 50
referrals that had been allocated to no social worker, going back to March; 25 more were allocated and their
initial assessment was unfinished; in 15 the assessment was finished and no worker was left. The days between
are not published: this rehearsal takes the oldest to have come on Monday 2 March, and looks on 30 June.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction

from sightline.compliance import worklist
from sightline.compliance.worklist import Item
from sightline.exampleshire.days import after
from sightline.exampleshire.rehearsals.acting import ActingTeam, Acts, Calendar
from sightline.exampleshire.rehearsals.page import TeamPage

FIRST_DAY = date(2009, 3, 2)
LAST_DAY = date(2009, 6, 30)
LISTS = ("never_allocated", "stalled", "orphaned")
Shown = dict[str, list[Item]]

# ── what happens, day by day


def never_allocated(team: ActingTeam, day: date) -> Acts:
    """Accepted, and given to nobody."""
    case = team.receive(day)
    yield after(day, 1)
    team.accept(case, after(day, 1))


def stalled(team: ActingTeam, day: date) -> Acts:
    """Given to a worker that day, who sees the child and never finishes the assessment."""
    case = team.accept(team.receive(day), day)
    worker = team.allocate(case, day)
    yield after(day, 1)
    team.begin(case, worker, after(day, 1))
    yield after(day, 3)
    team.see(case, worker, after(day, 3))


def orphaned(team: ActingTeam, day: date) -> Acts:
    """Assessed in time; then the worker goes to other work, and nobody is given this."""
    case = team.accept(team.receive(day), day)
    worker = team.allocate(case, day)
    yield after(day, 1)
    begun = team.begin(case, worker, after(day, 1))
    team.see(case, worker, after(day, 1))
    yield after(day, 6)
    team.authorise(begun, after(day, 6))
    yield after(day, 8)
    team.take_away(case, after(day, 8), "Assessed; for the longer-term workers")


def ordinary(team: ActingTeam, day: date, *, closes_after: int) -> Acts:
    """Given out that day, assessed in time, and closed so many working days later, or still led."""
    case = team.accept(team.receive(day), day)
    worker = team.allocate(case, day)
    yield after(day, 1)
    begun = team.begin(case, worker, after(day, 1))
    team.see(case, worker, after(day, 1))
    yield after(day, 7)
    team.authorise(begun, after(day, 7))
    yield after(day, closes_after)
    team.close(case, after(day, closes_after))


def everything(team: ActingTeam) -> Iterator[tuple[date, Acts]]:
    """Every referral of those months, with its first day."""
    for number in range(50):
        day = after(FIRST_DAY, number * 78 // 49)
        yield day, never_allocated(team, day)
    for number in range(25):
        day = after(FIRST_DAY, 2 + number * 5 // 2)
        yield day, stalled(team, day)
    for number in range(15):
        day = after(FIRST_DAY, 4 + number * 4)
        yield day, orphaned(team, day)
    for number in range(40):
        day = after(FIRST_DAY, number * 2)
        yield day, ordinary(team, day, closes_after=12 if number % 2 else 60)


# ── what Sightline shows


@dataclass
class Found:
    """What the team's worklist showed on each day, and what its page said."""

    team: str
    days: dict[date, Shown] = field(default_factory=dict)
    pages: dict[date, dict[str, int] | None] = field(default_factory=dict)
    handled: int = 0
    """Referrals that the team received in all."""

    @property
    def last(self) -> Shown:
        """What was shown on the last day."""
        return self.days[max(self.days)]

    @property
    def oldest(self) -> Item | None:
        """The one that had waited longest to be given to anybody, on the last day."""
        return max(self.last["never_allocated"], key=lambda item: item.working_days, default=None)

    def first_shown(self, name: str) -> date | None:
        """The first day on which this list showed anything that is still on it on the last day."""
        still = {item.referral.pk for item in self.last[name]}
        days = (day for day, shown in self.days.items() if still & {item.referral.pk for item in shown[name]})
        return min(days, default=None)

    def pages_agree(self) -> bool | None:
        """Whether the page said each day what the worklist held; None where there is no page."""
        if all(said is None for said in self.pages.values()):
            return None
        return all(self._page_agrees(day) for day in self.days)

    def _page_agrees(self, day: date) -> bool:
        held = {name.replace("_", "-"): len(items) for name, items in self.days[day].items() if items}
        return self.pages[day] == held

    @property
    def json(self) -> str:
        """The result on one line."""
        shown = {name: self.first_shown(name) for name in LISTS}
        result: dict[str, object] = {name: len(self.last[name]) for name in LISTS}
        result["oldest_working_days"] = self.oldest.working_days if self.oldest else 0
        result["first_shown"] = {name: day.isoformat() if day else None for name, day in shown.items()}
        return json.dumps(result)

    @property
    def story(self) -> str:
        """What inspectors found, what Sightline shows, from which day, and how many days of warning."""
        return "\n".join(_told(self))


def rehearse(*, ask_page: bool = True) -> Found:
    """Live through those months in one transaction, ask Sightline every day, and roll it all back."""
    with transaction.atomic():
        found = _live(ask_page)
        transaction.set_rollback(True)
    return found


def act_out(team: ActingTeam, each_evening: Callable[[date], None] = lambda day: None) -> int:
    """Everything that happened in those months, a day at a time; how many referrals there were in all."""
    calendar, acts = Calendar(), list(everything(team))
    calendar.begin(acts)
    day = FIRST_DAY
    while day <= LAST_DAY:
        calendar.live(day)
        each_evening(day)
        day += timedelta(days=1)
    return len(acts)


def _live(ask_page: bool) -> Found:
    team = ActingTeam("Rehearsal of 2009", social_workers=6)
    page, found = TeamPage(team.manager), Found(team.team.name)

    def ask(day: date) -> None:
        work = worklist.nobodys_work(team.team, on=day)
        found.days[day] = {name: getattr(work, name) for name in LISTS}
        found.pages[day] = page.numbers(day) if ask_page else None

    found.handled = act_out(team, ask)
    return found


# ── the story

WHAT_HAPPENED = (
    "What inspectors found in one team: 50 referrals given to nobody, going back to March; 25 given to a",
    "worker and not assessed; 15 assessed and left with nobody. Managers had no list that showed them.",
)
WORDS = {
    "never_allocated": "referrals never given to anybody",
    "stalled": "given to a worker, the assessment past due",
    "orphaned": "assessed, and no worker left",
}


def _told(found: Found) -> Iterator[str]:
    yield "North Yorkshire, 2009"
    yield ""
    yield from WHAT_HAPPENED
    yield ""
    yield f"The same months again, {FIRST_DAY:%-d %B} to {LAST_DAY:%-d %B %Y}, worked in Sightline: the team"
    yield f"receives {found.handled} referrals and does what was done. Its worklist is asked each evening."
    yield ""
    yield f"On {LAST_DAY:%-d %B %Y} the team’s manager sees:"
    for name in LISTS:
        yield _line(found, name)
    if found.oldest:
        received = found.oldest.referral.received_on
        waited = found.oldest.working_days
        yield f"The oldest came on {received:%A %-d %B} and has waited {waited} working days."
    yield ""
    yield from _days(found)
    yield _pages(found)
    yield "Everything was rolled back: nothing was changed in this database."


def _line(found: Found, name: str) -> str:
    first = found.first_shown(name)
    since = (
        f"shown since {first:%-d %B}: {(LAST_DAY - first).days} days of warning" if first else "never shown"
    )
    return f"  {len(found.last[name]):>3} {WORDS[name]:<44} {since}"


def _days(found: Found) -> Iterator[str]:
    yield "  by the end of        never allocated   stalled   orphaned"
    for day in (date(2009, 3, 31), date(2009, 4, 30), date(2009, 5, 31), LAST_DAY):
        counts = [len(found.days[day][name]) for name in LISTS]
        yield f"  {day:%-d %B}".ljust(22) + f"{counts[0]:>13}{counts[1]:>12}{counts[2]:>11}"
    on_a_list = {item.referral.pk for shown in found.last.values() for item in shown}
    others = found.handled - len(on_a_list)
    yield f"The team’s other {others} referrals were given out and assessed in time: they are on no list."
    yield ""


def _pages(found: Found) -> str:
    agree = found.pages_agree()
    if agree is None:
        return "This Sightline has no pages to ask."
    said = "the same numbers as the worklist" if agree else "OTHER NUMBERS THAN THE WORKLIST"
    return f"The team’s own page was opened on each of those {len(found.days)} days and said {said}."
