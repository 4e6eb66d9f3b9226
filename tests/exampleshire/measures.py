"""What a made-up authority comes to, counted from its rows and from nothing else."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property
from statistics import median

from sightline.exampleshire.world import Row, World
from sightline.timescales import working_days_between
from sightline.timescales.london import day_of

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
