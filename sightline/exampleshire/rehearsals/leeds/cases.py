"""How the closed cases of the rehearsal go: most in order, some late, some like danger, and sixty-one unsafe.

Which are unsafe is decided here, before any of it happens, and no pattern reads it. Among those in order are
some that look alike; a few of them no machine can tell from danger, and they are counted as the false alarms
they are. The draw of the 23 is a real one, from its seed: the unsafe cases are laid so that seven of them
stand where it falls, because that is what happened.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sightline.assurance import draw
from sightline.casework import enquiry, strategy_discussion
from sightline.exampleshire.days import after
from sightline.exampleshire.rehearsals.acting import ActingTeam, Acts
from sightline.people.models import Worker
from sightline.record.models import Enquiry, Referral

CASES, SAMPLED, SEED = 1573, 23, 2009

Way = Callable[[ActingTeam, date], Acts]
"""One way for a case to go, from the day it comes until it is closed."""

# ── how cases go


def in_order(team: ActingTeam, day: date) -> Acts:
    """Given out that day, the child seen, assessed in time and closed."""
    case = team.accept(team.receive(day), day)
    worker = team.allocate(case, day)
    begun = team.begin(case, worker, day)
    yield after(day, 3)
    team.see(case, worker, after(day, 3))
    yield after(day, 7)
    team.authorise(begun, after(day, 7))
    team.close(case, after(day, 7))


def late(team: ActingTeam, day: date) -> Acts:
    """Everything done, and nearly all of it late: the law was broken and the child was safe."""
    case = team.accept(team.receive(day), after(day, 2))
    worker = team.allocate(case, after(day, 2))
    begun = team.begin(case, worker, after(day, 2))
    yield after(day, 11)
    team.see(case, worker, after(day, 11))
    yield after(day, 14)
    team.authorise(begun, after(day, 14))
    team.close(case, after(day, 14))


def harm_answered(team: ActingTeam, day: date) -> Acts:
    """Harm is told of, and everything that should follow does."""
    yield from _harm(team, day)


def no_cause(team: ActingTeam, day: date) -> Acts:
    """Harm is told of, the child is seen that day, and a manager signs why there is no reasonable cause."""
    case, worker = _taken(team, day)
    team.see(case, worker, day)
    strategy_discussion.decide_no_cause(
        case, by=team.manager, on=day, because="The doctor saw the mark: it is a birthmark."
    )
    yield from _assessed_and_closed(team, case, worker, day)


# in order, and no machine can tell: false alarms


def seen_by_another(team: ActingTeam, day: date) -> Acts:
    """Another authority's worker saw the child and wrote to us. Their letter is filed, not in our ledger."""
    case = team.accept(team.receive(day), day)
    worker = team.allocate(case, day)
    begun = team.begin(case, worker, day)
    yield after(day, 6)
    team.authorise(begun, after(day, 6))
    team.close(
        case, after(day, 6), because="Seen at home by the next authority’s worker, whose letter is filed."
    )


def another_child(team: ActingTeam, day: date) -> Acts:
    """What was told turned out to be of another child. The reason says so, where no pattern reads."""
    case, worker = _taken(team, day)
    team.see(case, worker, day)
    begun = team.begin(case, worker, day)
    yield after(day, 5)
    team.authorise(begun, after(day, 5))
    team.close(
        case, after(day, 5), because="The school meant her cousin, whose case is open in another team."
    )


# unsafe


def no_discussion(team: ActingTeam, day: date) -> Acts:
    """Harm is told of, the child is seen with whoever may have done it, and nobody talks to the police."""
    case, worker = _taken(team, day)
    team.see(case, worker, after(day, 0))
    yield from _assessed_and_closed(team, case, worker, day)


def without_police(team: ActingTeam, day: date) -> Acts:
    """The discussion is held among ourselves."""
    yield from _harm(team, day, with_police=False)


def never_seen(team: ActingTeam, day: date) -> Acts:
    """Nobody sees the child, and the case is closed on what the mother says by telephone."""
    case = team.accept(team.receive(day), day)
    worker = team.allocate(case, day)
    begun = team.begin(case, worker, day)
    yield after(day, 7)
    team.authorise(begun, after(day, 7))
    team.close(case, after(day, 7), because="Mother says that all is well and does not want us to come.")


