"""Workers: who is invited, what each is here to do, and when somebody's account ends.

A system administrator does this and sees no child. Whatever is changed is in the journal, with who did it and
why; and a change of role or team, a second step taken away and an account's end close every session at once.
"""

from datetime import date, datetime

from sightline.casework.verb import Refused, verb
from sightline.people.models import ADMINISTRATORS, EVERYBODY, Agency, Role, Team, Worker

NOT_ADMINISTRATORS = "A system administrator does this."


@verb(may=ADMINISTRATORS, refused=NOT_ADMINISTRATORS)
def invite(
    *, by: Worker, name: str, email: str, role: Role, on: date, team: Team | None = None,
    agency: Agency = Agency.CHILDRENS_SOCIAL_CARE,
) -> Worker:  # fmt: skip
    """Somebody may work here from that day; they choose their own password from the link they are given."""
    if Worker.objects.filter(email__iexact=email).exists():
        raise Refused("A worker with that e-mail address is here already.")
    return Worker.objects.create_user(
        email.lower(), name=name, role=role, team=team, agency=agency, started_on=on
    )


@verb(may=ADMINISTRATORS, refused=NOT_ADMINISTRATORS)
def give_role(worker: Worker, *, by: Worker, role: Role, team: Team | None, because: str) -> Worker:
    """A worker has another role or team from now on; nobody gives one to themselves."""
    if by.pk == worker.pk:
        raise Refused("Nobody changes their own role: another administrator does.")
    if not because.strip():
        raise Refused("Say who decided this, and why.")
    worker.role, worker.team = role, team
    worker.save(update_fields=["role", "team"])
    return worker


@verb(may=EVERYBODY, refused="")
def take_role_from_provider(worker: Worker, *, by: Worker, role: Role, because: str = "") -> Worker:
    """A worker has the role that the council's own accounts say, as they sign in with theirs."""
    if worker.role != role:
        worker.role = role
        worker.save(update_fields=["role"])
    return worker


@verb(may=ADMINISTRATORS, refused=NOT_ADMINISTRATORS)
def end_sessions(worker: Worker, *, by: Worker, at: datetime, because: str) -> Worker:
    """Whoever is signed in as this worker is signed out; their second step is theirs to set up again."""
    if not because.strip():
        raise Refused("Say how you know that it is they who ask.")
    worker.signed_out_at = at
    worker.save(update_fields=["signed_out_at"])
    return worker


@verb(may=ADMINISTRATORS, refused=NOT_ADMINISTRATORS)
def end_account(worker: Worker, *, by: Worker, on: date, because: str) -> Worker:
    """A worker's account ends that day: refused, by the database too, while any work is attached to them."""
    if by.pk == worker.pk:
        raise Refused("Nobody ends their own account: another administrator does.")
    if worker.left_on is not None:
        raise Refused(f"{worker}’s account ended on {worker.left_on:%-d %B %Y}.")
    if not because.strip():
        raise Refused("Say why the account ends.")
    worker.left_on = on
    worker.save(update_fields=["left_on"])
    return worker


@verb(may=EVERYBODY, refused="")
def choose_password(worker: Worker, *, by: Worker, password: str) -> Worker:
    """A worker has this password from now on; whoever else is signed in as them is signed out."""
    if by.pk != worker.pk:
        raise Refused("Nobody chooses another’s password.")
    worker.set_password(password)
    worker.save(update_fields=["password"])
    return worker
