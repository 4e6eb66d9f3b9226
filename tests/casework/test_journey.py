"""A child's way from a contact to a plan, and the decisions that are guarded on it."""

from datetime import UTC, date, datetime

import pytest

from sightline.casework import (
    allocation,
    assessment,
    child_in_need,
    child_protection,
    closure,
    conference,
    contact,
    enquiry,
    referral,
    strategy_discussion,
)
from sightline.casework.strategy_discussion import Participant
from sightline.casework.verb import Refused
from sightline.compliance.child import unmet
from sightline.record.models import ChildProtectionPlan, Referral

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
TEN = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
def told_of_harm(gwen, mia, front_door_team):
    return contact.receive(
        by=gwen,
        children=[mia],
        received_at=NINE,
        route="telephone",
        source="2A",
        words="A bruise.",
        tells_of_harm=True,
        team=front_door_team,
    )


def decide(told, by, decision="no_further_action", **changed):
    values = {"at": TEN, "because": "Explained", "history_seen": True, "decision": decision}
    return contact.decide(told, by=by, **values | changed)


def test_a_contact_about_nobody_is_refused(gwen, front_door_team):
    with pytest.raises(Refused, match="which child"):
        contact.receive(
            by=gwen,
            children=[],
            received_at=NINE,
            route="written",
            source="6",
            words="?",
            team=front_door_team,
        )


def test_no_further_action_on_harm_is_a_managers_decision(told_of_harm, gwen, hal):
    with pytest.raises(Refused, match="a manager must decide"):
        decide(told_of_harm, gwen)
    assert decide(told_of_harm, hal) == []
    told_of_harm.refresh_from_db()
    assert (told_of_harm.decision, told_of_harm.decided_by) == ("no_further_action", hal)


def test_nobody_decides_without_having_seen_the_history(told_of_harm, hal):
    with pytest.raises(Refused, match="earlier contacts"):
        decide(told_of_harm, hal, history_seen=False)


def test_a_contact_is_decided_once(told_of_harm, hal, gwen):
    decide(told_of_harm, hal)
    with pytest.raises(Refused, match="Hal Okafor has already decided"):
        decide(told_of_harm, gwen, decision="advice")


def test_accepting_a_contact_refers_each_child_once_in_the_referrers_words(
    told_of_harm, gwen, mia, assessment_team
):
    [made] = decide(told_of_harm, gwen, decision="referral", team=assessment_team)
    assert (made.child, made.received_on, made.received_at) == (mia, date(2026, 3, 2), NINE)
    assert (made.because, made.contact, made.team) == ("A bruise.", told_of_harm, assessment_team)


def test_a_child_whose_case_is_open_is_not_referred_again(told_of_harm, gwen, mias_referral, assessment_team):
    assert decide(told_of_harm, gwen, decision="referral", team=assessment_team) == []
    assert list(Referral.objects.all()) == [mias_referral]


def test_accepting_a_contact_needs_a_team_to_hold_the_referral(told_of_harm, gwen):
    with pytest.raises(Refused, match="which team"):
        decide(told_of_harm, gwen, decision="referral")
    told_of_harm.refresh_from_db()
    assert told_of_harm.decided_at is None


def test_telling_the_referrer_is_told_of_every_child_in_the_contact(told_of_harm, gwen, assessment_team):
    [made] = decide(told_of_harm, gwen, decision="referral", team=assessment_team)
    contact.tell_referrer(told_of_harm, by=gwen, at=TEN)
    made.refresh_from_db()
    assert (told_of_harm.referrer_told_at, made.referrer_told_on) == (TEN, date(2026, 3, 2))


def test_a_manager_decides_a_referral_and_only_once(mias_referral, amina, bryn):
    with pytest.raises(Refused, match="manager decides"):
        referral.decide(mias_referral, by=amina, on=date(2026, 3, 3), decision="assess", because="x")
    referral.decide(mias_referral, by=bryn, on=date(2026, 3, 3), decision="assess", because="x")
    with pytest.raises(Refused, match="Bryn Pugh has already decided"):
        referral.decide(mias_referral, by=bryn, on=date(2026, 3, 4), decision="services", because="y")


def test_allocation_is_a_managers_act_and_one_worker_leads_at_a_time(mias_referral, amina, bryn, carys):
    with pytest.raises(Refused, match="manager allocates"):
        allocation.allocate(mias_referral, to=amina, by=amina, on=date(2026, 3, 3))
    allocation.allocate(mias_referral, to=amina, by=bryn, on=date(2026, 3, 3))
    allocation.allocate(mias_referral, to=carys, by=bryn, on=date(2026, 4, 1), because="Amina is away")
    held = [(one.worker, one.from_on, one.until_on) for one in mias_referral.allocations.all()]
    assert held == [(amina, date(2026, 3, 3), date(2026, 4, 1)), (carys, date(2026, 4, 1), None)]


