"""Whatever is done to a census, it is refused in words or checked by every rule, and no rule breaks."""

import json
from pathlib import Path

import pytest

from sightline.returns.cin_census import answer
from sightline.returns.cin_census.check import check
from sightline.returns.cin_census.read import read
from sightline.returns.refusal import Refused
from tests.returns.census import write
from tests.returns.cin_census.made import made
from tests.returns.cin_census.spoiling import spoilt
from tests.returns.cin_census.stories import census, enquiry, kid, need, protection, referral

WHOLE = census(
    *made(4, seed=11),
    kid(
        referral(enquiry(), need("2025-07-01", "2025-08-01"), protection("2025-06-25", None, "2025-09-20")),
        ""
        "<CINdetails><PreProceedingsandFGDM><PPStartDate>2025-09-09</PPStartDate></PreProceedingsandFGDM></CINdetails>",
        ExpectedPersonBirthDate="2015-03-01",
    ),
)


def answered(folder: Path, seed: int) -> dict[str, object] | None:
    """What a check says of one spoilt census, as another program reads it; None where the file is refused."""
    try:
        found = read(write(folder, spoilt(WHOLE, seed)))
    except Refused:
        return None
    result = check(found, 2025 + seed % 3)
    assert [(one.rule.code, one.why) for one in result.failed] == []
    assert list(answer.as_text(result, "census.xml", every=True))
    return json.loads("".join(answer.as_json(result)))


@pytest.mark.parametrize("tens", range(30))
def test_a_spoilt_census_is_refused_or_checked_whole(tmp_path, tens: int) -> None:
    answers = [answered(tmp_path, seed) for seed in range(10 * tens, 10 * tens + 10)]
    checked = [one for one in answers if one is not None]
    assert checked, "some of them can be read"
    for one in checked:
        fired = {rule["code"] for rule in one["rules"] if rule["outcome"] == "fired"}
        assert fired == {finding["code"] for finding in one["findings"]}


def test_thousands_of_groups_in_one_child_take_no_longer_than_they_would_apart(tmp_path) -> None:
    many = 2000
    crowd = [
        need("2025-07-01", "2025-08-01"),
        protection("2025-06-25", None, "2025-07-05"),
        enquiry(held=None),
    ]
    text = census(kid(referral(*crowd * many)), kid(disabilities=("NONE", "LD") * many))
    result = check(read(write(tmp_path, text.replace(">\n<", "><"))), 2026)
    counts = {one.rule.code: len(one.hits) for one in result.results}
    assert not result.failed
    assert (counts["4014"], counts["4016"], counts["8940"], counts["4003"]) == (many,) * 4
    assert (counts["8890"], counts["8790"]) == (many, many)
