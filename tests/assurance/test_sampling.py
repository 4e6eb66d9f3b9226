"""Samples: who may draw one, from what, that it can be drawn again, and that nobody reads their own work."""

from datetime import date

import pytest
from django.db import connection

from sightline.assurance import draw
from sightline.assurance.conflict import hands
from sightline.assurance.models import Sample, SampledCase, SamplingFrame
from sightline.assurance.sampling import draw_again, draw_sample, estimate_of, listed, population
from sightline.audit.models import JournalEntry
from sightline.casework.verb import Refused
from sightline.people.models import Worker
from sightline.record.models import Referral
from tests.assurance.conftest import Ended

ON = date(2026, 6, 1)
SINCE = date(2026, 1, 1)


def drawn(
    by: Worker, readers: list[Worker], *, method: str = "simple", size: int = 4, **more: object
) -> Sample:
    cases = listed("closed", from_on=SINCE, until_on=ON, **more)  # type: ignore[arg-type]  # passed on
    return draw_sample(
        by=by,
        on=ON,
        population="closed",
        cases=cases,
        method=method,
        size=size,
        seed=2009,
        asks="Was this child safe when we closed?",
        readers=readers,
        from_on=SINCE,
    )


def test_cases_closed_ended_without_action_and_open_are_each_a_population(ended: Ended) -> None:
    closed, refused = ended(1), ended(2, decision="no_further_action")
    closed_later = ended(3, closed_on=date(2026, 5, 8))

    def found(which: str, until_on: date = ON) -> set[int]:
        return set(population(which, from_on=SINCE, until_on=until_on).values_list("pk", flat=True))

    assert found("closed") == {closed.pk, closed_later.pk}
    assert found("no_further_action") == {refused.pk}
    assert found("ended") == {closed.pk, closed_later.pk, refused.pk}
    assert found("open", date(2026, 4, 1)) == {closed_later.pk}
    assert found("ended", date(2026, 3, 19)) == {refused.pk}


def test_a_sample_can_be_drawn_again_from_what_was_kept(ended: Ended, nadia: Worker) -> None:
    for number in range(9):
        ended(number)
    sample = drawn(nadia, [nadia])
    kept = SamplingFrame.objects.get()
    assert kept.cases == sorted(Referral.objects.values_list("pk", flat=True))
    assert kept.digest == draw.digest(kept.cases, kept.strata, kept.weights)
    cases = list(sample.cases.values_list("referral", "chance"))
    assert cases == draw_again(Sample.objects.get(pk=sample.pk))
    assert {chance for _, chance in cases} == {4 / 9}
    assert list(sample.cases.values_list("place", flat=True)) == [1, 2, 3, 4]
    assert {(case.reader_id, case.until_on) for case in sample.cases.all()} == {(nadia.pk, date(2026, 6, 29))}


def test_a_list_that_was_tampered_with_does_not_draw(ended: Ended, nadia: Worker) -> None:
    for number in range(3):
        ended(number)
    sample = drawn(nadia, [nadia], size=1)
    sample.frame.cases[0] += 1
    with pytest.raises(LookupError, match="not the one that was drawn from"):
        draw_again(sample)
    sample = Sample.objects.get()
    sample.algorithm = "a hat"
    with pytest.raises(LookupError, match="nothing here draws by “a hat”"):
        draw_again(sample)


def test_each_part_is_drawn_from_and_what_is_heavy_is_likelier(ended: Ended, nadia: Worker) -> None:
    cases = [ended(number) for number in range(9)]
    parted = drawn(nadia, [nadia], method="stratified", size=3, part_by="source")
    chances = [(part, round(chance, 4)) for part, chance in parted.cases.values_list("stratum", "chance")]
    assert sorted(chances) == [("2A", 0.3333), ("2A", 0.3333), ("6", 0.3333)]
    weighted = drawn(nadia, [nadia], method="weighted", size=3, weights={cases[5].pk: 100.0})
    assert weighted.cases.get(referral=cases[5]).chance == 1.0
    assert {round(case.chance, 4) for case in weighted.cases.exclude(referral=cases[5])} == {0.25}


