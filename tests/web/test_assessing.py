"""Assessments at their pages: carried forward, read apart, given to a family, by a day; and minutes."""

from collections.abc import Callable
from datetime import date
from html import unescape

from django.test import Client

from sightline.casework import assessment, family, referral, restriction
from sightline.people.models import Worker
from sightline.record.models import Assessment, CarriedSection, FamilyPage, FinishingDay, SentCopy
from tests.web.assessed import authorised, disputed, given
from tests.web.world import TODAY, World

Browsing = Callable[[Worker], Client]
DAY = {"on_day": "24", "on_month": "3", "on_year": "2026"}


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(unescape(answer.content.decode()).split()).split("<main")[1]


def again(world: World) -> Assessment:
    """Ivy is assessed again while her case is open."""
    return assessment.start(
        world.ivy.referrals.get(), by=world.cast.amina, on=date(2026, 3, 19), on_open_case=True
    )


def test_earlier_words_are_offered_brought_in_with_one_press_and_confirmed_with_another(
    world: World, browsing: Browsing
) -> None:
    first, second = authorised(world), again(world)
    amina, place = browsing(world.cast.amina), f"/assessments/{second.pk}/write/"
    shown = page_of(amina, place)
    assert "What was said on 10 February 2026, Amina Yusuf" in shown
    assert f'name="carry" value="bring harm {first.pk}"' in shown
    answer = amina.post(place, {"carry": f"bring harm {first.pk}", "analysis": "Typed and not lost."})
    assert answer.status_code == 302
    second.refresh_from_db()
    assert (second.harm, second.analysis) == (first.harm, "Typed and not lost.")
    shown = page_of(amina, place)
    assert "10 February 2026</a>, Amina Yusuf: <strong>not confirmed</strong>" in shown
    assert "Only there: <span" in shown, "beside what is written, only what differs"
    bryns = page_of(browsing(world.cast.bryn), f"/assessments/{second.pk}/authorise/")
    assert bryns.index("1 section carried forward") < bryns.index("<button")
    assert amina.post(place, {"carry": "true harm", "harm": second.harm}).status_code == 302
    mark = CarriedSection.objects.get()
    assert (mark.answer, mark.answered_by) == ("still_true", world.cast.amina)
    assert "it is still true, Amina Yusuf" in page_of(amina, f"/assessments/{second.pk}/")
    assert amina.post(place, {"carry": f"bring analysis {world.assessment.pk}"}).status_code == 422


def test_the_first_button_of_the_form_saves_and_brings_nothing_in(world: World, browsing: Browsing) -> None:
    authorised(world)
    page = page_of(browsing(world.cast.amina), f"/assessments/{again(world).pk}/write/")
    form = page.split('id="form"')[1]
    assert form.split("<button")[1].split(">")[1].startswith("Save")


def test_a_siblings_words_are_not_offered_to_whoever_may_not_open_the_sibling(
    world: World, browsing: Browsing, carys: Worker
) -> None:
    tess = family.add_person(by=carys, given_name="Tess", family_name="Larch", born_on=date(2022, 5, 1))
    family.join_family(world.larches, tess, by=world.cast.bryn, place="child")
    came = referral.receive(by=carys, child=tess, team=carys.team, received_on=date(2026, 3, 18), source="3A")
    begun = assessment.start(came, by=carys, on=date(2026, 3, 19))
    restriction.restrict(
        world.mia,
        by=world.cast.bryn,
        level="restricted",
        because="Kin of ours",
        ask=world.cast.bryn,
        named=[],
    )
    place = f"/assessments/{begun.pk}/write/"
    theirs = page_of(browsing(world.cast.bryn), place)
    assert "about Mia Larch" in theirs
    hers = page_of(browsing(carys), place)
    assert "Mia" not in hers
    press = {"carry": f"bring harm {world.assessment.pk}"}
    assert browsing(carys).post(place, press).status_code == 422
    assert browsing(world.cast.bryn).post(place, press).status_code == 302
    shown = page_of(browsing(carys), f"/assessments/{begun.pk}/")
    assert "another record of the family, which you may not open" in shown
    assert "Mia" not in shown.replace(world.assessment.harm, "")


def test_the_three_parts_are_read_together_and_apart(world: World, browsing: Browsing) -> None:
    place, amina = f"/assessments/{authorised(world).pk}/", browsing(world.cast.amina)
    whole = page_of(amina, place)
    assert [whole.count(one) for one in ('id="found"', 'id="analysis"', 'id="decided"')] == [1, 1, 1]
    assert "How likely it is to happen again" not in whole, "no heading with nothing under it"
    assert "Hal Okafor decided it on 10 February 2026" in whole
    alone = page_of(amina, f"{place}?part=decided")
    assert "Hal Okafor decided it" in alone
    assert "alone in the flat" not in alone


