"""A child's whole journey in a real browser: from a telephone call to a plan, its end and the case's.

Walked twice, with scripts and without, by the people who would walk it. Everybody is invented.
"""

from collections.abc import Callable
from typing import Any

import pytest

from sightline.compliance.child import clocks
from sightline.people.models import Worker
from sightline.record.models import ChildProtectionPlan, Contact, Person, Referral, Sighting
from tests.journeys.conftest import PHONE
from tests.journeys.walking import choose, follow, press, record_something, saved, write
from tests.web.world import Cast

SAID = (
    "Wren told her teacher that she sleeps in her coat because there is no heating, and that Uncle Dean hits."
)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_child_is_protected_from_first_call_to_closure(
    cast: Cast, site: str, person: Callable[..., Any], it_is: Callable[..., None], scripts: bool
) -> None:
    def sit_down(worker: Worker) -> Any:
        return person(worker, size=PHONE, scripts=scripts)

    it_is(2026, 3, 2, 9, 30)
    gwen, hal, bryn, amina = (sit_down(worker) for worker in (cast.gwen, cast.hal, cast.bryn, cast.amina))
    esther = sit_down(cast.esther)
    wren = _a_contact_is_recorded(gwen)
    _it_is_decided_in_sight_of_the_history(hal, wren)
    _the_referral_is_answered_for(gwen, bryn, wren)
    it_is(2026, 3, 3, 16, 0)
    _the_child_is_seen(amina, wren)
    _an_enquiry_is_made(amina, bryn, wren)
    it_is(2026, 3, 20, 12, 0)
    _a_conference_makes_a_plan(bryn, esther, wren)
    _the_plan_is_carried_out(amina, wren)
    it_is(2026, 6, 15, 12, 0)
    _the_plan_ends_and_the_case_is_closed(bryn, esther, amina, wren)


def _a_contact_is_recorded(gwen: Any) -> Person:
    """Searched for before being added, and nothing that was typed is lost between the two."""
    follow(gwen, "Record a contact")
    write(gwen, "What did they say?", SAID)
    choose(gwen, "How did they reach us?", "Telephone")
    press(gwen, "Find the child")
    write(gwen, "Name, birth date, address or postcode", "Wren Hawthorn")
    press(gwen, "Search")
    assert "Nobody in the record is like" in gwen.inner_text("main")
    write(gwen, "Given name", "Wren")
    write(gwen, "Family name", "Hawthorn")
    gwen.get_by_role("group", name="Born on").get_by_label("Day").fill("30/2/2018")
    write(gwen, "Address", "3 Quince Court")
    write(gwen, "Postcode", "QX7 2AB")
    press(gwen, "Add to the contact")
    assert "That is not a day in the calendar" in gwen.inner_text(".govuk-error-summary")
    assert gwen.get_by_label("Given name").input_value() == "Wren"
    gwen.get_by_role("group", name="Born on").get_by_label("Day").fill("8 May 2018")
    press(gwen, "Add to the contact")
    assert gwen.get_by_label("What did they say?").input_value() == SAID
    _her_mother_is_added(gwen)
    press(gwen, "Save the contact")
    assert "Choose who they are" in gwen.inner_text(".govuk-error-summary")
    assert gwen.get_by_label("What did they say?").input_value() == SAID
    gwen.get_by_label("Who are they to the child?").select_option("School")
    gwen.get_by_label("Their agency").select_option("School, college or nursery")
    gwen.get_by_label("It tells of an injury").check()
    gwen.go_back()
    gwen.go_forward()
    gwen.get_by_label("Who are they to the child?").select_option("School")
    gwen.get_by_label("It tells of an injury").check()
    press(gwen, "Save the contact")
    assert "the contact is with Front door" in saved(gwen)
    wren = Person.objects.get(given_name="Wren")
    assert (str(wren.born_on), wren.residences.get().postcode) == ("2018-05-08", "QX7 2AB")
    told = Contact.objects.get()
    assert (told.words, told.tells_of_harm) == (SAID, True)
    return wren


