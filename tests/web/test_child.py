"""The child's page: risk first, in words that fit the age, and when each thing was written."""

from collections.abc import Callable
from datetime import date
from html import unescape

from django.test import Client

from sightline.casework import family, referral, sighting
from sightline.duties.book import BOOK
from sightline.people.models import Team, Worker
from sightline.record.models import Person, Referral
from sightline.web.child_now import SAFETY
from tests.web.world import World

Browsing = Callable[[Worker], Client]


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(unescape(answer.content.decode()).split())


def test_risk_comes_before_everything_else(world: World, browsing: Browsing) -> None:
    page = page_of(browsing(world.cast.amina), f"/children/{world.mia.pk}/")
    assert (
        page.index('id="risk"') < page.index('id="who"') < page.index('id="owed"') < page.index('id="story"')
    )
    risk = page.split('id="risk"')[1].split("</section>")[0]
    assert "Section 47 enquiry under way since 10 March 2026, led by Amina Yusuf." in risk
    assert "A contact of 24 March 2026 tells of harm or is urgent, and nobody has decided it." in risk
    assert "Not seen on 20 March 2026 by Amina Yusuf: Nobody came to the door" in risk


def test_a_baby_is_seen_with_a_carer_as_is_usual_and_nobody_is_blamed(
    world: World, browsing: Browsing
) -> None:
    page = page_of(browsing(world.cast.amina), f"/children/{world.noah.pk}/")
    assert "Noah Larch, 8 months old" in page
    assert "Seen 19 days ago by Amina Yusuf, with a carer, as is usual at this age" in page
    assert "alone: no" not in page.lower()


def test_a_child_not_yet_born_is_not_called_unseen(
    carys: Worker, other_team: Team, on_the_day: None, browsing: Browsing
) -> None:
    unborn = family.add_person(by=carys, given_name="Baby", family_name="Rowan", expected_on=date(2026, 5, 3))
    referral.receive(by=carys, child=unborn, team=other_team, received_on=date(2026, 3, 2), source="3B")
    page = page_of(browsing(carys), f"/children/{unborn.pk}/")
    assert "not yet born, expected 3 May 2026" in page
    assert "Not yet born" in page
    assert "Not seen" not in page.split('id="who"')[0]
    assert "0</b>" in page_of(browsing(carys), "/team/").split("Not seen since referral")[0][-60:]


def test_the_story_tells_when_it_happened_and_when_it_was_written(world: World, browsing: Browsing) -> None:
    story = page_of(browsing(world.cast.amina), f"/children/{world.mia.pk}/story/")
    assert "10 March 2026: Strategy discussion: Begin a section 47 enquiry" in story
    assert "Took part: Bryn Pugh, Children’s social care; Femi Ade, Police; Dr Sen, Health." in story
    written = world.visit.recorded_at
    days = (written.date() - date(2026, 3, 4)).days
    assert f"Written {written:%-d %B %Y}" in story
    assert f"{days} days later" in story
    assert "Nothing is recorded for 170 days." in story, "the silence between the two contacts"


def test_a_decision_is_told_as_the_deciders_and_not_as_the_first_writers(
    world: World, browsing: Browsing
) -> None:
    story = page_of(browsing(world.cast.amina), f"/children/{world.mia.pk}/story/")
    decided = story.split("Referral decided: Assess the child’s needs</h3>")[1].split("</li>")[0]
    assert "Bryn Pugh. Written" in decided
    assert "Hal Okafor" not in decided, "who wrote the referral down did not decide it"


def test_what_is_struck_out_stays_readable_with_by_whom_and_why(world: World, browsing: Browsing) -> None:
    amina = browsing(world.cast.amina)
    answer = amina.post(
        f"/children/{world.mia.pk}/strike-out/sighting/{world.visit.pk}/",
        {"because": "It was her sister whom I saw."},
        follow=True,
    )
    page = " ".join(unescape(answer.content.decode()).split())
    assert "Saved: it is struck out." in page
    assert "<s>4 March 2026: Seen alone: Quarry Hill Primary</s>" in page
    assert "Struck out by Amina Yusuf on" in page
    assert "because: It was her sister whom I saw." in page
    assert "Not seen yet" in page, "it counts no more"
    again = amina.get(f"/children/{world.mia.pk}/strike-out/sighting/{world.visit.pk}/")
    assert again.status_code == 404, "it is struck out once"


def test_an_entry_cannot_be_struck_out_by_way_of_another_child(world: World, browsing: Browsing) -> None:
    amina = browsing(world.cast.amina)
    place = f"/children/{world.ivy.pk}/strike-out/sighting/{world.visit.pk}/"
    assert amina.post(place, {"because": "It is wrong."}).status_code == 404
    world.visit.refresh_from_db()
    assert world.visit.struck_out_at is None