def test_a_familys_page_is_chosen_and_it_is_known_who_has_it(world: World, browsing: Browsing) -> None:
    world.ivy.chosen_name = "Vee"
    world.ivy.save(update_fields=["chosen_name"])
    found, amina = authorised(world), browsing(world.cast.amina)
    said = {"sections": ["childs_words", "harm"], "next_steps": "I come on Friday.", "ring": "Amina Yusuf"}
    answer = amina.post(f"/assessments/{found.pk}/for-the-family/", said)
    made = FamilyPage.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/family-pages/{made.pk}/")
    assert made.left_out == ["protective_factors", "analysis"]
    letter = page_of(amina, f"/family-pages/{made.pk}/").split("<h1")[1]
    assert letter.index("What you told us") < letter.index("What we were worried about")
    assert "For Vee" in letter
    assert "will meet and decide together how you are kept safe" in letter
    for kept_from_them in (
        "Her mother leaves",
        "What we think",
        "grandmother",
        "GP",
        "protection</",
        "Ivy Birch",
    ):
        assert kept_from_them not in letter, kept_from_them
    to = {"person": "Rose Birch", "agency": "family", "route": "hand", **DAY}
    assert amina.post(f"/family-pages/{made.pk}/copies/", to).status_code == 302
    copy = SentCopy.objects.get()
    assert (copy.family_page, copy.document, copy.sent_on) == (made, None, TODAY)
    assert "Rose Birch</strong>, " in page_of(amina, f"/family-pages/{made.pk}/copies/")
    assert "Left out: what keeps the child safe; what we make of it" in page_of(
        amina, f"/children/{world.ivy.pk}/"
    )


def test_no_page_is_made_of_an_assessment_that_nobody_authorised(world: World, browsing: Browsing) -> None:
    place = f"/assessments/{world.assessment.pk}/for-the-family/"
    assert browsing(world.cast.amina).get(place).status_code == 404


def test_a_day_of_its_own_stands_beside_the_laws_on_the_first_page(world: World, browsing: Browsing) -> None:
    amina, place = browsing(world.cast.amina), f"/assessments/{world.assessment.pk}/finish-by/"
    assert "The law’s own day is 7 May 2026." in page_of(amina, place)
    late = {"finish_on_day": "8", "finish_on_month": "5", "finish_on_year": "2026"}
    assert amina.post(place, late).status_code == 422
    soon = {"finish_on_day": "10", "finish_on_month": "4", "finish_on_year": "2026"}
    assert amina.post(place, soon).status_code == 302
    assert amina.post(place, soon | {"finish_on_day": "17"}).status_code == 422, "without a reason"
    assert amina.post(place, soon | {"finish_on_day": "17", "because": "Health."}).status_code == 302
    assert FinishingDay.objects.count() == 2
    for address in (f"/children/{world.mia.pk}/", "/families/"):
        assert "by Friday 17 April 2026, set by Amina Yusuf" in page_of(amina, address), address
    history = page_of(amina, f"/assessments/{world.assessment.pk}/")
    assert "Amina Yusuf set 10 April 2026 as the day" in history
    assert "moved it to 17 April 2026, because: Health." in history


def test_a_disputed_minute_is_seen_until_a_manager_answers(
    world: World, browsing: Browsing, carys: Worker
) -> None:
    copy = disputed(world)
    amina, bryn = browsing(world.cast.amina), browsing(world.cast.bryn)
    place, child = f"/strategy-discussions/{world.discussion.pk}/copies/", f"/children/{world.mia.pk}/"
    told = page_of(amina, place)
    assert "Police: two calls to the address since June." in told
    assert "Health" in told.split("Nothing was sent to")[1].split("</ul>")[0]
    assert "It was three calls." in told
    assert "Police disputes the minute of the strategy discussion of 10 March 2026" in page_of(amina, child)
    assert "Femi Ade" in page_of(bryn, "/minutes/").split('id="unanswered"')[0]
    assert browsing(carys).get(place).status_code == 404
    assert "Femi" not in page_of(browsing(carys), "/minutes/")
    settle = f"/sent-copies/{copy.pk}/settle/"
    assert amina.get(settle).status_code == 404
    assert bryn.post(settle, {"answer": "Three: so it is.", **DAY}).status_code == 302
    assert "disputes the minute" not in page_of(amina, child)
    assert "Three: so it is." in page_of(amina, place)


def test_what_another_child_is_told_of_is_on_no_page_for_the_family(world: World, browsing: Browsing) -> None:
    page = given(world)
    assert "Left out: what we make of it." in page_of(browsing(world.cast.amina), f"/family-pages/{page.pk}/")
