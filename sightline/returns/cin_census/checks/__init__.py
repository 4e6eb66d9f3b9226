"""The rules of the census, a module to each section of it. Importing this package declares them all."""

from sightline.returns.cin_census.checks import (
    assessments,
    child_characteristics,
    child_identifiers,
    child_protection_plans,
    cin_details,
    cin_plan_dates,
    disabilities,
    episodes_together,
    header,
    ours,
    pre_proceedings,
    pupil_numbers,
    reviews,
    section47,
)

SECTIONS = {
    "Header": (header,),
    "Child identifiers": (child_identifiers, pupil_numbers),
    "Child characteristics": (child_characteristics,),
    "Disabilities": (disabilities,),
    "Episodes of need (CINdetails)": (cin_details, episodes_together),
    "Assessments": (assessments,),
    "Child in need plans": (cin_plan_dates,),
    "Section 47 enquiries": (section47,),
    "Child protection plans": (child_protection_plans,),
    "Reviews of child protection plans": (reviews,),
    "Pre-proceedings and family group decision making": (pre_proceedings,),
    "Every section: what cannot be checked by the rules above": (ours,),
}
"""The modules of rules by what the census calls each part, in its order."""