def _her_mother_is_added(gwen: Any) -> None:
    press(gwen, "Find another person")
    write(gwen, "Name, birth date, address or postcode", "QX7 2AB")
    press(gwen, "Search")
    write(gwen, "Given name", "Ros")
    write(gwen, "Family name", "Hawthorn")
    press(gwen, "Add to the contact")
    gwen.get_by_label("Who they are: Ros Hawthorn").select_option("Mother")


def _it_is_decided_in_sight_of_the_history(hal: Any, wren: Person) -> None:
    hal.goto("/contacts/")
    follow(hal, "Wren Hawthorn")
    assert "No earlier contact about this household is in the record" in hal.inner_text("main")
    choose(hal, "What do we do?", "Accept as a referral")
    write(hal, "Why?", "A child tells of being hit and of a cold house.")
    press(hal, "Decide")
    assert "Say that you have read the earlier contacts" in hal.inner_text(".govuk-error-summary")
    hal.get_by_label("I have read the earlier contacts above").check()
    hal.get_by_label("Which team takes the referral?").select_option("Assessment North")
    press(hal, "Decide")
    assert "the contact is decided" in saved(hal)
    assert Referral.objects.get(child=wren).team.name == "Assessment North"


def _the_referral_is_answered_for(gwen: Any, bryn: Any, wren: Person) -> None:
    for link in ("The referrer was told that it arrived", "Agency checks were made"):
        record_something(gwen, wren, link)
        press(gwen, "Save")
        assert "Saved" in saved(gwen)
    bryn.goto("/")
    follow(bryn, "Decide this referral")
    choose(bryn, "What happens next?", "Assess the child’s needs")
    write(bryn, "Why?", "See Wren by tomorrow.")
    press(bryn, "Decide")
    assert "the referral is decided" in saved(bryn)
    record_something(bryn, wren, "Allocate")
    assert "Amina Yusuf" in bryn.inner_text("table")
    bryn.get_by_label("Who leads?").select_option("Amina Yusuf")
    press(bryn, "Allocate")
    assert "Amina Yusuf since 2 March 2026" in bryn.inner_text("main")
    record_something(bryn, wren, "The referrer was told what was decided")
    press(bryn, "Save")
    assert "Saved" in saved(bryn)


def _the_child_is_seen(amina: Any, wren: Person) -> None:
    amina.goto("/")
    assert "Not seen yet" in amina.inner_text("main")
    follow(amina, "Record something about Wren Hawthorn")
    follow(amina, "A visit, or an attempt to see the child")
    write(amina, "Where?", "At home")
    choose(amina, "What was it for?", "For an assessment")
    write(amina, "What happened, and what do you think?", "The kitchen was cold. Wren showed her drawings.")
    choose(amina, "Was the child seen?", "Seen")
    press(amina, "Save")
    assert "Say how Wren Hawthorn was seen" in amina.inner_text(".govuk-error-summary")
    choose(amina, "If seen, how?", "Seen alone")
    write(amina, "What did the child say or show?", "I draw the sun because it is warm.")
    press(amina, "Save")
    assert "the visit is on the record of Wren Hawthorn" in saved(amina)
    assert "Seen today by Amina Yusuf, alone" in amina.inner_text("main")
    seen = Sighting.objects.get()
    assert (seen.alone, seen.childs_words) == ("yes", "I draw the sun because it is warm.")


