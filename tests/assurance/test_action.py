"""An action is done when the record shows it, for as long as it shows it, and never because of words."""

from datetime import date, timedelta

import pytest

from sightline.assurance import action
from sightline.assurance.models import Action
from sightline.assurance.standing import Proof, State, judged, states
from sightline.casework import standard
from sightline.casework.verb import Refused
from sightline.compliance.history import Value
from sightline.compliance.measure import CATALOGUE
from sightline.people.models import Worker

AGREED = date(2026, 3, 2)


@pytest.fixture
def agreed(iris: Worker, bryn: Worker) -> Action:
    """What the inspectors of 2009 found, agreed with Bryn to put right."""
    return action.agree(
        by=iris,
        source="inspection",
        came_from="Letter of 2 March 2026, second priority action",
        weight="priority",
        found="Children are not always seen.",
        recommendation="Every child is seen within ten working days of a referral.",
        owner=bryn,
        agreed_on=AGREED,
        due_on=date(2026, 6, 1),
    )


def measured(agreed: Action, iris: Worker, **changed: object) -> Action:
    asked = {"measure": "plan-visits-in-time", "threshold": 90, "weeks": 2, "on": AGREED} | changed
    return action.give_measure(agreed, by=iris, **asked)


def told(agreed: Action, *shares: int) -> State:
    """The state once the measure has come to these shares of a hundred, one on each day."""
    return judged(agreed, CATALOGUE["plan-visits-in-time"], [Value(share, 100) for share in shares])


def proofs(agreed: Action, *shares: int) -> list[Proof]:
    """How it stood at the end of each of these days."""
    return [told(agreed, *shares[: number + 1]).proof for number in range(len(shares))]


# ── done is granted by the record


def test_an_action_without_a_measure_is_unverified_whatever_its_owner_says(agreed, bryn):
    for on in (AGREED, date(2036, 3, 2)):
        assert states([agreed], on=on)[agreed.pk] == State(Proof.UNVERIFIED, AGREED)
    action.say_done(agreed, by=bryn, on=date(2026, 5, 1), because="All staff were briefed.")
    assert states([agreed], on=date(2026, 5, 2))[agreed.pk].proof is Proof.UNVERIFIED


def test_saying_it_is_done_does_not_make_it_done_where_the_measure_fails(agreed, iris, bryn):
    given = measured(agreed, iris)
    action.say_done(given, by=bryn, on=date(2026, 5, 1), because="All staff were briefed.")
    assert states([given], on=date(2026, 5, 2))[agreed.pk].proof is Proof.NOT_YET  # no visit was due at all


def test_it_is_done_on_the_last_day_of_its_holding_period_and_not_before(agreed, iris):
    given = measured(agreed, iris)
    assert proofs(given, *[95] * 15) == [Proof.HOLDING] * 13 + [Proof.DONE] * 2
    state = told(given, *[95] * 15)
    assert (state.since_on, state.done_on, state.relapses) == (
        AGREED + timedelta(13),
        AGREED + timedelta(13),
        0,
    )


def test_one_bad_day_starts_the_holding_again(agreed, iris):
    given = measured(agreed, iris)
    assert proofs(given, *[95] * 13, 89, *[95] * 13)[-1] is Proof.HOLDING
    assert proofs(given, *[95] * 13, 89, *[95] * 14)[-1] is Proof.DONE


def test_a_done_action_relapses_the_day_its_measure_fails_and_opens_by_itself(agreed, iris):
    given = measured(agreed, iris)
    state = told(given, *[95] * 20, 80, 95)
    assert (state.proof, state.since_on, state.relapses) == (Proof.RELAPSED, AGREED + timedelta(20), 1)
    assert (state.proof.is_open, state.done_on) == (True, AGREED + timedelta(13))


def test_after_a_relapse_it_has_to_hold_for_the_whole_time_again(agreed, iris):
    given = measured(agreed, iris)
    assert proofs(given, *[95] * 14, 80, *[95] * 14) == [
        *[Proof.HOLDING] * 13,
        Proof.DONE,
        *[Proof.RELAPSED] * 14,
        Proof.DONE,
    ]


def test_a_week_in_which_nothing_happened_proves_nothing(agreed, iris):
    given = measured(agreed, iris)
    empty = [Value(0, 0)] * 20
    assert judged(given, CATALOGUE["plan-visits-in-time"], empty).proof is Proof.NOT_YET


# ── read from the record


