"""The page of an assessment for the family: what is on it is chosen, and what is left out is written down."""

from collections.abc import Collection
from datetime import date

from sightline.casework.verb import Refused, verb
from sightline.compliance.family_page import written
from sightline.people.models import Worker
from sightline.record.models import Assessment, FamilyPage


@verb
def make(
    assessment: Assessment, *, by: Worker, on: date, sections: Collection[str], next_steps: str, ring: str
) -> FamilyPage:
    """Make the page of an authorised assessment that the family is given, with these of its sections.

    A section that names whoever told us, or that came from a sibling's record unconfirmed, is refused.
    """
    if assessment.authorised_on is None or assessment.struck_out_at is not None:
        raise Refused("Only an assessment that is authorised is given to a family.")
    if not next_steps.strip() or not ring.strip():
        raise Refused("Say what happens next, and whom to ring.")
    having = written(assessment, by)
    for one in having:
        if one.name in sections and one.kept_from:
            raise Refused(f"“{one.title}” cannot be on the page: {one.kept_from}.")
    chosen = [one.name for one in having if one.name in sections]
    return FamilyPage.objects.create(
        recorded_by=by,
        child_id=assessment.child_id,
        assessment=assessment,
        made_on=on,
        sections=chosen,
        left_out=[one.name for one in having if one.name not in chosen],
        next_steps=next_steps.strip(),
        ring=ring.strip(),
    )
