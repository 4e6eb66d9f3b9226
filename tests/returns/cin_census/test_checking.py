"""What a check says does not hang on order, on other children, or on what another rule did."""

import re
from collections import Counter
from datetime import date
from random import Random

import pytest

from sightline.returns.cin_census.check import Checked, Outcome, check, rules_of
from sightline.returns.cin_census.read import read
from sightline.returns.cin_census.rules import RULES, Rule, View, Within
from sightline.returns.cin_census.shape import DAYS
from tests.returns.census import sample, write
from tests.returns.cin_census.made import made
from tests.returns.cin_census.stories import (
    assessment,
    census,
    checked,
    closed,
    enquiry,
    group,
    kid,
    need,
    protection,
    referral,
    unfinished,
    upn,
)

TANGLED = closed(
    assessment(),
    unfinished(),
    enquiry(held=None),
    need(),
    protection("2025-06-25", None, "2025-06-25"),
    on="2025-08-01",
)
CHILDREN = [
    *made(60, seed=3),
    kid(TANGLED, referral(unfinished(), unfinished(), need(), protection()), LAchildID="T1", UPN=upn(900)),
    kid(
        TANGLED,
        TANGLED,
        LAchildID="T2",
        UPN=upn(901),
        disabilities=("NONE", "LD", "LD"),
        PersonDeathDate="2025-06-20",
    ),
]
WHOLE_RETURN = {code for code, rule in RULES.items() if rule.within is Within.RETURN}
COUNTED_IN_DAYS = {"8569Q", "8606", "8670Q", "8675Q", "8870Q", "8875"}
"""Rules that turn on weekends, holidays or a number of days, which fall otherwise in another year."""


def told(result: Checked, *without: str) -> Counter[object]:
    """Every finding but those rules': the rule, the child and what the group says, wherever it stands."""
    tables, found = result.columns.tables, Counter[object]()
    for finding in result.findings():
        if finding.rule.code not in without:
            columns = tables[finding.table].values.values()
            group = (
                finding.fields if finding.row is None else tuple(column[finding.row] for column in columns)
            )
            found[finding.rule.code, finding.child, finding.table, group] += 1
    return found


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Checked:
    return checked(tmp_path_factory.mktemp("whole"), census(*CHILDREN))


def test_the_order_of_the_rules_changes_nothing(tmp_path, whole: Checked) -> None:
    rules = rules_of(2026)
    Random(1).shuffle(rules)  # noqa: S311 - an order, not a secret
    again = check(read(write(tmp_path, census(*CHILDREN))), 2026, rules)
    assert again.results == whole.results
    assert list(again.findings()) == list(whole.findings())
    alone = [result for rule in rules for result in check(whole.columns.census, 2026, [rule]).results]
    assert sorted(alone, key=repr) == sorted(whole.results, key=repr)


def test_the_order_of_the_children_changes_nothing(tmp_path, whole: Checked) -> None:
    assert told(checked(tmp_path, census(*reversed(CHILDREN)))) == told(whole)


def test_the_order_of_a_childs_groups_changes_nothing(tmp_path, whole: Checked) -> None:
    assert told(checked(tmp_path, census(*map(backwards, CHILDREN)))) == told(whole)


def backwards(child: str) -> str:
    """The child with its episodes, and the groups in each, in the opposite order."""
    episodes = re.findall(r"<CINdetails>.*?</CINdetails>", child)
    head = child[: child.index("<CINdetails>")] if episodes else child.removesuffix("</Child>")
    return head + "".join(map(_inside_out, reversed(episodes))) + "</Child>"


def _inside_out(episode: str) -> str:
    inner = r"<(Assessments|CINPlanDates|Section47|ChildProtectionPlans)>.*?</\1>"
    groups = [match[0] for match in re.finditer(inner, episode)]
    rest = re.sub(inner, "", episode).removesuffix("</CINdetails>")
    return rest + "".join(reversed(groups)) + "</CINdetails>"


def test_unrelated_children_change_nothing_for_the_others(tmp_path, whole: Checked) -> None:
    strangers = [one.replace("<LAchildID>M", "<LAchildID>X") for one in made(40, seed=9)]
    strangers = [re.sub("<UPN>.*?</UPN>", "", one) for one in strangers]
    more = checked(tmp_path, census(*strangers, *CHILDREN))
    theirs = {key: n for key, n in told(more, *WHOLE_RETURN).items() if not str(key[1]).startswith("X")}
    assert theirs == dict(told(whole, *WHOLE_RETURN))


def test_a_copy_of_every_child_doubles_every_finding(tmp_path, whole: Checked) -> None:
    twice = checked(tmp_path, census(*CHILDREN, *CHILDREN))
    assert told(twice, *WHOLE_RETURN, "100") == Counter(
        {key: 2 * n for key, n in told(whole, *WHOLE_RETURN, "100").items()}
    )


def test_a_year_later_everything_is_as_it_was(tmp_path) -> None:
    earlier_year = made(80, seed=5, reference=date(2025, 3, 31))
    before = census(*earlier_year, reference="2025-03-31", year=2025)
    before = before.replace("-02-29<", "-02-28<")
    after = re.sub(r">(\d{4})(-\d\d-\d\d)?<", lambda found: f">{int(found[1]) + 1}{found[2] or ''}<", before)
    codes = [rule.code for rule in rules_of(2025) if rule.code not in COUNTED_IN_DAYS and not rule.ours]
    earlier, later = checked(tmp_path, before, *codes, collection=2025), checked(tmp_path, after, *codes)
    assert [(*one[1:4], one.line) for one in earlier.findings()] == [
        (*one[1:4], one.line) for one in later.findings()
    ]
    assert [one.rule.code for one in earlier.findings()] == [one.rule.code for one in later.findings()]
    assert len(list(earlier.findings())) > 20


