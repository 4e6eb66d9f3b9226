"""Patterns and the closed-case test: what fits, what nearly does, and what a machine says it cannot tell."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from sightline.casework import (
    allocation,
    assessment,
    closure,
    contact,
    enquiry,
    family,
    referral,
    sighting,
    strategy_discussion,
)
from sightline.casework.strategy_discussion import Participant
from sightline.compliance.pattern import cases as held
from sightline.compliance.pattern.book import PATTERNS, UNSAFE
from sightline.compliance.pattern.cases import Shown, firing, were_it_closed
from sightline.compliance.pattern.closed_case import QUESTIONS
from sightline.compliance.pattern.language import Answer, Danger, Fact, Pattern, Question
from sightline.compliance.pattern.law import law
from sightline.duties.book import BOOK
from sightline.people.models import Agency, Team, Worker
from sightline.record.codes import ReferralSource
from sightline.record.models import Person, Referral

CAME, CLOSED = date(2026, 3, 2), date(2026, 3, 30)
POLICE, HEALTH = Participant(Agency.POLICE, "Femi Ade"), Participant(Agency.HEALTH, "Dr Onslow")
Go = Callable[..., Referral]


@pytest.fixture
def go(bryn: Worker, amina: Worker, assessment_team: Team) -> Go:
    """`go(seen=False)`: a case that is in order but for what is said here, closed on 30 March 2026."""

    def through(
        *,
        harm: bool = False,
        seen: bool = True,
        alone: str = "yes",
        assessed: bool = True,
        signed: bool = True,
        led: bool = True,
        discussed: list[Participant] | None = None,
        no_cause: bool = False,
        enquired: str = "",
        outcome: str = "not_substantiated",
        because: str = "The family have the help they asked for.",
        closed: bool = True,
    ) -> Referral:
        child = family.add_person(by=bryn, given_name="Ada", family_name="Alder", born_on=date(2017, 4, 4))
        case = (_told if harm else _referred)(child, bryn, assessment_team)
        referral.record_checks(case, by=bryn, on=CAME)
        case = referral.decide(case, by=bryn, on=CAME, decision="assess", because="See her this week.")
        if led:
            allocation.allocate(case, to=amina, by=bryn, on=CAME, because="Next in turn.")
        if seen:
            why = "Her mother would not leave." if alone == "no" else ""
            sighting.record(
                child, by=amina, on=date(2026, 3, 4), where="At home", purpose="assessment", was_seen=True,
                alone=alone, childs_words="I like drawing.", not_alone_because=why,
            )  # fmt: skip
        if assessed:
            begun = assessment.start(case, by=amina, on=date(2026, 3, 3))
            analysis = "Little harm, and much to protect her."
            assessment.write(begun, by=amina, analysis=analysis, outcome="child_in_need")
            if signed:
                assessment.authorise(begun, by=bryn, on=date(2026, 3, 20))
        if no_cause:
            strategy_discussion.decide_no_cause(case, by=bryn, on=CAME, because="It is a birthmark.")
        talked = None
        if discussed is not None:
            cause = strategy_discussion.record_reasonable_cause(case, by=amina, on=CAME, cause="A bruise")
            talked = strategy_discussion.hold(
                cause, by=bryn, on=CAME, participants=discussed, decision="enquiry", because="A bruise"
            )
        if enquired:
            made = enquiry.start(
                case, by=amina, on=CAME, lead=amina, discussion=talked, working="joint", police_decision="x"
            )
            if enquired == "concluded":
                enquiry.conclude(made, by=bryn, on=date(2026, 3, 10), outcome=outcome, because="Explained.")
        if closed:
            closure.close(case, by=bryn, on=CLOSED, reason="RC7", because=because, unmet_seen=frozenset(BOOK))
        return case

    return through


def _referred(child: Person, bryn: Worker, team: Team) -> Referral:
    return referral.receive(
        by=bryn, child=child, team=team, received_on=CAME, source=ReferralSource.SCHOOL,
        because="The school is worried.",
    )  # fmt: skip


def _told(child: Person, bryn: Worker, team: Team) -> Referral:
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    came = contact.receive(
        by=bryn, children=[child], received_at=at, route="telephone", source=ReferralSource.SCHOOL,
        words="She says that Dad hit her.", tells_of_harm=True, team=team,
    )  # fmt: skip
    [case] = contact.decide(
        came, by=bryn, at=at, decision="referral", because="Harm", history_seen=True, team=team
    )
    return case


def fits(case: Referral, on: date = CLOSED) -> set[str]:
    return set(show(case, on).patterns)


def show(case: Referral, on: date = CLOSED) -> Shown:
    [one] = held.shown(held.cases([case.pk], on=on))
    return one


# ── each pattern: what it fits, and what is near and in order


def test_nothing_fits_a_case_that_is_in_order(go: Go) -> None:
    assert fits(go()) == set()
    answered = go(harm=True, discussed=[POLICE, HEALTH], enquired="concluded")
    assert fits(answered) == set()


@pytest.mark.parametrize(
    ("how", "pattern"),
    [
        ({"harm": True}, "harm-and-no-discussion"),
        ({"harm": True, "discussed": [HEALTH]}, "discussed-without-the-police"),
        ({"harm": True, "discussed": [POLICE]}, "discussed-without-the-police"),
        ({"harm": True, "no_cause": True, "seen": False}, "harm-and-not-seen"),
        ({"harm": True, "discussed": [POLICE, HEALTH], "enquired": "open"}, "enquiry-without-an-outcome"),
        (
            {"harm": True, "discussed": [POLICE, HEALTH], "enquired": "concluded", "outcome": "conference"},
            "conference-not-held",
        ),
        ({"seen": False}, "closed-unseen"),
        (
            {"harm": True, "discussed": [POLICE, HEALTH], "enquired": "concluded", "alone": "no"},
            "harm-and-not-seen-alone",
        ),
        ({"signed": False}, "assessment-never-authorised"),
        ({"assessed": False}, "assessment-decided-and-not-begun"),
        ({"because": "Closed."}, "ended-without-a-reason"),
        ({"led": False}, "nobody-led"),
    ],
)
def test_a_pattern_fits_what_it_is_named_for(go: Go, how: dict[str, object], pattern: str) -> None:
    case = go(**how)
    assert pattern in fits(case)
    [shown] = firing(on=CLOSED)
    assert (shown.referral, shown.over_on, shown.is_unsafe) == (case.pk, CLOSED, True)


@pytest.mark.parametrize(
    "how",
    [
        {"harm": True, "no_cause": True},
        {"harm": True, "no_cause": True, "alone": "no"},
        {"harm": True, "no_cause": True, "alone": "usual_for_age"},
        {"because": "Her gran has her now."},
    ],
)
def test_what_is_near_and_accounted_for_fits_nothing(go: Go, how: dict[str, object]) -> None:
    assert fits(go(**how)) == set()
    assert firing(on=CLOSED) == []


def test_a_contact_that_waits_when_the_case_is_closed_is_shown(
    go: Go, gwen: Worker, front_door_team: Team
) -> None:
    case = go()
    contact.receive(
        by=gwen, children=[case.child], received_at=datetime(2026, 3, 29, 9, tzinfo=UTC), route="telephone",
        source=ReferralSource.POLICE, words="He was at the house again.", team=front_door_team,
    )  # fmt: skip
    assert fits(case) == {"ended-while-somebody-worried"}


def test_discussion_wanting_is_neither_held_nor_accounted_for(go: Go, amina: Worker, bryn: Worker) -> None:
    case = go(closed=False)
    cause = strategy_discussion.record_reasonable_cause(case, by=amina, on=date(2026, 3, 9), cause="A bruise")
    wanting = {"harm-and-no-discussion", "discussion-left-wanting"}
    assert wanting <= set(were_it_closed(case, on=CLOSED).patterns)
    strategy_discussion.do_not_hold(cause, by=bryn, on=date(2026, 3, 9), because="It was paint.")
    assert not wanting & set(were_it_closed(case, on=CLOSED).patterns)


def test_a_child_not_yet_born_or_dead_is_not_asked_to_be_seen(go: Go, bryn: Worker) -> None:
    case = go(seen=False)
    case.child.died_on = date(2026, 3, 3)
    case.child.save()
    assert fits(case) == set()
    assert show(case).answers["C1"] is Answer.DOES_NOT_ARISE


def test_every_pattern_is_tried_here() -> None:
    tried = {
        "harm-and-no-discussion",
        "discussed-without-the-police",
        "harm-and-not-seen",
        "enquiry-without-an-outcome",
        "conference-not-held",
        "closed-unseen",
        "harm-and-not-seen-alone",
        "assessment-never-authorised",
        "assessment-decided-and-not-begun",
        "ended-without-a-reason",
        "nobody-led",
        "ended-while-somebody-worried",
        "discussion-left-wanting",
    }
    assert PATTERNS.keys() - tried == {"plan-left-open"}, (
        "which casework ends by itself, and only a return brings"
    )


# ── days


def test_were_it_closed_is_what_closing_then_shows(go: Go, bryn: Worker) -> None:
    for how in (
        {},
        {"seen": False},
        {"harm": True},
        {"signed": False},
        {"harm": True, "discussed": [POLICE]},
    ):
        case = go(**how, closed=False)
        before = were_it_closed(case, on=CLOSED)
        closure.close(
            case,
            by=bryn,
            on=CLOSED,
            reason="RC7",
            because="The family have help.",
            unmet_seen=frozenset(BOOK),
        )
        after = show(case)
        assert before.patterns == after.patterns, how
        differ = {code for code, answer in before.answers.items() if after.answers[code] != answer}
        assert differ <= {"C10"}, "nobody has ended it yet"


def test_what_happens_after_the_end_does_not_mend_it(go: Go, amina: Worker) -> None:
    case = go(seen=False)
    sighting.record(
        case.child,
        by=amina,
        on=date(2026, 4, 2),
        where="At home",
        purpose="welfare",
        was_seen=True,
        alone="yes",
    )
    assert "closed-unseen" in fits(case, on=date(2026, 5, 1))


def test_it_fires_on_the_day_of_closure_and_not_before_or_after(go: Go) -> None:
    case = go(seen=False)
    days = [date(2026, 3, 29), CLOSED, date(2026, 3, 31)]
    assert [[one.referral for one in firing(on=day)] for day in days] == [[], [case.pk], []]
    assert [one.referral for one in firing(on=date(2026, 4, 5), since=date(2026, 3, 25))] == [case.pk]


def test_only_those_that_may_be_seen_are_shown(go: Go, bryn: Worker, carys: Worker) -> None:
    go(seen=False)
    mine = Referral.objects.visible_to(bryn)
    assert len(firing(on=CLOSED, among=mine)) == 1
    assert firing(on=CLOSED, among=Referral.objects.visible_to(carys)) == []


def test_a_referral_ended_without_action_is_held_to_it_too(bryn: Worker, assessment_team: Team) -> None:
    child = family.add_person(by=bryn, given_name="Bo", family_name="Alder", born_on=date(2019, 1, 1))
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    came = contact.receive(
        by=bryn, children=[child], received_at=at, route="telephone", source=ReferralSource.SCHOOL,
        words="He says that Dad hit him.", tells_of_harm=True, team=assessment_team,
    )  # fmt: skip
    [case] = contact.decide(
        came, by=bryn, at=at, decision="referral", because="Harm", history_seen=True, team=assessment_team
    )
    referral.decide(case, by=bryn, on=CAME, decision="no_further_action", because="Mother denies it all.")
    [shown] = firing(on=CAME)
    assert (shown.referral, shown.over_on) == (case.pk, CAME)
    assert {"harm-and-no-discussion", "harm-and-not-seen"} <= set(shown.patterns)


# ── the questions


def test_each_question_is_answered_yes_of_a_case_that_is_in_order(go: Go) -> None:
    said = show(go(harm=True, discussed=[POLICE, HEALTH], enquired="concluded")).answers
    told_late = {"C11", "C12", "C13"}
    assert {code for code, answer in said.items() if answer is Answer.NO} <= told_late
    assert said["C1"] == said["C5"] == said["C7"] == said["C15"] == Answer.YES


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"seen": False}, "C1"),
        ({"signed": False}, "C4"),
        ({"harm": True}, "C5"),
        ({"harm": True, "discussed": [HEALTH]}, "C6"),
        ({"harm": True, "discussed": [POLICE, HEALTH], "enquired": "open"}, "C7"),
        ({"because": "NFA."}, "C10"),
        ({"seen": False}, "C11"),
        ({"signed": False}, "C12"),
        ({"harm": True, "discussed": [POLICE, HEALTH], "enquired": "open"}, "C13"),
        ({"seen": False}, "C15"),
    ],
)
def test_a_question_is_answered_no(go: Go, how: dict[str, object], code: str) -> None:
    assert show(go(**how)).answers[code] is Answer.NO


def test_not_seen_alone_for_a_reason_is_answered_and_not_seen_does_not_arise(go: Go) -> None:
    assert show(go(alone="no")).answers["C2"] is Answer.YES
    assert show(go(seen=False)).answers["C2"] is Answer.DOES_NOT_ARISE


def test_who_came_back_within_the_year_is_known_only_then(
    go: Go, bryn: Worker, assessment_team: Team
) -> None:
    case = go()
    again = date(2026, 6, 1)
    referral.receive(
        by=bryn, child=case.child, team=assessment_team, received_on=again, source=ReferralSource.SCHOOL
    )
    assert [show(case, on=day).answers["C14"] for day in (CLOSED, again)] == [Answer.YES, Answer.NO]


def test_each_question_of_the_audit_is_asked_and_says_what_it_cannot_tell() -> None:
    assert [question.code for question in QUESTIONS] == [f"C{number}" for number in range(1, 16)]
    assert all(question.cannot_tell and question.asks.endswith("?") for question in QUESTIONS)


# ── the book


def test_every_pattern_and_question_cites_law_of_both_times() -> None:
    every: list[Pattern | Question] = [*PATTERNS.values(), *QUESTIONS]
    for of in every:
        assert set(of.rests_on) <= BOOK.keys()
        assert law(of, on=date(2009, 7, 1)), of
        assert law(of, on=date(2026, 3, 1)), of
    assert law(PATTERNS["harm-and-no-discussion"], on=date(2009, 7, 1)) == [
        "Working Together 2006, chapter 5"
    ]


def test_a_pattern_says_what_it_is_about_and_cannot_tell() -> None:
    with pytest.raises(ValueError, match="it would fit every case"):
        Pattern("Anything", Danger.RECORD_GAP, rests_on=("x",), cannot_tell="All.")
    with pytest.raises(ValueError, match="names the law"):
        Pattern("Anything", Danger.RECORD_GAP, all_of=(Fact.SEEN,), cannot_tell="All.")
    with pytest.raises(ValueError, match="what it cannot tell"):
        Pattern("Anything", Danger.RECORD_GAP, all_of=(Fact.SEEN,), rests_on=("x",))
    with pytest.raises(ValueError, match="nothing answers it"):
        Question("C0", "Is it?", "All.")


def test_the_gravest_come_first() -> None:
    dangers = [pattern.danger for pattern in PATTERNS.values()]
    assert dangers == sorted(dangers, reverse=True)
    assert {one for one in Danger if one >= UNSAFE} == {Danger.MAY_BE_UNSAFE, Danger.HARM_UNANSWERED}
