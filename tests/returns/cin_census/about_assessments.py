"""Stories of the rules on assessments and their factors, and on section 47 enquiries."""

from tests.returns.cin_census.stories import (
    assessment,
    closed,
    enquiry,
    group,
    kid,
    referral,
    story,
    unfinished,
)

ASSESSMENTS = [
    story("1103", "on the day of the referral", referral(assessment("2025-06-02"))),
    story("1103", "the day before", referral(assessment("2025-06-01")), at="0"),
    story("8608", "in a day", referral(assessment("2025-06-04", "2025-06-04"))),
    story("8608", "authorised the day before", referral(assessment("2025-06-04", "2025-06-03")), at="0"),
    story("8614", "finished", referral(assessment())),
    story("8614", "unfinished", referral(unfinished())),
    story("8614", "unfinished, with factors", referral(assessment("2026-03-02", None, "1A")), at="0"),
    story("8614", "a date that cannot be read is there", referral(assessment("2026-03-02", "soon", "1A"))),
    # 45 working days back from Tuesday 31 March 2026 there are no bank holidays: Tuesday 27 January.
    story("8670Q", "its 45th working day is the reference date", referral(unfinished("2026-01-27"))),
    story("8670Q", "its 45th working day was the day before", referral(unfinished("2026-01-26")), at="0"),
    story("8670Q", "begun on the Sunday between them", referral(unfinished("2026-01-25")), at="0"),
    story("8670Q", "finished", referral(assessment("2025-06-04"))),
    story("8670Q", "years ago", referral(unfinished("1995-01-01")), at="0"),
    # Easter 2024 was 29 March to 1 April: the 45th working day back from 31 March 2024 was 25 January.
    story("8670Q", "Good Friday does not count", referral(unfinished("2024-01-25")), reference="2024-03-31"),
    story(
        "8670Q", "nor does it hide one", referral(unfinished("2024-01-24")), reference="2024-03-31", at="0"
    ),
    story("8696", "the first day of the year", referral(assessment(done="2025-04-01"))),
    story("8696", "the last", referral(assessment(done="2026-03-31"))),
    story("8696", "the day before", referral(assessment(done="2025-03-31")), at="0"),
    story("8696", "the day after", referral(assessment(done="2026-04-01")), at="0"),
    story("8736", "the first day of the year", referral(unfinished("2025-04-01"))),
    story("8736", "the day before", referral(unfinished("2025-03-31")), at="0"),
    story("8736", "the day after the year", referral(unfinished("2026-04-01")), at="0"),
    story("8736", "finished", referral(assessment("2025-03-31"))),
    story(
        "8736",
        "no dates but that of its review",
        referral(group("Assessments", AssessmentInternalReviewDate="2025-07-01")),
        at="0",
    ),
    story("8736", "an empty group is no assessment", referral(group("Assessments"))),
    story("8863Q", "one after another", referral(assessment(), assessment("2025-07-01", "2025-08-01"))),
    story(
        "8863Q",
        "the day before the other was authorised",
        referral(assessment("2025-06-30", "2025-08-01"), assessment()),
        at="0",
    ),
    story(
        "8863Q",
        "both of one day",
        referral(assessment(), assessment("2025-06-04", "2025-08-01")),
        at="0, 1",
    ),
    story(
        "8863Q",
        "the other is unfinished",
        referral(unfinished("2025-06-04"), unfinished("2025-09-01")),
        at="1",
    ),
    story("8863Q", "a brother's", kid(referral(unfinished())), kid(referral(unfinished()), LAchildID="A2")),
    story("8869", "21 alone", referral(assessment("2025-06-04", "2025-07-01", "21"))),
    story("8869", "21 and another", referral(assessment("2025-06-04", "2025-07-01", "1A", "21")), at="0"),
    story("8869", "two others", referral(assessment("2025-06-04", "2025-07-01", "1A", "2B"))),
    story("8869", "21 twice is 8898's", referral(assessment("2025-06-04", "2025-07-01", "21", "21"))),
    story(
        "8873Q", "closed after assessment", closed(assessment("2025-06-04", "2025-07-01", "21"), reason="RC8")
    ),
    story(
        "8873Q", "referred to early help", closed(assessment("2025-06-04", "2025-07-01", "21"), reason="RC9")
    ),
    story("8873Q", "closed for another reason", closed(assessment("2025-06-04", "2025-07-01", "21")), at="0"),
    story("8873Q", "still open", referral(assessment("2025-06-04", "2025-07-01", "21")), at="0"),
    story(
        "8873Q", "one of two assessments", closed(assessment("2025-06-04", "2025-07-01", "21"), assessment())
    ),
    story("8873Q", "other factors", closed(assessment())),
    story("8873Q", "unfinished", closed(assessment("2025-06-04", None, "21"))),
    story("8896", "one open", referral(assessment(), unfinished())),
    story("8896", "two open", referral(assessment(), unfinished(), unfinished()), at="1, 2"),
    story("8896", "in two episodes", referral(unfinished()), referral(unfinished())),
    story("8897Q", "a factor", referral(assessment())),
    story("8897Q", "none", referral(assessment("2025-06-04", "2025-07-01", None)), at="0"),
    story(
        "8897Q",
        "an empty group",
        referral(
            group(
                "Assessments",
                group("FactorsIdentifiedAtAssessment"),
                AssessmentActualStartDate="2025-06-04",
                AssessmentAuthorisationDate="2025-07-01",
            )
        ),
        at="0",
    ),
    story(
        "8897Q", "only one that is no code", referral(assessment("2025-06-04", "2025-07-01", "99")), at="0"
    ),
    story("8897Q", "one that is, beside it", referral(assessment("2025-06-04", "2025-07-01", "99", "1A"))),
    story("8897Q", "unfinished", referral(unfinished())),
    story(
        "8897Q",
        "one child's invalid code does not hide another's none",
        kid(referral(assessment("2025-06-04", "2025-07-01", None))),
        kid(referral(assessment("2025-06-04", "2025-07-01", "99"))),
        at="0, 1",
    ),
    story("8898", "different ones", referral(assessment("2025-06-04", "2025-07-01", "1A", "1B"))),
    story(
        "8898", "the same twice", referral(assessment("2025-06-04", "2025-07-01", "1A", "1B", "1A")), at="0"
    ),
    story("8898", "in two assessments", referral(assessment(), assessment("2025-07-02", "2025-08-01"))),
    story("8945Q", "18B", referral(assessment("2025-06-04", "2025-07-01", "18B"))),
    story("8945Q", "18A among others", referral(assessment("2025-06-04", "2025-07-01", "1A", "18A")), at="0"),
    story("8950Q", "19C", referral(assessment("2025-06-04", "2025-07-01", "19C"))),
    story("8950Q", "19A", referral(assessment("2025-06-04", "2025-07-01", "19A")), at="0"),
    story("SL03", "a code", referral(assessment())),
    story("SL03", "no such code", referral(assessment("2025-06-04", "2025-07-01", "1A", "RB")), at="0"),
]

