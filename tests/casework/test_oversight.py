"""What is safe enough is a named manager's decision; what has reached a leader is acknowledged by name."""

from datetime import date

import pytest

from sightline.casework import oversight, sharing
from sightline.casework.verb import Refused
from sightline.compliance.holding import in_cases
from sightline.record.models import Acknowledgement, InformationRequest, InterimSafetyDecision

ON = date(2026, 3, 12)


def test_a_manager_of_the_team_decides_what_is_safe_enough(led, amina, bryn, carys):
    say = {"on": ON, "is_safe_enough": True, "because": "Gran is there every night", "until_on": ON}
    for stranger in (amina, carys):
        with pytest.raises(Refused, match="answers for the team"):
            oversight.decide_safe_enough(led, by=stranger, **say)
    with pytest.raises(Refused, match="what is done about it"):
        oversight.decide_safe_enough(led, by=bryn, **say | {"is_safe_enough": False})
    made = oversight.decide_safe_enough(
        led, by=bryn, **say | {"is_safe_enough": False, "does": "Duty visits today"}
    )
    assert InterimSafetyDecision.objects.get() == made
    assert (made.decided_by, made.child_id, made.does) == (bryn, led.child_id, "Duty visits today")


def test_a_leader_says_that_they_know_and_what_they_did(led, bryn, seth, iris):
    with pytest.raises(Refused, match="service manager or the director"):
        oversight.acknowledge(led, by=bryn, on=ON, note="I know")
    with pytest.raises(Refused, match="what you did"):
        oversight.acknowledge(led, by=seth, on=ON, note=" ")
    oversight.acknowledge(led, by=seth, on=ON, note="Asked Bryn to allocate today")
    oversight.acknowledge(led, by=iris, on=ON, note="Asked Seth")
    assert list(Acknowledgement.objects.order_by("pk").values_list("level", "recorded_by__name")) == [
        ("service_manager", "Seth Gray"),
        ("director", "Iris Falk"),
    ]


def test_what_is_asked_of_another_agency_is_somebodys_until_it_is_answered(led, amina):
    asked = sharing.ask(led, by=amina, on=ON, agency="health", asks="Has she been seen at the hospital?")
    assert asked.answer_by_on == date(2026, 3, 17), "three working days, until the authority says otherwise"
    assert ("informationrequest", amina.pk) in {(piece.kind, piece.worker) for piece in in_cases([led.pk])}
    sharing.chase(asked, by=amina, on=date(2026, 3, 18))
    with pytest.raises(Refused, match="what they told us"):
        sharing.answer(asked, by=amina, on=date(2026, 3, 19), answer="refused")
    sharing.answer(asked, by=amina, on=date(2026, 3, 19), answer="refused", told="They want it in writing")
    kept = InformationRequest.objects.get()
    assert (kept.days_chased, kept.answer, kept.answer_recorded_by) == ([date(2026, 3, 18)], "refused", amina)
    assert {piece.kind for piece in in_cases([led.pk])} == {"referral"}
    with pytest.raises(Refused, match="answered already"):
        sharing.chase(asked, by=amina, on=date(2026, 3, 20))