def test_a_leaver_is_not_allocated_work(mias_referral, amina, bryn):
    amina.left_on = date(2026, 3, 1)
    amina.save()
    with pytest.raises(Refused, match="left on 1 March 2026"):
        allocation.allocate(mias_referral, to=amina, by=bryn, on=date(2026, 3, 3))


def test_nobody_authorises_their_own_assessment_or_an_empty_one(mias_referral, amina, bryn, carys):
    begun = assessment.start(mias_referral, by=bryn, on=date(2026, 3, 3))
    with pytest.raises(Refused, match="manager authorises"):
        assessment.authorise(begun, by=amina, on=date(2026, 3, 20))
    with pytest.raises(Refused, match="they wrote"):
        assessment.authorise(begun, by=bryn, on=date(2026, 3, 20))
    with pytest.raises(Refused, match="what should happen next"):
        assessment.authorise(begun, by=carys, on=date(2026, 3, 20))
    assessment.write(begun, by=amina, outcome="child_in_need")
    with pytest.raises(Refused, match="no analysis"):
        assessment.authorise(begun, by=carys, on=date(2026, 3, 20))
    assessment.write(begun, by=amina, analysis="She is often hungry.")
    done = assessment.authorise(begun, by=carys, on=date(2026, 3, 20))
    assert (done.authorised_by, done.authorised_on) == (carys, date(2026, 3, 20))


def test_an_authorised_assessment_is_written_in_no_more(mias_case, amina):
    with pytest.raises(Refused, match="is authorised"):
        assessment.write(mias_case.assessment, by=amina, analysis="Changed my mind")


def test_only_what_is_an_authors_to_write_can_be_written(mias_referral, amina):
    begun = assessment.start(mias_referral, by=amina, on=date(2026, 3, 3))
    with pytest.raises(TypeError, match="authorised_by_id"):
        assessment.write(begun, by=amina, authorised_by_id=amina.pk)


def test_a_discussion_can_be_written_without_the_police_and_shows_them_missing(mias_referral, bryn):
    cause = strategy_discussion.record_reasonable_cause(
        mias_referral, by=bryn, on=date(2026, 3, 3), cause="A bruise"
    )
    held = strategy_discussion.hold(
        cause,
        by=bryn,
        on=date(2026, 3, 3),
        decision="enquiry",
        because="x",
        participants=[Participant("police", "Femi Ade", took_part=False), Participant("health", "Dr Onslow")],
    )
    assert held.decision == "enquiry"
    assert {
        clock.duty.title
        for clock in unmet(mias_referral, on=date(2026, 3, 4))
        if "police" in clock.duty.title
    }


def test_a_manager_accepts_that_a_discussion_is_not_held(mias_referral, amina, bryn):
    cause = strategy_discussion.record_reasonable_cause(
        mias_referral, by=amina, on=date(2026, 3, 3), cause="A bruise"
    )
    with pytest.raises(Refused, match="manager accepts"):
        strategy_discussion.do_not_hold(cause, by=amina, on=date(2026, 3, 4), because="An accident")
    kept = strategy_discussion.do_not_hold(cause, by=bryn, on=date(2026, 3, 4), because="An accident, seen")
    assert (kept.not_held_accepted_by, kept.not_held_because) == (bryn, "An accident, seen")


def test_a_family_worker_cannot_lead_an_enquiry(mias_referral, amina):
    amina.role = "family_worker"
    with pytest.raises(Refused, match="is not a social worker"):
        enquiry.start(mias_referral, by=amina, on=date(2026, 3, 3), lead=amina)


def test_a_manager_concludes_an_enquiry(mias_referral, amina):
    begun = enquiry.start(mias_referral, by=amina, on=date(2026, 3, 3), lead=amina)
    with pytest.raises(Refused, match="manager concludes"):
        enquiry.conclude(begun, by=amina, on=date(2026, 3, 10), outcome="not_substantiated", because="x")


def test_a_conference_is_chaired_by_somebody_independent(mias_case, amina, bryn):
    for close_to_it in (amina, bryn):
        booked = conference.book(
            mias_case.referral, by=amina, form="review", on=date(2026, 9, 1), plan=mias_case.plan
        )
        with pytest.raises(Refused, match="independent"):
            conference.hold(
                booked, by=amina, on=date(2026, 9, 1), chair=close_to_it, decision="continue", because="x"
            )


