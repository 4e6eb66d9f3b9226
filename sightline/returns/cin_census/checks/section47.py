"""The rules on section 47 enquiries and the initial child protection conference that one may lead to.

The conference's date stands on the enquiry, or on the episode where no enquiry led to it. These rules are
those of the enquiries' section, so a conference date is the enquiry's own unless a rule names the other.
"""

from sightline.returns.cin_census.checks.episodes_together import unfinished_enquiries
from sightline.returns.cin_census.comparing import at_weekends, before, outside
from sightline.returns.cin_census.rules import Found, Hit, View, Within, rule

ENQUIRY = "Section47"
LONGEST = 15


@rule(
    "1104",
    ENQUIRY,
    "DateOfInitialCPC",
    "CINreferralDate",
    says="The date of the initial child protection conference cannot be before the referral date",
)
def conference_before_referral(enquiries: View) -> Found:
    """The conference of an enquiry."""
    return before(enquiries.days("DateOfInitialCPC"), enquiries.days("CINreferralDate"))


@rule(
    "2884",
    ENQUIRY,
    "DateOfInitialCPC",
    says=(
        "An initial child protection conference is recorded at both the S47 and CIN Details level and it "
        "should only be recorded in one"
    ),
)
def conference_recorded_twice(enquiries: View) -> Found:
    """A conference of the same day on an enquiry and on its episode. Of different days they are two
    conferences.
    """
    episodes = enquiries.holders("CINdetails")
    days = zip(
        enquiries.days("DateOfInitialCPC"), enquiries.days("DateOfInitialCPC", "CINdetails"), strict=True
    )
    for row, (ours, theirs) in enumerate(days):
        if ours is not None and ours == theirs:
            yield Hit(row, (("CINdetails", episodes[row]),))


@rule(
    "2889",
    ENQUIRY,
    "S47ActualStartDate",
    "CINreferralDate",
    says="The S47 start date cannot be before the referral date",
)
def begun_before_referral(enquiries: View) -> Found:
    return before(enquiries.days("S47ActualStartDate"), enquiries.days("CINreferralDate"))


@rule(
    "8615",
    ENQUIRY,
    "S47ActualStartDate",
    "DateOfInitialCPC",
    says=(
        "Section 47 Enquiry Start Date must be present and cannot be later than the date of the initial Child"
        " Protection Conference"
    ),
)
def no_start_or_after_the_conference(enquiries: View) -> Found:
    starts, held = enquiries.days("S47ActualStartDate"), enquiries.days("DateOfInitialCPC")
    missing = [row for row, start in enumerate(starts) if start is None]
    return [*missing, *before(held, starts)]


@rule(
    "8675Q",
    ENQUIRY,
    "S47ActualStartDate",
    "DateOfInitialCPC",
    "ICPCnotRequired",
    says=(
        "S47 Enquiry started more than 15 working days before the end of the census year. However, there is "
        "no date of Initial Child Protection Conference"
    ),
)
def no_conference_after_15_working_days(enquiries: View) -> Found:
    """Unless the flag says that none was required. The start day is day nought: one whose 15th working
    day is the reference date is not yet too long.
    """
    earliest = enquiries.columns.first_within(LONGEST)
    columns = zip(unfinished_enquiries(enquiries), enquiries.days("S47ActualStartDate"), strict=True)
    return [
        row
        for row, (unfinished, start) in enumerate(columns)
        if unfinished and start is not None and start < earliest
    ]


@rule(
    "8715",
    ENQUIRY,
    "DateOfInitialCPC",
    says="Date of Initial Child Protection Conference must fall within the census year",
)
def conference_in_another_year(enquiries: View) -> Found:
    """The conference of an enquiry."""
    return outside(enquiries.days("DateOfInitialCPC"), enquiries.first_day, enquiries.last_day)


@rule(
    "8740",
    ENQUIRY,
    "S47ActualStartDate",
    "DateOfInitialCPC",
    "ICPCnotRequired",
    says=(
        "For a Section 47 Enquiry that has not held the Initial Child Protection Conference by the end of the"
        " census year, the start date must fall within the census year"
    ),
)
def no_conference_from_another_year(enquiries: View) -> Found:
    """Unless the flag says that none was required. A conference after the reference date has not been
    held by then. A missing start date is 8615's.
    """
    first, last = enquiries.first_day, enquiries.last_day
    columns = ("S47ActualStartDate", "DateOfInitialCPC")
    days = zip(*map(enquiries.days, columns), enquiries.flags("ICPCnotRequired"), strict=True)
    for row, (start, held, excused) in enumerate(days):
        waiting = held > last if held is not None else not excused
        if waiting and start is not None and not first <= start <= last:
            yield row


@rule(
    "8839",
    ENQUIRY,
    "S47ActualStartDate",
    "DateOfInitialCPC",
    "ICPCnotRequired",
    says="Within one CINDetails group there are 2 or more open S47 Assessments",
    within=Within.EPISODE,
)
def two_open_enquiries(enquiries: View) -> Found:
    """Each that has neither a conference date nor a flag that says that none was required."""
    still_open = unfinished_enquiries(enquiries)
    for rows in enquiries.of("CINdetails").inside(ENQUIRY):
        found = [row for row in rows if still_open[row]] if len(rows) > 1 else []
        if len(found) > 1:
            yield from found


@rule(
    "8870Q",
    ENQUIRY,
    "InitialCPCtarget",
    says="The Target Date for Initial Child Protection Conference should not be a weekend",
)
def target_at_a_weekend(enquiries: View) -> Found:
    return at_weekends(enquiries.days("InitialCPCtarget"))


@rule(
    "8875",
    ENQUIRY,
    "DateOfInitialCPC",
    says="The Date of Initial Child Protection Conference cannot be a weekend",
)
def conference_at_a_weekend(enquiries: View) -> Found:
    """The conference of an enquiry."""
    return at_weekends(enquiries.days("DateOfInitialCPC"))
