"""A child whom several attempts in a row did not find is at a manager's decision, until it is made."""

from datetime import date

import pytest

from sightline.casework import closure, sighting, standard, unseen
from sightline.casework.entry import strike_out
from sightline.casework.verb import Refused
from sightline.compliance.alerts import alerts
from sightline.compliance.child import unmet
from sightline.compliance.oversight import NOT_FOUND, decisions, queue
from sightline.compliance.seen import failed_attempts
from sightline.people.models import Team, Worker
from sightline.record.models import Person, Referral, Sighting, UnseenDecision

MARCH = {day: date(2026, 3, day) for day in range(1, 32)}
BECAUSE = "Femi goes with Amina at six tonight"


def tried(child: Person, by: Worker, day: int, *, seen: bool = False) -> Sighting:
    how = {"alone": "yes"} if seen else {"not_seen_because": "Nobody opened"}
    return sighting.record(
        child, by=by, on=MARCH[day], where="At home", purpose="welfare", was_seen=seen, **how
    )


def asked(team: Team, day: int) -> list[tuple[int, date]]:
    """Which attempts this team's manager is asked about on that day, and since when."""
    waiting = decisions(team, on=MARCH[day])
    return [(one.entry.pk, one.since_on) for one in waiting if one.what == NOT_FOUND]


def test_the_second_attempt_in_a_row_that_fails_asks_the_manager_who_holds_the_case(
    led: Referral, amina: Worker, bryn: Worker, other_team: Team
) -> None:
    tried(led.child, amina, 9)
    assert asked(led.team, 9) == []
    second = tried(led.child, amina, 11)
    assert asked(led.team, 10) == []
    assert asked(led.team, 11) == [(second.pk, MARCH[11])]
    third = tried(led.child, amina, 12)
    assert asked(led.team, 13) == [(third.pk, MARCH[11])], "one question, as old as when it was first asked"
    assert asked(other_team, 13) == []
    [batch] = [one for one in queue(led.team, on=MARCH[13]) if one.what == NOT_FOUND]
    assert [(waiting.entry.child, waiting.case) for waiting, _ in batch.waiting] == [(led.child, led)]


def test_it_stays_asked_until_it_is_decided_and_another_attempt_asks_again(
    led: Referral, amina: Worker, bryn: Worker
) -> None:
    tried(led.child, amina, 9)
    second = tried(led.child, amina, 11)
    assert asked(led.team, 30) == [(second.pk, MARCH[11])]
    made = unseen.decide(second, by=bryn, on=MARCH[12], decision="police", because=f" {BECAUSE} ")
    assert (made.child, made.decided_by, made.because) == (led.child, bryn, BECAUSE)
    assert asked(led.team, 30) == []
    [known] = failed_attempts([led.child_id], on=MARCH[12]).values()
    assert (known.is_for_a_manager, known.is_decided, known.waits) == (True, True, False)
    third = tried(led.child, amina, 13)
    assert asked(led.team, 13) == [(third.pk, MARCH[13])], "what was decided before is no answer to it"
    tried(led.child, amina, 14, seen=True)
    assert asked(led.team, 14) == []
    tried(led.child, amina, 16)
    assert asked(led.team, 16) == [], "counted from the last time the child was seen"


def test_a_decision_that_was_struck_out_answers_nothing(led: Referral, amina: Worker, bryn: Worker) -> None:
    tried(led.child, amina, 9)
    second = tried(led.child, amina, 11)
    made = unseen.decide(second, by=bryn, on=MARCH[12], decision="accepted", because="They are on holiday")
    strike_out(made, by=bryn, because="That was their cousins")
    assert asked(led.team, 12) == [(second.pk, MARCH[11])]


def test_who_may_decide_and_about_what(
    led: Referral, amina: Worker, bryn: Worker, carys: Worker, iris: Worker
) -> None:
    first, second = tried(led.child, amina, 9), tried(led.child, amina, 11)
    said = {"on": MARCH[12], "decision": "again", "because": BECAUSE}
    for stranger in (amina, carys):
        with pytest.raises(Refused, match="A manager who answers for the child’s case decides"):
            unseen.decide(second, by=stranger, **said)
    with pytest.raises(Refused, match="decide about the latest attempt"):
        unseen.decide(first, by=bryn, **said)
    with pytest.raises(Refused, match="Say why, and who does what by when"):
        unseen.decide(second, by=bryn, **{**said, "because": "  "})
    unseen.decide(second, by=iris, **said)
    with pytest.raises(Refused, match="A manager has decided about these attempts already"):
        unseen.decide(second, by=bryn, **said)
    tried(led.child, amina, 12, seen=True)
    with pytest.raises(Refused, match="The child has been seen since"):
        unseen.decide(second, by=bryn, **said)
    assert [one.decided_by for one in UnseenDecision.objects.all()] == [iris]


def test_nobody_is_asked_once_the_case_is_closed(led: Referral, amina: Worker, bryn: Worker) -> None:
    tried(led.child, amina, 9)
    second = tried(led.child, amina, 11)
    still = frozenset(clock.duty.id for clock in unmet(led, on=MARCH[12]))
    how = {"reason": "RC7", "because": "They moved to Spain", "unmet_seen": still}
    closure.close(led, by=bryn, on=MARCH[12], **how)
    assert asked(led.team, 12) == []
    with pytest.raises(Refused, match="A manager who answers for the child’s case decides"):
        unseen.decide(second, by=bryn, on=MARCH[12], decision="again", because=BECAUSE)


def test_how_many_attempts_is_the_authoritys_own_to_say(
    led: Referral, amina: Worker, bryn: Worker, iris: Worker
) -> None:
    minute = {"adopted_on": MARCH[10], "minute": "Practice board, item 3"}
    for amount, unit in ((3, "day"), (0, "time")):
        with pytest.raises(Refused, match="is counted in times: one or more"):
            standard.adopt("failed-attempts", by=iris, amount=amount, unit=unit, **minute)
    with pytest.raises(Refused, match="is not a valid Unit"):
        standard.adopt("plan-visits", by=iris, amount=3, unit="time", **minute)
    made = standard.adopt("failed-attempts", by=iris, amount=3, unit="time", **minute)
    assert str(made) == "failed-attempts: 3 times"
    tried(led.child, amina, 9)
    tried(led.child, amina, 11)
    assert asked(led.team, 11) == []
    third = tried(led.child, amina, 12)
    assert asked(led.team, 12) == [(third.pk, MARCH[12])]


def test_two_working_days_on_it_is_an_alert_like_any_decision_that_waits(
    led: Referral, amina: Worker, bryn: Worker
) -> None:
    def waiting(day: int) -> list[tuple[int, date]]:
        found = [one for one in alerts(bryn, on=MARCH[day]) if one.kind == "decisions"]
        return [(one.many, one.since_on) for one in found]

    Referral.objects.filter(pk=led.pk).update(
        decided_on=MARCH[3], decided_by=bryn, decided_because="Seen", decision="assess"
    )
    tried(led.child, amina, 9)
    tried(led.child, amina, 11)
    assert (waiting(13), waiting(16)) == ([], [(1, MARCH[11])])
