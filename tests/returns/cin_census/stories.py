"""The parts of a census for the stories of its rules. Each is right in every way until a story changes it.

The census is that of 2025-26: from 1 April 2025 to 31 March 2026. A value of None leaves the item out.
"""

from dataclasses import dataclass
from pathlib import Path

from sightline.returns.cin_census.check import Checked, check
from sightline.returns.cin_census.codes import check_letter
from sightline.returns.cin_census.read import read
from sightline.returns.cin_census.rules import RULES
from tests.returns.census import group, write

COLLECTION = 2026
REFERENCE = "2026-03-31"


def upn(serial: int, authority: str = "801") -> str:
    """A pupil number with the right check letter."""
    rest = f"{authority}2000{serial:05}"
    return f"{check_letter(rest)}{rest}"


def kid(
    *episodes: str,
    ethnicity: object = "WBRI",
    disabilities: tuple[object, ...] = ("NONE",),
    characteristics: bool = True,
    **changed: object,
) -> str:
    """A child with an episode, unless other episodes are given ("" for none)."""
    known = {"LAchildID": "A1", "UPN": upn(1), "PersonBirthDate": "2015-03-27", "Sex": "F"} | changed
    inside = group("Disabilities", Disability=list(disabilities)) if disabilities else ""
    about = group("ChildCharacteristics", inside, Ethnicity=ethnicity) if characteristics else ""
    return group("Child", group("ChildIdentifiers", **known), about, *(episodes or (referral(),)))


def referral(*inside: str, **changed: object) -> str:
    """An open episode, referred on Monday 2 June 2025."""
    first = {"CINreferralDate": "2025-06-02", "ReferralSource": "1A", "PrimaryNeedCode": "N1"}
    known = first | {"ReferralNFA": "false"} | changed
    return group("CINdetails", *inside, **known)


def closed(*inside: str, on: object = "2025-12-01", reason: object = "RC7", **changed: object) -> str:
    """An episode closed on Monday 1 December 2025."""
    return referral(*inside, CINclosureDate=on, ReasonForClosure=reason, **changed)


def assessment(start: object = "2025-06-04", done: object = "2025-07-01", *factors: object) -> str:
    """A finished assessment that found 1A, unless other factors are given (None for none)."""
    codes = list(factors or ("1A",))
    inside = "" if codes == [None] else group("FactorsIdentifiedAtAssessment", AssessmentFactors=codes)
    return group("Assessments", inside, AssessmentActualStartDate=start, AssessmentAuthorisationDate=done)


def unfinished(start: object = "2026-03-02") -> str:
    """An assessment begun on Monday 2 March 2026 and not yet authorised."""
    return assessment(start, None, None)


def enquiry(
    start: object = "2025-06-10",
    held: object = "2025-06-25",
    excused: object = "false",
    target: object = None,
) -> str:
    """A section 47 enquiry that led to a conference on Wednesday 25 June 2025."""
    return group(
        "Section47",
        S47ActualStartDate=start,
        InitialCPCtarget=target,
        DateOfInitialCPC=held,
        ICPCnotRequired=excused,
    )


def need(start: object = "2025-07-01", end: object = None) -> str:
    """A child in need plan."""
    return group("CINPlanDates", CINPlanStartDate=start, CINPlanEndDate=end)


def protection(start: object = "2025-06-25", end: object = None, *reviews: object, **changed: object) -> str:
    """A child protection plan; each review in a `Reviews` of its own."""
    first = {"CPPstartDate": start, "CPPendDate": end, "InitialCategoryOfAbuse": "NEG"}
    known = first | {"LatestCategoryOfAbuse": "NEG", "NumberOfPreviousCPP": 0} | changed
    return group("ChildProtectionPlans", *(group("Reviews", CPPreviewDate=day) for day in reviews), **known)


def census(*children: str, reference: object = REFERENCE, year: object = 2026, header: bool = True) -> str:
    """A whole return, a line to an element."""
    details = group("CollectionDetails", Collection="CIN", Year=year, ReferenceDate=reference)
    top = f"<Header>{details}{group('Source', SourceLevel='L', LEA=801)}</Header>" if header else ""
    body = f"<Message>{top}<Children>{''.join(children)}</Children></Message>"
    return ('<?xml version="1.0" encoding="utf-8"?>' + body).replace("><", ">\n<")


@dataclass(frozen=True)
class Story:
    """A census, a rule, and every place where the rule fires on it.

    `at` names each by row in the rule's own table ("0, 2"), by table and row where it is another
    ("Section47 0"), as "absent" where the group is not in the file and "return" for the return as a whole;
    "" where the rule is clean.
    """

    code: str
    says: str
    text: str
    at: str

    def __str__(self) -> str:
        return f"{self.code}: {self.says}"


def story(
    code: str,
    says: str,
    *parts: str,
    at: str = "",
    reference: object = REFERENCE,
    year: object = 2026,
    header: bool = True,
) -> Story:
    """Parts are whole children, or the episodes of one child."""
    whole = [part for part in parts if part.startswith("<Child>")]
    children = whole or [kid(*parts)]
    return Story(code, says, census(*children, reference=reference, year=year, header=header), at)


def places(checked: Checked, code: str) -> list[str]:
    """Where a rule fired, as a story says it."""
    (result,) = [result for result in checked.results if result.rule.code == code]
    own = result.rule.table
    found = []
    for finding, hit in zip(checked.of(result), result.hits, strict=True):
        row = "absent" if finding.row is None else str(finding.row)
        word = "return" if hit.row is None else row
        found.append(word if finding.table == own or hit.row is None else f"{finding.table} {word}")
    return found


def checked(folder: Path, text: str, *codes: str, collection: int = COLLECTION) -> Checked:
    """The census checked by those rules, or by all of the collection."""
    rules = [RULES[code] for code in codes] or None
    return check(read(write(folder, text)), collection, rules)