@pytest.mark.parametrize("method", ["simple", "stratified", "weighted"])
def test_the_answers_say_how_sure_they_are(ended: Ended, nadia: Worker, method: str) -> None:
    for number in range(12):
        ended(number)
    sample = drawn(nadia, [nadia], method=method, size=6)
    answers = {case.referral_id: case.place == 1 for case in sample.cases.all()}
    made = estimate_of(sample, answers)
    assert (made.found, made.read, made.of) == (1, 6, 12)
    assert made.share == pytest.approx(1 / 6)
    assert made.at_least >= 1
    assert made.at_most <= 7, "five that were read were not so"


def test_an_auditor_or_the_director_draws(ended: Ended, nadia: Worker, iris: Worker, bryn: Worker) -> None:
    ended(1)
    assert drawn(iris, [nadia], size=1).recorded_by == iris
    with pytest.raises(Refused, match="An auditor or the director draws a sample"):
        drawn(bryn, [nadia], size=1)
    with pytest.raises(Refused, match="There are 1 cases to draw from: ask for 1 to 1"):
        drawn(nadia, [nadia], size=2)
    assert Sample.objects.count() == 1


def test_nobody_reads_a_case_in_which_they_had_a_hand(
    ended: Ended, nadia: Worker, bryn: Worker, carys: Worker, amina: Worker
) -> None:
    cases = [ended(number) for number in range(4)]
    assert hands([cases[0].pk]) == {cases[0].pk: {bryn.pk, amina.pk}}
    shared = drawn(nadia, [bryn, carys, nadia])
    assert sorted(shared.cases.values_list("reader__name", flat=True)) == [
        "Carys Bevan",
        "Carys Bevan",
        "Nadia Osei",
        "Nadia Osei",
    ]
    with pytest.raises(Refused, match="Each of these readers had a hand in 4 of the cases"):
        drawn(nadia, [bryn])
    with pytest.raises(Refused, match="not by Amina Yusuf"):
        drawn(nadia, [amina])
    with pytest.raises(Refused, match="not by nobody"):
        drawn(nadia, [])
    assert SampledCase.objects.count() == 4, "what was refused left nothing behind"


def test_a_sample_is_in_the_journal_in_the_name_of_who_drew_it(ended: Ended, nadia: Worker) -> None:
    case = ended(1)
    drawn(nadia, [nadia], size=1)
    written = JournalEntry.objects.filter(table__startswith="assurance_").order_by("pk")
    assert list(written.values_list("table", "worker", "child")) == [
        ("assurance_samplingframe", nadia.pk, None),
        ("assurance_sample", nadia.pk, None),
        ("assurance_sampledcase", nadia.pk, case.child_id),
    ]


def test_a_reader_sees_their_own_cases_and_an_auditor_all(
    ended: Ended, nadia: Worker, carys: Worker, amina: Worker
) -> None:
    for number in range(4):
        ended(number)
    sample = drawn(nadia, [nadia, carys])

    def seen(worker: Worker) -> tuple[int, int]:
        return (
            Sample.objects.visible_to(worker).count(),
            SampledCase.objects.visible_to(worker).count(),
        )

    assert {worker.name: seen(worker) for worker in (nadia, carys, amina)} == {
        "Nadia Osei": (1, 4),
        "Carys Bevan": (1, 2),
        "Amina Yusuf": (0, 0),
    }
    assert sample.cases.count() == 4


def test_giving_out_many_cases_takes_few_queries(
    ended: Ended, nadia: Worker, django_assert_max_num_queries: object
) -> None:
    for number in range(8):
        ended(number)
    with django_assert_max_num_queries(24):  # type: ignore[operator]  # pytest-django's fixture has no type
        drawn(nadia, [nadia], size=8)
    assert connection.vendor == "postgresql"
