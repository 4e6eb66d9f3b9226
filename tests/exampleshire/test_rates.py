"""The authority is believable: what is published about England comes out of it, and our stated failings.

Shares are held to within a few points: an authority of 2,000 open children sees some 3,000 referrals a year
and 300 plans, families come together, and so one year differs from another by as much.
"""

from collections import Counter

import pytest

from sightline.exampleshire import rates
from sightline.exampleshire.rates import Failing
from sightline.timescales import working_days_between
from tests.exampleshire.measures import Failings, Measures, is_nfa, middle, share, spread


def test_two_thousand_children_are_open(measures: Measures) -> None:
    assert len(measures.open) == pytest.approx(2000, rel=0.05)
    in_care_of_a_social_worker = measures.caseload()
    assert in_care_of_a_social_worker == pytest.approx(rates.CASES_PER_SOCIAL_WORKER, abs=2)


def test_a_year_brings_as_much_as_is_published(measures: Measures) -> None:
    enquiries = measures.recent("enquiry", "started_on")
    conferences = [row for row in measures.recent("conference", "held_on") if row["form"] == "initial"]
    plans = measures.recent("childprotectionplan", "started_on")
    came = {
        "contacts": len(measures.contact_children),
        "referrals": len(measures.referrals),
        "enquiries": len(enquiries),
        "conferences": len(conferences),
        "plans": len(plans),
    }
    assert {name: many / measures.population for name, many in came.items()} == {
        "contacts": pytest.approx(rates.CONTACTS, rel=0.12),
        "referrals": pytest.approx(rates.REFERRALS, rel=0.08),
        "enquiries": pytest.approx(rates.ENQUIRIES, rel=0.12),
        "conferences": pytest.approx(rates.INITIAL_CONFERENCES, rel=0.15),
        "plans": pytest.approx(rates.PLANS_STARTED, rel=0.15),
    }
    made = {row["id"] for row in conferences if row["decision"] == "plan"}
    assert len(enquiries) / len(measures.referrals) == pytest.approx(rates.ENQUIRIES_PER_REFERRAL, abs=0.04)
    assert len(conferences) / len(enquiries) == pytest.approx(rates.CONFERENCES_PER_ENQUIRY, abs=0.04)
    assert len(made) / len(conferences) == pytest.approx(rates.PLANS_PER_CONFERENCE, abs=0.06)


def test_referrals_come_to_what_is_published(measures: Measures) -> None:
    nothing = share([row for row in measures.decided if is_nfa(row)], measures.decided)
    assert nothing == pytest.approx(rates.NO_FURTHER_ACTION, abs=0.015)
    assert measures.not_in_need() == pytest.approx(rates.NOT_IN_NEED, abs=0.04)
    assert measures.referred_again() == pytest.approx(rates.REFERRED_AGAIN, abs=0.025)


def test_contacts_and_referrals_come_from_where_is_published(measures: Measures) -> None:
    contacts = measures.sources(measures.contact_children)
    contacts["other"] += contacts.pop("council")
    assert contacts == pytest.approx(rates.CONTACT_SOURCES, abs=0.03)
    referrals = measures.sources(measures.referrals)
    assert {name: referrals[name] for name in rates.REFERRAL_SOURCES} == pytest.approx(
        rates.REFERRAL_SOURCES, abs=0.03
    )


def test_contacts_are_decided_as_is_published(measures: Measures) -> None:
    decided = [row for row in measures.contact_children if row.get("decision")]
    found = Counter(row["decision"] for row in decided)
    assert {name: found[name] / len(decided) for name in rates.CONTACT_DECISIONS} == pytest.approx(
        rates.CONTACT_DECISIONS, abs=0.02
    )
    soon = [
        row
        for row in decided
        if working_days_between(row["received_at"].date(), row["decided_at"].date()) <= 1
    ]
    assert share(soon, decided) == pytest.approx(rates.CONTACT_DECIDED_IN_A_WORKING_DAY, abs=0.015)


def test_assessments_have_the_cliff_before_the_limit(measures: Measures) -> None:
    taken = measures.assessment_working_days()
    edges = [span.high for span in rates.ASSESSMENT[:-1]]
    assert spread(taken, edges) == pytest.approx([span.share for span in rates.ASSESSMENT], abs=0.03)
    before = len([days for days in taken if 41 <= days <= 45])
    after = len([days for days in taken if 46 <= days <= 50])
    assert before / after == pytest.approx(18.9 / 5.8, rel=0.35)


def test_enquiries_reach_conference_as_is_published(measures: Measures) -> None:
    taken = measures.conference_working_days()
    assert spread(taken, (10, 15, 20)) == pytest.approx([0.087, 0.727, 0.089, 0.097], abs=0.03)
    assert middle(taken) == 14


def test_plans_and_episodes_last_as_is_published(measures: Measures) -> None:
    plans = spread(measures.plan_days(), (92, 183, 365, 730))
    assert plans == pytest.approx([0.159, 0.110, 0.435, 0.252, 0.044], abs=0.06)
    published = list(rates.EPISODE_UP_TO.values())
    episodes = spread(measures.episode_days(), rates.EPISODE_UP_TO)
    assert episodes == pytest.approx([*published, 1 - sum(published)], abs=0.03)


