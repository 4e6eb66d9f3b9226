"""The rules on an episode of need: its referral, its closure, and the work recorded in it."""

from sightline.returns.cin_census.codes import (
    CLOSED_AFTER_ASSESSMENT,
    CLOSURE,
    DIED,
    PRIMARY_NEED,
    REFERRAL_SOURCE,
)
from sightline.returns.cin_census.comparing import (
    before,
    missing_or_after,
    missing_or_not_in,
    not_in,
    outside,
)
from sightline.returns.cin_census.rules import Found, Hit, View, Within, rule

EPISODE = "CINdetails"
FORTY_WEEKS = 40 * 7
FLAGS_AS_WRITTEN = frozenset(("true", "false", "1", "0"))


def groups_inside(episodes: View, *tables: str) -> list[list[tuple[str, int]]]:
    """For each episode, the groups of those tables in it that have anything in them."""
    found: list[list[tuple[str, int]]] = [[] for _ in range(len(episodes))]
    for table in tables:
        inner = episodes.of(table)
        for row, (episode, given) in enumerate(zip(inner.holders(EPISODE), inner.filled(), strict=True)):
            if given:
                found[episode].append((table, row))
    return found


@rule(
    "2990",
    EPISODE,
    "ReasonForClosure",
    "DateOfInitialCPC",
    "S47ActualStartDate",
    "CINPlanStartDate",
    "CPPstartDate",
    says=(
        "Activity is recorded against a case marked as ‘Case closed after assessment, no further action’ or "
        "'case closed after assessment, referred to early help'"
    ),
    within=Within.EPISODE,
)
def activity_in_a_case_closed_after_assessment(episodes: View) -> Found:
    """Reasons RC8 and RC9. Activity is more than an assessment: a section 47 enquiry, an initial
    conference, a child in need plan or a child protection plan.
    """
    done = groups_inside(episodes, "Section47", "CINplanDates", "ChildProtectionPlans")
    conferences = episodes.texts("DateOfInitialCPC")
    for row, reason in enumerate(episodes.texts("ReasonForClosure")):
        if reason in CLOSED_AFTER_ASSESSMENT and (done[row] or conferences[row]):
            yield Hit(row, tuple(done[row]))


@rule(
    "2991Q",
    EPISODE,
    "CINreferralDate",
    "S47ActualStartDate",
    says="A Section 47 module is recorded and there is no assessment on the episode",
    within=Within.EPISODE,
)
def enquiry_without_assessment(episodes: View) -> Found:
    """A group with nothing in it is not a record."""
    work = zip(groups_inside(episodes, "Section47"), groups_inside(episodes, "Assessments"), strict=True)
    for row, (enquiries, assessments) in enumerate(work):
        if enquiries and not assessments:
            yield Hit(row, tuple(enquiries))


@rule(
    "8555Q",
    EPISODE,
    "PersonDeathDate",
    "CINreferralDate",
    says="Child cannot be referred after its recorded date of death",
)
def referred_after_death(episodes: View) -> Found:
    return before(episodes.days("PersonDeathDate"), episodes.days("CINreferralDate"))


@rule("8568", EPISODE, "ReferralNFA", says="RNFA flag is missing or invalid")
def no_known_flag(episodes: View) -> Found:
    """It is true or false, in any capitals, or 1 or 0."""
    flags = enumerate(episodes.texts("ReferralNFA"))
    return [row for row, text in flags if text is None or text.lower() not in FLAGS_AS_WRITTEN]


@rule(
    "8569Q",
    EPISODE,
    "ReferralNFA",
    "CINreferralDate",
    says=(
        "A case with referral date before one working day prior to the collection start date must not be "
        "flagged as a no further action case"
    ),
)
def old_referral_without_action(episodes: View) -> Found:
    """Referred before the last working day that comes before the first day of the year."""
    earliest = episodes.columns.working_day_before(episodes.first_day)
    referred = zip(episodes.days("CINreferralDate"), episodes.flags("ReferralNFA"), strict=True)
    return [row for row, (day, flag) in enumerate(referred) if flag and day is not None and day < earliest]


@rule(
    "8585Q",
    EPISODE,
    "ReasonForClosure",
    "PersonDeathDate",
    says="CIN episode shows Died as the Closure Reason, however child has no recorded Date of Death",
)
def died_without_a_date(episodes: View) -> Found:
    """A date that cannot be read has been recorded all the same."""
    died = zip(episodes.texts("ReasonForClosure"), episodes.texts("PersonDeathDate"), strict=True)
    return [row for row, (reason, day) in enumerate(died) if reason == DIED and not day]


@rule("8600", EPISODE, "CINreferralDate", says="Child referral date missing or after data collection period")
def no_referral_date(episodes: View) -> Found:
    return missing_or_after(episodes.days("CINreferralDate"), episodes.last_day)


