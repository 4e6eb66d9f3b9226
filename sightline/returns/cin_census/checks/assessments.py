"""The rules on assessments and the factors that they found."""

from sightline.returns.cin_census.checks.episodes_together import begun_during_another
from sightline.returns.cin_census.codes import CLOSED_AFTER_ASSESSMENT, FACTORS, NO_FACTORS
from sightline.returns.cin_census.comparing import before, outside, repeated
from sightline.returns.cin_census.rules import Found, Hit, View, Within, rule

ASSESSMENT = "Assessments"
FACTOR = "AssessmentFactors"
LONGEST = 45


def factors_of(assessments: View) -> list[list[tuple[int, str]]]:
    """For each assessment, the rows and codes of its factors; blank ones left out."""
    return assessments.texts_inside(FACTOR, FACTOR)


@rule(
    "1103",
    ASSESSMENT,
    "AssessmentActualStartDate",
    "CINreferralDate",
    says="The assessment start date cannot be before the referral date",
)
def begun_before_referral(assessments: View) -> Found:
    return before(assessments.days("AssessmentActualStartDate"), assessments.days("CINreferralDate"))


@rule(
    "8608",
    ASSESSMENT,
    "AssessmentActualStartDate",
    "AssessmentAuthorisationDate",
    says="Assessment Start Date cannot be later than its End Date",
)
def finished_before_it_began(assessments: View) -> Found:
    """The end of an assessment is its authorisation."""
    return before(
        assessments.days("AssessmentAuthorisationDate"), assessments.days("AssessmentActualStartDate")
    )


@rule(
    "8614",
    ASSESSMENT,
    "AssessmentAuthorisationDate",
    "AssessmentFactors",
    says="Parental or child factors at assessment should only be present for a completed assessment",
)
def factors_of_an_unfinished_assessment(assessments: View) -> Found:
    """An authorisation date that cannot be read is there all the same."""
    finished = assessments.texts("AssessmentAuthorisationDate")
    for row, factors in enumerate(factors_of(assessments)):
        if factors and not finished[row]:
            yield Hit(row, _beside(factors))


@rule(
    "8670Q",
    ASSESSMENT,
    "AssessmentActualStartDate",
    "AssessmentAuthorisationDate",
    says=(
        "Assessment started more than 45 working days before the end of the census year. However, there is no"
        " Assessment end date"
    ),
)
def unfinished_after_45_working_days(assessments: View) -> Found:
    """The start day is day nought: one whose 45th working day is the reference date is not yet too long."""
    earliest = assessments.columns.first_within(LONGEST)
    days = zip(
        assessments.days("AssessmentActualStartDate"),
        assessments.days("AssessmentAuthorisationDate"),
        strict=True,
    )
    return [
        row for row, (start, end) in enumerate(days) if end is None and start is not None and start < earliest
    ]


@rule(
    "8696",
    ASSESSMENT,
    "AssessmentAuthorisationDate",
    says="Assessment end date must fall within the census year",
)
def finished_in_another_year(assessments: View) -> Found:
    days = assessments.days("AssessmentAuthorisationDate")
    return outside(days, assessments.first_day, assessments.last_day)


@rule(
    "8736",
    ASSESSMENT,
    "AssessmentAuthorisationDate",
    "AssessmentActualStartDate",
    says="For an Assessment that has not been completed, the start date must fall within the census year",
)
def unfinished_from_another_year(assessments: View) -> Found:
    """A missing start date does not fall within it either: no other rule says that it is missing."""
    first, last, given = assessments.first_day, assessments.last_day, assessments.filled()
    days = zip(
        assessments.days("AssessmentActualStartDate"),
        assessments.days("AssessmentAuthorisationDate"),
        strict=True,
    )
    for row, (start, end) in enumerate(days):
        if end is None and given[row] and (start is None or not first <= start <= last):
            yield row


@rule(
    "8863Q",
    ASSESSMENT,
    "AssessmentActualStartDate",
    "AssessmentAuthorisationDate",
    says="An Assessment is shown as starting when there is another Assessment ongoing",
    within=Within.CHILD,
)
def assessment_begun_during_another(assessments: View) -> Found:
    """Of the same child. One may start on the day that another is authorised."""
    starts = assessments.days("AssessmentActualStartDate")
    ends = assessments.days("AssessmentAuthorisationDate")
    return begun_during_another(assessments, ASSESSMENT, starts, ends)


