"""A professional disagreement is somebody's to answer by a day; each answer is kept, and nothing waits."""

from datetime import date

import pytest

from sightline.casework import absence, closure, disagreement, leaving, referral
from sightline.casework.verb import Refused
from sightline.compliance.alerts import alerts
from sightline.compliance.child import unmet
from sightline.compliance.disagreement import of_child, of_worker
from sightline.compliance.holding import held_by, nobodys
from sightline.people.models import AuthorityStandard, Team, Worker
from sightline.record.models import Disagreement, DisagreementStep, Person

ON, NEXT, PAST = date(2026, 3, 12), date(2026, 3, 13), date(2026, 3, 20)
SAYS = {
    "decision": "To assess Mia as a child in need and hold no strategy discussion",
    "because": "The mark is a hand",
    "wants": "A strategy discussion with us today",
}
SCHOOL = {"agency": "education", "person": "Mr Quill"}


@pytest.fixture
def disputed(led, amina, seth, iris):
    """Mia's school disagrees, and Amina writes it down."""
    return disagreement.disagree(led, by=amina, on=ON, **SAYS, **SCHOOL)


def told(worker: Worker, on: date = ON) -> list[tuple[str, int, date]]:
    every = [(one.kind, one.many, one.since_on) for one in alerts(worker, on=on)]
    return [line for line in every if line[0] == "disagreements"]


def steps(disputed: Disagreement) -> list[tuple[str, str, str | None]]:
    return [(one.level, one.holder.name, one.outcome) for one in disputed.steps.order_by("pk")]


def test_a_schools_disagreement_is_one_managers_until_the_director_answers(
    disputed, led, amina, bryn, seth, iris
):
    assert disputed.whose == "Mr Quill (School, college or nursery)"
    assert [(one.holder, one.answer_by_on) for one in of_child(led.child)] == [(bryn, date(2026, 3, 19))]
    assert (told(bryn), told(amina)) == ([("disagreements", 1, ON)], [])
    first = disputed.steps.get()
    disagreement.answer(first, by=bryn, on=NEXT, outcome="higher", because="The police said no to me too")
    assert (told(bryn, NEXT), told(seth, NEXT)) == ([], [("disagreements", 1, NEXT)])
    second = disputed.steps.get(level="service_manager")
    disagreement.answer(second, by=seth, on=NEXT, outcome="higher", because="The partnership is to hear this")
    third = disputed.steps.get(level="director")
    with pytest.raises(Refused, match="nobody higher"):
        disagreement.answer(third, by=iris, on=PAST, outcome="higher", because="Let the panel say")
    disagreement.answer(third, by=iris, on=PAST, outcome="changed", because="We talk with them at two")
    assert steps(disputed) == [
        ("team_manager", "Bryn Pugh", "higher"),
        ("service_manager", "Seth Gray", "higher"),
        ("director", "Iris Falk", "changed"),
    ]
    answered = DisagreementStep.objects.order_by("pk").values_list("answered_by__name", "answered_on")
    assert list(answered) == [("Bryn Pugh", NEXT), ("Seth Gray", NEXT), ("Iris Falk", PAST)]
    assert list(of_child(led.child)) == []
    assert (told(iris, PAST), nobodys()) == ([], [])


def test_while_it_is_open_exactly_one_manager_holds_it_and_nothing_waits(disputed, led, amina, bryn):
    [piece] = [one for one in held_by(bryn) if one.kind == "disagreementstep"]
    assert (piece.child, piece.case, piece.team, piece.since_on) == (led.child_id, None, None, ON)
    referral.decide(led, by=bryn, on=ON, decision="no_further_action", because="Seen and safe")
    seen = frozenset(clock.duty.id for clock in unmet(led, on=NEXT))
    closure.close(led, by=bryn, on=NEXT, reason="RC7", because="No more to do", unmet_seen=seen)
    assert [one.holder for one in of_child(led.child)] == [bryn], "it outlives the case"
    bryns = Worker.objects.get(pk=bryn.pk)
    with pytest.raises(Refused, match="still holds"):
        leaving.end_account(bryns, by=Worker.objects.get(email="iris@exampleshire.example"), on=PAST)


def test_whoever_leaves_hands_it_on(disputed, led, bryn, carys, iris):
    [piece] = [one for one in held_by(bryn) if one.kind == "disagreementstep"]
    leaving.hand_on(bryn, by=iris, on=NEXT, because="Bryn leaves", to={piece: carys})
    assert [one.holder for one in of_child(led.child)] == [carys]
    assert Person.objects.visible_to(carys).filter(pk=led.child_id).exists(), "she can read what she answers"


def test_only_whoever_it_was_put_to_or_acts_for_them_answers_and_says_why(disputed, amina, bryn, carys):
    [step] = disputed.steps.all()
    for stranger in (amina, carys):
        with pytest.raises(Refused, match="Bryn Pugh, or whoever acts for them"):
            disagreement.answer(step, by=stranger, on=ON, outcome="upheld", because="No")
    with pytest.raises(Refused, match="Say why"):
        disagreement.answer(step, by=bryn, on=ON, outcome="upheld", because=" ")
    absence.begin(bryn, by=bryn, from_on=ON, covered_by=carys)
    assert [one.pk for one in of_worker(carys, on=ON)] == [step.pk]
    disagreement.answer(step, by=carys, on=NEXT, outcome="upheld", because="The doctor saw no hand")
    assert DisagreementStep.objects.get().answered_by == carys
    with pytest.raises(Refused, match="answered already"):
        disagreement.answer(step, by=bryn, on=NEXT, outcome="changed", because="After all")


def test_nobody_answers_their_own(led, amina, bryn, seth):
    with pytest.raises(Refused, match="next manager up"):
        disagreement.disagree(led, by=bryn, on=ON, **SAYS)
    own = disagreement.disagree(led, by=bryn, on=ON, to="service_manager", **SAYS)
    assert (own.whose, steps(own)) == ("Bryn Pugh", [("service_manager", "Seth Gray", None)])
    assert [one.disagreement for one in of_worker(bryn, on=ON)] == [own], "whoever raised it sees it wait"


@pytest.mark.parametrize(
    "wrong", [{"decision": " "}, {"because": ""}, {"wants": ""}, {"agency": "police"}, {"person": "Mr Quill"}]
)
def test_it_says_what_why_and_whose(led, amina, wrong):
    with pytest.raises(Refused, match=r"Say which decision|their agency, or neither"):
        disagreement.disagree(led, by=amina, on=ON, **SAYS | wrong)
    assert not Disagreement.objects.exists()


def test_the_day_is_by_the_authoritys_own_protocol(led, amina, bryn):
    AuthorityStandard.objects.create(
        duty="disagreement-answer",
        amount=2,
        unit="working day",
        adopted_on=date(2026, 1, 1),
        minute="Partnership protocol, section 9",
    )
    disagreement.disagree(led, by=amina, on=ON, **SAYS)
    assert [one.answer_by_on for one in of_child(led.child)] == [date(2026, 3, 16)]


def test_where_nobody_is_in_a_post_it_goes_past_it(led, amina, bryn, iris):
    Team.objects.update(service_manager=None)
    made = disagreement.disagree(led, by=amina, on=ON, **SAYS)
    disagreement.answer(made.steps.get(), by=bryn, on=ON, outcome="higher", because="Not mine")
    assert steps(made) == [("team_manager", "Bryn Pugh", "higher"), ("director", "Iris Falk", None)]
