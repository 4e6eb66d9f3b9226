"""What a made-up authority comes to, counted from its rows and from nothing else."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property
from statistics import median

from sightline.exampleshire.days import after
from sightline.exampleshire.world import Row, World
from sightline.timescales import working_days_between
from sightline.timescales.london import day_of
from sightline.timescales.timescale import months_after

YEAR = timedelta(days=365)


def share(part: Iterable[object], of: Iterable[object]) -> float:
    """How much of it, 0 to 1."""
    return len(list(part)) / max(1, len(list(of)))


class Measures:
    """The counts and shares of one made-up authority; flows are of the year before the day it is made for."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.rows = world.rows.of
        self.since = world.on - YEAR

    def recent(self, table: str, day: str) -> list[Row]:
        """The rows of the last year by this day."""
        return [row for row in self.rows[table] if row.get(day) and row[day] >= self.since]

    @cached_property
    def open(self) -> list[Row]:
        """The referrals open on the last day."""
        return [row for row in self.rows["referral"] if not row.get("closed_on") and not is_nfa(row)]

    @cached_property
    def referrals(self) -> list[Row]:
        return self.recent("referral", "received_on")

    @cached_property
    def decided(self) -> list[Row]:
        """Referrals of the last year but its newest three months, so that what became of them is known."""
        return [
            row
            for row in self.referrals
            if row["received_on"] < self.world.on - timedelta(days=92) and row.get("decision")
        ]

    @cached_property
    def population(self) -> float:
        """How many children live in an authority with so many open, in ten thousands."""
        return len(self.open) / 330

    @cached_property
    def contact_children(self) -> list[Row]:
        contacts = {
            row["id"]: row for row in self.rows["contact"] if day_of(row["received_at"]) >= self.since
        }
        return [
            contacts[row["contact_id"]] for row in self.rows["contactchild"] if row["contact_id"] in contacts
        ]

    def referred_again(self) -> float:
        """Of the year's referrals, those within twelve months of the same child's last."""
        by_child: dict[int, list[date]] = defaultdict(list)
        for row in self.rows["referral"]:
            by_child[row["child_id"]].append(row["received_on"])
        again = [
            row
            for row in self.referrals
            if any(row["received_on"] - YEAR <= day < row["received_on"] for day in by_child[row["child_id"]])
        ]
        return share(again, self.referrals)

    def not_in_need(self) -> float:
        """Of referrals, those whose assessment found no need, or led no further."""
        outcomes = {
            row["referral_id"] for row in self.rows["assessment"]
            if row.get("authorised_on") and row.get("outcome") in ("no_further_action", "early_help")
        }  # fmt: skip
        old = [row for row in self.decided if row["received_on"] < self.world.on - timedelta(days=150)]
        return share([row for row in old if row["id"] in outcomes], old)

    def assessment_working_days(self) -> list[int]:
        """Working days from referral to authorisation, of assessments authorised in the last year."""
        received = {row["id"]: row["received_on"] for row in self.rows["referral"]}
        return [
            working_days_between(received[row["referral_id"]], row["authorised_on"])
            for row in self.recent("assessment", "authorised_on")
            if not row.get("on_open_case")
        ]

    def conference_working_days(self) -> list[int]:
        """Working days from the enquiry's start to its conference, of initial conferences ever held."""
        started = {row["id"]: row["started_on"] for row in self.rows["enquiry"]}
        return [
            working_days_between(started[row["enquiry_id"]], row["held_on"])
            for row in self.rows["conference"]
            if row["form"] == "initial" and row.get("held_on")
        ]

    def plan_days(self) -> list[int]:
        """How many days plans that ended in the last year had lasted."""
        return [
            (row["ended_on"] - row["started_on"]).days
            for row in self.recent("childprotectionplan", "ended_on")
        ]

    def episode_days(self) -> list[int]:
        """How many days episodes of need that ended in the last year had lasted."""
        return [(row["closed_on"] - row["received_on"]).days for row in self.recent("referral", "closed_on")]

    def caseload(self) -> float:
        """Children led by a social worker, on average."""
        roles = {row["id"]: row["role"] for row in self.rows["worker"]}
        here = [
            row for row in self.rows["worker"] if row["role"] == "social_worker" and row["left_on"] is None
        ]
        held = [
            row
            for row in self.rows["allocation"]
            if row["until_on"] is None and roles[row["worker_id"]] == "social_worker"
        ]
        return len(held) / max(1, len(here))

    def sources(self, rows: Iterable[Row]) -> dict[str, float]:
        """Shares of the sources, as the published tables group them."""
        found = Counter(group(row["source"]) for row in rows)
        return {name: many / sum(found.values()) for name, many in found.items()}


def is_nfa(row: Row) -> bool:
    return row.get("decision") == "no_further_action"


def group(source: str) -> str:
    """The published group of a source of contacts and referrals."""
    if source in ("1A", "1C"):
        return "family"
    if source.startswith("2"):
        return "education"
    if source.startswith("3"):
        return "health"
    return {"6": "police", "5A": "council", "5B": "council"}.get(source, "other")


