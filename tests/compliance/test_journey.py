"""The journey checked: a step that was skipped or came too soon is listed, with its law, the same day."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sightline.casework import (
    assessment,
    child_in_need,
    closure,
    conference,
    contact,
    enquiry,
    family,
    referral,
    sighting,
    strategy_discussion,
)
from sightline.casework.entry import strike_out
from sightline.casework.strategy_discussion import Participant
from sightline.casework.verb import name
from sightline.compliance import journey
from sightline.compliance.child import unmet
from sightline.people.models import Agency, Team, Worker
from sightline.record.models import Contact, Enquiry, Person, Referral, StrategyDiscussion
from tests.cast import Case

MONDAY = date(2026, 3, 2)
TUESDAY, WEDNESDAY, THURSDAY = (MONDAY + timedelta(days=n) for n in (1, 2, 3))
POLICE = Participant(Agency.POLICE, "Femi Ade")
HEALTH = Participant(Agency.HEALTH, "Dr Onslow")


def told(case: Referral, on: date) -> dict[str, tuple[date, date | None]]:
    """What is said of one case on a day: each rule not followed, since when, and when it was made good."""
    found = journey.departures(Referral.objects.filter(pk=case.pk), on=on)
    assert len(found) == len({one.rule.id for one in found}), "each story breaks a rule once"
    return {one.rule.id: (one.since_on, one.made_good_on) for one in found}


@pytest.fixture
def decided(mias_referral: Referral, bryn: Worker) -> Referral:
    """Mia's referral of Monday, which Bryn decided to assess the same day."""
    return referral.decide(mias_referral, by=bryn, on=MONDAY, decision="assess", because="See her")


def talk(
    case: Referral, by: Worker, *who: Participant, on: date = MONDAY, decision: str = "enquiry"
) -> StrategyDiscussion:
    cause = strategy_discussion.record_reasonable_cause(case, by=by, on=on, cause="A bruise")
    return strategy_discussion.hold(
        cause, by=by, on=on, participants=who, decision=decision, because="What was said"
    )


def begin(case: Referral, by: Worker, **more: object) -> Enquiry:
    given: dict[str, Any] = {"on": MONDAY, "lead": by, "working": "joint", **more}
    return enquiry.start(case, by=by, **given)


def see(child: Person, by: Worker, on: date) -> None:
    how: dict[str, Any] = {
        "where": "At home",
        "purpose": "enquiry",
        "was_seen": True,
        "alone": "yes",
        "was_spoken_to": True,
    }
    sighting.record(child, by=by, on=on, **how)


def shut(case: Referral, by: Worker, on: date, reason: str = "RC7") -> Referral:
    shown = frozenset(clock.duty.id for clock in unmet(case, on=on))
    return closure.close(case, by=by, on=on, reason=reason, because="Done", unmet_seen=shown)


def test_a_child_seen_the_day_before_the_enquiry_was_not_seen_in_it(mias_case: Case, amina: Worker) -> None:
    cases, then = Referral.objects.filter(pk=mias_case.referral.pk), date(2026, 6, 30)
    assert [one.rule.id for one in journey.outstanding(cases, on=then)] == ["concluded-unseen"]
    see(mias_case.child, amina, date(2026, 3, 6))
    assert journey.outstanding(cases, on=then) == [], "the rest of Mia’s journey was the law’s"


def test_work_begun_before_the_decision_is_made_good_by_deciding(
    mias_referral: Referral, amina: Worker, bryn: Worker
) -> None:
    assessment.start(mias_referral, by=amina, on=MONDAY)
    assert told(mias_referral, MONDAY) == {"work-begun-undecided": (MONDAY, None)}
    referral.decide(mias_referral, by=bryn, on=WEDNESDAY, decision="assess", because="See her")
    assert told(mias_referral, TUESDAY) == {"work-begun-undecided": (MONDAY, None)}
    assert told(mias_referral, WEDNESDAY) == {"work-begun-undecided": (MONDAY, WEDNESDAY)}