def test_a_plan_starts_on_the_day_of_its_conference_with_its_lead_social_worker(mias_case, amina):
    plan = mias_case.plan
    assert (plan.started_on, plan.lead_named_on) == (mias_case.conference.held_on,) * 2
    assert (plan.lead_worker, plan.first_category, plan.made_by) == (amina, "PHY", mias_case.conference)


def test_a_review_conference_ends_a_plan_and_nobody_else_does(mias_case, amina, bryn, esther):
    booked = conference.book(
        mias_case.referral, by=amina, form="review", on=date(2026, 9, 1), plan=mias_case.plan
    )
    conference.hold(
        booked, by=amina, on=date(2026, 9, 1), chair=esther, decision="end", because="Mia is safe"
    )
    mias_case.plan.refresh_from_db()
    plan = mias_case.plan
    assert (plan.ended_on, plan.end_reason, plan.ended_by) == (date(2026, 9, 1), "conference", booked)


def test_without_a_conference_a_plan_ends_only_for_a_reason_the_guidance_names(mias_case, bryn):
    with pytest.raises(Refused, match="nobody but a conference ends a plan"):
        child_protection.end_without_conference(
            mias_case.plan, by=bryn, on=date(2026, 9, 1), reason="conference"
        )
    ended = child_protection.end_without_conference(
        mias_case.plan, by=bryn, on=date(2026, 9, 1), reason="left_uk"
    )
    assert ended.end_reason == ChildProtectionPlan.EndReason.LEFT_UK


def test_a_case_with_a_plan_is_not_closed(mias_case, bryn):
    with pytest.raises(Refused, match="only a conference can end"):
        closure.close(
            mias_case.referral,
            by=bryn,
            on=date(2026, 7, 1),
            reason="RC7",
            because="x",
            unmet_seen=frozenset(),
        )


def test_closing_shows_what_is_unmet_and_refuses_a_manager_who_has_not_seen_it(mias_referral, amina, bryn):
    on = date(2026, 5, 20)
    allocation.allocate(mias_referral, to=amina, by=bryn, on=date(2026, 3, 3))
    left = unmet(mias_referral, on=on)
    assert "single-assessment" in {clock.duty.id for clock in left}
    with pytest.raises(Refused, match="manager decides to close"):
        closure.close(mias_referral, by=amina, on=on, reason="RC7", because="x", unmet_seen=frozenset())
    with pytest.raises(Refused, match="Look again before you close"):
        closure.close(mias_referral, by=bryn, on=on, reason="RC7", because="x", unmet_seen=frozenset())
    seen = frozenset(clock.duty.id for clock in left)
    closed = closure.close(
        mias_referral, by=bryn, on=on, reason="RC7", because="Moved abroad before we met", unmet_seen=seen
    )
    assert (closed.closed_on, closed.closed_by) == (on, bryn)
    assert [one.until_on for one in closed.allocations.all()] == [on]


def test_a_child_in_need_plan_gives_way_to_a_child_protection_plan(mias_referral, amina, bryn, esther):
    helped = child_in_need.plan(mias_referral, by=amina, on=date(2026, 3, 20), lead=amina)
    begun = enquiry.start(mias_referral, by=amina, on=date(2026, 4, 1), lead=amina)
    booked = conference.book(mias_referral, by=amina, form="initial", on=date(2026, 4, 20), enquiry=begun)
    conference.hold(
        booked, by=amina, on=date(2026, 4, 20), chair=esther, decision="plan", because="Risk", category="NEG"
    )
    helped.refresh_from_db()
    assert (helped.ended_on, helped.ended_because) == (
        date(2026, 4, 20),
        "A child protection plan takes its place",
    )
    with pytest.raises(Refused, match="takes the place"):
        child_in_need.plan(mias_referral, by=amina, on=date(2026, 5, 1))


def test_a_child_in_need_plan_ends_for_a_reason_and_with_its_case(mias_referral, amina, bryn):
    helped = child_in_need.plan(mias_referral, by=amina, on=date(2026, 3, 20))
    with pytest.raises(Refused, match="Say why"):
        child_in_need.end(helped, by=amina, on=date(2026, 4, 1), because=" ")
    seen = frozenset(clock.duty.id for clock in unmet(mias_referral, on=date(2026, 4, 1)))
    closure.close(
        mias_referral, by=bryn, on=date(2026, 4, 1), reason="RC7", because="Needs met", unmet_seen=seen
    )
    helped.refresh_from_db()
    assert (helped.ended_on, helped.ended_because) == (date(2026, 4, 1), "The case was closed")