def test_a_clock_explains_itself(world: World, browsing: Browsing) -> None:
    amina = browsing(world.cast.amina)
    child = page_of(amina, f"/children/{world.mia.pk}/")
    place = (
        child.split(">Hold the initial child protection conference<")[0].rsplit('href="', 1)[1].split('"')[0]
    )
    page = page_of(amina, place)
    assert "Due Tuesday 31 March 2026, 5 working days from now" in page
    assert "Strategy discussion led to enquiry, Tuesday 10 March 2026. That day is day nought." in page
    assert "15 working days, set by Working Together 2023" in page
    assert "21 March 2026: Saturday" in page
    assert "Read in the text itself; high confidence" in page
    assert "Initial conference held" in page


def test_a_day_on_which_no_clock_started_has_no_page(world: World, browsing: Browsing) -> None:
    amina = browsing(world.cast.amina)
    for place in (
        "initial-conference/37/2020-01-01/",
        "no-such-duty/37/2026-03-10/",
        "single-assessment/2/2026-02-31/",
    ):
        assert amina.get(f"/children/{world.mia.pk}/owed/{place}").status_code == 404


def test_closing_shows_what_is_left_undone_and_refuses_what_was_not_shown(
    mia: Person, mias_referral: Referral, bryn: Worker, on_the_day: None, browsing: Browsing
) -> None:
    at_work, place = browsing(bryn), f"/referrals/{mias_referral.pk}/close/"
    page = page_of(at_work, place)
    shown = [part.split('"')[0] for part in page.split('name="unmet_seen" value="')[1:]]
    assert "referral-acknowledged" in shown or len(shown) >= 2
    typed = {"reason": "RC8", "because": "She has moved to her gran’s.", "on_day": "24/3/2026"}
    refused = at_work.post(place, {**typed, "unmet_seen": shown[:-1]})
    assert refused.status_code == 422
    assert "Look again before you close" in refused.content.decode()
    mias_referral.refresh_from_db()
    assert mias_referral.closed_on is None
    assert at_work.post(place, {**typed, "unmet_seen": shown})["Location"] == f"/children/{mia.pk}/"
    mias_referral.refresh_from_db()
    assert (mias_referral.closed_on, mias_referral.closed_by) == (date(2026, 3, 24), bryn)


def test_what_is_overdue_about_safety_is_a_risk_and_says_by_how_much(
    world: World, browsing: Browsing
) -> None:
    risk = page_of(browsing(world.cast.bryn), f"/children/{world.leo.pk}/").split('id="risk"')[1]
    assert (
        "Decide what to do about a referral: overdue by 29 working days: "
        "it was due Wednesday 11 February 2026." in risk.split("</section>")[0]
    )


def test_paper_that_is_late_is_owed_and_no_risk(world: World, browsing: Browsing) -> None:
    page = page_of(browsing(world.cast.bryn), f"/children/{world.ruby.pk}/")
    assert 'id="risk"' not in page
    assert "nothing overdue about safety" in page
    assert "overdue by 33 working days: it was due" in page.split('id="owed"')[1]


def test_every_duty_about_safety_is_in_the_book() -> None:
    assert BOOK.keys() >= SAFETY


def test_someone_who_wrote_since_i_looked_is_told_of_on_my_list(world: World, browsing: Browsing) -> None:
    amina = browsing(world.cast.amina)
    for child in (world.mia, world.noah, world.ivy, world.ruby):
        amina.get(f"/children/{child.pk}/")
    assert "Somebody else wrote here" not in page_of(amina, "/families/")
    sighting.record(
        world.ivy,
        by=world.cast.bryn,
        on=date(2026, 3, 23),
        where="At school",
        purpose="plan",
        was_seen=True,
        alone="yes",
    )
    page = page_of(amina, "/families/")
    assert page.count("Somebody else wrote here") == 1
    assert "Somebody else wrote here" in page.split("Ivy Birch")[1].split("</li> </ul></section>")[0]


def test_the_record_is_shown_as_it_was_known_on_a_day(world: World, browsing: Browsing) -> None:
    amina = browsing(world.cast.amina)
    address = f"/children/{world.mia.pk}/story/known/"
    assert "As it was known on an earlier day" in page_of(amina, f"/children/{world.mia.pk}/story/")
    before = page_of(amina, f"{address}?on_day=1&on_month=3&on_year=2026")
    assert "Known by the end of 1 March 2026" in before
    assert "Nothing has been recorded yet." in before, "what happened in March was written in this test"
    wrong = amina.get(f"{address}?on_day=30&on_month=2&on_year=2026")
    assert wrong.status_code == 422
    assert "Error: As it was known" in wrong.content.decode()
    ahead = amina.get(f"{address}?on_day=1&on_month=3&on_year=2030")
    assert "That day has not come yet" in ahead.content.decode()