def test_work_on_a_referral_that_was_to_have_none_is_listed_from_the_day_it_began(
    mias_referral: Referral, amina: Worker, bryn: Worker
) -> None:
    case = referral.decide(
        mias_referral, by=bryn, on=MONDAY, decision="no_further_action", because="The school will help"
    )
    assessment.start(case, by=amina, on=WEDNESDAY)
    assert told(case, TUESDAY) == {}
    assert told(case, WEDNESDAY) == {"work-after-no-further-action": (WEDNESDAY, None)}


def test_nobody_is_referred_after_their_death_without_a_question(
    amina: Worker, bryn: Worker, assessment_team: Team
) -> None:
    child = family.add_person(by=amina, given_name="Tam", family_name="Reed", born_on=date(2020, 1, 1))
    name(amina)
    Person.objects.filter(pk=child.pk).update(died_on=date(2026, 2, 1))
    case = referral.receive(by=bryn, child=child, team=assessment_team, received_on=MONDAY, source="1A")
    assert told(case, MONDAY) == {"referred-after-death": (MONDAY, None)}


def test_closing_over_an_assessment_that_nobody_authorised_is_listed(
    decided: Referral, amina: Worker, bryn: Worker
) -> None:
    begun = assessment.start(decided, by=amina, on=MONDAY)
    shut(decided, bryn, TUESDAY)
    assert told(decided, MONDAY) == {}
    assert told(decided, TUESDAY) == {"closed-unauthorised": (TUESDAY, None)}
    assessment.write(begun, by=amina, outcome="child_in_need", analysis="Help is wanted")
    assessment.authorise(begun, by=bryn, on=THURSDAY)
    assert told(decided, THURSDAY) == {"closed-unauthorised": (TUESDAY, THURSDAY)}


def test_closing_as_needing_nothing_does_not_fit_a_plan(
    decided: Referral, amina: Worker, bryn: Worker
) -> None:
    child_in_need.plan(decided, by=amina, on=MONDAY)
    shut(decided, bryn, TUESDAY, reason="RC8")
    assert told(decided, TUESDAY) == {"closed-as-needing-nothing": (TUESDAY, None)}


def test_an_assessment_that_calls_for_protection_asks_for_a_discussion(
    decided: Referral, amina: Worker, bryn: Worker
) -> None:
    begun = assessment.start(decided, by=amina, on=MONDAY)
    assessment.write(begun, by=amina, outcome="protection", analysis="She is not safe")
    assessment.authorise(begun, by=bryn, on=TUESDAY)
    assert told(decided, TUESDAY) == {"protection-without-discussion": (TUESDAY, None)}
    talk(decided, bryn, POLICE, HEALTH, on=THURSDAY, decision="assess")
    assert told(decided, THURSDAY) == {"protection-without-discussion": (TUESDAY, THURSDAY)}


@pytest.mark.parametrize("words", ["Dad hit me", "My uncle hurts me at night"])
def test_a_disclosure_asks_for_a_discussion_from_the_day_it_came(
    words: str, mia: Person, gwen: Worker, bryn: Worker, assessment_team: Team
) -> None:
    """F56: two children said that they had been assaulted, and nobody talked with the police."""
    came = contact.receive(
        by=gwen,
        children=[mia],
        received_at=datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
        route="telephone",
        source="1A",
        words=words,
        tells_of_harm=True,
        team=gwen.team,
    )
    [case] = contact.decide(
        came,
        by=gwen,
        at=datetime(2026, 3, 2, 11, 0, tzinfo=UTC),
        decision="referral",
        because="A disclosure",
        history_seen=True,
        team=assessment_team,
    )
    assert told(case, MONDAY) == {"harm-told-without-discussion": (MONDAY, None)}
    cause = strategy_discussion.record_reasonable_cause(case, by=gwen, on=TUESDAY, cause=words)
    assert told(case, TUESDAY) == {"harm-told-without-discussion": (MONDAY, None)}, (
        "a cause is not yet a talk"
    )
    strategy_discussion.do_not_hold(cause, by=bryn, on=WEDNESDAY, because="It was a scene in a play")
    assert told(case, WEDNESDAY) == {"harm-told-without-discussion": (MONDAY, WEDNESDAY)}


