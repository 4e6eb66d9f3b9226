"""Looking back on pages: what ended and looks unsafe, samples, look-backs, the next case, a child at risk."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from sightline.assurance import jobs, verdict
from sightline.assurance.models import FollowUp, LookBack, Sample, SampledCase, Verdict
from sightline.audit import looks
from sightline.audit.models import Look
from sightline.people.models import Role, Worker
from sightline.record.models import Referral
from sightline.web.story import STORY
from tests.web.audited import somebody
from tests.web.looked import LOOKING, Looked, closed, looked
from tests.web.pages import addresses
from tests.web.world import NOW, TODAY, World

Browsing = Callable[[Worker], Client]


@pytest.fixture
def told(world: World) -> Looked:
    return looked(world)


def words(answer: Any) -> str:
    """What the main part of a page says, without its marks."""
    main = answer.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main))).replace(" .", ".").replace(" ,", ",")


def days(**named: date) -> dict[str, str]:
    """Days as the three boxes of a form send them."""
    return {
        f"{name}_{part}": str(getattr(day, part))
        for name, day in named.items()
        for part in ("day", "month", "year")
    }


# ── who


def test_who_opens_which_page(world: World, told: Looked, browsing: Browsing, carys: Worker) -> None:
    places = {name: place for name, place in addresses(world).items() if name in LOOKING}

    def opens(worker: Worker) -> set[str]:
        return {name for name, place in places.items() if browsing(worker).get(place).status_code == 200}

    acting = {"follow-up-refer", "follow-up-end", "follow-up-hand-on"}
    assert opens(told.nadia) == LOOKING - acting
    assert opens(somebody("Olive Farr", Role.DIRECTOR)) == LOOKING - {"case-to-read", "verdict-back"}
    everyday = {"reading", "closures", "closures-of", "samples", "sample"}
    assert opens(world.cast.bryn) == everyday | {"follow-up"} | acting
    assert opens(carys) == everyday
    assert opens(world.cast.amina) == {"reading"}


def test_another_teams_manager_is_shown_no_child_of_ours(
    world: World, told: Looked, browsing: Browsing, carys: Worker
) -> None:
    for name in ("reading", "closures", "samples"):
        shown = words(browsing(carys).get(reverse(name)))
        assert "Rowan" not in shown, name
    assert not Look.objects.filter(worker=carys.pk).exists()


# ── what ended and looks unsafe


def test_what_ended_this_week_and_looks_unsafe_is_shown_with_its_law(
    world: World, told: Looked, browsing: Browsing
) -> None:
    bryn = browsing(world.cast.bryn)
    shown = words(bryn.get(reverse("closures")))
    assert "3 cases that you may open ended from 18 March 2026 to 24 March 2026." in shown
    assert "3 cases fit one that may mean danger; 0 of these ended today." in shown
    assert "Ended Friday 20 March 2026 by Bryn Pugh, Assessment North" in shown
    assert "the child was never seen (Working Together 2026 (provisional))" in shown
    assert "Nobody has read them." in shown
    seen = set(
        Look.objects.filter(worker=world.cast.bryn.pk, page="closures").values_list("child", flat=True)
    )
    this_week = Referral.objects.filter(closed_on__gte=date(2026, 3, 18))
    assert seen == set(this_week.values_list("child", flat=True))
    one = words(bryn.get(reverse("closures-of", args=["closed-unseen"])))
    assert "A machine cannot tell: whether somebody outside saw the child" in one
    assert bryn.get(reverse("closures-of", args=["shrug"])).status_code == 404


def test_whoever_closes_a_case_is_told_what_would_be_shown_of_it(world: World, browsing: Browsing) -> None:
    case = Referral.objects.get(child=world.ruby)
    shown = words(browsing(world.cast.bryn).get(reverse("close", args=[case.pk])))
    assert "Closed like this, the case would be shown as one to look at" in shown
    assert "The case was worked on and closed, and the child was never seen." in shown


# ── samples


def draw(reader: Worker, **more: Any) -> dict[str, Any]:
    return {
        "asks": "Was this child safe?",
        "population": "closed",
        "method": "simple",
        "size": "2",
        "seed": "11",
        "readers": [str(reader.pk)],
        **days(from_on=date(2026, 1, 1), until_on=TODAY),
        **more,
    }


@pytest.mark.parametrize("method", ["simple", "stratified", "weighted"])
def test_a_sample_is_drawn_and_says_how_it_was(
    world: World, told: Looked, browsing: Browsing, method: str
) -> None:
    nadia = browsing(told.nadia)
    answer = nadia.post(reverse("sample-new"), draw(told.nadia, method=method, part_by="team"))
    made = Sample.objects.get(asks="Was this child safe?")
    assert answer["Location"] == reverse("sample", args=[made.pk])
    shown = words(nadia.get(answer["Location"]))
    assert "2 cases of 3: cases closed from 1 January 2026 until 24 March 2026." in shown
    assert "from the seed 11." in shown
    assert "Nothing has been read, so nothing is known." in shown


def test_what_cannot_be_drawn_is_said(world: World, told: Looked, browsing: Browsing) -> None:
    nadia = browsing(told.nadia)
    many = nadia.post(reverse("sample-new"), draw(told.nadia, size="50"))
    assert (many.status_code, "There are 3 cases to draw from" in words(many)) == (422, True)
    own = nadia.post(reverse("sample-new"), draw(world.cast.bryn))
    assert (own.status_code, "had a hand in 2 of the cases" in words(own)) == (422, True)
    assert Sample.objects.filter(asks="Was this child safe?").count() == 0


def test_a_sample_says_what_was_found_and_how_sure_that_is(
    world: World, told: Looked, browsing: Browsing
) -> None:
    shown = words(browsing(told.nadia).get(reverse("sample", args=[told.sample.pk])))
    assert "1 of 2 read: 50%. Of all 3 it is between 33% and 67%, 1 to 2 cases" in shown
    assert "2 of its 3 cases have been read." in shown
    assert "hypergeometric: exact" in shown


# ── reading


def test_a_reader_reads_the_next_says_why_and_is_shown_the_next(
    world: World, told: Looked, browsing: Browsing
) -> None:
    nadia = browsing(told.nadia)
    first = nadia.get(reverse("next-case"))["Location"]
    assert first == reverse("case-to-read", args=[told.to_read.pk])
    assert "Mother says that all is well." in words(nadia.get(first))
    said = {
        "finding": "record_gap",
        "because": "Her school saw her that week.",
        "holder": str(world.cast.bryn.pk),
    }
    assert nadia.post(first, said)["Location"] == reverse("next-case")
    given = Verdict.objects.get(case=told.to_read)
    assert (given.finding, given.recorded_by, FollowUp.objects.filter(verdict=given).count()) == (
        "record_gap",
        told.nadia,
        0,
    )
    following = nadia.get(reverse("next-case"))["Location"]
    assert following not in (first, reverse("reading"))
    assert "A case that you have read" in words(nadia.get(first))


def test_no_verdict_is_taken_on_a_case_that_was_not_opened(
    world: World, told: Looked, browsing: Browsing
) -> None:
    place = reverse("case-to-read", args=[told.to_read.pk])
    answer = browsing(told.nadia).post(place, {"finding": "fine", "because": "Fine, all of them."})
    assert answer.status_code == 422
    assert "Open the case before you say what you make of it." in words(answer)
    assert not Verdict.objects.filter(case=told.to_read).exists()


def test_a_child_at_risk_is_held_from_that_moment(world: World, told: Looked, browsing: Browsing) -> None:
    nadia, place = browsing(told.nadia), reverse("case-to-read", args=[told.to_read.pk])
    nadia.get(place)
    unheld = nadia.post(place, {"finding": "immediate_risk", "because": "Nobody has seen her."})
    assert (unheld.status_code, "Say who sees to this child now" in words(unheld)) == (422, True)
    nadia.post(
        place,
        {"finding": "immediate_risk", "because": "Nobody has seen her.", "holder": str(world.cast.bryn.pk)},
    )
    begun = FollowUp.objects.get(verdict__case=told.to_read)
    shown = words(browsing(world.cast.bryn).get(reverse("reading")))
    assert begun.child.name in shown
    assert "By 24 March 2026 at 14:00" in shown


def test_in_a_look_back_the_reader_sees_what_the_patterns_show(
    world: World, told: Looked, browsing: Browsing
) -> None:
    assert told.given_out.readings is not None
    case = told.given_out.readings.cases.all()[0]
    shown = words(browsing(told.nadia).get(reverse("case-to-read", args=[case.pk])))
    assert "What the patterns show, and why it stands where it does" in shown
    assert "It ended in the last three months (+6)" in shown


def test_a_case_is_not_read_after_its_last_day(world: World, told: Looked, browsing: Browsing) -> None:
    SampledCase.objects.filter(pk=told.to_read.pk).update(until_on=date(2026, 3, 23))
    assert browsing(told.nadia).get(reverse("case-to-read", args=[told.to_read.pk])).status_code == 404


def test_a_wrong_verdict_is_taken_back(world: World, told: Looked, browsing: Browsing) -> None:
    nadia = browsing(told.nadia)
    nadia.post(reverse("verdict-back", args=[told.safe.pk]), {"because": "That was her brother."})
    told.safe.refresh_from_db()
    assert told.safe.struck_out_because == "That was her brother."
    shown = words(nadia.get(reverse("case-to-read", args=[told.safe.case_id])))
    assert "Was the child safe, and is the child safe now?" in shown


# ── a child at risk


def test_whoever_holds_it_refers_the_child_again(world: World, told: Looked, browsing: Browsing) -> None:
    bryn = browsing(world.cast.bryn)
    shown = words(bryn.get(reverse("follow-up", args=[told.follow_up.pk])))
    assert "Bryn Pugh holds it. By 25 March 2026 at 10:00" in shown
    place = reverse("follow-up-refer", args=[told.follow_up.pk])
    bryn.post(place, {"team": world.cast.team.pk, "because": "Go and see him."})
    again = Referral.objects.open_on(TODAY).get(child=told.follow_up.child)
    assert (again.team, again.because) == (world.cast.team, "Go and see him.")
    assert "Referred again: a team works with the child" in words(
        bryn.get(reverse("follow-up", args=[told.follow_up.pk]))
    )
    assert bryn.get(place).status_code == 404, "it is over"


def test_it_is_handed_on_or_ended_with_how_somebody_knows(
    world: World, told: Looked, browsing: Browsing
) -> None:
    bryn, amina = browsing(world.cast.bryn), browsing(world.cast.amina)
    bryn.post(reverse("follow-up-hand-on", args=[told.follow_up.pk]), {"to": world.cast.amina.pk})
    place = reverse("follow-up-end", args=[told.follow_up.pk])
    assert told.follow_up.child.name in words(amina.get(reverse("reading")))
    amina.post(place, {"outcome": "safe", "because": "I saw him at school."})
    told.follow_up.refresh_from_db()
    assert (told.follow_up.outcome, told.follow_up.ended_by) == ("safe", world.cast.amina)


# ── look-backs


def test_a_look_back_is_begun_scored_by_a_job_and_given_out(
    world: World, told: Looked, browsing: Browsing
) -> None:
    nadia = browsing(told.nadia)
    asked = {"title": "This year", "population": "ended", "reads": "picked", "patterns": ["closed-unseen"]}
    answer = nadia.post(reverse("look-back-new"), asked | days(from_on=date(2026, 1, 1), until_on=TODAY))
    made = LookBack.objects.get(title="This year")
    place = reverse("look-back", args=[made.pk])
    assert answer["Location"] == place
    assert "0 of 3 scored" in words(nadia.get(place))
    nadia.post(reverse("look-back-on", args=[made.pk]))
    [job] = ProcrastinateJob.objects.filter(task_name="assurance.score", args__look_back=made.pk)
    assert job.args == {"look_back": made.pk, "first": 0}, "queued once, however often it is pressed"
    jobs.score(**job.args)
    assert "All are scored: 3 fit a pattern." in words(nadia.get(place))
    share = {"readers": [str(told.nadia.pk)], "control": "5", "seed": "3"}
    assert nadia.post(reverse("look-back-share", args=[made.pk]), share)["Location"] == place
    shown = words(nadia.get(place))
    assert "0 of 3 read" in shown
    assert "3 went in: 0 read, 3 given out and not read, 0 given to nobody, 0 not accounted for." in shown


def test_every_number_of_the_report_opens_a_list_of_as_many(
    world: World, told: Looked, browsing: Browsing
) -> None:
    nadia = browsing(told.nadia)
    assert told.given_out.readings is not None
    for case, finding in zip(told.given_out.readings.cases.all(), ("fine", "potential_risk"), strict=False):
        place = reverse("case-to-read", args=[case.pk])
        nadia.get(place)
        nadia.post(place, {"finding": finding, "because": "As read.", "holder": str(world.cast.bryn.pk)})
    page = nadia.get(reverse("look-back", args=[told.given_out.pk])).content.decode()
    counts = re.findall(r'<b>(\d+)</b><a class="govuk-link" href="([^"]+)"', page)
    assert len(counts) == 3
    for number, place in counts:
        listed = words(nadia.get(place))
        assert f" {number} case{'' if number == '1' else 's'}, the likeliest" in listed, place
    shown = words(nadia.get(reverse("look-back", args=[told.given_out.pk])))
    assert "1 child was found at risk. 1 piece of work began: 1 held by somebody now" in shown
    assert "None of the cases that no pattern picked has been read" in shown
    assert nadia.get(reverse("look-back-list", args=[told.given_out.pk, "shrug"])).status_code == 404


def test_whoever_reads_none_of_them_counts_every_case_and_opens_none(
    world: World, told: Looked, browsing: Browsing
) -> None:
    case = SampledCase.objects.get(sample=told.given_out.readings, reader=told.nadia, place=1)
    looks.log(worker=told.nadia.pk, page=verdict.PAGE, children=[case.child_id])
    verdict.give(
        case, by=told.nadia, at=NOW, finding="potential_risk", because="Unseen.", holder=world.cast.bryn
    )
    ola = somebody("Ola Brandt", Role.AUDITOR)
    place = reverse("look-back", args=[told.given_out.pk])
    hers, readers = words(browsing(ola).get(place)), words(browsing(told.nadia).get(place))
    for shown in (hers, readers):
        assert "1 child was found at risk. 1 piece of work began: 1 held by somebody now" in shown
    assert "A child whose record you may not open: held by Bryn Pugh" in hers
    risky = words(browsing(ola).get(reverse("look-back-list", args=[told.given_out.pk, "unsafe"])))
    assert "1 case, the likeliest to matter first." in risky
    assert f"Case {case.referral_id}, which you may count and not open" in risky
    drawn = words(browsing(ola).get(reverse("sample", args=[told.sample.pk])))
    assert drawn.count("which you may count and not open") == 3
    assert "Rowan" not in hers + risky + drawn
    assert "Rowan" in readers
    assert not Look.objects.filter(worker=ola.pk).exclude(child=None).exists()


# ── queries

#: Who is asking, the case, the child and what is owed, around the story in a pack.
ROUND_IT = 21


def test_no_page_asks_more_the_more_there_is(world: World, told: Looked, browsing: Browsing) -> None:
    director, readers = somebody("Olive Farr", Role.DIRECTOR), {"case-to-read": told.nadia}
    places = {name: place for name, place in addresses(world).items() if name in LOOKING}
    for given in ("Ada", "Bo", "Cy", "Di", "Eve", "Flo"):
        closed(world, given)
    asked = {}
    for name, place in places.items():
        at_work = browsing(readers.get(name, director))
        with CaptureQueriesContext(connection) as queries:
            at_work.get(place)
        asked[name] = len(queries)
    assert asked.pop("case-to-read") <= len(STORY) + ROUND_IT, "the pack asks once for each kind in the story"
    assert {name: many for name, many in asked.items() if many > 15} == {}
