"""What was booked or mentioned and never written up is listed from the day after, and goes when it is."""

from datetime import date

from sightline.casework import assessment, conference, enquiry, sighting, strategy_discussion
from sightline.casework.strategy_discussion import Participant
from sightline.compliance.not_written import not_written


def listed(worker, on: date) -> list[tuple[str, date, int]]:
    return [(one.what, one.on, one.days(on)) for one in not_written(worker, on=on)]


def test_a_conference_that_was_booked_is_listed_from_the_day_after(mias_referral, bryn, esther):
    booked = conference.book(mias_referral, by=bryn, form="initial", on=date(2026, 3, 24))
    assert listed(bryn, date(2026, 3, 24)) == []
    assert listed(bryn, date(2026, 3, 27)) == [("Initial conference", date(2026, 3, 24), 3)]
    held = {"chair": esther, "decision": "no_plan", "because": "Safe", "was_quorate": True}
    conference.hold(booked, by=bryn, on=date(2026, 3, 24), **held)
    assert listed(bryn, date(2026, 3, 27)) == []


def test_a_discussion_called_for_is_listed_until_it_is_held_or_accepted(mias_referral, amina, bryn):
    cause = strategy_discussion.record_reasonable_cause(
        mias_referral, by=amina, on=date(2026, 3, 4), cause="A second bruise"
    )
    assert listed(bryn, date(2026, 3, 5)) == [("Strategy discussion", date(2026, 3, 4), 1)]
    strategy_discussion.hold(
        cause,
        by=bryn,
        on=date(2026, 3, 5),
        participants=[Participant("police", "Femi Ade")],
        decision="assess",
        because="Not likely to happen again",
    )
    assert listed(bryn, date(2026, 3, 6)) == []


def test_a_visit_that_an_assessment_mentions_is_listed_until_it_is_written(mias_referral, mia, amina, bryn):
    begun = assessment.start(mias_referral, by=amina, on=date(2026, 3, 3))
    assessment.write(begun, by=amina, childs_words="I want it to stop.", wishes_recorded_on=date(2026, 3, 6))
    assert listed(bryn, date(2026, 3, 9)) == [("Visit", date(2026, 3, 6), 3)]
    where = {"where": "At school", "purpose": "assessment", "was_seen": True, "alone": "yes"}
    sighting.record(mia, by=amina, on=date(2026, 3, 5), **where)
    assert listed(bryn, date(2026, 3, 9)) == [("Visit", date(2026, 3, 6), 3)]
    sighting.record(mia, by=amina, on=date(2026, 3, 6), **where)
    assert listed(bryn, date(2026, 3, 9)) == []


def test_an_enquiry_from_no_discussion_is_listed(mias_referral, amina, bryn):
    enquiry.start(mias_referral, by=amina, on=date(2026, 3, 5), lead=amina)
    assert listed(bryn, date(2026, 3, 6)) == [("Strategy discussion", date(2026, 3, 5), 1)]


def test_another_team_sees_none_of_it_and_the_director_all(mias_referral, amina, carys, iris):
    enquiry.start(mias_referral, by=amina, on=date(2026, 3, 5), lead=amina)
    assert (len(listed(carys, date(2026, 3, 6))), len(listed(iris, date(2026, 3, 6)))) == (0, 1)
    [one] = not_written(iris, on=date(2026, 3, 6))
    assert one.team == "Assessment North"


def test_a_planned_visit_is_listed_until_it_is_written_up_or_called_off(mias_referral, mia, amina, bryn):
    visits = [
        sighting.plan(mia, by=amina, on=date(2026, 3, 3), planned_for=day, purpose="assessment")
        for day in (date(2026, 3, 5), date(2026, 3, 6))
    ]
    both = [("Visit", date(2026, 3, 5), 4), ("Visit", date(2026, 3, 6), 3)]
    assert listed(bryn, date(2026, 3, 9)) == both
    seen = {"where": "At school", "purpose": "assessment", "was_seen": False, "not_seen_because": "Out"}
    sighting.record(mia, by=amina, on=date(2026, 3, 5), **seen)
    assert listed(bryn, date(2026, 3, 9)) == both[1:]
    sighting.call_off(visits[1], by=amina, on=date(2026, 3, 6), because="She was ill.")
    assert listed(bryn, date(2026, 3, 9)) == []
