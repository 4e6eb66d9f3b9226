"""What was shown in the rehearsal and when, beside what really happened; and the story that it tells."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from statistics import median

from sightline.assurance.estimate import Estimate, share
from sightline.exampleshire.rehearsals.leeds.cases import SEED, UNSAFE, course_of_each

FIRST_DAY = date(2008, 9, 1)
FOUND_ON = date(2009, 7, 22)
"""The day on which inspectors read their 23; the council read the rest in August."""


@dataclass
class Found:
    """What really happened, what was shown and when, and what the people who read made of it."""

    truth: dict[int, bool] = field(default_factory=dict)
    """For each case whether its child was left unsafe. Nothing but the readers' eyes asks it."""
    closed_on: dict[int, date] = field(default_factory=dict)
    child: dict[int, int] = field(default_factory=dict)
    first_shown: dict[int, tuple[date, str]] = field(default_factory=dict)
    """For each case the day the test first showed it, and the gravest pattern that fitted."""
    inspectors: Estimate = field(default_factory=lambda: share(0, 0))
    sampled: set[int] = field(default_factory=set)
    unsafe_in_sample: int = 0
    unsafe_in_rest: int = 0
    lost: int = 0
    held: int = 0
    referred_again: int = 0
    verdicts: int = 0
    reported_false_alarms: int = 0
    picked: int = 0
    look_back: int = 0
    """The look-back, as long as it is not rolled back."""
    page: list[str] = field(default_factory=list)
    """What its report says of itself on its page, sentence by sentence."""

    @property
    def unsafe(self) -> list[int]:
        return sorted(case for case, is_unsafe in self.truth.items() if is_unsafe)

    @property
    def false_alarms(self) -> int:
        """Cases that were in order and that the test showed."""
        return sum(not self.truth[case] for case in self.first_shown)

    @property
    def warning(self) -> list[int]:
        """For each unsafe case that was shown, the days from then until inspectors came."""
        shown = (self.first_shown[case][0] for case in self.unsafe if case in self.first_shown)
        return [(FOUND_ON - day).days for day in shown]

    def was_shown_at_once(self, case: int) -> bool:
        """Whether the test showed it on the day it was closed."""
        return case in self.first_shown and self.first_shown[case][0] == self.closed_on[case]

    @property
    def json(self) -> str:
        """The result on one line."""
        shown = [
            {
                "child": self.child[case],
                "closed_on": self.closed_on[case].isoformat(),
                "first_shown_on": self.first_shown[case][0].isoformat(),
                "pattern": self.first_shown[case][1],
            }
            for case in self.unsafe
            if case in self.first_shown
        ]
        return json.dumps(
            {
                "closed": len(self.closed_on),
                "sampled": len(self.sampled),
                "unsafe_in_sample": self.unsafe_in_sample,
                "unsafe_in_rest": self.unsafe_in_rest,
                "lost": self.lost,
                "false_alarms": self.false_alarms,
                "interval": [round(self.inspectors.low, 4), round(self.inspectors.high, 4)],
                "shown": shown,
                "days_of_warning": {
                    "min": min(self.warning, default=0),
                    "median": median(self.warning or [0]),
                },
            }
        )

    @property
    def story(self) -> str:
        """What inspectors found, and what Sightline would have shown, from which day."""
        return "\n".join(_told(self))


# ── the story

WHAT_HAPPENED = (
    "What inspectors found: of 23 closed cases, seven left a child at potential risk of serious harm. The",
    "council then read the other 1,550, and looked further into 54. Managers knew of problems, and not",
    "how far they went.",
)


def _told(found: Found) -> Iterator[str]:
    yield "Leeds, 2009"
    yield ""
    yield from WHAT_HAPPENED
    yield ""
    yield f"The same months again, {FIRST_DAY:%-d %B %Y} to {FOUND_ON:%-d %B %Y}, worked in Sightline:"
    yield f"{len(found.closed_on):,} cases are closed, and each evening the closed-case test is asked of that"
    yield "day’s."
    yield ""
    yield f"  {'what was unsafe':<50}{'cases':>6}{'shown the day it closed':>26}"
    went = dict(zip(sorted(found.truth), course_of_each(), strict=True))
    for one in UNSAFE:
        cases = [case for case, (way, _) in went.items() if way is one.way]
        yield f"  {one.words:<50}{len(cases):>6}{sum(map(found.was_shown_at_once, cases)):>26}"
    yield ""
    least, middle = min(found.warning, default=0), median(found.warning or [0])
    yield f"Days of warning before inspectors came: {least} at the least, {middle:.0f} in the middle."
    safe = len(found.truth) - len(found.unsafe)
    yield f"Of the {safe:,} cases in order, {found.false_alarms} were shown too: false alarms, in full."
    yield ""
    yield from _read(found)
    yield "Everything was rolled back: nothing was changed in this database."


def _read(found: Found) -> Iterator[str]:
    rest = len(found.truth) - len(found.sampled)
    yield f"Inspectors draw {len(found.sampled)} by seed {SEED}: {found.unsafe_in_sample} are unsafe."
    yield f"  {found.inspectors.words}"
    yield f"The look-back reads the other {rest:,}: {found.unsafe_in_rest} are unsafe. It has"
    yield f"{found.verdicts:,} verdicts,"
    yield f"{found.held} pieces of work that somebody holds, {found.referred_again} children referred again,"
    yield f"{found.lost} lost. The patterns picked {found.picked}, and {found.reported_false_alarms} of those"
    yield "were in order: the report says so."
    yield "Its page, opened when all has been read, says:"
    yield from (f"  {line}" for line in found.page)
    yield f"That is {found.unsafe_in_rest / rest:.1%} of the rest, far below what the 23 would mean had they"
    yield "been drawn at random. What inspectors read in 2009 was no random sample of all that was closed."