def test_a_new_disclosure_in_an_open_case_asks_again(mias_case: Case, gwen: Worker, bryn: Worker) -> None:
    """The discussion of 5 March answered what was told on the 2nd, and not what came on the 10th."""
    rule, tenth = "harm-told-without-discussion", date(2026, 3, 10)
    assert told(mias_case.referral, tenth)[rule] == (MONDAY, date(2026, 3, 5))
    again = contact.receive(
        by=gwen,
        children=[mias_case.child],
        received_at=datetime(2026, 3, 10, 9, 0, tzinfo=UTC),
        route="telephone",
        source="2A",
        words="Mia says that her uncle hit her with a shoe.",
        team=gwen.team,
    )
    days = [(one.since_on, one.made_good_on) for one in journey.departures([mias_case.referral], on=tenth)]
    assert (tenth, None) in days
    contact.decide(
        again,
        by=bryn,
        at=datetime(2026, 3, 11, 9, 0, tzinfo=UTC),
        decision="no_further_action",
        because="It was said of a game, and her teacher saw it",
        history_seen=True,
    )
    answered = journey.departures([mias_case.referral], on=date(2026, 3, 11))
    assert (tenth, date(2026, 3, 11)) in [(one.since_on, one.made_good_on) for one in answered]


def test_a_manager_may_sign_that_there_is_no_reasonable_cause(mias_case: Case, bryn: Worker) -> None:
    """The words alone open the question: nobody ticked that they tell of harm."""
    name(bryn)
    Contact.objects.filter(pk=mias_case.contact.pk).update(tells_of_harm=False)
    strike_out(mias_case.discussion, by=bryn, because="It was about another child")
    rule = "harm-told-without-discussion"
    assert told(mias_case.referral, TUESDAY)[rule] == (MONDAY, None)
    strategy_discussion.decide_no_cause(
        mias_case.referral, by=bryn, on=TUESDAY, because="She fell: the teacher saw it"
    )
    assert told(mias_case.referral, MONDAY)[rule] == (MONDAY, None)
    assert told(mias_case.referral, TUESDAY)[rule] == (MONDAY, TUESDAY)


def test_deciding_on_a_discussion_is_not_holding_it(
    mias_referral: Referral, bryn: Worker, amina: Worker
) -> None:
    case = referral.decide(
        mias_referral, by=bryn, on=MONDAY, decision="strategy_discussion", because="A bruise"
    )
    assert told(case, MONDAY) == {"decided-and-not-begun": (MONDAY, None)}
    strategy_discussion.record_reasonable_cause(case, by=amina, on=TUESDAY, cause="A bruise")
    assert told(case, TUESDAY) == {"decided-and-not-begun": (MONDAY, TUESDAY)}


def test_a_discussion_without_police_or_health_is_made_good_by_one_with_them(
    decided: Referral, bryn: Worker
) -> None:
    talk(decided, bryn, decision="assess")
    assert told(decided, MONDAY) == {
        "discussion-without-police": (MONDAY, None),
        "discussion-without-health": (MONDAY, None),
    }
    talk(decided, bryn, POLICE, on=TUESDAY, decision="assess")
    found = journey.outstanding(Referral.objects.filter(pk=decided.pk), on=TUESDAY)
    assert [(one.rule.id, one.since_on) for one in found] == [
        ("discussion-without-health", MONDAY),
        ("discussion-without-health", TUESDAY),
    ]
    talk(decided, bryn, POLICE, HEALTH, on=THURSDAY, decision="assess")
    assert journey.outstanding(Referral.objects.filter(pk=decided.pk), on=THURSDAY) == []


