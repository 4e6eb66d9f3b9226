"""Early help and moves on the pages: who begins it, who is shown it, and what a manager's lists say."""

import html
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from sightline.casework import closure, early_help, referral
from sightline.compliance.child import unmet
from sightline.people.models import Worker
from sightline.record.models import EarlyHelp, HandOver, Referral, TransferIn
from tests.web.world import TODAY, Cast, World

Browsing = Callable[[Worker], Client]


def words(answer: Any) -> str:
    """A page's words, as somebody reads them."""
    main = answer.content.decode().split("<main", 1)[1]
    said = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())
    return said.replace(" .", ".").replace(" ,", ",").replace(" :", ":")


def on_day(name: str, day: date = TODAY) -> dict[str, str]:
    """A day as it is typed."""
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


BEGIN = {
    "because": "Mornings are hard.",
    "change": "At school by nine.",
    "consented_by": "Her mother",
    "lead_agency": "education",
    "lead_person": "Mr Quill",
    **on_day("consented_on"),
    **on_day("on"),
}


def closed(world: World, by: Worker, reason: str = "RC9") -> Referral:
    """Ruby's case, closed today."""
    case = Referral.objects.get(child=world.ruby)
    seen = frozenset(clock.duty.id for clock in unmet(case, on=TODAY))
    return closure.close(case, by=by, on=TODAY, reason=reason, because="She is well", unmet_seen=seen)


def test_a_case_closed_to_early_help_leads_on_to_it(world: World, browsing: Browsing) -> None:
    case, bryn = Referral.objects.get(child=world.ruby), browsing(world.cast.bryn)
    typed = {"reason": "RC9", "because": "She is well", **on_day("on")}
    typed["unmet_seen"] = [clock.duty.id for clock in unmet(case, on=TODAY)]
    answer = bryn.post(f"/referrals/{case.pk}/close/", typed)
    place = f"/children/{world.ruby.pk}/early-help/?after=case-{case.pk}"
    assert (answer.status_code, answer["Location"]) == (302, place)
    assert f'value="case-{case.pk}" selected' in bryn.get(place).content.decode()
    answer = bryn.post(place, {**BEGIN, "team": world.cast.team.pk, "after": f"case-{case.pk}"})
    helped = EarlyHelp.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/early-help/{helped.pk}/")
    assert (helped.stepped_down_from, helped.recorded_by) == (case, world.cast.bryn)
    shown = words(bryn.get(f"/children/{world.ruby.pk}/"))
    assert "stepped down from a case with children’s services. Mr Quill (School, college or nursery)" in shown
    assert "Early help begins, stepped down from a case" in shown
    listed = words(bryn.get(f"/teams/{world.cast.team.pk}/early-help/"))
    assert "1 child with early help that goes on" in listed
    assert world.ruby.name in listed


def test_what_another_childs_case_is_nobody_steps_down_from(world: World, browsing: Browsing) -> None:
    bryn = browsing(world.cast.bryn)
    typed = {**BEGIN, "team": world.cast.team.pk, "after": f"case-{world.referral.pk}"}
    answer = bryn.post(f"/children/{world.ruby.pk}/early-help/", typed)
    assert (answer.status_code, EarlyHelp.objects.count()) == (422, 0)


@pytest.fixture
def stepped_down(world: World) -> EarlyHelp:
    """Ruby's early help, a step down."""
    case = closed(world, world.cast.bryn)
    return early_help.begin(
        world.ruby,
        by=world.cast.amina,
        team=world.cast.team,
        on=TODAY,
        because="Mornings",
        change="School by nine",
        consented_by="Her mother",
        consented_on=TODAY,
        lead_worker=world.cast.amina,
        after=case,
    )


def test_a_new_referral_shows_the_early_help_and_its_end_names_it(
    world: World, stepped_down: EarlyHelp, browsing: Browsing
) -> None:
    again = referral.receive(
        by=world.cast.bryn, child=world.ruby, team=world.cast.team, received_on=TODAY, source="2A"
    )
    bryn = browsing(world.cast.bryn)
    assert "A referral came on 24 March 2026." in words(bryn.get(f"/children/{world.ruby.pk}/"))
    assert "Early help goes on since 24 March 2026" in words(bryn.get(f"/referrals/{again.pk}/decide/"))
    place = f"/early-help/{stepped_down.pk}/end/"
    assert f'value="{again.pk}" selected' in bryn.get(place).content.decode()
    typed = {"outcome": "stepped_up", "stepped_up_to": again.pk, "because": "Worse", **on_day("on")}
    assert bryn.post(place, typed).status_code == 302
    stepped_down.refresh_from_db()
    assert (stepped_down.stepped_up_to, stepped_down.ended_on) == (again, TODAY)


