"""Look-backs: every case is scored once, given to somebody who had no hand in it, and accounted for."""

from datetime import date

import pytest

from sightline.assurance import look_back as looking
from sightline.assurance import verdict
from sightline.assurance.danger import OF_A_PATTERN, POINTS, Now
from sightline.assurance.models import FollowUp, LookBack, SampledCase, ScoredCase
from sightline.assurance.report import Report
from sightline.audit import looks
from sightline.casework import contact, sighting
from sightline.casework.verb import Refused
from sightline.compliance.pattern.language import Danger
from sightline.people.models import Team, Worker
from sightline.record.models import Referral
from tests.assurance.conftest import Ended
from tests.assurance.test_verdict import AT

ON = date(2026, 6, 1)


@pytest.fixture
def cases(ended: Ended) -> list[Referral]:
    """Nine cases that Bryn closed with the child never seen and no assessment: all are picked."""
    return [ended(number) for number in range(9)]


def begun(by: Worker, **more: object) -> LookBack:
    wanted = {"population": "ended", "from_on": None, "until_on": ON, "title": "All of 2026"} | more
    return looking.begin(by=by, on=ON, **wanted)  # type: ignore[arg-type]  # passed on


def read(case: SampledCase, holder: Worker | None = None) -> None:
    looks.log(worker=case.reader_id, page=verdict.PAGE, children=[case.child_id])
    finding = "potential_risk" if holder else "fine"
    verdict.give(case, by=case.reader, at=AT, finding=finding, because="As I read it.", holder=holder)


# ── scoring


def test_scoring_twice_is_scoring_once(
    cases: list[Referral], nadia: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "PIECE", 4)
    made = begun(nadia)
    assert looking.unscored(made) == [0, 4, 8]
    assert [looking.score(made, by=nadia, first=first) for first in (4, 4)] == [4, 0]
    assert looking.unscored(made) == [0, 8]
    assert (looking.score_all(made), looking.score_all(made)) == (5, 0)
    scored = ScoredCase.objects.values_list("referral", flat=True)
    assert sorted(scored) == [case.pk for case in cases] == made.frame.cases


def test_a_piece_half_scored_is_finished_and_nothing_is_done_again(
    cases: list[Referral], nadia: Worker
) -> None:
    made = begun(nadia)
    first = ScoredCase(
        recorded_by=nadia, look_back=made, child=cases[0].child, referral=cases[0], danger=1, scored_on=ON
    )
    first.save()
    assert looking.unscored(made) == [0]
    assert looking.score_all(made) == 8
    assert ScoredCase.objects.get(referral=cases[0]).danger == 1


def test_the_danger_of_a_case_says_what_gave_its_points(
    ended: Ended, nadia: Worker, gwen: Worker, front_door_team: Team
) -> None:
    quiet, worried = ended(1), ended(2)
    worried.child.born_on = date(2025, 9, 1)
    worried.child.save()
    contact.receive(
        by=gwen, children=[worried.child], received_at=AT.replace(month=5), route="telephone", source="2A",
        words="He has a burn.", tells_of_harm=True, team=front_door_team,
    )  # fmt: skip
    made = begun(nadia)
    looking.score_all(made)
    scored = {one.referral_id: one for one in made.scored.all()}
    assert set(scored[worried.pk].because) == {
        "HARM_TOLD_SINCE", "WORRIED_SINCE", "NOT_YET_ONE", "ENDED_LATELY",
    }  # fmt: skip
    assert scored[quiet.pk].because == ["ENDED_LATELY"]
    ahead = POINTS[Now.HARM_TOLD_SINCE] + POINTS[Now.WORRIED_SINCE] + POINTS[Now.NOT_YET_ONE]
    assert scored[worried.pk].danger - scored[quiet.pk].danger == ahead
    assert scored[quiet.pk].danger > OF_A_PATTERN[Danger.MAY_BE_UNSAFE]
    assert list(looking.by_danger(made)) == [worried.pk, quiet.pk]


def test_a_child_seen_since_or_grown_up_is_read_later(ended: Ended, nadia: Worker, amina: Worker) -> None:
    seen, grown, other = ended(1), ended(2), ended(3)
    sighting.record(
        seen.child,
        by=amina,
        on=date(2026, 5, 1),
        where="At home",
        purpose="welfare",
        was_seen=True,
        alone="yes",
    )
    grown.child.born_on = date(2008, 5, 31)
    grown.child.save()
    made = begun(nadia)
    looking.score_all(made)
    assert list(looking.by_danger(made)) == [other.pk, seen.pk, grown.pk]