def _an_enquiry_is_made(amina: Any, bryn: Any, wren: Person) -> None:
    record_something(amina, wren, "Begin an assessment")
    press(amina, "Begin")
    write(amina, "What has happened, and how bad is it?", "Wren has been hit more than once.")
    press(amina, "Save")
    assert "Saved" in saved(amina)
    record_something(amina, wren, "There is reasonable cause")
    write(amina, "What gives reasonable cause", "Two fading marks on her back, and her account.")
    press(amina, "Save")
    assert "no strategy discussion has been held" in amina.inner_text(".app-risk")
    bryn.goto("/")
    follow(bryn, "Hold a strategy discussion")
    names = bryn.get_by_label("Name", exact=True)
    for number, name in enumerate(("Bryn Pugh", "Femi Ade", "Dr Sen")):
        names.nth(number).fill(name)
    choose(bryn, "What was decided?", "Begin a section 47 enquiry")
    write(bryn, "Why?", "All three agree that she may be hurt again.")
    press(bryn, "Save")
    assert "Femi Ade, Police" in bryn.inner_text("main")
    record_something(amina, wren, "Begin a section 47 enquiry")
    choose(amina, "Is it joint?", "Jointly with the police")
    press(amina, "Save")
    assert "Section 47 enquiry under way since 3 March 2026" in amina.inner_text(".app-risk")
    assert "Hold the initial child protection conference: due Tuesday 24 March 2026" in amina.inner_text(
        "main"
    )


def _a_conference_makes_a_plan(bryn: Any, esther: Any, wren: Person) -> None:
    record_something(bryn, wren, "Conclude the enquiry")
    choose(bryn, "What did it find?", "Substantiated, continuing risk: hold a conference")
    write(bryn, "Why?", "Dean is still in the home.")
    press(bryn, "Conclude")
    assert "the enquiry is concluded" in saved(bryn)
    record_something(bryn, wren, "Book a conference")
    bryn.get_by_role("group", name="For which day?").get_by_label("Day").fill("20/3/2026")
    press(bryn, "Save")
    assert "the conference is booked" in saved(bryn)
    esther.goto("/")
    follow(esther, "It was held")
    choose(esther, "What was decided?", "The child needs a child protection plan")
    write(esther, "Why?", "She is not safe until Dean has gone.")
    press(esther, "Save")
    assert "A child protection plan has a category of abuse" in esther.inner_text(".govuk-error-summary")
    esther.get_by_label("what is the risk?").select_option("Physical abuse")
    esther.get_by_label("which social worker leads it?").select_option("Amina Yusuf")
    press(esther, "Save")
    assert (
        "Child protection plan since 20 March 2026: physical abuse. Lead: Amina Yusuf."
        in esther.inner_text(".app-risk")
    )


def _the_plan_is_carried_out(amina: Any, wren: Person) -> None:
    record_something(amina, wren, "The core group met")
    amina.get_by_label("Police").check()
    press(amina, "Save")
    assert "the core group met" in saved(amina)
    record_something(amina, wren, "The plan was sent to the family and the agencies")
    press(amina, "Save")
    plan = ChildProtectionPlan.objects.get(child=wren)
    assert str(plan.circulated_on) == "2026-03-20"


def _the_plan_ends_and_the_case_is_closed(bryn: Any, esther: Any, amina: Any, wren: Person) -> None:
    record_something(esther, wren, "Book a conference")
    esther.get_by_role("group", name="For which day?").get_by_label("Day").fill("15 June 2026")
    press(esther, "Save")
    record_something(esther, wren, "The review conference was held")
    choose(esther, "What was decided?", "The plan ends")
    write(esther, "Why?", "Dean has gone, and Wren sleeps in a warm room.")
    press(esther, "Save")
    assert "Review conference: The plan ends" in esther.inner_text("main")
    record_something(bryn, wren, "Close the case")
    assert "Conclude the assessment, so that next steps can be decided" in bryn.inner_text(".app-risk")
    choose(bryn, "Why is the case closed?", "Services ended for another reason")
    write(
        bryn,
        "Why is that right",
        "Wren is safe. The assessment was overtaken by the plan, and I accept that.",
    )
    press(bryn, "Close the case")
    assert "the case is closed" in saved(bryn)
    assert "Never done" in bryn.inner_text("main")
    closed = Referral.objects.get(child=wren)
    assert (str(closed.closed_on), closed.closed_by) == ("2026-06-15", closed.team.manager)
    found = clocks([wren.pk], on=closed.closed_on)[wren.pk]
    met = {clock.duty.id for clock in found if clock.met_on and not clock.was_late}
    assert "initial-conference" in met
    amina.goto("/")
    assert "No family is allocated to you" in amina.inner_text("main")
