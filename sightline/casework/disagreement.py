"""Disagreement: a decision is disputed, put to a named manager, and answered, or taken higher."""

from datetime import date

from sightline.casework.verb import Refused, verb
from sightline.compliance.cover import acts_for
from sightline.compliance.disagreement import ladder
from sightline.compliance.ways import Limits
from sightline.people.models import Worker
from sightline.record.models import Disagreement, DisagreementStep, Referral

WAY = "disagreement-answer"
Level, Outcome = DisagreementStep.Level, DisagreementStep.Outcome


@verb
def disagree(
    referral: Referral,
    *,
    by: Worker,
    on: date,
    decision: str,
    because: str,
    wants: str,
    agency: str = "",
    person: str = "",
    to: str = Level.TEAM_MANAGER,
) -> Disagreement:
    """Somebody disagrees with a decision about a child: the worker who writes it or, where one is named,
    a person of another agency. It is put to the manager of that level, who answers by a day.
    """
    said = {"decision": decision.strip(), "because": because.strip(), "wants": wants.strip()}
    if not all(said.values()):
        raise Refused("Say which decision, why it is wrong, and what is wanted instead.")
    if bool(agency) != bool(person.strip()):
        raise Refused("Name the person who disagrees and their agency, or neither.")
    raised = Disagreement.objects.create(
        recorded_by=by,
        child_id=referral.child_id,
        referral=referral,
        worker=None if agency else by,
        agency=agency,
        person=person.strip(),
        raised_on=on,
        **said,
    )
    _put(raised, to, by=by, on=on)
    return raised


@verb
def answer(step: DisagreementStep, *, by: Worker, on: date, outcome: str, because: str) -> DisagreementStep:
    """Whoever it was put to, or acts for them, says that the decision is changed, that it stands, or that it
    goes one level higher; and why. Who disagrees does not answer themselves.
    """
    found = DisagreementStep.objects.select_for_update(of=("self",)).select_related("disagreement")
    step = found.get(pk=step.pk)
    if step.answered_on is not None:
        raise Refused("This has been answered already.")
    if by.pk != step.holder_id and not acts_for(by, step.holder_id, on=on):
        raise Refused(f"{step.holder}, or whoever acts for them, answers this.")
    if by.pk == step.disagreement.worker_id:
        raise Refused("Nobody answers their own disagreement.")
    if not because.strip():
        raise Refused("Say why.")
    higher = _above(step) if outcome == Outcome.HIGHER else None
    step.answered_on, step.answered_by, step.outcome, step.because = on, by, outcome, because.strip()
    step.save(update_fields=["answered_on", "answered_by", "outcome", "because"])
    if higher is not None:
        _put(step.disagreement, higher, by=by, on=on)
    return step


def _above(step: DisagreementStep) -> str:
    """The next level at which there is somebody, and somebody else than those it was put to already."""
    known = set(step.disagreement.steps.values_list("holder", flat=True))
    levels = list(Level.values)
    rungs = ladder(step.disagreement.referral.team_id)
    for level in levels[levels.index(step.level) + 1 :]:
        if level in rungs and rungs[level].pk not in known:
            return level
    raise Refused("There is nobody higher to take it to: change the decision, or uphold it.")


def _put(raised: Disagreement, level: str, *, by: Worker, on: date) -> None:
    holder = ladder(raised.referral.team_id).get(level)
    if holder is None:
        raise Refused("Nobody is in that post: choose another manager.")
    if holder.pk == raised.worker_id:
        raise Refused("Nobody answers their own disagreement: put it to the next manager up.")
    DisagreementStep.objects.create(
        recorded_by=by,
        child_id=raised.child_id,
        disagreement=raised,
        level=level,
        holder=holder,
        put_on=on,
        answer_by_on=Limits().within(WAY, on=on).due(on),
    )
