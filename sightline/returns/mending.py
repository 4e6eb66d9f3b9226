"""What to do about a finding of the census, in words, and who can do it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from sightline.people.models import Worker
from sightline.record.models import Allocation, Referral
from sightline.record.reader import counting
from sightline.returns.cin_census import checks
from sightline.returns.cin_census.rules import RULES, Rule

SECTIONS = checks.SECTIONS
BUSINESS_SUPPORT = "Business support"

PLACES = {
    "Header": "the return’s header",
    "ChildIdentifiers": "who the child is",
    "ChildCharacteristics": "the child’s ethnicity and disabilities",
    "Disabilities": "the child’s disabilities",
    "CINdetails": "the referral and its closure",
    "Assessments": "the assessment",
    "AssessmentFactors": "the assessment’s factors",
    "CINplanDates": "the child in need plan",
    "Section47": "the section 47 enquiry and its conference",
    "ChildProtectionPlans": "the child protection plan",
    "Reviews": "the review conferences",
    "PreProceedingsandFGDM": "pre-proceedings and family group decision making",
}
"""What of a child's record each table of the census is made from."""

ITEMS = {
    "LAchildID": "our number for the child",
    "UPN": "pupil number",
    "FormerUPN": "former pupil number",
    "UPNunknown": "why there is no pupil number",
    "PersonBirthDate": "birth date",
    "ExpectedPersonBirthDate": "expected birth date",
    "PersonDeathDate": "date of death",
    "GenderCurrent": "sex",
    "Sex": "sex",
    "Ethnicity": "ethnicity",
    "Disability": "disability",
    "CINreferralDate": "referred on",
    "ReferralSource": "who referred",
    "PrimaryNeedCode": "main need",
    "CINclosureDate": "closed on",
    "ReasonForClosure": "why it was closed",
    "DateOfInitialCPC": "initial conference held on",
    "ReferralNFA": "no further action",
    "AssessmentActualStartDate": "assessment begun on",
    "AssessmentInternalReviewDate": "assessment review point",
    "AssessmentAuthorisationDate": "assessment authorised on",
    "AssessmentFactors": "assessment factors",
    "CINPlanStartDate": "child in need plan begun on",
    "CINPlanEndDate": "child in need plan ended on",
    "S47ActualStartDate": "enquiry begun on",
    "InitialCPCtarget": "initial conference due by",
    "ICPCnotRequired": "conference not required",
    "CPPstartDate": "child protection plan begun on",
    "CPPendDate": "child protection plan ended on",
    "InitialCategoryOfAbuse": "category when the plan began",
    "LatestCategoryOfAbuse": "category now",
    "NumberOfPreviousCPP": "earlier plans",
    "CPPreviewDate": "review conference held on",
    "ReferenceDate": "reference date",
}
"""The census's items as people say them; others keep the specification's name."""


@dataclass(frozen=True, slots=True)
class Mender:
    """Who can put a finding right, and why them."""

    name: str
    as_what: str


def rule_named(code: str) -> Rule | None:
    """The rule with that code, or None where no such rule is held."""
    return RULES.get(code) if SECTIONS else None


def what_it_says(code: str) -> str:
    """The rule's words."""
    rule = rule_named(code)
    return rule.says if rule else code


def what_to_do(code: str, severity: str) -> str:
    """What mends it, in a sentence."""
    rule = rule_named(code)
    place = PLACES.get(rule.table, "this") if rule else "this"
    if rule and rule.table == "Header":
        return "Nothing on a child’s record mends this: tell whoever runs Sightline."
    if severity == "query":
        return f"Look at {place} on the record. If it is wrong, put it right; if it is right, explain why."
    return f"Put {place} right on the record. An error cannot be explained."


def in_words(fields: Sequence[Sequence[str | None]]) -> list[tuple[str, str]]:
    """A finding's items and values as people say them; "not recorded" where there is no value."""
    return [(_item(name or ""), _value(value)) for name, value in fields]


def _item(name: str) -> str:
    place, _, bare = name.rpartition(".")
    table = PLACES.get(place.partition("[")[0])
    return f"{ITEMS.get(bare, bare)} (another of {table})" if table else ITEMS.get(bare, bare)


def _value(value: str | None) -> str:
    if value is None:
        return "not recorded"
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    return f"{day.day} {day:%B %Y}"


@counting()
def menders(children: Iterable[int], *, on: date) -> dict[int, Mender]:
    """Who can mend what stands about each child: whoever leads, else the manager of the team that holds or
    last held the case. A child with neither is left to business support. Two queries.
    """
    wanted = list(children)
    found: dict[int, Mender] = {}
    held = Referral.objects.standing().filter(child__in=wanted, team__isnull=False)
    for referral in held.select_related("team__manager").order_by("received_on", "pk"):
        manager = referral.team.manager
        found[referral.child_id] = Mender(manager.name, f"manages {referral.team.name}")
    leads = Allocation.objects.on(on).filter(child__in=wanted).select_related("worker")
    for lead in leads.order_by("from_on", "pk"):
        found[lead.child_id] = Mender(lead.worker.name, "leads the work")
    return found


def led_by(worker: Worker, *, on: date) -> QuerySet[Allocation, int]:
    """The children whose work this worker leads, to be asked for within another query."""
    return Allocation.objects.on(on).filter(worker=worker).values_list("child", flat=True)
