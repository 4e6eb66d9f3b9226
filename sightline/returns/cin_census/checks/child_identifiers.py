"""The rules on a child's sex, birth and death, and on why there is no pupil number."""

from datetime import date

from sightline.returns.cin_census.codes import (
    NOT_OF_SCHOOL_AGE,
    REFERRAL_WITHOUT_ACTION,
    SEX,
)
from sightline.returns.cin_census.comparing import before, missing_or_not_in, outside
from sightline.returns.cin_census.rules import Found, Hit, View, Within, rule
from sightline.timescales.timescale import months_after

IDENTIFIERS = "ChildIdentifiers"
MARCH, SEPTEMBER, DECEMBER = 3, 9, 12
SCHOOL_BEGINS_AT, SCHOOL_YEAR_OF_LEAVERS, OLDEST = 5, 17, 25


def unborn(children: View) -> list[bool]:
    """Whether each child has an expected date of birth and no date of birth."""
    born, expected = children.texts("PersonBirthDate"), children.texts("ExpectedPersonBirthDate")
    return [bool(due and not birth) for birth, due in zip(born, expected, strict=True)]


@rule(
    "2886Q",
    IDENTIFIERS,
    "Sex",
    says="Percentage of children with no sex recorded is more than 2% (excluding unborns)",
    within=Within.RETURN,
)
def many_without_sex(children: View) -> Found:
    """No sex recorded is U (unknown) or nothing. A child with an expected date of birth and no date of
    birth is unborn.
    """
    sexes = [sex for sex, not_yet in zip(children.texts("Sex"), unborn(children), strict=True) if not not_yet]
    unknown = sum(1 for sex in sexes if sex is None or sex == "U")
    if 100 * unknown > 2 * len(sexes):
        yield Hit(None, told=(("children born", str(len(sexes))), ("without a sex", str(unknown))))


@rule(
    "4008",
    IDENTIFIERS,
    "PersonDeathDate",
    "CINPlanStartDate",
    says="CIN Plan shown as starting after the child’s Date of Death",
    within=Within.CHILD,
)
def plan_begun_after_death(children: View) -> Found:
    return _later_than(children, "PersonDeathDate", "CINplanDates", "CINPlanStartDate")


@rule(
    "4009Q",
    IDENTIFIERS,
    "PersonDeathDate",
    "CINPlanEndDate",
    says="CIN Plan cannot end after the child’s Date of Death",
    within=Within.CHILD,
)
def plan_ended_after_death(children: View) -> Found:
    return _later_than(children, "PersonDeathDate", "CINplanDates", "CINPlanEndDate")


def _later_than(children: View, item: str, table: str, later: str) -> Found:
    inner = children.of(table)
    found: dict[int, list[tuple[str, int]]] = {}
    holders = inner.holders(IDENTIFIERS)
    for row in before(inner.days(item, IDENTIFIERS), inner.days(later)):
        found.setdefault(holders[row], []).append((table, row))
    return [Hit(row, tuple(beside)) for row, beside in found.items()]


@rule("4180", IDENTIFIERS, "Sex", says="Sex must be provided and equal M, F, or U")
def no_known_sex(children: View) -> Found:
    return missing_or_not_in(children.texts("Sex"), SEX)


@rule(
    "8520",
    IDENTIFIERS,
    "PersonBirthDate",
    says=(
        "Date of Birth is after data collection period (must be on or before the end of the census period)"
    ),
)
def born_after_the_year(children: View) -> Found:
    last = children.last_day
    return [row for row, day in enumerate(children.days("PersonBirthDate")) if day is not None and day > last]


@rule(
    "8525Q",
    IDENTIFIERS,
    "PersonBirthDate",
    "ExpectedPersonBirthDate",
    says="Either Date of Birth or Expected Date of Birth must be provided (but not both)",
)
def neither_or_both_births(children: View) -> Found:
    """A date that cannot be read has been provided all the same."""
    born, expected = children.texts("PersonBirthDate"), children.texts("ExpectedPersonBirthDate")
    return [row for row, (a, b) in enumerate(zip(born, expected, strict=True)) if bool(a) == bool(b)]


@rule(
    "8530Q",
    IDENTIFIERS,
    "ExpectedPersonBirthDate",
    says=(
        "Expected Date of Birth is outside the expected range for this census (March to December of the "
        "Census Year end)"
    ),
)
def expected_at_another_time(children: View) -> Found:
    """From 1 March to 31 December of the year that the reference date is in."""
    year = date.fromordinal(children.last_day).year
    first, last = date(year, MARCH, 1), date(year, DECEMBER, 31)
    return outside(children.days("ExpectedPersonBirthDate"), first.toordinal(), last.toordinal())


