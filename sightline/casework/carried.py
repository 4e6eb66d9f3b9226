"""What is carried forward from an earlier assessment: brought in, found the same, confirmed, rewritten."""

from collections.abc import Mapping

from django.db.models.functions import Now

from sightline.casework.verb import Refused, verb
from sightline.compliance.carried import normal, same_words, sources
from sightline.people.models import Worker
from sightline.record.models import Assessment, CarriedSection
from sightline.record.models.carried import AssessmentSection, CarriedSectionQuerySet

REPLACED = "Carried forward again, from another assessment."


@verb
def bring(assessment: Assessment, *, by: Worker, section: str, source: Assessment) -> CarriedSection:
    """Bring a section of an earlier assessment into an empty one: it is marked, and not confirmed.

    The earlier assessment is this child's or a sibling's, and one that the worker may read.
    """
    assessment = _under_way(assessment)
    if section not in AssessmentSection.values:
        raise Refused("An assessment has no such section.")
    if getattr(assessment, section).strip():
        raise Refused("Something is written there already: read the earlier words beside it.")
    found = next((one for one in sources(assessment, by) if one.pk == source.pk), None)
    if found is None or not getattr(found, section).strip():
        raise Refused("Nothing can be carried forward from there.")
    setattr(assessment, section, getattr(found, section))
    assessment.save(update_fields=[section])
    return _mark(assessment, section, found, by)


@verb
def confirm(assessment: Assessment, *, by: Worker, section: str) -> CarriedSection:
    """A worker says that a section that was carried forward is still true."""
    assessment = _under_way(assessment)
    mark = _standing(assessment).filter(section=section).first()
    if mark is None or not getattr(assessment, section).strip():
        raise Refused("Nothing was carried forward there.")
    if mark.answered_at is not None:
        raise Refused("That was confirmed or rewritten already.")
    return _answer(mark, CarriedSection.Answer.STILL_TRUE, by)


@verb
def notice(assessment: Assessment, *, by: Worker, before: Mapping[str, str]) -> list[CarriedSection]:
    """What saving an assessment did to what it carries; `before` is what stood in its sections.

    What was carried and now says something else was rewritten. What says word for word what an earlier
    assessment says was carried, though nobody said so. Words put back as they were are unconfirmed again.
    """
    marks = {one.section: one for one in _standing(assessment).select_for_update(of=("self",))}
    changed = [
        section
        for section in AssessmentSection.values
        if section in before and normal(before[section]) != normal(getattr(assessment, section))
    ]
    if not changed:
        return []
    earlier = sources(assessment, by)
    found = []
    for section in changed:
        same = same_words(section, getattr(assessment, section), earlier)
        mark = marks.get(section)
        if same is not None and (mark is None or mark.source_id != same.pk):
            found.append(_mark(assessment, section, same, by, was_found=True))
        elif same is not None and mark is not None:
            found.append(_answer(mark, None, by))
        elif mark is not None and mark.answer != CarriedSection.Answer.REWRITTEN:
            found.append(_answer(mark, CarriedSection.Answer.REWRITTEN, by))
    return found


def _under_way(assessment: Assessment) -> Assessment:
    found = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if found.authorised_on is not None or found.left_on is not None:
        raise Refused("This assessment is not under way.")
    return found


def _standing(assessment: Assessment) -> CarriedSectionQuerySet:
    return CarriedSection.objects.standing().filter(assessment=assessment)


def _mark(
    assessment: Assessment, section: str, source: Assessment, by: Worker, *, was_found: bool = False
) -> CarriedSection:
    """The mark of where a section came from, in the place of any mark before it."""
    _standing(assessment).filter(section=section).update(
        struck_out_at=Now(), struck_out_by=by, struck_out_because=REPLACED
    )
    return CarriedSection.objects.create(
        recorded_by=by,
        child_id=assessment.child_id,
        assessment=assessment,
        section=section,
        source=source,
        was_found=was_found,
    )


def _answer(mark: CarriedSection, answer: str | None, by: Worker) -> CarriedSection:
    mark.answer = answer
    mark.answered_by = by if answer else None
    mark.answered_at = Now() if answer else None
    mark.save(update_fields=["answer", "answered_at", "answered_by"])
    mark.refresh_from_db(fields=["answered_at"])
    return mark
