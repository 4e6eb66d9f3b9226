"""What was still under way when a case was closed: an assessment is left, and an enquiry concluded."""

from collections.abc import Iterator

from sightline.exampleshire import words
from sightline.exampleshire.episode import Episode
from sightline.exampleshire.world import Row
from sightline.record.models.enquiry import EnquiryOutcome


def settle(episode: Episode) -> None:
    """Say of each closed case's work what became of it: whoever closed the case answers for that."""
    closed = {row["id"]: row for row in episode.referrals.values() if row.get("closed_on")}
    draw = episode.world.draw("closing", *closed)  # its own: what is said here alters nothing else
    for row in _written_in(episode, "assessment"):
        case = closed.get(row["referral_id"])
        if case and row.get("authorised_on") is None:
            row |= {
                "left_on": max(case["closed_on"], row["started_on"]),
                "left_by_id": case["closed_by_id"],
                "left_because": draw.one(words.LEFT_BECAUSE),
            }
    for row in _written_in(episode, "enquiry"):
        case = closed.get(row["referral_id"])
        if case and row.get("concluded_on") is None:
            row |= {
                "outcome": EnquiryOutcome.NO_CONTINUING_RISK.value,
                "concluded_on": max(case["closed_on"], row["started_on"]),
                "concluded_by_id": case["closed_by_id"],
                "concluded_because": draw.one(
                    words.CONCLUDED_BECAUSE[EnquiryOutcome.NO_CONTINUING_RISK.value]
                ),
            }


def _written_in(episode: Episode, table: str) -> Iterator[Row]:
    """The rows of this episode, which are the last of their table."""
    ours = {row["id"] for row in episode.referrals.values()}
    for row in reversed(episode.world.rows.of[table]):
        if row["referral_id"] not in ours:
            return
        yield row