@rule(
    "8535Q",
    IDENTIFIERS,
    "PersonDeathDate",
    "PersonBirthDate",
    says="Child’s date of death should not be prior to the date of birth",
)
def died_before_birth(children: View) -> Found:
    return before(children.days("PersonDeathDate"), children.days("PersonBirthDate"))


@rule(
    "8545Q",
    IDENTIFIERS,
    "PersonDeathDate",
    says="Child's date of death should be within the census year",
)
def died_in_another_year(children: View) -> Found:
    return outside(children.days("PersonDeathDate"), children.first_day, children.last_day)


@rule(
    "8590",
    IDENTIFIERS,
    "LAchildID",
    says="Child does not have a recorded CIN episode",
    within=Within.CHILD,
)
def no_episode(children: View) -> Found:
    having = set(children.columns.tables["CINdetails"].child)
    owners = children.columns.tables[IDENTIFIERS].child
    return [row for row, child in enumerate(owners) if child not in having]


@rule(
    "8750",
    IDENTIFIERS,
    "Sex",
    "PersonBirthDate",
    "ExpectedPersonBirthDate",
    says="Sex must equal U for an unborn child",
)
def sex_of_an_unborn_child(children: View) -> Found:
    """A child is unborn who has an expected date of birth and no date of birth. A missing sex is not U."""
    sexes = enumerate(zip(children.texts("Sex"), unborn(children), strict=True))
    return [row for row, (sex, not_yet) in sexes if not_yet and sex != "U"]


@rule(
    "8770Q",
    IDENTIFIERS,
    "UPN",
    "UPNunknown",
    "PersonBirthDate",
    says="UPN is missing or reason UPN is missing or is UN1 for a child who is of school age",
)
def no_number_at_school_age(children: View) -> Found:
    """There is no pupil number, and either no reason or the reason UN1, not of school age. School age is
    compulsory school age on the reference date (Education Act 1996, section 8): five by that day, and
    born on or after 1 September seventeen years before its calendar year.
    """
    last = date.fromordinal(children.last_day)
    oldest = date(last.year - SCHOOL_YEAR_OF_LEAVERS, SEPTEMBER, 1).toordinal()
    youngest = months_after(last, -12 * SCHOOL_BEGINS_AT).toordinal()
    columns = (children.texts("UPN"), children.texts("UPNunknown"), children.days("PersonBirthDate"))
    for row, (upn, why, born) in enumerate(zip(*columns, strict=True)):
        if not upn and why in (None, NOT_OF_SCHOOL_AGE) and born is not None and oldest <= born <= youngest:
            yield row


@rule(
    "8772",
    IDENTIFIERS,
    "UPNunknown",
    "ReferralNFA",
    says=(
        "UPN unknown reason is UN7 (Referral with no further action) but at least one CIN details is a "
        "referral going on to further action"
    ),
    within=Within.CHILD,
)
def number_unknown_though_there_was_action(children: View) -> Found:
    """A referral went on to further action where its flag says so (false or 0)."""
    flags = children.of("CINdetails").flags("ReferralNFA")
    episodes = children.inside("CINdetails")
    for row, why in enumerate(children.texts("UPNunknown")):
        if why == REFERRAL_WITHOUT_ACTION:
            acted_on = tuple(("CINdetails", episode) for episode in episodes[row] if flags[episode] is False)
            if acted_on:
                yield Hit(row, acted_on)


@rule(
    "8775Q",
    IDENTIFIERS,
    "PersonBirthDate",
    "CINclosureDate",
    says="Child is over 25 years old",
    within=Within.CHILD,
)
def past_twenty_five(children: View) -> Found:
    """The twenty-fifth birthday was before the last day of an episode: its closure, or the reference date
    while it is open.
    """
    last, episodes = children.last_day, children.of("CINdetails")
    closed, by_child = episodes.days("CINclosureDate"), children.inside("CINdetails")
    limit = months_after(date.fromordinal(last), -12 * OLDEST).toordinal()
    for row, born in enumerate(children.days("PersonBirthDate")):
        if born is not None and born < limit:
            turned = months_after(date.fromordinal(born), 12 * OLDEST).toordinal()
            after = tuple(
                ("CINdetails", episode) for episode in by_child[row] if (closed[episode] or last) > turned
            )
            if after:
                yield Hit(row, after)