def spread(numbers: Iterable[int], edges: Iterable[int]) -> list[float]:
    """The share of the numbers up to each edge and above the one before; last, what is above them all."""
    found, total = [], list(numbers)
    low = -1
    for edge in edges:
        found.append(share([number for number in total if low < number <= edge], total))
        low = edge
    return [*found, share([number for number in total if number > low], total)]


def middle(numbers: Iterable[int]) -> float:
    return median(numbers)


def first_by(rows: Iterable[Row], key: str, day: str) -> dict[int, date]:
    """The earliest of these days for each of what the rows are about."""
    found: dict[int, date] = {}
    for row in rows:
        found[row[key]] = min(row[day], found.get(row[key], row[day]))
    return found


class Failings:
    """How often each thing went wrong over the whole record, worked out from the days alone."""

    def __init__(self, measures: Measures) -> None:
        self.rows, self.last = measures.rows, measures.world.last
        self.accepted = [r for r in self.rows["referral"] if r.get("decision") and not is_nfa(r)]
        self.seen: dict[int, list[date]] = defaultdict(list)
        for row in self.rows["sighting"]:
            if row["was_seen"]:
                self.seen[row["child_id"]].append(row["happened_on"])
        self.born = {row["id"]: row.get("born_on") for row in self.rows["person"]}

    def older(self, rows: Iterable[Row], day: str, days: int = 60) -> list[Row]:
        """Rows whose day is long enough ago for what follows to have been done."""
        return [row for row in rows if row.get(day) and row[day] < self.last - timedelta(days=days)]

    def allocated_late(self) -> float:
        """Of referrals ever allocated, those first allocated over two working days after the decision."""
        first = first_by(self.rows["allocation"], "referral_id", "from_on")
        given = [row for row in self.accepted if row["id"] in first]
        return share([r for r in given if working_days_between(r["decided_on"], first[r["id"]]) > 2], given)

    def orphaned(self) -> float:
        """Of closed cases, those whose last lead had ended a fortnight or more before."""
        last = {row["referral_id"]: row["until_on"] for row in self.rows["allocation"]}
        over = [row for row in self.accepted if row.get("closed_on") and last.get(row["id"])]
        left = [row for row in over if last[row["id"]] + timedelta(days=14) <= row["closed_on"]]
        return share(left, over)

    def unseen_in_assessment(self) -> float:
        """Of authorised assessments of children who were born, those in which the child was never seen."""
        done = [row for row in self._authorised() if not self._seen_within(row, row["authorised_on"])]
        return share(done, self._authorised())

    def _authorised(self) -> list[Row]:
        found = [
            row for row in self.rows["assessment"] if row.get("authorised_on") and not row.get("on_open_case")
        ]
        return [row for row in found if (self.born[row["child_id"]] or date.max) < row["started_on"]]

    def _seen_within(self, row: Row, until: date) -> bool:
        return any(row["started_on"] <= day <= until for day in self.seen[row["child_id"]])

    def wishes_not_recorded(self) -> float:
        """Of authorised assessments in which the child was seen, those without the child's wishes."""
        seen = [row for row in self._authorised() if self._seen_within(row, row["authorised_on"])]
        return share([row for row in seen if not row.get("wishes_recorded_on")], seen)

    def seen_late_in_enquiry(self) -> float:
        """Of enquiries, those in which the child was first seen after the next working day, or not at all."""
        old = [r for r in self.older(self.rows["enquiry"], "started_on") if self.born[r["child_id"]]]
        old = [row for row in old if self.born[row["child_id"]] < row["started_on"]]
        soon = [row for row in old if self._seen_within(row, after(row["started_on"], 1))]
        return 1 - share(soon, old)

    def first_core_group_late(self) -> float:
        """Of plans, those whose first core group met after the tenth working day."""
        first = first_by(self.rows["coregroup"], "plan_id", "held_on")
        plans = [row for row in self.rows["childprotectionplan"] if row["id"] in first]
        return share([r for r in plans if working_days_between(r["started_on"], first[r["id"]]) > 10], plans)

    def plan_not_sent(self) -> float:
        """Of plans some weeks old, those never sent to the family and the agencies."""
        old = self.older(self.rows["childprotectionplan"], "started_on")
        return share([row for row in old if not row.get("circulated_on")], old)

    def first_review_late(self) -> float:
        """Of plans that have been reviewed, those first reviewed after three months."""
        held = [row for row in self.rows["conference"] if row.get("plan_id") and row.get("held_on")]
        first = first_by(held, "plan_id", "held_on")
        plans = [row for row in self.rows["childprotectionplan"] if row["id"] in first]
        late = [row for row in plans if first[row["id"]] > months_after(row["started_on"], 3)]
        return share(late, plans)

    def discussion_late(self) -> float:
        """Of strategy discussions held, those held after the next working day."""
        held = [row for row in self.rows["strategydiscussion"] if row.get("held_on")]
        late = [r for r in held if working_days_between(r["reasonable_cause_on"], r["held_on"]) > 1]
        return share(late, held)
