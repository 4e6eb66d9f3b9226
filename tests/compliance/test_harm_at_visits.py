"""Harm that is told of, or can be seen, at a visit: whether to talk with the police is asked the same day."""

from datetime import date

from sightline.casework import referral, sighting, strategy_discussion
from sightline.casework.entry import strike_out
from sightline.casework.strategy_discussion import Participant
from sightline.compliance import journey
from sightline.people.models import Agency, Worker
from sightline.record.models import Person, Referral, Sighting

RULE = "harm-told-without-discussion"
SUNDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 3, day) for day in (1, 2, 3, 4, 5))


def see(child: Person, by: Worker, on: date, *, harm: bool = True) -> Sighting:
    said = {"where": "At home", "purpose": "assessment", "was_seen": True, "alone": "yes"}
    return sighting.record(child, by=by, on=on, tells_of_harm=harm, **said)


def asked(case: Referral, on: date) -> list[date]:
    """Since which days it is asked, and nobody has answered by then."""
    found = journey.outstanding(Referral.objects.filter(pk=case.pk), on=on)
    return [one.since_on for one in found if one.rule.id == RULE]


def test_it_is_asked_from_the_day_and_by_each_visit_anew(
    mias_referral: Referral, amina: Worker, bryn: Worker
) -> None:
    case = referral.decide(mias_referral, by=bryn, on=MONDAY, decision="assess", because="See her")
    see(case.child, amina, SUNDAY)
    see(case.child, amina, TUESDAY)
    see(case.child, amina, TUESDAY, harm=False)
    assert asked(case, MONDAY) == [], "what came before the case is asked of no case"
    assert asked(case, TUESDAY) == [TUESDAY]
    strategy_discussion.decide_no_cause(case, by=bryn, on=WEDNESDAY, because="The school saw her fall")
    assert (asked(case, TUESDAY), asked(case, WEDNESDAY)) == ([TUESDAY], [])
    see(case.child, amina, THURSDAY)
    assert asked(case, THURSDAY) == [THURSDAY]
    cause = strategy_discussion.record_reasonable_cause(case, by=amina, on=THURSDAY, cause="A bruise")
    assert asked(case, THURSDAY) == [THURSDAY], "a cause with no discussion is no answer"
    there = [Participant(Agency.POLICE, "Femi Ade"), Participant(Agency.HEALTH, "Dr Onslow")]
    strategy_discussion.hold(
        cause, by=amina, on=THURSDAY, participants=there, decision="assess", because="What was said"
    )
    assert asked(case, THURSDAY) == []


def test_a_visit_that_was_struck_out_asks_nothing(mias_referral: Referral, amina: Worker) -> None:
    seen = see(mias_referral.child, amina, TUESDAY)
    strike_out(seen, by=amina, because="It was her sister")
    assert asked(mias_referral, TUESDAY) == []
