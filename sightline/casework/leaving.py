"""Leaving: everything that a worker holds is handed on, and then their account ends."""

from collections.abc import Mapping
from datetime import date

from sightline.casework.allocation import allocate, allow, end_part
from sightline.casework.handing_on import pass_case, pass_piece
from sightline.casework.verb import Refused, verb
from sightline.compliance.cover import answers_for
from sightline.compliance.holding import Piece, held_by
from sightline.people.models import MANAGERS, SENIOR_MANAGERS, Worker
from sightline.record.models import Referral, SecondaryWorker
from sightline.record.models.allocation import WorkKind

#: What leading these asks of a worker.
ASKS = {"enquiry": WorkKind.ENQUIRY, "childprotectionplan": WorkKind.PROTECTION_PLAN}
NOT_THEIRS = "Whoever manages the worker hands on their work and ends their account."


@verb(may=MANAGERS, refused=NOT_THEIRS)
def hand_on(
    leaver: Worker, *, by: Worker, on: date, because: str, to: Mapping[Piece, Worker | None]
) -> list[Piece]:
    """Hand on these pieces of a worker's open work, each to a worker or (None) back to its team.

    All or none. What is not among them stays theirs, so that a long list can be done in several goes. A case
    carries everything in it that the worker held. Returns what they still hold.
    """
    _check_may(by, leaver, on)
    for piece in sorted(to, key=lambda one: (one.kind != "referral", one.since_on, one.id)):
        if piece.worker != leaver.pk:
            raise Refused(f"{leaver} does not hold this: look again.")
        if piece not in held_by(leaver):
            continue  # its case has carried it along
        if piece.kind == "referral":
            _pass_case(Referral.objects.get(pk=piece.id), to[piece], by=by, on=on, because=because)
        else:
            _check_fit(piece, to[piece], by=by, on=on)
            pass_piece(piece, to=to[piece], by=by, on=on)
    return held_by(leaver)


def _check_fit(piece: Piece, to: Worker | None, *, by: Worker, on: date) -> None:
    """An enquiry or a plan asks of a worker what it asks when its case is allocated."""
    work = ASKS.get(piece.kind)
    if to is not None and work is not None and piece.case is not None:
        case = Referral.objects.get(pk=piece.case)
        allow(case, worker=to, work=work, by=by, on=on, because="")


def _pass_case(case: Referral, to: Worker | None, *, by: Worker, on: date, because: str) -> None:
    """To a worker as any allocation, with what it asks of them; or back to its team."""
    if to is None:
        pass_case(case, to=None, by=by, on=on, because=because)
    else:
        allocate(case, to=to, by=by, on=on, because=because)


@verb(may=MANAGERS, refused=NOT_THEIRS)
def end_account(leaver: Worker, *, by: Worker, on: date) -> Worker:
    """The worker has left: they sign in no more. Refused while anything open is still theirs."""
    _check_may(by, leaver, on)
    if leaver.pk == by.pk:
        raise Refused("Somebody else ends your account.")
    leaver = Worker.objects.select_for_update().get(pk=leaver.pk)
    if leaver.left_on is not None:
        raise Refused(f"{leaver} left on {leaver.left_on:%-d %B %Y}.")
    if still := len(held_by(leaver)):
        raise Refused(f"{leaver} still holds {still} pieces of open work: hand them on first.")
    for part in SecondaryWorker.objects.standing().filter(worker=leaver, until_on=None):
        end_part(part, by=by, on=max(on, part.from_on), because=f"{leaver} left")
    leaver.left_on = on
    leaver.save(update_fields=["left_on"])
    return leaver


def _check_may(by: Worker, leaver: Worker, on: date) -> None:
    if by.role in SENIOR_MANAGERS:
        return
    if leaver.team is None or not answers_for(by, leaver.team, on=on):
        raise Refused(NOT_THEIRS)