ENQUIRIES = [
    story("1104", "on the day of the referral", referral(enquiry("2025-06-02", "2025-06-02"))),
    story("1104", "the day before", referral(enquiry("2025-05-20", "2025-06-01")), at="0"),
    story("2884", "on the enquiry", referral(enquiry())),
    story("2884", "on the episode", referral(DateOfInitialCPC="2025-06-25")),
    story("2884", "on both", referral(enquiry(), DateOfInitialCPC="2025-06-25"), at="0"),
    story("2884", "two conferences", referral(enquiry(), DateOfInitialCPC="2025-09-25")),
    story("2884", "on another episode", referral(enquiry()), referral(DateOfInitialCPC="2025-06-25")),
    story("2889", "on the day of the referral", referral(enquiry("2025-06-02"))),
    story("2889", "the day before", referral(enquiry("2025-06-01")), at="0"),
    story("8615", "on the day of the conference", referral(enquiry("2025-06-25"))),
    story("8615", "the day after it", referral(enquiry("2025-06-26")), at="0"),
    story("8615", "missing", referral(enquiry(None)), at="0"),
    story("8615", "no conference", referral(enquiry(held=None))),
    # 15 working days back from 31 March 2026: 10 March.
    story("8675Q", "its 15th working day is the reference date", referral(enquiry("2026-03-10", None))),
    story("8675Q", "its 15th working day was the day before", referral(enquiry("2026-03-09", None)), at="0"),
    story("8675Q", "none required", referral(enquiry("2025-06-10", None, "true"))),
    story("8675Q", "held", referral(enquiry())),
    story(
        "8675Q", "no flag says that none was required", referral(enquiry("2025-06-10", None, None)), at="0"
    ),
    # 10 March 2022 is 15 working days before 31 March 2022.
    story(
        "8675Q",
        "the day that is counted wrong elsewhere",
        referral(enquiry("2022-03-10", None)),
        reference="2022-03-31",
    ),
    story("8715", "the first day of the year", referral(enquiry("2025-03-20", "2025-04-01"))),
    story("8715", "the day before", referral(enquiry("2025-03-20", "2025-03-31")), at="0"),
    story("8715", "the day after the year", referral(enquiry(held="2026-04-01")), at="0"),
    story("8740", "from the first day of the year", referral(enquiry("2025-04-01", None))),
    story("8740", "from the day before", referral(enquiry("2025-03-31", None)), at="0"),
    story("8740", "none required", referral(enquiry("2025-03-31", None, "1"))),
    story("8740", "held", referral(enquiry("2025-03-31", "2025-04-14"))),
    story("8740", "held only after the year", referral(enquiry("2025-03-31", "2026-04-01")), at="0"),
    story("8740", "no start: 8615's", referral(enquiry(None, None))),
    story("8839", "one open", referral(enquiry(), enquiry("2025-07-01", None))),
    story("8839", "two open", referral(enquiry(held=None), enquiry("2025-07-01", None)), at="0, 1"),
    story(
        "8839",
        "one of them needs no conference",
        referral(enquiry(held=None), enquiry("2025-07-01", None, "1")),
    ),
    story("8839", "in two episodes", referral(enquiry(held=None)), referral(enquiry(held=None))),
    story("8870Q", "a Friday", referral(enquiry(target="2025-06-27"))),
    story("8870Q", "a Saturday", referral(enquiry(target="2025-06-28")), at="0"),
    story("8870Q", "a Sunday", referral(enquiry(target="2025-06-29")), at="0"),
    story("8870Q", "a bank holiday is no weekend", referral(enquiry(target="2025-12-25"))),
    story("8875", "a Monday", referral(enquiry(held="2025-06-30"))),
    story("8875", "a Saturday", referral(enquiry(held="2025-06-28")), at="0"),
    story("8875", "a Sunday", referral(enquiry(held="2025-06-29")), at="0"),
]

STORIES = [*ASSESSMENTS, *ENQUIRIES]