@rule(
    "8606",
    EPISODE,
    "CINreferralDate",
    "PersonBirthDate",
    "ExpectedPersonBirthDate",
    says="Child referral date is more than 40 weeks before DOB or expected DOB",
)
def referred_long_before_birth(episodes: View) -> Found:
    """The date of birth where there is one, else the expected one. 40 weeks are 280 days."""
    columns = ("CINreferralDate", "PersonBirthDate", "ExpectedPersonBirthDate")
    for row, (day, born, due) in enumerate(zip(*map(episodes.days, columns), strict=True)):
        birth = born or due
        if day is not None and birth is not None and birth - day > FORTY_WEEKS:
            yield row


@rule(
    "8610",
    EPISODE,
    "ReferralNFA",
    "PrimaryNeedCode",
    says="Primary Need code is missing for a referral which led to further action",
)
def no_need_though_there_was_action(episodes: View) -> Found:
    """Its flag says false or 0. A missing flag says neither, and is 8568's."""
    needs = zip(episodes.flags("ReferralNFA"), episodes.texts("PrimaryNeedCode"), strict=True)
    return [row for row, (flag, need) in enumerate(needs) if flag is False and not need]


@rule(
    "8620",
    EPISODE,
    "CINclosureDate",
    says="CIN Closure Date present and does not fall within the Census year",
)
def closed_in_another_year(episodes: View) -> Found:
    return outside(episodes.days("CINclosureDate"), episodes.first_day, episodes.last_day)


@rule(
    "8630",
    EPISODE,
    "CINreferralDate",
    "CINclosureDate",
    says="CIN Closure Date is before CIN Referral Date for the same CIN episode",
)
def closed_before_referral(episodes: View) -> Found:
    return before(episodes.days("CINclosureDate"), episodes.days("CINreferralDate"))


@rule(
    "8640",
    EPISODE,
    "ReasonForClosure",
    says="CIN Reason for closure code invalid (see Reason for Closure table in CIN Census code set)",
)
def unknown_reason(episodes: View) -> Found:
    return not_in(episodes.texts("ReasonForClosure"), CLOSURE)


@rule(
    "8650",
    EPISODE,
    "PrimaryNeedCode",
    says="Primary Need Code invalid (see Primary Need table in CIN census code set)",
)
def unknown_need(episodes: View) -> Found:
    return not_in(episodes.texts("PrimaryNeedCode"), PRIMARY_NEED)


@rule(
    "8805",
    EPISODE,
    "CINclosureDate",
    "ReasonForClosure",
    says="A CIN case cannot have a CIN closure date without a Reason for Closure",
)
def closed_without_reason(episodes: View) -> Found:
    """A date that cannot be read is there all the same."""
    closures = zip(episodes.texts("CINclosureDate"), episodes.texts("ReasonForClosure"), strict=True)
    return [row for row, (day, reason) in enumerate(closures) if day and not reason]


@rule(
    "8810",
    EPISODE,
    "ReasonForClosure",
    "CINclosureDate",
    says="A CIN case cannot have a Reason for Closure without a CIN Closure Date",
)
def reason_without_closure(episodes: View) -> Found:
    """A date that cannot be read is there all the same."""
    closures = zip(episodes.texts("CINclosureDate"), episodes.texts("ReasonForClosure"), strict=True)
    return [row for row, (day, reason) in enumerate(closures) if reason and not day]


@rule(
    "8866",
    EPISODE,
    "ReferralSource",
    "CINreferralDate",
    says="Source of Referral is missing or an invalid code",
)
def no_known_source(episodes: View) -> Found:
    """Whenever the referral was made."""
    return missing_or_not_in(episodes.texts("ReferralSource"), REFERRAL_SOURCE)


@rule(
    "8825Q",
    EPISODE,
    "ReasonForClosure",
    says=(
        "Reason for Closure code RC8 (case closed after assessment) or RC9 (case closed after assessment, "
        "referred to early help) has been returned but there is no assessment present for the episode"
    ),
    within=Within.EPISODE,
)
def closed_after_no_assessment(episodes: View) -> Found:
    """A group with nothing in it is not an assessment."""
    assessed = groups_inside(episodes, "Assessments")
    reasons = enumerate(episodes.texts("ReasonForClosure"))
    return [row for row, reason in reasons if reason in CLOSED_AFTER_ASSESSMENT and not assessed[row]]


@rule(
    "8831",
    EPISODE,
    "ReferralNFA",
    "AssessmentActualStartDate",
    "AssessmentAuthorisationDate",
    "S47ActualStartDate",
    "DateOfInitialCPC",
    says="Activity is recorded against a case marked as a referral with no further action",
    within=Within.EPISODE,
)
def activity_without_action(episodes: View) -> Found:
    """An assessment, a section 47 enquiry or an initial conference. Child in need plans are 4000's,
    protection plans 8832's.
    """
    done, conferences = (
        groups_inside(episodes, "Assessments", "Section47"),
        episodes.texts("DateOfInitialCPC"),
    )
    for row, flag in enumerate(episodes.flags("ReferralNFA")):
        if flag and (done[row] or conferences[row]):
            yield Hit(row, tuple(done[row]))
