"""Each constraint of samples, verdicts and look-backs refuses what it is named for."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from sightline.assurance import verdict
from sightline.assurance.models import (
    FollowUp,
    LookBack,
    Sample,
    SampledCase,
    SamplingFrame,
    ScoredCase,
    Verdict,
)
from sightline.audit import looks
from sightline.people.models import Worker
from sightline.record.models.entry import Entry
from tests.assurance.conftest import Ended
from tests.assurance.test_sampling import drawn
from tests.assurance.test_verdict import AT

MINE = (FollowUp, LookBack, Sample, SampledCase, SamplingFrame, ScoredCase, Verdict)
#: (table, constraint, what is changed). {other…} are another child's rows.
CASES = [
    ("samplingframe", "population_is_a_known_code", "population = 'x'"),
    ("samplingframe", "a_frame_ends_after_it_begins", "until_on = from_on - 1"),
    ("samplingframe", "each_case_of_a_frame_has_a_part_and_a_weight", "strata = '{{}}'"),
    ("sample", "sampling_method_is_a_known_code", "method = 'hat'"),
    ("sample", "a_sample_has_a_case", "size = 0"),
    ("sample", "a_seed_is_not_negative", "seed = -1"),
    ("sample", "a_sample_asks_something", "asks = ''"),
    ("sampledcase", "a_sampled_case_is_the_same_childs", "referral_id = {refused}"),
    ("sampledcase", "a_chance_is_a_share_and_not_nought", "chance = 0"),
    ("sampledcase", "each_place_is_drawn_once", "place = 3 - place"),
    ("verdict", "a_verdict_is_given_by_whoever_was_to_read_the_case", "recorded_by_id = {jude}"),
    ("verdict", "verdict_is_a_known_code", "finding = 'hm'"),
    ("verdict", "a_verdict_says_something", "finding = ''"),
    ("verdict", "a_verdict_has_a_reason", "because = ''"),
    ("followup", "a_follow_up_is_of_the_same_childs_verdict", "child_id = {other_child}"),
    ("followup", "a_follow_up_refers_the_same_child", "referral_id = {other_referral}"),
    ("followup", "a_follow_up_ends_by_whom_and_with_what", "ended_on = '2026-06-03'"),
    ("followup", "a_follow_up_ends_for_a_reason", "{ended}, ended_because = ''"),
    ("followup", "a_child_referred_again_has_a_referral", "{ended}, outcome = 'referred_again'"),
    ("followup", "follow_up_outcome_is_a_known_code", "{ended}, outcome = 'x'"),
    ("followup", "a_follow_up_ends_after_it_begins", "{ended}, ended_on = '2026-06-01'"),
    ("lookback", "what_a_look_back_reads_is_a_known_code", "reads = 'x'"),
    ("lookback", "a_look_back_has_a_title", "title = ''"),
    ("lookback", "a_look_back_looks_for_something", "patterns = '{{}}'"),
    ("scoredcase", "a_scored_case_is_the_same_childs", "referral_id = {other_referral}"),
]
#: (table, constraint, what differs in a copy of the row that stands).
COPIES = [
    ("sampledcase", "a_case_is_drawn_once", {"place": "99"}),
    ("verdict", "a_case_has_one_verdict", {}),
    ("scoredcase", "a_case_is_scored_once", {}),
]
#: What other tables point at, together with the child: unique because an id is.
POINTED_AT = {"sampled_case_with_its_child", "verdict_with_its_child"}
ENDED = {"ended_on": "'2026-06-03'", "ended_by_id": "holder_id", "outcome": "'safe'", "ended_because": "'x'"}


@pytest.fixture
def names(ended: Ended, nadia: Worker, jude: Worker, bryn: Worker) -> dict[str, int]:
    """One row in each table, about child 1; and another child's."""
    mine, other = ended(1), ended(2, closed_on=date(2026, 5, 9))
    sample = drawn(nadia, [nadia], size=2)
    case = sample.cases.get(referral=mine)
    looks.log(worker=nadia.pk, page=verdict.PAGE, children=[case.child_id])
    verdict.give(case, by=nadia, at=AT, finding="potential_risk", because="Nobody saw her.", holder=bryn)
    back = {"recorded_by": nadia, "title": "All of 2026", "frame": sample.frame, "patterns": ["x"]}
    look_back = LookBack.objects.create(**back, reads="every", begun_on=date(2026, 6, 1))
    score = {"recorded_by": nadia, "look_back": look_back, "danger": 3, "scored_on": date(2026, 6, 1)}
    ScoredCase.objects.create(**score, child_id=mine.child_id, referral=mine)
    return {
        "other_child": other.child_id,
        "other_referral": other.pk,
        "jude": jude.pk,
        "case": case.pk,
        "refused": ended(3, decision="no_further_action").pk,
    }


def refused_by(sql: str) -> str:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    diagnosis = getattr(refusal.value.__cause__, "diag", None)
    return str(getattr(diagnosis, "constraint_name", ""))


def row(table: str, names: dict[str, int]) -> str:
    """Where the row about child 1 is."""
    if table == "sampledcase":
        return f"id = {names['case']}"
    return f"id = (SELECT min(id) FROM assurance_{table})"


@pytest.mark.parametrize(("table", "constraint", "change"), CASES)
def test_postgresql_refuses(names: dict[str, int], table: str, constraint: str, change: str) -> None:
    said = {part.split(" = ")[0] for part in change.split(", ")[1:]}
    ended = ", ".join(f"{column} = {value}" for column, value in ENDED.items() if column not in said)
    sql = f"UPDATE assurance_{table} SET {change.format(ended=ended, **names)} WHERE {row(table, names)}"
    assert refused_by(sql) == constraint


@pytest.mark.parametrize(("table", "constraint", "differs"), COPIES)
def test_postgresql_refuses_a_copy(
    names: dict[str, int], table: str, constraint: str, differs: dict[str, str]
) -> None:
    model = next(model for model in MINE if model._meta.db_table == f"assurance_{table}")
    columns = [field.column for field in model._meta.concrete_fields if field.column != "id"]
    values = ", ".join(differs.get(column, column) for column in columns)
    sql = (
        f"INSERT INTO assurance_{table} ({', '.join(columns)}) "
        f"SELECT {values} FROM assurance_{table} WHERE {row(table, names)}"
    )
    assert refused_by(sql) == constraint


def test_every_constraint_has_a_test_that_it_refuses() -> None:
    declared = {constraint.name for model in MINE for constraint in model._meta.constraints}
    struck_out = {name for name in declared if "_struck_out_" in name}
    tested = {constraint for _, constraint, _ in [*CASES, *COPIES]}
    assert len(struck_out) == 2 * len(MINE)
    assert declared - struck_out - POINTED_AT == tested


@pytest.mark.parametrize("model", MINE)
def test_an_entry_is_struck_out_by_whom_and_why(names: dict[str, int], model: type[Entry]) -> None:
    table = str(model._meta.model_name)
    where = row(table, names)
    alone = f"UPDATE assurance_{table} SET struck_out_at = now() WHERE {where}"
    assert refused_by(alone) == f"{table}_struck_out_by_whom_and_why"
    complete = "struck_out_at = now(), struck_out_because = '', struck_out_by_id = recorded_by_id"
    assert refused_by(f"UPDATE assurance_{table} SET {complete} WHERE {where}") == (
        f"{table}_struck_out_for_a_reason"
    )
