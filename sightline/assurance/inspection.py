"""An inspection: its cases drawn, its room, and its letter.

What inspectors themselves say is written by whoever keeps the room, in the inspector's name and words: an
inspector's account reads and never writes.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sightline.assurance import action, safety_check, sampling
from sightline.assurance.audit import open_to
from sightline.assurance.models import (
    Inspection,
    InspectionChild,
    InspectionFinding,
    InspectionInspector,
    SafetyCheck,
)
from sightline.assurance.models.inspection import HowInspected, InspectionForm
from sightline.assurance.models.sampling import Method
from sightline.casework.verb import Refused, verb
from sightline.people.models import DRAW_SAMPLES, LEADS_PRACTICE, Role, Worker
from sightline.record.models import Opening, Person, Referral
from sightline.timescales.london import day_of

NOT_THE_KEEPER = "An auditor, a service manager or the director does this."
LOOKS_BACK = timedelta(days=182)
"""How far back cases that have ended may be drawn from."""
ASKS = "How good was the work for this child?"


@verb(may=DRAW_SAMPLES, refused="An auditor or the director begins an inspection.")
def begin(
    *,
    by: Worker,
    at: datetime,
    title: str,
    form: str,
    until_on: date,
    population: str,
    size: int,
    seed: int,
    readers: Collection[Worker],
    inspectors: Collection[Worker] = (),
) -> Inspection:
    """Begin an inspection: its cases are drawn, so many of each team's, and its inspectors let in.

    Each case is given to a reader who had no hand in it. Inspectors may open the cases until its last day is
    over; whoever had a hand in one is told nothing beforehand.
    """
    on = day_of(at)
    since = on - LOOKS_BACK
    cases = sampling.listed(population, from_on=since, until_on=on, part_by="team")
    sample = sampling.draw_sample(
        by=by,
        on=on,
        population=population,
        cases=cases,
        method=Method.STRATIFIED,
        size=size,
        seed=seed,
        asks=ASKS,
        readers=readers,
        from_on=since,
        until_on=on,
    )
    inspection = Inspection.objects.create(
        recorded_by=by,
        title=title.strip(),
        form=form,
        from_on=on,
        until_on=until_on,
        begun_at=at,
        sample=sample,
    )
    for inspector in inspectors:
        _let_in(inspection, inspector, by=by)
    for case in sample.cases.select_related("referral", "reader"):
        _read(inspection, case.referral, HowInspected.DRAWN, by=by, at=at, from_on=on)
        open_to(case.reader, case.child_id, by=by, on=on, until_on=until_on)
    return inspection


def _let_in(inspection: Inspection, inspector: Worker, *, by: Worker) -> None:
    if inspection.form != InspectionForm.REAL:
        raise Refused("Inspectors come to a real inspection; our own is read by our own auditors.")
    if inspector.role != Role.INSPECTOR:
        raise Refused(f"{inspector.name} is not an inspector.")
    InspectionInspector.objects.create(recorded_by=by, inspection=inspection, inspector=inspector)


def _read(
    inspection: Inspection, referral: Referral, how: str, *, by: Worker, at: datetime, from_on: date
) -> InspectionChild:
    """Put a child among those whom the inspection reads, and open the record to its inspectors."""
    read = InspectionChild.objects.create(
        recorded_by=by,
        inspection=inspection,
        child_id=referral.child_id,
        referral=referral,
        how=how,
        since_at=at,
    )
    drawn = how == HowInspected.DRAWN
    words = "Drawn for the inspection" if drawn else "Asked for in the inspection’s room"
    for one in inspection.inspectors.standing():
        Opening.objects.create(
            recorded_by=by,
            child_id=referral.child_id,
            worker_id=one.inspector_id,
            from_on=from_on,
            until_on=inspection.until_on,
            because=words,
        )
    return read


@verb(may=LEADS_PRACTICE, refused=NOT_THE_KEEPER)
def add_child(inspection: Inspection, child: Person, *, by: Worker, at: datetime) -> InspectionChild:
    """An inspector asks for a child: the record is opened to the inspection's inspectors at once."""
    _running(inspection, day_of(at))
    referral = Referral.objects.standing().filter(child=child).order_by("-received_on", "-pk").first()
    if referral is None:
        raise Refused("This child was never referred, so there is no case to read.")
    if inspection.children.standing().filter(child=child).exists():
        raise Refused("This child is in the inspection already.")
    return _read(inspection, referral, HowInspected.ASKED, by=by, at=at, from_on=day_of(at))


@verb(may=LEADS_PRACTICE, refused=NOT_THE_KEEPER)
def raise_concern(
    inspection: Inspection,
    child: Person,
    *,
    by: Worker,
    at: datetime,
    words: str,
    raised_by: str = "",
    holder: Worker | None = None,
) -> SafetyCheck:
    """An inspector fears for a child: from this minute one worker holds it until the child is checked."""
    _running(inspection, day_of(at))
    rows = inspection.children.standing().filter(child=child).select_related("referral__team__manager")
    read = rows.first()
    if read is None:
        raise Refused("Add the child to the inspection first.")
    return safety_check.ask(
        child,
        read.referral,
        by=by,
        at=at,
        because=words,
        holder=holder,
        raised_by=raised_by,
        inspection=inspection,
    )


@verb(may=LEADS_PRACTICE, refused=NOT_THE_KEEPER)
def add_finding(
    inspection: Inspection,
    *,
    by: Worker,
    on: date,
    weight: str,
    words: str,
    recommendation: str,
    owner: Worker,
    due_on: date,
) -> InspectionFinding:
    """A finding of the letter becomes an action in the register, which alone says whether it is done."""
    agreed = action.agree(
        by=by,
        source="inspection",
        came_from=inspection.title,
        weight=weight,
        found=words,
        recommendation=recommendation,
        owner=owner,
        agreed_on=on,
        due_on=due_on,
    )
    return InspectionFinding.objects.create(
        recorded_by=by, inspection=inspection, words=words.strip(), action=agreed
    )


def _running(inspection: Inspection, on: date) -> None:
    if not inspection.from_on <= on <= inspection.until_on:
        raise Refused("This inspection is not running today.")


@verb(may=LEADS_PRACTICE, refused=NOT_THE_KEEPER)
def end(inspection: Inspection, *, by: Worker, on: date) -> Inspection:
    """The inspection is over with this day: from tomorrow its inspectors' accounts open nothing of it."""
    _running(inspection, on)
    opened = Opening.objects.standing().filter(
        worker__in=inspection.inspectors.standing().values("inspector"),
        child__in=inspection.children.standing().values("child"),
        until_on=inspection.until_on,
    )
    for opening in opened:
        opening.until_on = on
        opening.save(update_fields=["until_on"])
    inspection.until_on = on
    inspection.save(update_fields=["until_on"])
    return inspection
