"""A day of its own for each assessment, a page for each family, and one minute that each agency stands by."""

from datetime import date

import pytest

from sightline.casework import assessment, circulation, family_page, finishing
from sightline.casework.verb import Refused
from sightline.compliance.finishing import latest_allowed, own_days
from sightline.compliance.minutes import unanswered
from sightline.people.models import AuthorityStandard
from sightline.record.models import FinishingDay, SentCopy

SAID = {"next_steps": "Amina comes on Friday.", "ring": "Amina Yusuf"}
TO = {"route": "secure_email", "agency": "police", "person": "Femi Ade"}


def test_a_day_is_set_within_the_law_and_moved_with_its_reason(mias_referral, amina, bryn):
    begun = assessment.start(mias_referral, by=amina, on=date(2026, 3, 3), finish_on=date(2026, 4, 10))
    law = latest_allowed(begun, on=date(2026, 3, 3))
    assert law == date(2026, 5, 7), "45 working days from the referral of 2 March, over Easter and May Day"
    with pytest.raises(Refused, match="The law’s own day is 7 May 2026"):
        finishing.set_day(begun, by=amina, on=date(2026, 3, 20), finish_on=date(2026, 5, 8), because="Exams")
    with pytest.raises(Refused, match="Say why the day is moved"):
        finishing.set_day(begun, by=amina, on=date(2026, 3, 20), finish_on=date(2026, 4, 24))
    with pytest.raises(Refused, match="before the assessment began"):
        finishing.set_day(begun, by=amina, on=date(2026, 3, 20), finish_on=date(2026, 3, 2), because="Early")
    finishing.set_day(
        begun, by=bryn, on=date(2026, 3, 20), finish_on=law, because="A paediatrician is awaited."
    )
    with pytest.raises(Refused, match="set already"):
        finishing.set_day(begun, by=bryn, on=date(2026, 3, 21), finish_on=law, because="Again")
    told = [(one.finish_on, one.recorded_by, one.because) for one in FinishingDay.objects.order_by("pk")]
    assert told == [(date(2026, 4, 10), amina, ""), (law, bryn, "A paediatrician is awaited.")]
    assert [one.finish_on for one in own_days([begun.child_id])] == [law]
    assessment.write(begun, by=amina, harm="A bruise", outcome="child_in_need")
    assessment.authorise(begun, by=bryn, on=date(2026, 4, 1))
    assert list(own_days([begun.child_id])) == []
    with pytest.raises(Refused, match="not under way"):
        finishing.set_day(begun, by=bryn, on=date(2026, 4, 2), finish_on=law, because="Late")


def test_a_page_has_what_was_chosen_and_never_whoever_told_us(mias_case, amina, bryn):
    done = mias_case.assessment
    page = family_page.make(
        done, by=amina, on=date(2026, 3, 21), sections=["harm", "childs_words", "likelihood"], **SAID
    )
    assert (page.sections, page.left_out) == (["childs_words", "harm"], ["analysis"]), "nothing without words"
    again = assessment.start(mias_case.referral, by=amina, on=date(2026, 6, 11))
    with pytest.raises(Refused, match="Only an assessment that is authorised"):
        family_page.make(again, by=amina, on=date(2026, 6, 12), sections=["harm"], **SAID)
    assessment.write(again, by=amina, harm="Mr Quill saw the bruise.", analysis="Less.", outcome="early_help")
    told = assessment.authorise(again, by=bryn, on=date(2026, 6, 20))
    with pytest.raises(Refused, match="names whoever told us"):
        family_page.make(told, by=amina, on=date(2026, 6, 21), sections=["harm"], **SAID)
    page = family_page.make(told, by=amina, on=date(2026, 6, 21), sections=["analysis"], **SAID)
    assert page.left_out == ["harm"]
    given = circulation.send(
        page, None, by=amina, on=date(2026, 6, 22), person="Dana Larch", agency="family", route="hand"
    )
    assert given.paper == "page for the family, of an assessment"
    with pytest.raises(Refused, match="what happens next"):
        family_page.make(told, by=amina, on=date(2026, 6, 21), sections=[], next_steps=" ", ring="Amina")


def test_an_agency_confirms_or_disputes_one_minute_until_a_manager_answers(mias_case, amina, bryn, esther):
    held, on = mias_case.discussion, date(2026, 3, 6)
    police = circulation.send(held, None, by=amina, on=on, **TO)
    health = circulation.send(held, None, by=amina, on=on, person="Dr Onslow", agency="health", route="hand")
    assert list(unanswered(bryn, on=date(2026, 3, 13))) == [], "the fifth working day is still in time"
    assert {one.copy for one in unanswered(bryn, on=date(2026, 3, 14))} == {police, health}
    circulation.answer(health, by=amina, on=date(2026, 3, 9), answer="confirmed")
    with pytest.raises(Refused, match="Say what they dispute"):
        circulation.answer(police, by=amina, on=date(2026, 3, 9), answer="disputed", correction=" ")
    said = "We knew of three calls, not two."
    circulation.answer(police, by=amina, on=date(2026, 3, 9), answer="disputed", correction=said)
    assert list(SentCopy.objects.disputed()) == [police]
    assert unanswered(bryn, on=date(2026, 6, 1)) == []
    with pytest.raises(Refused, match="A manager or a conference chair"):
        circulation.settle(police, by=amina, on=date(2026, 3, 10), answer="So it is.")
    done = circulation.settle(
        police, by=esther, on=date(2026, 3, 10), answer="Three: the minute stands else."
    )
    assert (done.correction, done.settlement) == (said, "Three: the minute stands else.")
    assert not SentCopy.objects.disputed().exists()
    with pytest.raises(Refused, match="answered already"):
        circulation.settle(police, by=bryn, on=date(2026, 3, 11), answer="Again.")


def test_an_agency_has_as_many_days_as_the_authority_says(mias_case, amina, bryn):
    AuthorityStandard.objects.create(
        duty="minute-answer",
        amount=1,
        unit="working day",
        adopted_on=date(2026, 1, 5),
        minute="Board, item 9",
    )
    sent = circulation.send(mias_case.discussion, None, by=amina, on=date(2026, 3, 6), **TO)
    [late] = unanswered(bryn, on=date(2026, 3, 10))
    assert (late.copy, late.answer_by_on) == (sent, date(2026, 3, 9))