@pytest.mark.parametrize("item", sorted(DAYS - {"ReferenceDate"}))
def test_a_date_that_cannot_be_read_makes_no_rule_fire_or_pass(tmp_path, whole: Checked, item: str) -> None:
    text = census(*CHILDREN)
    given = [*re.finditer(rf"<{item}>[\d-]+<", text)]
    for match in given[:: max(1, len(given) // 3)]:
        spoilt = checked(tmp_path, f"{text[: match.start()]}<{item}>2025-02-30<{text[match.end() :]}")
        assert not spoilt.failed
        unread = [finding for finding in spoilt.findings() if finding.rule.code == "SL01"]
        assert [(one.fields, one.line) for one in unread] == [
            (((item, "2025-02-30"),), 1 + text.count("\n", 0, match.start()))
        ]
        new = places_of(spoilt) - places_of(whole)
        assert {code for code, *_ in new} <= {"SL01", "100"}
        gone = {code for code, *_ in places_of(whole) - places_of(spoilt)}
        unable = {one.rule.code for one in spoilt.results if one.why}
        assert gone <= unable == {rule.code for rule in rules_of(2026) if reads(rule, spoilt, item)}
        assert all(one.outcome is not Outcome.CLEAN for one in spoilt.results if one.why)


def reads(rule: Rule, result: Checked, item: str) -> bool:
    """Whether the rule reads that item where it could not be read."""
    view = View(result.columns, rule.table)
    list(rule.fires(view))
    return any(name == item and (table, item) in result.columns.unreadable for table, name in view.read)


def places_of(result: Checked) -> set[tuple[object, ...]]:
    return {(one.rule.code, one.table, one.row) for one in result.findings()}


def test_a_rule_that_breaks_is_not_called_clean_and_takes_no_other_with_it(tmp_path, whole: Checked) -> None:
    def broken(view: View) -> list[int]:
        yield 0
        raise KeyError("ROW_ID")

    good = RULES["8896"]
    bad = Rule("8601", "CINdetails", (), "A rule with a fault", broken, Within.ROW, 2025, 2027, False, False)
    result = check(whole.columns.census, 2026, [bad, good])
    assert [(one.rule.code, one.outcome, one.failed) for one in result.results] == [
        ("8601", Outcome.NOT_EVALUATED, True),
        ("8896", Outcome.FIRED, False),
    ]
    assert result.results[0].why == "the rule itself failed: KeyError: 'ROW_ID'"
    assert result.failed == [result.results[0]]


@pytest.mark.parametrize(
    ("reference", "why"),
    [
        (None, "the header has no reference date that can be read"),
        ("31 March", "the header has no reference date that can be read"),
        ("1950-03-31", "the reference date, 31 March 1950, is not in 2000 to 2035"),
        ("0001-01-01", "the reference date, 1 January 1, is not in 2000 to 2035"),
    ],
)
def test_without_a_reference_date_rules_about_the_year_are_not_evaluated(
    tmp_path, reference, why: str
) -> None:
    about_the_year = "2883 2885 4010 4013 8520 8530Q 8545Q 8569Q 8600 8620 8670Q 8675Q 8696 8715 8720 8736 "
    about_the_year += "8740 8770Q 8775Q 8930"
    result = checked(tmp_path, census(kid(closed(reason="RC99")), reference=reference))
    outcomes = {one.rule.code: (one.outcome, one.why) for one in result.results}
    unable = {code for code, (outcome, _) in outcomes.items() if outcome is Outcome.NOT_EVALUATED}
    assert unable == set(about_the_year.split())
    assert {outcomes[code][1] for code in unable} == {why}
    assert outcomes["100"][0] is outcomes["8640"][0] is Outcome.FIRED


def test_pre_proceedings_are_checked_by_us_from_2026_27_and_not_taken_before(tmp_path) -> None:
    wrong = {"PPStartDate": "2026-13-01", "FGDMMeetingOffer": "maybe", "ReviewMeetingsCount": "some"}
    text = census(kid(referral(group("PreProceedingsandFGDM", **wrong))), reference="2027-03-31", year=2027)
    later = checked(tmp_path, text, collection=2027)
    found = [(one.rule.code, one.fields) for one in later.findings() if one.table == "PreProceedingsandFGDM"]
    assert found == [
        ("SL01", (("PPStartDate", "2026-13-01"),)),
        ("SL02", (("FGDMMeetingOffer", "maybe"),)),
        ("SL10", (("ReviewMeetingsCount", "some"),)),
    ]
    (ours,) = [one for one in later.results if one.rule.code == "SL11"]
    assert (ours.outcome, ours.why) == (
        "not_evaluated",
        "the rules for this section are not among our sources",
    )
    now = checked(tmp_path, text.replace("2027", "2026"), "SL12")
    assert [(one.rule.code, one.row) for one in now.findings()] == [("SL12", 0)]


@pytest.mark.parametrize(
    "name", ["fake_CIN_data.xml", "CIN_Census_2024.xml", "CIN_Census_2026.xml", "CIN2rows.xml"]
)
@pytest.mark.parametrize("collection", [2025, 2026, 2027])
def test_the_sectors_own_samples_are_checked_by_every_rule(name: str, collection: int) -> None:
    result = check(read(sample(name)), collection)
    assert not result.failed
    assert {one.rule.code for one in result.results if one.why} == ({"SL11"} if collection == 2027 else set())
    assert {"100", "4180"} <= {one.rule.code for one in result.fired}
