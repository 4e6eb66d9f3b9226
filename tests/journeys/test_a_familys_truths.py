"""Brother and sister whose truths differ, two disclosures on one day, and yesterday's mistake put right.

Each is walked in a real browser. Everybody is invented.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from sightline.record.models import Contact, Person, Referral, Sighting
from tests.journeys.conftest import PHONE
from tests.journeys.walking import choose, follow, press, record_something, saved, write
from tests.web.world import World

MIAS = "Kev was at the window when we came home."
RIGHT = "Mia was at her gran’s. I saw Noah only, asleep in his cot."


def test_a_visit_to_two_children_keeps_what_is_true_of_each(world: World, person: Callable[..., Any]) -> None:
    amina = person(world.cast.amina, size=PHONE)
    record_something(amina, world.mia, "A visit, or an attempt to see the child")
    write(amina, "Where?", "At home")
    choose(amina, "What was it for?", "For a section 47 enquiry")
    write(amina, "What happened, and what do you think?", "Dana let me in. The flat was tidy.")
    mias, noahs = (
        amina.get_by_role("region", name=f"{one.given_name} Larch") for one in (world.mia, world.noah)
    )
    choose(mias, "Was the child seen?", "Seen")
    choose(mias, "If seen, how?", "Seen alone")
    mias.get_by_label("What did the child say or show?").fill(MIAS)
    choose(noahs, "Was the child seen?", "Not seen")
    noahs.get_by_label("If not seen, why not?").fill(
        "Dana said that he was asleep and asked me not to wake him."
    )
    press(amina, "Save")
    assert "the visit is on the record of Mia Larch, Noah Larch" in saved(amina)
    amina.goto(f"/children/{world.mia.pk}/story/")
    assert MIAS in amina.inner_text("main")
    amina.goto(f"/children/{world.noah.pk}/story/")
    told = amina.inner_text("main")
    assert "Dana said that he was asleep" in told
    assert "Dana let me in. The flat was tidy." in told
    assert MIAS not in told, "what Mia said is in Mia’s record"
    for child, seen_today in ((world.mia, True), (world.noah, False)):
        amina.goto(f"/children/{child.pk}/")
        assert ("Seen today by Amina Yusuf, alone" in amina.inner_text("main")) is seen_today
    seen = Sighting.objects.filter(happened_on=date(2026, 3, 24)).values_list("child", "was_seen")
    assert set(seen) == {(world.mia.pk, True), (world.noah.pk, False)}


def test_two_disclosures_of_assault_are_each_answered_by_a_manager(
    world: World, person: Callable[..., Any]
) -> None:
    """Each opens the question of a strategy discussion at once; one is held, one is signed as not needed."""
    gwen, hal, bryn = (person(one) for one in (world.cast.gwen, world.cast.hal, world.cast.bryn))
    leo, otis = world.leo, world.otis
    _disclosed(gwen, leo, "Leo says that his mum’s boyfriend punched him in the back at home last night.")
    _disclosed(gwen, otis, "Otis told his teacher that his father hit him with a belt.")
    for child in (leo, otis):
        _accepted(hal, child)
    asked = "Harm was told of, and nobody has decided whether to hold a strategy discussion"
    bryn.goto(f"/teams/{world.cast.team.pk}/exceptions/")
    shown = [row.inner_text() for row in bryn.get_by_role("main").get_by_role("listitem").all()]
    for child in (leo, otis):
        assert any(asked in row and child.name in row and "24 March 2026" in row for row in shown), child.name
    record_something(bryn, leo, "There is reasonable cause")
    write(bryn, "What gives reasonable cause", "His own account, and a mark that his teacher saw.")
    press(bryn, "Save")
    assert "no strategy discussion has been held" in bryn.inner_text(".app-risk")
    record_something(bryn, leo, "The strategy discussion was held")
    for number, name in enumerate(("Bryn Pugh", "Femi Ade", "Dr Sen")):
        bryn.get_by_label("Name", exact=True).nth(number).fill(name)
    choose(bryn, "What was decided?", "Begin a section 47 enquiry")
    write(bryn, "Why?", "He is to sleep at his aunt’s until this is known.")
    press(bryn, "Save")
    case = Referral.objects.filter(child=otis).latest("pk")
    bryn.goto(f"/referrals/{case.pk}/no-cause/")
    assert "hit him with a belt" in bryn.inner_text("main"), "it is answered in sight of what was told"
    press(bryn, "Save")
    assert "Say why there is no reasonable cause" in bryn.inner_text(".govuk-error-summary")
    write(
        bryn,
        "Why is there no reasonable cause",
        "He told of a story read in class; the school has put it right.",
    )
    press(bryn, "Save")
    assert "no reasonable cause, signed by you" in saved(bryn)
    bryn.goto(f"/teams/{world.cast.team.pk}/exceptions/")
    left = [row.inner_text() for row in bryn.get_by_role("main").get_by_role("listitem").all()]
    assert not any(asked in row and (leo.name in row or otis.name in row) for row in left)


def _disclosed(gwen: Any, child: Person, words: str) -> None:
    gwen.goto("/")
    follow(gwen, "Record a contact")
    write(gwen, "What did they say?", words)
    choose(gwen, "How did they reach us?", "Telephone")
    press(gwen, "Find the child")
    write(gwen, "Name, birth date, address or postcode", child.name)
    press(gwen, "Search")
    press(gwen, "This is them")
    gwen.get_by_label("Who are they to the child?").select_option("School")
    gwen.get_by_label("Their agency").select_option("School, college or nursery")
    press(gwen, "Save the contact")
    assert "the contact is with Front door" in saved(gwen)


def _accepted(hal: Any, child: Person) -> None:
    told = Contact.objects.filter(children__child=child).latest("pk")
    hal.goto(f"/contacts/{told.pk}/")
    choose(hal, "What do we do?", "Accept as a referral")
    write(hal, "Why?", "A child tells of being hurt by somebody at home.")
    hal.get_by_label("I have read the earlier contacts above").check()
    hal.get_by_label("Which team takes the referral?").select_option("Assessment North")
    press(hal, "Decide")
    assert "the contact is decided" in saved(hal)


def test_yesterdays_mistake_is_put_right_and_both_tellings_stay(
    world: World, person: Callable[..., Any], it_is: Callable[..., None]
) -> None:
    amina = person(world.cast.amina)
    record_something(amina, world.mia, "A visit, or an attempt to see the child")
    write(amina, "Where?", "At home")
    choose(amina, "What was it for?", "For a section 47 enquiry")
    mias, noahs = (
        amina.get_by_role("region", name=f"{one.given_name} Larch") for one in (world.mia, world.noah)
    )
    choose(mias, "Was the child seen?", "Seen")
    choose(mias, "If seen, how?", "Seen alone")
    choose(noahs, "Was the child seen?", "Not part of this visit")
    press(amina, "Save")
    assert "Seen today by Amina Yusuf, alone" in amina.inner_text("main")
    it_is(2026, 3, 25, 9, 0)
    wrong = Sighting.objects.get(child=world.mia, happened_on=date(2026, 3, 24))
    amina.goto(f"/children/{world.mia.pk}/story/")
    amina.locator(f"a[href='/children/{world.mia.pk}/strike-out/sighting/{wrong.pk}/']").click()
    press(amina, "Strike it out")
    assert "Say what is wrong with it" in amina.inner_text(".govuk-error-summary")
    write(amina, "What is wrong with it?", RIGHT)
    press(amina, "Strike it out")
    assert "it is struck out" in saved(amina)
    assert "Seen today" not in amina.inner_text("main")
    assert "Seen yesterday" not in amina.inner_text("main")
    amina.goto(f"/children/{world.mia.pk}/story/")
    told = amina.inner_text("main")
    assert "Struck out" in told
    assert RIGHT in told
    wrong.refresh_from_db()
    assert (wrong.was_seen, wrong.struck_out_by, wrong.struck_out_because) == (True, world.cast.amina, RIGHT)