def test_before_2013_the_guidance_did_not_name_health(
    amina: Worker, bryn: Worker, assessment_team: Team
) -> None:
    child = family.add_person(by=amina, given_name="Tam", family_name="Reed", born_on=date(2004, 1, 1))
    day = date(2009, 7, 1)
    case = referral.receive(by=bryn, child=child, team=assessment_team, received_on=day, source="1A")
    referral.decide(case, by=bryn, on=day, decision="assess", because="See him")
    talk(case, bryn, on=day, decision="assess")
    [only] = journey.departures(Referral.objects.filter(pk=case.pk), on=day)
    assert only.rule.id == "discussion-without-police"
    assert str(only.citation) == "Working Together 2006, chapter 5"


def test_an_enquiry_without_a_discussion_shows_the_day_it_began(
    decided: Referral, amina: Worker, bryn: Worker
) -> None:
    begin(decided, amina)
    assert told(decided, MONDAY) == {"enquiry-without-discussion": (MONDAY, None)}
    talk(decided, bryn, POLICE, HEALTH, on=WEDNESDAY, decision="assess")
    assert told(decided, WEDNESDAY) == {"enquiry-without-discussion": (MONDAY, WEDNESDAY)}


def test_an_enquiry_decided_on_and_never_begun_shows(decided: Referral, bryn: Worker, amina: Worker) -> None:
    held = talk(decided, bryn, POLICE, HEALTH)
    assert told(decided, MONDAY) == {"enquiry-not-begun": (MONDAY, None)}
    begin(decided, amina, on=TUESDAY, discussion=held)
    assert told(decided, TUESDAY) == {"enquiry-not-begun": (MONDAY, TUESDAY)}


def test_who_enquires_is_settled_with_the_police_on_the_day(
    decided: Referral, amina: Worker, bryn: Worker
) -> None:
    begun = begin(decided, amina, discussion=talk(decided, bryn, POLICE, HEALTH), working=None)
    assert told(decided, MONDAY) == {"working-undecided": (MONDAY, None)}
    enquiry.decide_working(begun, by=amina, on=TUESDAY, working="single", police_decision="No crime")
    assert told(decided, TUESDAY) == {"working-undecided": (MONDAY, TUESDAY)}


@pytest.fixture
def begun(decided: Referral, amina: Worker, bryn: Worker) -> Enquiry:
    """An enquiry in order: discussed with the police and health, joint, and an assessment beside it."""
    assessment.start(decided, by=amina, on=MONDAY)
    return begin(decided, amina, discussion=talk(decided, bryn, POLICE, HEALTH))


def test_concluding_on_a_child_whom_nobody_saw_shows(begun: Enquiry, amina: Worker, bryn: Worker) -> None:
    enquiry.conclude(begun, by=bryn, on=TUESDAY, outcome="not_substantiated", because="The school says so")
    assert told(begun.referral, MONDAY) == {}
    assert told(begun.referral, TUESDAY) == {"concluded-unseen": (TUESDAY, None)}
    see(begun.child, amina, THURSDAY)
    assert told(begun.referral, THURSDAY) == {"concluded-unseen": (TUESDAY, THURSDAY)}


def test_a_case_closed_over_an_enquiry_without_an_outcome_shows(
    begun: Enquiry, amina: Worker, bryn: Worker
) -> None:
    see(begun.child, amina, MONDAY)
    written = begun.referral.assessments.get()
    assessment.write(written, by=amina, outcome="child_in_need", analysis="Help is wanted")
    assessment.authorise(written, by=bryn, on=TUESDAY)
    shut(begun.referral, bryn, WEDNESDAY)
    assert told(begun.referral, TUESDAY) == {}
    assert told(begun.referral, WEDNESDAY) == {"no-outcome": (WEDNESDAY, None)}