def test_families_and_teams_are_of_the_stated_size(measures: Measures) -> None:
    children = [row for row in measures.rows["familymember"] if row["place"] == "child"]
    assert len(children) / len(measures.rows["family"]) == pytest.approx(rates.CHILDREN_PER_FAMILY, abs=0.15)
    here = [row for row in measures.rows["worker"] if row["left_on"] is None]
    roles = Counter(row["role"] for row in here if row["team_id"] is not None)
    teams = [row for row in measures.rows["team"] if not row["is_front_door"]]
    assert roles["team_manager"] == 3 * len(teams)
    assert roles["social_worker"] == pytest.approx(6 * len(teams), rel=0.1)
    left = [row for row in measures.rows["worker"] if row["left_on"] and row["left_on"] >= measures.since]
    assert len(left) / len(here) == pytest.approx(rates.WORKERS_LEAVING, abs=0.05)


def test_things_go_wrong_as_often_as_is_stated(measures: Measures) -> None:
    found = Failings(measures)
    assert {
        "allocated late": found.allocated_late(),
        "orphaned": found.orphaned(),
        "not seen in the assessment": found.unseen_in_assessment(),
        "wishes not recorded": found.wishes_not_recorded(),
        "not seen at once in an enquiry": found.seen_late_in_enquiry(),
        "discussion late": found.discussion_late(),
        "first core group late": found.first_core_group_late(),
        "first review late": found.first_review_late(),
        "plan not sent": found.plan_not_sent(),
    } == {
        "allocated late": pytest.approx(Failing.ALLOCATED_LATE, abs=0.02),
        "orphaned": pytest.approx(Failing.ORPHANED, abs=0.01),
        "not seen in the assessment": pytest.approx(Failing.NEVER_SEEN_IN_ASSESSMENT, abs=0.015),
        "wishes not recorded": pytest.approx(Failing.WISHES_NOT_RECORDED, abs=0.015),
        "not seen at once in an enquiry": pytest.approx(
            Failing.SEEN_LATE_IN_ENQUIRY + Failing.NEVER_SEEN_IN_ENQUIRY, abs=0.06
        ),
        "discussion late": pytest.approx(Failing.DISCUSSION_LATE, abs=0.025),
        "first core group late": pytest.approx(Failing.FIRST_CORE_GROUP_LATE, abs=0.04),
        "first review late": pytest.approx(Failing.REVIEW_LATE, abs=0.04),
        "plan not sent": pytest.approx(Failing.PLAN_NOT_SENT, abs=0.025),
    }


def test_the_rest_goes_wrong_as_often_as_is_stated(measures: Measures) -> None:
    rows = measures.rows
    accepted = [row for row in rows["referral"] if row.get("decision") and not is_nfa(row)]
    allocated = {row["referral_id"] for row in rows["allocation"]}
    over = [row for row in accepted if row.get("closed_on")]
    held = [row for row in rows["strategydiscussion"] if row.get("held_on")]
    not_held = [row for row in rows["strategydiscussion"] if row.get("not_held_on")]
    came = {(row["discussion_id"], row["agency"]) for row in rows["strategyparticipant"] if row["took_part"]}
    seen = [row for row in rows["sighting"] if row["was_seen"]]
    done = {row["referral_id"] for row in rows["assessment"] if row.get("authorised_on")}
    begun = {row["referral_id"] for row in rows["assessment"]}
    answerable = [row for row in rows["referral"] if row["referrer_can_be_told"]]
    assert {
        "never allocated": share([row for row in over if row["id"] not in allocated], over),
        "unfinished at closure": share([row for row in over if row["id"] in begun - done], over),
        "not acknowledged": share([r for r in answerable if not r.get("acknowledged_on")], answerable),
        "not held": share(not_held, held + not_held),
        "without health": share([row for row in held if (row["id"], "health") not in came], held),
        "without police": share([row for row in held if (row["id"], "police") not in came], held),
        "not seen at a visit": 1 - share(seen, rows["sighting"]),
        "not seen alone": share([row for row in seen if row["alone"] == "no"], seen),
    } == {
        "never allocated": pytest.approx(Failing.NEVER_ALLOCATED, abs=0.006),
        "unfinished at closure": pytest.approx(Failing.ASSESSMENT_UNFINISHED_AT_CLOSURE, abs=0.012),
        "not acknowledged": pytest.approx(Failing.NEVER_ACKNOWLEDGED, abs=0.02),
        "not held": pytest.approx(Failing.DISCUSSION_NOT_HELD, abs=0.015),
        "without health": pytest.approx(Failing.DISCUSSION_WITHOUT_HEALTH, abs=0.025),
        "without police": pytest.approx(Failing.DISCUSSION_WITHOUT_POLICE, abs=0.012),
        "not seen at a visit": pytest.approx(Failing.NOT_SEEN_AT_A_VISIT, abs=0.03),
        "not seen alone": pytest.approx(Failing.NOT_SEEN_ALONE, abs=0.03),
    }
