"""Work that nobody moves: what is at stake, what was decided to be safe enough, and whom it has reached."""

from datetime import date

from sightline.casework import allocation, oversight, standard
from sightline.compliance import worklist
from sightline.compliance.escalation import watched
from sightline.compliance.stake import stake
from tests.casework.conftest import led, seth

__all__ = ["led", "seth"]

SERVICE, DIRECTOR = "service_manager", "director"


def only(team, on):
    [one] = watched([worklist.nobodys_work(team, on=on)], on=on)
    return one


def test_it_comes_up_the_line_by_itself_with_since_when(mias_referral, assessment_team):
    reached = {day: only(assessment_team, date(2026, 3, day)).reached for day in (2, 8, 9, 15, 16)}
    assert reached == {
        2: {},
        8: {},
        9: {SERVICE: date(2026, 3, 9)},
        15: {SERVICE: date(2026, 3, 9)},
        16: {SERVICE: date(2026, 3, 9), DIRECTOR: date(2026, 3, 16)},
    }, "five and ten working days after Monday 2 March"


def test_the_authority_sets_how_soon_it_comes(mias_referral, assessment_team, iris):
    adopt = {
        "by": iris,
        "amount": 1,
        "unit": "working day",
        "adopted_on": date(2026, 3, 1),
        "minute": "Item 1",
    }
    standard.adopt("nobodys-work-to-director", **adopt)
    assert only(assessment_team, date(2026, 3, 3)).reached == {DIRECTOR: date(2026, 3, 3)}


def test_that_somebody_knows_counts_from_when_it_reached_them(mias_referral, assessment_team, seth, iris):
    oversight.acknowledge(mias_referral, by=seth, on=date(2026, 3, 6), note="Too soon to have reached me")
    one = only(assessment_team, date(2026, 3, 16))
    assert (one.waits_at(SERVICE), one.waits_at(DIRECTOR)) == (True, True)
    oversight.acknowledge(mias_referral, by=seth, on=date(2026, 3, 10), note="Bryn allocates today")
    one = only(assessment_team, date(2026, 3, 16))
    assert (one.waits_at(SERVICE), one.waits_at(DIRECTOR)) == (False, True)
    assert one.known[SERVICE].note == "Bryn allocates today"


def test_what_is_safe_enough_comes_round_again(mias_referral, assessment_team, bryn):
    assert only(assessment_team, date(2026, 3, 2)).again_by == date(2026, 3, 9)
    assert not only(assessment_team, date(2026, 3, 9)).is_due_again(date(2026, 3, 9))
    assert only(assessment_team, date(2026, 3, 10)).is_due_again(date(2026, 3, 10))
    say = {"is_safe_enough": True, "because": "Gran is there"}
    oversight.decide_safe_enough(
        mias_referral, by=bryn, on=date(2026, 3, 10), until_on=date(2026, 3, 31), **say
    )
    one = only(assessment_team, date(2026, 3, 17))
    assert one.again_by == date(2026, 3, 17), "the rhythm, sooner than the manager said"
    oversight.decide_safe_enough(
        mias_referral, by=bryn, on=date(2026, 3, 11), until_on=date(2026, 3, 12), **say
    )
    assert only(assessment_team, date(2026, 3, 17)).again_by == date(2026, 3, 12), "the manager, sooner"


def test_what_is_at_stake_is_told_in_facts_and_the_gravest_comes_first(
    mias_case, assessment_team, bryn, gwen
):
    from sightline.casework import family, referral

    ned = family.add_person(by=gwen, given_name="Ned", family_name="Ash")
    neds = referral.receive(
        by=gwen, child=ned, team=assessment_team, received_on=date(2026, 3, 1), source="6"
    )
    allocation.end(mias_case.allocation, by=bryn, on=date(2026, 6, 1), because="Other work")
    assert stake(mias_case.referral).because == ("harm was told of", "a child protection plan")
    assert stake(neds).because == ()
    found = watched([worklist.nobodys_work(assessment_team, on=date(2026, 6, 15))], on=date(2026, 6, 15))
    assert [(one.item.child.given_name, one.stake.risk, one.kind) for one in found] == [
        ("Mia", "high", "orphaned"),
        ("Ned", "other", "never_allocated"),
    ]