def never_signed(team: ActingTeam, day: date) -> Acts:
    """An assessment is begun, never finished and never read by anybody, and the case is closed."""
    case = team.accept(team.receive(day), day)
    worker = team.allocate(case, day)
    team.begin(case, worker, day)
    yield after(day, 4)
    team.see(case, worker, after(day, 4))
    yield after(day, 12)
    team.close(case, after(day, 12), because="No further visits planned; the worker has left.")


def no_outcome(team: ActingTeam, day: date) -> Acts:
    """The enquiry is begun and runs into the sand."""
    yield from _harm(team, day, concludes=False)


def no_reason(team: ActingTeam, day: date) -> Acts:
    """Seen once, and closed in a word."""
    case = team.accept(team.receive(day), day)
    worker = team.allocate(case, day)
    begun = team.begin(case, worker, day)
    team.see(case, worker, day)
    yield after(day, 6)
    team.authorise(begun, after(day, 6))
    team.close(case, after(day, 6), because="Closed.")


HARM = "She says that her mother’s boyfriend hit her."


def _taken(team: ActingTeam, day: date) -> tuple[Referral, Worker]:
    case = team.accept(team.told_of_harm(day, HARM), day)
    return case, team.allocate(case, day)


def _assessed_and_closed(team: ActingTeam, case: Referral, worker: Worker, day: date) -> Acts:
    begun = team.begin(case, worker, day)
    yield after(day, 7)
    team.authorise(begun, after(day, 7))
    team.close(case, after(day, 7))


def _harm(team: ActingTeam, day: date, *, with_police: bool = True, concludes: bool = True) -> Acts:
    case, worker = _taken(team, day)
    talked = team.discuss(case, worker, day, with_police=with_police)
    made = enquiry.start(
        case, by=worker, on=day, lead=worker, discussion=talked, working="single", police_decision="No part"
    )
    yield after(day, 1)
    team.see(case, worker, after(day, 1))
    if concludes:
        enquiry.conclude(
            made,
            by=team.manager,
            on=after(day, 1),
            outcome=Enquiry.Outcome.NOT_SUBSTANTIATED,
            because="The hospital found nothing, and she says that she made it up.",
        )
    yield from _assessed_and_closed(team, case, worker, after(day, 1))


@dataclass(frozen=True)
class Unsafe:
    """One way to leave a child unsafe: how many of the 23 and of the rest go so, and what it is called."""

    way: Way
    in_sample: int
    in_rest: int
    words: str


UNSAFE: tuple[Unsafe, ...] = (
    Unsafe(no_discussion, 2, 15, "harm told of, and no strategy discussion"),
    Unsafe(without_police, 1, 9, "a strategy discussion without the police"),
    Unsafe(never_seen, 1, 12, "the child never seen"),
    Unsafe(never_signed, 1, 8, "an assessment that nobody finished or signed"),
    Unsafe(no_outcome, 1, 5, "an enquiry without an outcome"),
    Unsafe(no_reason, 1, 5, "closed without a reason"),
)
#: In order, and like one that is not: one in so many of the others.
ALIKE: tuple[tuple[Way, int], ...] = (
    (late, 12),
    (harm_answered, 15),
    (no_cause, 61),
    (seen_by_another, 163),
    (another_child, 199),
)


def drawn_places() -> list[int]:
    """Where the draw of the 23 falls in the list of 1,573."""
    return sorted(one.place for one in draw.simple(CASES, SAMPLED, SEED))


def course_of_each() -> list[tuple[Way, bool]]:
    """How each of the cases goes, in the order they come, and whether its child is left unsafe."""
    drawn = drawn_places()
    others = sorted(set(range(CASES)) - set(drawn))
    in_sample = _laid(drawn, [one.way for one in UNSAFE for _ in range(one.in_sample)])
    in_rest = _laid(others, [one.way for one in UNSAFE for _ in range(one.in_rest)])
    unsafe = in_sample | in_rest
    return [(unsafe.get(place) or _safe(place), place in unsafe) for place in range(CASES)]


def _laid(places: list[int], ways: list[Way]) -> dict[int, Way]:
    """The ways laid evenly over the places, from the first to the last."""
    last = len(places) - 1
    return {places[number * last // (len(ways) - 1)]: way for number, way in enumerate(ways)}


def _safe(place: int) -> Way:
    return next((way for way, each in ALIKE if place % each == each - 1), in_order)
