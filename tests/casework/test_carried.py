"""What the record knows already: brought in with whose words, marked, confirmed, rewritten, and found."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from sightline.casework import assessment, carried, family, referral, restriction
from sightline.casework.verb import Refused
from sightline.compliance.carried import carried as carried_in
from sightline.compliance.carried import never_confirmed, passages, sources
from sightline.people.models import Agency
from sightline.record.codes import ReferralSource
from sightline.record.models import CarriedSection

HARM = "Her mother was drinking in the mornings, and Mia got herself to school alone."


@pytest.fixture
def first(mias_referral, amina, bryn):
    """Mia's assessment of March, authorised."""
    begun = assessment.start(mias_referral, by=amina, on=date(2026, 3, 3))
    written = assessment.write(begun, by=amina, harm=HARM, analysis="It will go on.", outcome="child_in_need")
    return assessment.authorise(written, by=bryn, on=date(2026, 3, 20))


def referred(child, team, by):
    """Another child of the family, or of another, comes to us."""
    came = referral.receive(
        by=by, child=child, team=team, received_on=date(2026, 9, 1), source=ReferralSource.SCHOOL,
        referrer_agency=Agency.EDUCATION, because="She was late again.",
    )  # fmt: skip
    return assessment.start(came, by=by, on=date(2026, 9, 1))


@pytest.fixture
def second(first, bryn):
    """She is assessed again in September."""
    return assessment.start(first.referral, by=bryn, on=date(2026, 9, 1), on_open_case=True)


def test_it_is_brought_in_unconfirmed_until_somebody_says_it_is_still_true(first, second, amina, bryn):
    mark = carried.bring(second, by=bryn, section="harm", source=first)
    second.refresh_from_db()
    assert (second.harm, mark.source, mark.recorded_by, mark.was_found) == (HARM, first, bryn, False)
    found = carried_in(second, bryn)["harm"]
    assert (found.is_unconfirmed, found.of_sibling, found.source.author) == (True, False, amina)
    assessment.write(second, by=bryn, harm=HARM + " ", analysis="It goes on.")
    assert carried_in(second, bryn)["harm"].is_unconfirmed, "a space is no change"
    done = carried.confirm(second, by=bryn, section="harm")
    assert (done.answer, done.answered_by, done.answered_at is not None) == ("still_true", bryn, True)
    with pytest.raises(Refused, match="confirmed or rewritten already"):
        carried.confirm(second, by=bryn, section="harm")
    with pytest.raises(Refused, match="Something is written there already"):
        carried.bring(second, by=bryn, section="harm", source=first)
    with pytest.raises(Refused, match="Nothing can be carried forward"):
        carried.bring(second, by=bryn, section="likelihood", source=first)


def test_what_was_changed_in_it_is_all_that_is_put_before_anybody(first, second, bryn):
    carried.bring(second, by=bryn, section="harm", source=first)
    written = assessment.write(second, by=bryn, harm=HARM + " Her aunt takes her now.")
    found = carried_in(written, bryn)["harm"]
    assert (found.mark.answer, found.mark.answered_by) == ("rewritten", bryn)
    assert [(one.is_new, one.words) for one in found.changed] == [(True, "Her aunt takes her now.")]
    found = carried_in(assessment.write(second, by=bryn, harm=HARM), bryn)["harm"]
    assert found.is_unconfirmed, "put back as it was, nobody stands by it"
    assert CarriedSection.objects.count() == 1


def test_words_that_are_pasted_are_found_and_few_words_are_not(first, second, bryn):
    assessment.write(second, by=bryn, harm=f"  {HARM.upper()}\r\n", analysis="It will go on.")
    mark = CarriedSection.objects.get()
    assert (mark.section, mark.source, mark.was_found, mark.answered_at) == ("harm", first, True, None)


def test_twice_in_a_row_and_never_confirmed_is_listed(first, second, bryn, carys):
    carried.bring(second, by=bryn, section="harm", source=first)
    second.refresh_from_db()
    assert list(never_confirmed(bryn)) == [], "once is not twice"
    assessment.leave(second, by=bryn, on=date(2026, 9, 20), because="They moved away.")
    third = assessment.start(first.referral, by=bryn, on=date(2026, 11, 2), on_open_case=True)
    mark = carried.bring(third, by=bryn, section="harm", source=second)
    assert list(never_confirmed(bryn)) == [mark]
    assert list(never_confirmed(carys)) == [], "not of a child whom she may not see"
    carried.confirm(third, by=bryn, section="harm")
    assert list(never_confirmed(bryn)) == []


def test_a_siblings_words_are_offered_to_whoever_may_open_the_sibling(
    first, mia, other_team, carys, amina, bryn
):
    noah = family.add_person(by=carys, given_name="Noah", family_name="Larch", born_on=date(2024, 7, 3))
    family.form_family(by=bryn, name="Larch", members=[(mia, "child"), (noah, "child")])
    noahs = referred(noah, other_team, carys)
    assert [one.pk for one in sources(noahs, carys)] == [first.pk], (
        "whoever works with one may open the family"
    )
    restriction.restrict(mia, by=bryn, level="restricted", because="Kin of ours", ask=bryn, named=[amina])
    with pytest.raises(Refused, match="Nothing can be carried forward"):
        carried.bring(noahs, by=carys, section="harm", source=first)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.worker', %s, true)", [str(carys.pk)])
    said = {"recorded_by": carys, "child": noah, "assessment": noahs, "section": "harm"}
    CarriedSection.objects.create(source=first, **said)
    assert carried_in(noahs, carys) == {}, "no words, nothing carried"
    ned = family.add_person(by=carys, given_name="Ned", family_name="Ash", born_on=date(2018, 5, 4))
    neds = referred(ned, other_team, carys)
    said = {"recorded_by": carys, "child": ned, "assessment": neds, "section": "harm"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.worker', %s, true)", [str(carys.pk)])
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        CarriedSection.objects.create(source=first, **said)
    assert error.value.__cause__.diag.constraint_name == "a_section_is_carried_within_the_family"


def test_an_authorised_assessment_is_carried_into_no_more(first, second, bryn):
    with pytest.raises(Refused, match="not under way"):
        carried.bring(first, by=bryn, section="likelihood", source=second)


def test_passages_are_sentences():
    old, new = "She is seven. She sleeps well. He shouts.", "She is eight. She sleeps well."
    assert [(one.is_new, one.words) for one in passages(old, new)] == [
        (False, "She is seven."),
        (True, "She is eight."),
        (False, "He shouts."),
    ]