def test_each_number_opens_its_list_and_says_what_it_means(
    world: World, stepped_down: EarlyHelp, browsing: Browsing
) -> None:
    bryn = browsing(world.cast.bryn)
    shown = bryn.get("/step-downs/")
    numbers = {one.title: one.number for one in shown.context["numbers"]}
    assert numbers == {
        "Step downs": 1,
        "Referred again within 6 months": 0,
        "Not referred again within 6 months": 0,
        "Too early to say for 6 months": 1,
        "Referred again within 12 months": 0,
        "Not referred again within 12 months": 0,
        "Too early to say for 12 months": 1,
        "Closed to early help, and none is on the record": 0,
    }
    assert "The 6 months are not over, and no such referral has come so far." in words(shown)
    for one in shown.context["numbers"]:
        rows = bryn.get(f"/step-downs/?{one.query}").context["page"]
        assert rows.total == one.number
    early = {**on_day("first", date(2025, 1, 1)), **on_day("last", date(2025, 12, 31))}
    assert bryn.get("/step-downs/", early).context["page"].total == 0
    wrong = bryn.get("/step-downs/", {**early, "first_month": "13"})
    assert (wrong.status_code, wrong.context["page"].total) == (422, 1)


def test_a_step_down_whose_early_help_nobody_wrote_is_not_known(world: World, browsing: Browsing) -> None:
    closed(world, world.cast.bryn)
    shown = browsing(world.cast.bryn).get("/step-downs/", {"show": "not-known"})
    assert [row.child for row in shown.context["page"].rows] == [world.ruby]
    assert "She is well" in words(shown)


def test_another_teams_manager_counts_none_of_it(
    world: World, stepped_down: EarlyHelp, carys: Worker, browsing: Browsing
) -> None:
    elsewhere = browsing(carys)
    assert elsewhere.get("/step-downs/").context["page"].total == 0
    assert elsewhere.get(f"/early-help/{stepped_down.pk}/").status_code == 404
    assert elsewhere.get(f"/teams/{world.cast.team.pk}/early-help/").status_code == 404


def test_a_child_going_out_is_on_the_list_until_they_have_taken_over(
    world: World, browsing: Browsing
) -> None:
    amina, bryn = browsing(world.cast.amina), browsing(world.cast.bryn)
    case = Referral.objects.get(child=world.ruby)
    typed = {"to_authority": "Elsewhereshire", "because": "She lives with her father there now."}
    assert amina.post(f"/referrals/{case.pk}/hand-over/", typed).status_code == 302
    sent = HandOver.objects.get()
    listed = words(bryn.get("/moves/"))
    assert "To Elsewhereshire, told on 24 March 2026: 0 days ago. Held by Amina Yusuf" in listed
    assert "Nothing is recorded as sent. No receipt." in listed
    typed = {"sent": "The chronology", "route": "secure_email", **on_day("on")}
    assert amina.post(f"/hand-overs/{sent.pk}/sent/", typed).status_code == 302
    closing = words(bryn.get(f"/referrals/{case.pk}/close/"))
    assert "Hold a child who moves to another authority until that authority has taken over" in closing
    typed = {"receipt_by": "Duty manager", **on_day("on")}
    assert amina.post(f"/hand-overs/{sent.pk}/receipt/", typed).status_code == 302
    over = {"taken_over_by": "Sam Reed, team manager", **on_day("taken_over_on")}
    assert amina.post(f"/hand-overs/{sent.pk}/taken-over/", {**over, "taken_over_by": ""}).status_code == 422
    assert amina.post(f"/hand-overs/{sent.pk}/taken-over/", over).status_code == 302
    assert bryn.get("/moves/").context["page"].total == 0
    told = words(bryn.get(f"/children/{world.ruby.pk}/"))
    assert "Elsewhereshire took over" in told
    assert "Secure e-mail" in told


def test_where_a_child_came_from_is_written_once_and_its_conference_is_owed(
    world: World, browsing: Browsing
) -> None:
    amina, bryn = browsing(world.cast.amina), browsing(world.cast.bryn)
    case = Referral.objects.get(child=world.ruby)
    place = f"/referrals/{case.pk}/moved-here/"
    typed = {"from_authority": "Farshire", "told_by": "Sam Reed, team manager", "plan": "child_protection"}
    typed |= {**on_day("plan_since_on", date(2025, 11, 3)), "received": "The plan"}
    assert place in amina.get(f"/children/{world.ruby.pk}/record/").content.decode()
    assert amina.post(place, typed).status_code == 302
    assert TransferIn.objects.get().referral == case
    assert place not in amina.get(f"/children/{world.ruby.pk}/record/").content.decode()
    listed = words(bryn.get("/moves/"))
    assert "From Farshire: a child protection plan since 3 November 2025." in listed
    assert "Hold a transfer-in conference" in listed
    assert "Moved here from Farshire" in words(bryn.get(f"/children/{world.ruby.pk}/story/"))


def test_a_contact_about_a_child_with_early_help_says_so(
    world: World, cast: Cast, browsing: Browsing
) -> None:
    early_help.begin(
        world.mia,
        by=cast.amina,
        team=cast.team,
        on=TODAY,
        because="Mornings",
        change="School by nine",
        consented_by="Her mother",
        consented_on=TODAY,
        lead_worker=cast.amina,
    )
    shown = words(browsing(cast.hal).get(f"/contacts/{world.urgent.pk}/"))
    assert f"Early help goes on for {world.mia.name} since 24 March 2026" in shown
