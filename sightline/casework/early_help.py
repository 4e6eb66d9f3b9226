"""Early help: begun with consent or as a step down, led, reviewed, and ended with an outcome."""

from datetime import date

from sightline.casework.verb import Refused, verb
from sightline.people.models import Team, Worker
from sightline.record.models import (
    ChildInNeedPlan,
    EarlyHelp,
    EarlyHelpMember,
    EarlyHelpReview,
    Person,
    Referral,
)


@verb
def begin(
    child: Person,
    *,
    by: Worker,
    team: Team,
    on: date,
    because: str,
    change: str,
    consented_by: str,
    consented_on: date,
    lead_worker: Worker | None = None,
    lead_agency: str = "",
    lead_person: str = "",
    after: Referral | ChildInNeedPlan | None = None,
) -> EarlyHelp:
    """Early help begins for a child whose family agreed to it; `after` is what it is stepped down from.

    It is led by a worker here, or by somebody of another agency by name; the team answers for it.
    """
    _check_lead(lead_worker, lead_agency, lead_person)
    plan = after if isinstance(after, ChildInNeedPlan) else None
    if plan is not None and plan.ended_on is None:
        raise Refused("The child in need plan has not ended: end it first, or step down from the case.")
    case = plan.referral_id if plan else after.pk if after else None
    return EarlyHelp.objects.create(
        recorded_by=by,
        child_id=after.child_id if after else child.pk,
        team=team,
        began_on=on,
        because=because.strip(),
        change=change.strip(),
        consented_by=consented_by.strip(),
        consented_on=consented_on,
        lead_worker=lead_worker,
        lead_agency=lead_agency,
        lead_person=lead_person.strip(),
        stepped_down_from_id=case,
        after_plan=plan,
    )


def _check_lead(worker: Worker | None, agency: str, person: str) -> None:
    elsewhere = bool(agency and person.strip())
    if (worker is not None) == elsewhere or bool(agency) != bool(person.strip()):
        raise Refused("Name one lead practitioner: a worker here, or somebody of another agency.")


@verb
def change_lead(
    early_help: EarlyHelp,
    *,
    by: Worker,
    because: str,
    lead_worker: Worker | None = None,
    lead_agency: str = "",
    lead_person: str = "",
) -> EarlyHelp:
    """Somebody else leads it, because. Who led before is kept in the journal."""
    early_help = _running(early_help)
    _check_lead(lead_worker, lead_agency, lead_person)
    if not because.strip():
        raise Refused("Say why somebody else leads.")
    early_help.lead_worker, early_help.lead_agency = lead_worker, lead_agency
    early_help.lead_person = lead_person.strip()
    early_help.save(update_fields=["lead_worker", "lead_agency", "lead_person"])
    return early_help


@verb
def join(
    early_help: EarlyHelp,
    *,
    by: Worker,
    on: date,
    does: str,
    worker: Worker | None = None,
    agency: str = "",
    person: str = "",
) -> EarlyHelpMember:
    """Somebody comes into the team around the family: a worker here, or somebody of another agency."""
    early_help = _running(early_help)
    if (worker is not None) == bool(agency and person.strip()) or bool(agency) != bool(person.strip()):
        raise Refused("Name one person: a worker here, or somebody of another agency.")
    return EarlyHelpMember.objects.create(
        recorded_by=by,
        child_id=early_help.child_id,
        early_help=early_help,
        worker=worker,
        agency=agency,
        person=person.strip(),
        does=does.strip(),
        from_on=on,
    )


@verb
def leave(member: EarlyHelpMember, *, by: Worker, on: date) -> EarlyHelpMember:
    """Somebody leaves the team around the family."""
    if member.until_on is not None:
        raise Refused("They have left it already.")
    member.until_on = on
    member.save(update_fields=["until_on"])
    return member


@verb
def review(
    early_help: EarlyHelp,
    *,
    by: Worker,
    on: date,
    found: str,
    family_said: str = "",
    next_on: date | None = None,
) -> EarlyHelpReview:
    """The team around the family met with them, and says what has changed."""
    early_help = _running(early_help)
    return EarlyHelpReview.objects.create(
        recorded_by=by,
        child_id=early_help.child_id,
        early_help=early_help,
        held_on=on,
        found=found.strip(),
        family_said=family_said.strip(),
        next_on=next_on,
    )


@verb
def end(
    early_help: EarlyHelp,
    *,
    by: Worker,
    on: date,
    outcome: str,
    because: str,
    stepped_up_to: Referral | None = None,
) -> EarlyHelp:
    """It ends with an outcome, because; stepped up, it names the referral."""
    early_help = _running(early_help)
    stepped_up = outcome == EarlyHelp.Outcome.STEPPED_UP
    if stepped_up and stepped_up_to is None:
        raise Refused("Say which referral it is stepped up to: record the referral first.")
    if stepped_up_to is not None and not stepped_up:
        raise Refused("Only help that is stepped up names a referral.")
    if stepped_up_to is not None and stepped_up_to.pk == early_help.stepped_down_from_id:
        raise Refused("It was stepped down from that case: name the referral that came since.")
    if not because.strip():
        raise Refused("Say why it ends.")
    early_help.ended_on, early_help.outcome, early_help.ended_because = on, outcome, because.strip()
    early_help.stepped_up_to = stepped_up_to
    early_help.save(update_fields=["ended_on", "outcome", "ended_because", "stepped_up_to"])
    return early_help


def _running(early_help: EarlyHelp) -> EarlyHelp:
    """The episode, locked, where it goes on."""
    found = EarlyHelp.objects.select_for_update(of=("self",)).get(pk=early_help.pk)
    if found.ended_on is not None or found.struck_out_at is not None:
        raise Refused("This early help has ended.")
    return found
