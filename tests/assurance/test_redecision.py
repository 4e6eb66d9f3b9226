"""A few decisions of each week are decided again, blind, by another team; how often they agree is known."""

from datetime import date, datetime, timedelta

import pytest

from sightline.assurance import redecision
from sightline.assurance.models import Redecision
from sightline.casework import contact, family
from sightline.casework.verb import Refused
from sightline.timescales.london import LONDON

MONDAY = date(2026, 3, 2)
AFTER = date(2026, 3, 10)


@pytest.fixture
def decided(hal, gwen, front_door_team):
    """Fifty contacts decided in one week: every fifth in no further action, the others in advice."""
    made = []
    for number in range(50):
        born = date(2015, 3, 3)
        child = family.add_person(by=gwen, given_name=f"Ash{number}", family_name="Fern", born_on=born)
        at = datetime(2026, 3, 2 + number % 5, 9, tzinfo=LONDON)
        told = contact.receive(
            by=gwen,
            children=[child],
            received_at=at,
            route="telephone",
            source="6",
            words="Ash is hungry.",
            team=front_door_team,
        )
        answer = "no_further_action" if number % 5 == 0 else "advice"
        contact.decide(
            told, by=hal, at=at + timedelta(hours=2), decision=answer, because="Because", history_seen=True
        )
        made.append(told)
    return made


def test_the_draw_follows_from_the_week_and_can_be_made_again(decided):
    first, again = redecision.drawn(MONDAY), redecision.drawn(MONDAY)
    assert first == again
    assert len(first) == 2  # 4% of 50
    assert {one.pk for one in first} < {one.pk for one in decided}
    assert redecision.drawn(MONDAY - timedelta(days=7)) == []


def test_a_week_with_one_decision_draws_it(mias_case):
    assert redecision.drawn(MONDAY) == [mias_case.contact]


def test_another_team_decides_again_and_never_the_same_or_the_team_that_got_the_case(
    mias_case, carys, bryn, gwen, hal, amina, dev
):
    workers = (carys, bryn, gwen, hal, amina, dev)
    waiting = {worker.name: redecision.waiting_for(worker, on=AFTER) for worker in workers}
    assert waiting == {
        "Carys Bevan": [mias_case.contact],
        "Bryn Pugh": [],  # his team was given the case, so he knows what was decided
        "Gwen Marsh": [],
        "Hal Okafor": [],
        "Amina Yusuf": [],
        "Dev Anand": [],
    }


def test_a_week_waits_until_it_is_over_and_not_for_ever(mias_case, carys):
    days = [MONDAY + timedelta(days=6), MONDAY + timedelta(days=7), date(2026, 4, 5), date(2026, 4, 6)]
    assert [len(redecision.waiting_for(carys, on=on)) for on in days] == [0, 1, 1, 0]


def again(which, by, decision="referral"):
    return redecision.decide_again(which, by=by, on=AFTER, decision=decision, because="As I see it")


def test_nobody_decides_again_what_was_not_drawn_for_them_or_twice(mias_case, carys, bryn, iris):
    with pytest.raises(Refused, match="not one that you were drawn"):
        again(mias_case.contact, bryn)
    made = again(mias_case.contact, carys)
    assert (made.first_decided_by.name, made.decision) == ("Gwen Marsh", "referral")
    with pytest.raises(Refused, match="not one that you were drawn"):
        again(mias_case.contact, iris)
    assert Redecision.objects.count() == 1


def test_a_more_protective_second_answer_is_looked_at_until_it_is_answered(decided, carys, hal, bryn):
    first = redecision.drawn(MONDAY)
    more, same = again(first[0], carys), again(first[1], carys, first[1].decision)
    assert redecision.to_look_at([more, same]) == [more]
    with pytest.raises(Refused, match="Hal Okafor answers"):
        redecision.answer(more, by=bryn, on=AFTER, because="I would not")
    redecision.answer(more, by=hal, on=AFTER, because="Rung again: the child is safe.")
    assert redecision.to_look_at([more, same]) == []


def test_a_less_protective_answer_is_no_alarm(mias_case, carys):
    assert redecision.to_look_at([again(mias_case.contact, carys, "advice")]) == []


def test_agreement_is_counted_by_team_day_and_referrer_with_exact_intervals(decided, carys):
    first = redecision.drawn(MONDAY)
    seconds = [again(first[0], carys), again(first[1], carys, first[1].decision)]
    found = redecision.agreements(seconds)
    assert list(found) == ["All together", "By team", "By day of the week", "By who referred"]
    [whole] = found["All together"]
    assert (whole.estimate.found, whole.estimate.read) == (1, 2)
    low, high = round(whole.estimate.low, 4), round(whole.estimate.high, 4)
    assert (low, high) == (0.0126, 0.9874)  # Clopper-Pearson
    [team] = found["By team"]
    assert (team.group, team.estimate.found, team.estimate.read) == ("Front door", 1, 2)
    days = found["By day of the week"]
    assert sum(one.estimate.read for one in days) == 2
    assert [one.group for one in found["By who referred"]] == [first[0].get_source_display()]


def test_alpha_is_one_for_agreement_and_unknown_for_nothing_to_tell_apart(decided, carys):
    first = sorted(redecision.drawn(MONDAY), key=lambda one: one.pk)
    same = [again(one, carys, one.decision) for one in first]
    spread = {one.decision for one in first}
    assert redecision.alpha(same) == (1.0 if len(spread) > 1 else None)
    assert redecision.alpha(same[:1]) is None