def test_an_enquiry_has_an_assessment_beside_it(decided: Referral, amina: Worker, bryn: Worker) -> None:
    alone = begin(decided, amina, discussion=talk(decided, bryn, POLICE, HEALTH))
    see(decided.child, amina, MONDAY)
    enquiry.conclude(alone, by=bryn, on=TUESDAY, outcome="no_continuing_risk", because="He has gone")
    assert told(decided, TUESDAY) == {"enquiry-without-assessment": (TUESDAY, None)}
    assessment.start(decided, by=amina, on=THURSDAY)
    assert told(decided, THURSDAY) == {"enquiry-without-assessment": (TUESDAY, THURSDAY)}


def test_a_conference_before_the_referral_is_questioned(
    decided: Referral, amina: Worker, esther: Worker
) -> None:
    early = date(2026, 2, 20)
    booked = conference.book(decided, by=amina, form="initial", on=early)
    conference.hold(booked, by=amina, on=early, chair=esther, decision="no_plan", because="Not needed")
    assert told(decided, MONDAY) == {"conference-before-referral": (MONDAY, None)}


def test_closing_instead_of_the_conference_that_was_called_for_shows(
    begun: Enquiry, amina: Worker, bryn: Worker
) -> None:
    see(begun.child, amina, MONDAY)
    enquiry.conclude(begun, by=bryn, on=TUESDAY, outcome="conference", because="It goes on")
    written = begun.referral.assessments.get()
    assessment.write(written, by=amina, outcome="child_in_need", analysis="Help is wanted")
    assessment.authorise(written, by=bryn, on=TUESDAY)
    shut(begun.referral, bryn, WEDNESDAY)
    assert told(begun.referral, WEDNESDAY) == {"closed-before-conference": (WEDNESDAY, None)}


def test_when_a_protection_plan_ends_help_follows(mias_case: Case, amina: Worker, esther: Worker) -> None:
    day = date(2026, 9, 14)
    last = conference.book(mias_case.referral, by=amina, form="review", on=day, plan=mias_case.plan)
    conference.hold(last, by=amina, on=day, chair=esther, decision="end", because="She is safe")
    assert told(mias_case.referral, day)["nothing-after-plan"] == (day, None)
    later = day + timedelta(days=3)
    child_in_need.plan(mias_case.referral, by=amina, on=later)
    assert told(mias_case.referral, later)["nothing-after-plan"] == (day, later)


def test_what_was_struck_out_departs_from_nothing(decided: Referral, amina: Worker, bryn: Worker) -> None:
    mistaken = begin(decided, amina)
    assert told(decided, MONDAY) == {"enquiry-without-discussion": (MONDAY, None)}
    strike_out(mistaken, by=amina, because="Written on the wrong child")
    assert told(decided, MONDAY) == {}


def test_every_rule_says_what_is_missing_and_which_law_asks() -> None:
    assert len(journey.RULES) == 19
    for rule in journey.RULES.values():
        said = (rule.title, rule.missing, str(rule.citation(MONDAY)))
        assert all(len(words) > 10 for words in said), rule.id
    assert {rule.id for rule in journey.RULES.values()} == stories(), "each rule has its story here"


def stories() -> set[str]:
    """The ids of rules that the stories on this page break."""
    text = Path(__file__).read_text(encoding="utf-8")
    return {rule for rule in journey.RULES if f'"{rule}"' in text}


def test_the_queries_do_not_grow_with_the_cases(
    amina: Worker, bryn: Worker, assessment_team: Team, mias_case: Case
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            journey.departures(Referral.objects.select_related("child", "contact"), on=date(2026, 6, 30))
        return len(queries)

    with_one = asked()
    for number in range(5):
        child = family.add_person(by=amina, given_name=f"Child {number}", family_name="Reed")
        case = referral.receive(by=bryn, child=child, team=assessment_team, received_on=MONDAY, source="1A")
        begin(case, amina)
    assert (with_one, asked()) == (2, 2)