def test_who_may_look_back_and_at_what(cases: list[Referral], nadia: Worker, bryn: Worker) -> None:
    with pytest.raises(Refused, match="An auditor or the director looks back"):
        begun(bryn)
    with pytest.raises(Refused, match="No case ended between those days"):
        begun(nadia, until_on=date(2020, 1, 1))
    with pytest.raises(Refused, match="There is no pattern shrug"):
        begun(nadia, patterns=["shrug"])
    assert not LookBack.objects.exists()


# ── giving out


def test_nothing_is_given_out_before_all_is_scored_or_twice(
    cases: list[Referral], nadia: Worker, jude: Worker
) -> None:
    made = begun(nadia)
    giving = {"by": nadia, "on": ON, "readers": [jude], "control": 2, "seed": 1}
    with pytest.raises(Refused, match="1 pieces are still to be scored"):
        looking.share_out(made, **giving)  # type: ignore[arg-type]  # passed on
    looking.score_all(made)
    looking.share_out(made, **giving)  # type: ignore[arg-type]  # passed on
    with pytest.raises(Refused, match="given out already"):
        looking.share_out(made, **giving)  # type: ignore[arg-type]  # passed on
    assert SampledCase.objects.count() == 9


def test_cases_go_to_readers_without_a_hand_in_them_the_most_dangerous_first(
    cases: list[Referral], nadia: Worker, jude: Worker, bryn: Worker
) -> None:
    made = begun(nadia)
    looking.score_all(made)
    made = looking.share_out(made, by=nadia, on=ON, readers=[bryn, jude, nadia], control=2, seed=1)
    assert made.readings is not None
    given = list(made.readings.cases.values_list("referral", "reader"))
    assert [case for case, _ in given] == list(looking.by_danger(made))
    assert {reader for _, reader in given} == {jude.pk, nadia.pk}, "Bryn closed them all"
    assert [case.referral_id for case in looking.waiting(jude, on=ON)] == [
        case for case, reader in given if reader == jude.pk
    ]


def test_what_patterns_pass_over_is_drawn_from_at_random(
    ended: Ended, nadia: Worker, jude: Worker, bryn: Worker
) -> None:
    for number in range(6):
        ended(number, decision="no_further_action")
    picked = ended(7)
    made = begun(nadia)
    looking.score_all(made)
    made = looking.share_out(made, by=nadia, on=ON, readers=[jude], control=4, seed=9)
    assert made.readings is not None
    assert made.control is not None
    assert list(made.readings.cases.values_list("referral", flat=True)) == [picked.pk]
    assert (made.control.size, len(made.control.frame.cases)) == (4, 6)
    report = Report(made)
    assert report.missed is None, "nothing has been read"
    [one, *rest] = made.control.cases.all()
    for case in rest:
        read(case)
    read(one, holder=bryn)
    report = Report(made)
    assert report.missed is not None
    assert (report.missed.found, report.missed.read, report.missed.of) == (1, 4, 6)
    assert (report.missed.at_least, report.missed.at_most) == (1, 3)
    assert (len(report.not_read), len(report.to_read), report.is_finished) == (2, 1, False)


def test_a_sample_that_was_read_is_left_out(ended: Ended, nadia: Worker, jude: Worker) -> None:
    from tests.assurance.test_sampling import drawn

    for number in range(5):
        ended(number)
    sample = drawn(nadia, [jude], size=2)
    made = begun(nadia, leaves_out=sample)
    assert set(made.frame.cases).isdisjoint(sample.cases.values_list("referral", flat=True))
    assert len(made.frame.cases) == 3


# ── the report


def test_what_goes_in_comes_out(
    cases: list[Referral], nadia: Worker, jude: Worker, bryn: Worker, assessment_team: Team
) -> None:
    made = begun(nadia, reads="every")
    looking.score_all(made)
    made = looking.share_out(made, by=nadia, on=ON, readers=[jude, nadia], control=0, seed=1)
    assert made.readings is not None
    every = list(made.readings.cases.all())
    for number, case in enumerate(every):
        report = Report(made)
        assert len(report.verdicts) + len(report.to_read) + len(report.not_read) == len(report.cases) == 9
        read(case, holder=bryn if number < 2 else None)
    report = Report(made)
    assert (len(report.verdicts), report.lost, report.is_finished) == (9, [], True)
    assert (len(report.unsafe), report.open, len(report.follow_ups)) == (2, 2, 2)
    assert {one.holder for one in report.follow_ups} == {bryn}
    assert len(report.false_alarms) == 7
    assert report.rate_of_false_alarms.words == (
        "7 of 9 read: 78%. Every case was read, so this is all of them."
    )
    assert report.by_day == [(AT.date(), 9, 2)]
    assert list(report.findings.values()) == [7, 0, 2, 0]
    verdict.refer_again(
        FollowUp.objects.all()[0],
        by=bryn,
        on=date(2026, 6, 3),
        team=assessment_team,
        because="Go and see her.",
    )
    report = Report(made)
    assert (report.open, report.referred_again) == (1, 1)
