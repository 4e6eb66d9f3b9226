"""What was known at an instant: as it had been written by then, whatever was written since."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from sightline.casework import assessment, sighting, strategy_discussion
from sightline.casework.entry import strike_out
from sightline.casework.strategy_discussion import Participant
from sightline.compliance.known import first_known_at, known
from sightline.people.models import Agency, Worker
from sightline.record.models import Assessment, Contact, Person, Referral, Sighting, StrategyDiscussion
from tests.cast import Case

MODELS = (Contact, Referral, Sighting, Assessment, StrategyDiscussion)


def instant() -> datetime:
    """Now, by PostgreSQL's own clock, to the microsecond."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0].astimezone(UTC)


def told(child: Person, at: datetime) -> dict[str, list[tuple[str, object]]]:
    """What was known of each kind, in a few words."""
    found: dict[str, list[tuple[str, object]]] = {}
    for one in known(child.pk, MODELS, at=at):
        words = getattr(one, "note", None) or getattr(one, "analysis", None) or getattr(one, "decision", None)
        found.setdefault(type(one).__name__, []).append((words or "", one.struck_out_because))
    return found


def test_a_correction_of_yesterdays_mistake_does_not_change_what_was_known_yesterday(
    mia: Person, mias_referral: Referral, amina: Worker, bryn: Worker
) -> None:
    before = instant()
    mistaken = sighting.record(
        mia,
        by=amina,
        on=date(2026, 3, 3),
        where="At home",
        purpose="assessment",
        was_seen=True,
        alone="yes",
        note="Mia was well",
    )
    begun = assessment.start(mias_referral, by=amina, on=date(2026, 3, 3))
    yesterday = instant()
    strike_out(mistaken, by=amina, because="It was her sister whom I saw")
    sighting.record(
        mia,
        by=amina,
        on=date(2026, 3, 3),
        where="At home",
        purpose="assessment",
        was_seen=False,
        not_seen_because="She was at her aunt’s",
        note="Not seen",
    )
    assessment.write(begun, by=amina, analysis="She has not been seen")
    today = instant()

    assert told(mia, before) == {"Referral": [("", None)]}
    assert told(mia, yesterday) == {
        "Referral": [("", None)],
        "Sighting": [("Mia was well", None)],
        "Assessment": [("", None)],
    }
    assert told(mia, today) == {
        "Referral": [("", None)],
        "Sighting": [("Mia was well", "It was her sister whom I saw"), ("Not seen", None)],
        "Assessment": [("She has not been seen", None)],
    }
    since = first_known_at(mia.pk)
    assert since is not None
    assert since < before
    assert known(mia.pk, MODELS, at=datetime(2020, 1, 1, tzinfo=UTC)) == []


def test_who_took_part_is_told_as_it_was_known(
    mia: Person, mias_referral: Referral, amina: Worker, bryn: Worker
) -> None:
    cause = strategy_discussion.record_reasonable_cause(
        mias_referral, by=amina, on=date(2026, 3, 4), cause="A bruise"
    )
    strategy_discussion.hold(
        cause,
        by=bryn,
        on=date(2026, 3, 4),
        participants=[Participant(Agency.POLICE, "Femi Ade")],
        decision="enquiry",
        because="A bruise",
    )
    then = instant()
    strike_out(cause.participants.get(), by=bryn, because="He had left the room")
    [before] = known(mia.pk, [StrategyDiscussion], at=then)
    [after] = known(mia.pk, [StrategyDiscussion], at=instant())
    assert [(one.name, one.struck_out_because) for one in before.participants.all()] == [("Femi Ade", None)]
    assert [one.struck_out_because for one in after.participants.all()] == ["He had left the room"]
    assert (before.held_on, before.convened_by.name) == (date(2026, 3, 4), "Bryn Pugh")


@pytest.mark.usefixtures("mias_case")
def test_nothing_of_another_child_is_known(mias_case: Case, amina: Worker) -> None:
    other = known(mias_case.child.pk + 1, MODELS, at=instant())
    assert other == []
    kinds = {type(one).__name__ for one in known(mias_case.child.pk, MODELS, at=instant())}
    assert kinds == {"Contact", "Referral", "Sighting", "Assessment", "StrategyDiscussion"}