@rule(
    "8869",
    ASSESSMENT,
    "AssessmentFactors",
    says="The assessment factors code “21” cannot be used in conjunction with any other assessment factors",
)
def no_factors_and_others(assessments: View) -> Found:
    for row, factors in enumerate(factors_of(assessments)):
        codes = {code for _, code in factors} if len(factors) > 1 else ()
        if NO_FACTORS in codes and len(codes) > 1:
            yield Hit(row, _beside(factors))


@rule(
    "8873Q",
    ASSESSMENT,
    "AssessmentFactors",
    "AssessmentAuthorisationDate",
    "ReasonForClosure",
    says=(
        "When there is only one assessment on the episode and the factors code “21 No factors identified” has"
        " been used for the completed assessment, the reason for closure ‘RC8’ or 'RC9' should be used"
    ),
    within=Within.EPISODE,
)
def no_factors_and_another_reason(assessments: View) -> Found:
    """A reason that is missing, the case being open, is not one of those two either."""
    finished, reasons = (
        assessments.texts("AssessmentAuthorisationDate"),
        assessments.texts("ReasonForClosure"),
    )
    factors = factors_of(assessments)
    for rows in assessments.of("CINdetails").inside(ASSESSMENT):
        if len(rows) == 1 and finished[row := rows[0]] and reasons[row] not in CLOSED_AFTER_ASSESSMENT:
            without = [(place, code) for place, code in factors[row] if code == NO_FACTORS]
            if without:
                yield Hit(row, _beside(without))


@rule(
    "8896",
    ASSESSMENT,
    "AssessmentActualStartDate",
    "AssessmentAuthorisationDate",
    says="Within one CINDetails group there are 2 or more open Assessments groups",
    within=Within.EPISODE,
)
def two_open_assessments(assessments: View) -> Found:
    """Each of those without an authorisation date; one that cannot be read is there all the same."""
    finished, given = assessments.texts("AssessmentAuthorisationDate"), assessments.filled()
    for rows in assessments.of("CINdetails").inside(ASSESSMENT):
        still_open = [row for row in rows if given[row] and not finished[row]] if len(rows) > 1 else []
        if len(still_open) > 1:
            yield from still_open


@rule(
    "8897Q",
    ASSESSMENT,
    "AssessmentAuthorisationDate",
    "AssessmentFactors",
    says="Parental or child factors at assessment information is missing from a completed assessment",
)
def finished_without_factors(assessments: View) -> Found:
    """There is no factor, or none that is a code of the set."""
    finished = assessments.texts("AssessmentAuthorisationDate")
    for row, factors in enumerate(factors_of(assessments)):
        if finished[row] and not any(code in FACTORS for _, code in factors):
            yield Hit(row, _beside(factors))


@rule(
    "8898",
    ASSESSMENT,
    "AssessmentFactors",
    says="The assessment has more than one parental or child factors with the same code",
)
def same_factor_twice(assessments: View) -> Found:
    codes = assessments.of(FACTOR).texts(FACTOR)
    for row, factors in enumerate(factors_of(assessments)):
        twice = repeated(codes, [place for place, _ in factors]) if len(factors) > 1 else []
        if twice:
            yield Hit(row, tuple((FACTOR, place) for place in twice))


@rule(
    "8945Q",
    ASSESSMENT,
    "AssessmentFactors",
    says="The assessment factors code '18A' should not be used ('18B' or '18C' should be used instead)",
)
def factor_18a(assessments: View) -> Found:
    return _using(assessments, "18A")


@rule(
    "8950Q",
    ASSESSMENT,
    "AssessmentFactors",
    says="The assessment factors code '19A' should not be used ('19B' or '19C' should be used instead)",
)
def factor_19a(assessments: View) -> Found:
    return _using(assessments, "19A")


def _using(assessments: View, factor: str) -> Found:
    for row, factors in enumerate(factors_of(assessments)):
        using = [(place, code) for place, code in factors if code == factor]
        if using:
            yield Hit(row, _beside(using))


def _beside(factors: list[tuple[int, str]]) -> tuple[tuple[str, int], ...]:
    return tuple((FACTOR, place) for place, _ in factors)
