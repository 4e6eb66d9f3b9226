"""The shape of the census: which groups hold which items, and in which table each is kept.

Names are those of the Department for Education's specification. Every item that any collection year or any
supplier's export was seen to use is here, so that one reader serves them all: `GenderCurrent` gave way to
`Sex`, `PreProceedingsandFGDM` came with 2026-27, and reviews are found both as one `Reviews` holding many
dates and as one `Reviews` for each date.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Group:
    """One kind of group: each such element in a file is one row of `table`.

    `items` are its columns. `groups` are the groups inside it, by element name. `lists` are items that
    repeat, each a row of a table of its own. `wrappers` are elements that only hold others together: what is
    inside counts as being in the group itself; one that names a list stands for a blank row when it is empty.
    """

    table: str
    items: tuple[str, ...]
    groups: dict[str, "Group"] = field(default_factory=dict)
    lists: dict[str, "Group"] = field(default_factory=dict)
    wrappers: dict[str, str | None] = field(default_factory=dict)


HEADER = Group(
    table="Header",
    items=(
        "Collection", "Year", "ReferenceDate", "SourceLevel", "LEA", "SoftwareCode", "Release", "SerialNo",
        "DateTime", "CBDSLevel",
    ),
    wrappers={"CollectionDetails": None, "Source": None, "Content": None, "CBDSLevels": None},
)  # fmt: skip

IDENTIFIERS = Group(
    table="ChildIdentifiers",
    items=(
        "LAchildID", "UPN", "FormerUPN", "UPNunknown", "PersonBirthDate", "ExpectedPersonBirthDate",
        "GenderCurrent", "Sex", "PersonDeathDate",
    ),
)  # fmt: skip

CHARACTERISTICS = Group(
    table="ChildCharacteristics",
    items=("Ethnicity",),
    lists={"Disability": Group(table="Disabilities", items=("Disability",))},
    wrappers={"Disabilities": None},
)

ASSESSMENT = Group(
    table="Assessments",
    items=("AssessmentActualStartDate", "AssessmentInternalReviewDate", "AssessmentAuthorisationDate"),
    lists={"AssessmentFactors": Group(table="AssessmentFactors", items=("AssessmentFactors",))},
    wrappers={"FactorsIdentifiedAtAssessment": None},
)

SECTION_47 = Group(
    table="Section47",
    items=("S47ActualStartDate", "InitialCPCtarget", "DateOfInitialCPC", "ICPCnotRequired"),
)

PROTECTION_PLAN = Group(
    table="ChildProtectionPlans",
    items=(
        "CPPstartDate", "CPPendDate", "InitialCategoryOfAbuse", "LatestCategoryOfAbuse",
        "NumberOfPreviousCPP",
    ),
    lists={"CPPreviewDate": Group(table="Reviews", items=("CPPreviewDate",))},
    wrappers={"Reviews": "CPPreviewDate"},
)  # fmt: skip

PRE_PROCEEDINGS = Group(
    table="PreProceedingsandFGDM",
    items=(
        "PPStartDate", "LBPSentDate", "FGDMMeetingOffer", "FGDMMeetingFac", "InitialPPMeetingDate",
        "ReviewMeetingsCount", "StepDecisionDate", "PPOutcome", "CourtAppDate", "LetterInitCPDate",
    ),
)  # fmt: skip

EPISODE = Group(
    table="CINdetails",
    items=(
        "CINreferralDate", "ReferralSource", "PrimaryNeedCode", "CINclosureDate", "ReasonForClosure",
        "DateOfInitialCPC", "ReferralNFA",
    ),
    groups={
        "Assessments": ASSESSMENT,
        "CINPlanDates": Group(table="CINplanDates", items=("CINPlanStartDate", "CINPlanEndDate")),
        "Section47": SECTION_47,
        "ChildProtectionPlans": PROTECTION_PLAN,
        "PreProceedingsandFGDM": PRE_PROCEEDINGS,
    },
)  # fmt: skip

CHILD = Group(
    table="Child",
    items=(),
    groups={
        "ChildIdentifiers": IDENTIFIERS,
        "ChildCharacteristics": CHARACTERISTICS,
        "CINdetails": EPISODE,
    },
)


def _every(group: Group) -> list[Group]:
    inside = [*group.groups.values(), *group.lists.values()]
    return [group, *(deeper for one in inside for deeper in _every(one))]


TABLES = {group.table: group for group in [*_every(HEADER), *_every(CHILD)]}
"""Every table of the census by name. A row of `Child` is one `<Child>`; the others are its groups."""

DAYS = frozenset({
    "ReferenceDate", "PersonBirthDate", "ExpectedPersonBirthDate", "PersonDeathDate", "CINreferralDate",
    "CINclosureDate", "DateOfInitialCPC", "AssessmentActualStartDate", "AssessmentInternalReviewDate",
    "AssessmentAuthorisationDate", "CINPlanStartDate", "CINPlanEndDate", "S47ActualStartDate",
    "InitialCPCtarget", "CPPstartDate", "CPPendDate", "CPPreviewDate", "PPStartDate", "LBPSentDate",
    "InitialPPMeetingDate", "StepDecisionDate", "CourtAppDate", "LetterInitCPDate",
})  # fmt: skip
"""The items that are days. (The header's `DateTime`, when the file was made, is an instant.)"""

FLAGS = frozenset({"ReferralNFA", "ICPCnotRequired"})
"""The items that are yes or no."""