def test_the_record_itself_shows_an_action_done_and_relapsed(agreed, iris, mias_case):
    """Amina saw Mia before the plan and never under it: the measure is good until the tenth working day."""
    limit = {"amount": 10, "unit": "working day", "adopted_on": date(2026, 1, 1), "minute": "Board, item 1"}
    standard.adopt("plan-visits", by=iris, **limit)
    given = measured(agreed, iris, measure="plan-visits-overdue", threshold=0, weeks=4)
    found = {
        on: states([given], on=on)[given.pk]
        for on in (date(2026, 3, 28), date(2026, 3, 29), date(2026, 4, 10))
    }
    assert [state.proof for state in found.values()] == [Proof.HOLDING, Proof.DONE, Proof.RELAPSED]
    assert [state.since_on for state in found.values()] == [AGREED, AGREED + timedelta(27), date(2026, 4, 10)]
    assert [day.value for day in found[date(2026, 4, 10)].days] == [*[Value(0)] * 39, Value(1)]


def test_the_past_is_as_it_was_however_late_the_day_it_is_asked_on(agreed, iris, mias_case):
    limit = {"amount": 10, "unit": "working day", "adopted_on": date(2026, 1, 1), "minute": "Board, item 1"}
    standard.adopt("plan-visits", by=iris, **limit)
    given = measured(agreed, iris, measure="plan-visits-overdue", threshold=0, weeks=4)
    early, late = (states([given], on=on)[given.pk] for on in (date(2026, 4, 10), date(2026, 7, 1)))
    assert late.days[: len(early.days)] == early.days


def test_a_measure_counts_from_the_day_it_was_given(agreed, iris):
    given = measured(agreed, iris, on=date(2026, 4, 1))
    assert states([given], on=date(2026, 3, 31))[given.pk].proof is Proof.UNVERIFIED
    assert len(states([given], on=date(2026, 4, 2))[given.pk].days) == 2


# ── what is refused


def test_who_may_agree_an_action_and_say_how_it_would_show(agreed, bryn, amina):
    for worker in (bryn, amina):
        with pytest.raises(Refused, match="director, a service manager or an auditor"):
            measured(agreed, worker)
    assert Action.objects.get().measure is None


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"measure": "morale"}, "measure of the catalogue"),
        ({"threshold": 101}, "at most 100 per cent"),
        ({"weeks": 0}, "a measure is to hold for a week or more"),
        ({"on": date(2026, 3, 1)}, "an action is measured after it is agreed"),
    ],
)
def test_a_measure_that_means_nothing_is_refused(agreed, iris, changed, said):
    with pytest.raises(Refused, match=said):
        measured(agreed, iris, **changed)
    assert Action.objects.get().measure is None


def test_a_measure_changes_only_because_and_the_proof_starts_again(agreed, iris):
    given = measured(agreed, iris)
    with pytest.raises(Refused, match="the proof starts again"):
        measured(given, iris, threshold=50, on=date(2026, 4, 1))
    measured(given, iris, threshold=95, on=date(2026, 4, 1), because="The board asked for more.")
    again = Action.objects.get()
    assert (again.threshold, again.measured_from_on) == (95, date(2026, 4, 1))


def test_an_owner_is_in_post(agreed, iris, carys):
    carys.left_on = date(2026, 3, 31)
    with pytest.raises(Refused, match="left on 31 March 2026"):
        action.hand_to(agreed, owner=carys, by=iris, on=date(2026, 4, 1), because="Bryn moves on.")
    assert Action.objects.get().owner == agreed.owner


def test_an_owner_hands_it_on_because(agreed, bryn, carys, amina):
    with pytest.raises(Refused, match="director"):
        action.hand_to(agreed, owner=carys, by=amina, on=AGREED, because="She has time.")
    with pytest.raises(Refused, match="Say why"):
        action.hand_to(agreed, owner=carys, by=bryn, on=AGREED, because=" ")
    assert action.hand_to(agreed, owner=carys, by=bryn, on=AGREED, because="Her team does it.").owner == carys


def test_only_its_owner_says_what_was_done(agreed, iris):
    with pytest.raises(Refused, match="Bryn Pugh owns this action"):
        action.say_done(agreed, by=iris, on=AGREED, because="Done.")


def test_who_reads_the_register(agreed, iris, bryn, carys, amina, dev):
    read = {
        worker.name.split()[0]: Action.objects.visible_to(worker).count()
        for worker in (iris, carys, amina, dev)
    }
    assert read == {"Iris": 1, "Carys": 1, "Amina": 0, "Dev": 0}
