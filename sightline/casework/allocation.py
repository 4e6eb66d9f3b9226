"""Allocation: a manager gives the lead on a referral to a worker, and a part in it to others."""

from collections.abc import Mapping
from datetime import date

from sightline.casework.handing_on import pass_case
from sightline.casework.verb import Refused, verb
from sightline.compliance import choosing
from sightline.compliance.fitness import Shortfall, shortfalls
from sightline.people.models import MANAGERS, Worker
from sightline.record.kept import is_kept_from
from sightline.record.models import Allocation, Override, Referral, SecondaryWorker
from sightline.record.models.allocation import Lacking, WorkKind


@verb(may=MANAGERS, refused="A manager allocates work.")
def allocate(
    referral: Referral, *, to: Worker, by: Worker, on: date, because: str = "", override_because: str = ""
) -> Allocation:
    """A manager allocates a referral's work to a worker; whoever led it until then stops that day.

    Who lacks what the law asks for an enquiry or a plan that comes with it, or would lead an enquiry beyond
    the authority's limit, is given it only with the manager's reason, which is kept (`Override`).
    """
    for work in choosing.works_in(referral, on=on):
        _allow(referral, worker=to, work=work, by=by, on=on, because=override_because)
    pass_case(referral, to=to, by=by, on=on, because=because)
    return Allocation.objects.standing().get(referral=referral, until_on=None)


@verb(may=MANAGERS, refused="A manager allocates work.")
def allocate_several(
    to: Mapping[Referral, Worker], *, by: Worker, on: date, because: str = ""
) -> list[Allocation]:
    """A manager allocates several cases, each to a worker: all of them or, if one is refused, none."""
    return [
        allocate(referral, to=worker, by=by, on=on, because=because)
        for referral, worker in sorted(to.items(), key=lambda one: one[0].pk)
    ]


@verb(may=MANAGERS, refused="A manager ends an allocation.")
def end(allocation: Allocation, *, by: Worker, on: date, because: str) -> Allocation:
    """The worker stops leading; the team and its manager hold the work until somebody else is allocated."""
    pass_case(allocation.referral, to=None, by=by, on=on, because=because)
    allocation.refresh_from_db()
    return allocation


@verb(may=MANAGERS, refused="A manager allocates work.")
def give_part(
    referral: Referral, *, to: Worker, part: str, by: Worker, on: date, because: str = ""
) -> SecondaryWorker:
    """A manager gives a worker a part in a case beside the lead, whom they never replace."""
    if Allocation.objects.on(on).filter(referral=referral, worker=to).exists():
        raise Refused(f"{to} leads this work already.")
    if is_kept_from(to, referral.child_id):
        raise Refused(f"{to} cannot be given this work. Choose somebody else.")
    return SecondaryWorker.objects.create(
        recorded_by=by,
        child_id=referral.child_id,
        referral=referral,
        worker=to,
        part=part,
        from_on=on,
        because=because,
    )


@verb(may=MANAGERS, refused="A manager ends a part in a case.")
def end_part(part: SecondaryWorker, *, by: Worker, on: date, because: str) -> SecondaryWorker:
    """The worker's part in the case ends."""
    part.until_on, part.ended_because = on, because
    part.save(update_fields=["until_on", "ended_because"])
    return part


@verb
def allow(
    referral: Referral, *, worker: Worker, work: WorkKind, by: Worker, on: date, because: str
) -> Override | None:
    """A manager lets a worker do this work although they lack something for it; None where nothing is.

    Refused, with what is lacking, where the law asks for it and no reason is given or no manager gives it.
    """
    return _allow(referral, worker=worker, work=work, by=by, on=on, because=because)


def _allow(
    referral: Referral, *, worker: Worker, work: WorkKind, by: Worker, on: date, because: str
) -> Override | None:
    lacks: list[Shortfall] = shortfalls([worker], [work], on=on)[worker.pk]
    stopped = [f"{one.words} ({one.need.source})" for one in lacks if one.stops]
    lacking = {one.lacking for one in lacks}
    if work is WorkKind.ENQUIRY and _over_the_limit(referral, worker, on=on):
        stopped.append(Lacking.OVER_THE_LIMIT.label)
        lacking.add(Lacking.OVER_THE_LIMIT)
    if stopped and not (by.is_manager and because.strip()):
        what = f"{work.label}: {worker} {'; '.join(stopped)}."
        raise Refused(f"{what} A manager may decide so all the same, and says why.")
    if not stopped and not (lacking and because.strip()):
        return None
    return Override.objects.create(
        recorded_by=by,
        child_id=referral.child_id,
        referral=referral,
        worker=worker,
        work=work,
        lacking=sorted(lacking),
        allowed_on=on,
        because=because.strip(),
    )


def _over_the_limit(referral: Referral, worker: Worker, *, on: date) -> bool:
    return choosing.would_carry(referral, worker, on=on).is_over
