"""Authorities made up at random, to hold what workers see to what binds them to children.

`expected` says it a second time, in plain Python over the rows, and knows nothing of how it is asked.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

from django.db.models import Q

from sightline.casework.verb import name
from sightline.people.models import CHAIRS, MANAGERS, ON_DUTY, PRACTISES, Agency, Role, Team, Worker
from sightline.record.codes import ReferralSource
from sightline.record.models import (
    Allocation,
    Assessment,
    Conference,
    Conflict,
    Contact,
    ContactChild,
    EmergencyOpening,
    Family,
    FamilyMember,
    Person,
    Referral,
    RestrictedTo,
    Restriction,
    SamePerson,
)

NOW = datetime(2026, 3, 24, 10, tzinfo=UTC)
ON = NOW.date()
LATELY = timedelta(days=28)


@dataclass
class Authority:
    """What was made."""

    workers: list[Worker] = field(default_factory=list)
    teams: list[Team] = field(default_factory=list)
    children: list[Person] = field(default_factory=list)


def make(random: Random, *, children: int = 14) -> Authority:
    """A few teams, one worker or two of every role, and children bound to them in every way or in none."""
    made = Authority()
    roles = [*Role, Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.SERVICE_MANAGER, Role.CONFERENCE_CHAIR]
    for number, role in enumerate(roles):
        email = f"{number}@exampleshire.example"
        made.workers.append(Worker.objects.create_user(email, None, name=f"Worker {number}", role=role))
    managers = [one for one in made.workers if one.role in MANAGERS]
    for number in range(3):
        above = random.choice([None, *managers])
        held = {"manager": random.choice(managers), "service_manager": above}
        made.teams.append(Team.objects.create(name=f"Team {number}", **held))
    for one in made.workers:
        one.team = random.choice([None, *made.teams])
        one.left_on = ON if one.role == Role.FAMILY_WORKER and random.random() < 0.3 else None
        one.save(update_fields=["team", "left_on"])
    name(made.workers[0])
    by = {"recorded_by": made.workers[0]}
    for number in range(children):
        made.children.append(Person.objects.create(given_name="C", family_name=str(number), **by))
    for _ in range(children // 2):
        _family(random, made, by)
    for child in made.children:
        _bind(random, made, child, by)
    _join(random, made, by)
    _keep(random, made, by)
    return made


def _keep(random: Random, made: Authority, by: dict[str, Worker]) -> None:
    """Records restricted or sealed, workers named, workers who know a child, and emergencies."""
    here = [one for one in made.workers if one.left_on is None]
    for child in random.sample(made.children, 5):
        level = random.choice(["restricted", "sealed"])
        lifted = {"lifted_at": NOW, "lifted_by": here[0], "lifted_because": "Over"}
        said = {"level": level, "because": "The press", "ask": here[0]}
        run = Restriction.objects.create(
            child=child, **said, **by, **(lifted if random.random() < 0.3 else {})
        )
        for worker in random.sample(here, 2):
            RestrictedTo.objects.create(child=child, restriction=run, worker=worker, **by)
    for child, worker in zip(random.sample(made.children, 5), random.sample(here, 5), strict=True):
        Conflict.objects.create(child=child, worker=worker, how="friend", **by)
    managers = [one for one in here if one.role in MANAGERS]
    for child in random.sample(made.children, 5):
        opener, manager = random.choice(here), random.choice(managers)
        if opener != manager:
            name(opener)
            EmergencyOpening.objects.create(
                child=child,
                recorded_by=opener,
                holder=manager,
                manager=manager,
                because="She is here",
                opened_at=NOW - timedelta(hours=random.choice([1, 5])),
            )
    name(made.workers[0])


def _join(random: Random, made: Authority, by: dict[str, Worker]) -> None:
    """Entries that are of one person, which lets nobody into either."""
    drawn = random.sample(made.children, 6)
    for child, kept in zip(drawn[:3], drawn[3:], strict=True):
        SamePerson.objects.create(
            child=child,
            kept=kept,
            judged_on=ON,
            because="One birth certificate",
            **by,
            **_struck(random, by["recorded_by"]),
        )


def _struck(random: Random, by: Worker) -> dict[str, object]:
    if random.random() < 0.85:
        return {}
    return {"struck_out_at": NOW, "struck_out_by": by, "struck_out_because": "Written in error"}


def _family(random: Random, made: Authority, by: dict[str, Worker]) -> None:
    family = Family.objects.create(name="A family", **by)
    for child in random.sample(made.children, random.choice([1, 2, 2, 3])):
        struck = _struck(random, by["recorded_by"])
        FamilyMember.objects.create(family=family, child=child, place="child", **by, **struck)


def _bind(random: Random, made: Authority, child: Person, by: dict[str, Worker]) -> None:
    here = [one for one in made.workers if one.left_on is None]
    if random.random() < 0.6:
        _contact(random, made, child, by)
    if random.random() < 0.5:
        return
    closed = ON - timedelta(days=random.randrange(40)) if random.random() < 0.4 else None
    referral = Referral.objects.create(
        child=child,
        team=random.choice(made.teams),
        received_on=ON - timedelta(days=90),
        source=ReferralSource.SCHOOL,
        closed_on=closed,
        closed_by=here[0] if closed else None,
        closure_reason="RC8" if closed else None,
        closed_because="Done" if closed else None,
        **by,
        **_struck(random, by["recorded_by"]),
    )
    until = closed or (ON - timedelta(days=50) if random.random() < 0.3 else None)
    if random.random() < 0.7:
        Allocation.objects.create(
            child=child,
            referral=referral,
            worker=random.choice(here),
            from_on=ON - timedelta(days=80),
            until_on=until,
            ended_because="It ended" if until else None,
            **by,
            **_struck(random, by["recorded_by"]),
        )
    if random.random() < 0.3:
        Assessment.objects.create(
            child=child, referral=referral, author=random.choice(here), started_on=ON, **by
        )
    if random.random() < 0.4:
        chairs = [one for one in here if one.role in CHAIRS]
        held = random.random() < 0.5
        Conference.objects.create(
            child=child,
            referral=referral,
            form="initial",
            booked_for_on=ON,
            held_on=ON if held else None,
            chair=random.choice(chairs) if held else None,
            decision="no_plan" if held else None,
            decided_because="No risk" if held else None,
            **by,
        )


def _contact(random: Random, made: Authority, child: Person, by: dict[str, Worker]) -> None:
    decided = NOW - timedelta(days=random.choice([3, 200])) if random.random() < 0.6 else None
    contact = Contact.objects.create(
        received_at=NOW - timedelta(days=300),
        route="telephone",
        source=ReferralSource.SCHOOL,
        referrer_agency=Agency.EDUCATION,
        words="Worried",
        team=random.choice(made.teams),
        decided_at=decided,
        decided_by=by["recorded_by"] if decided else None,
        decision="advice" if decided else None,
        decided_because="Advised" if decided else None,
        history_seen_by_decider=decided is not None,
        referrer_told_at=decided if random.random() < 0.7 else None,
        **by,
        **_struck(random, by["recorded_by"]),
    )
    ContactChild.objects.create(contact=contact, child=child, **by, **_struck(random, by["recorded_by"]))


def expected(worker: Worker) -> set[int]:
    """The people whose record this worker may open, from what binds them and from nothing else."""
    if worker.left_on is not None:
        return set()
    shut = _restricted() - _even_restricted(worker) | _known_by(worker)
    if worker.role == Role.DIRECTOR:
        return {one.pk for one in Person.objects.all()} - shut
    own = _by_referral(worker) | _by_contact(worker) | _by_what_is_theirs(worker)
    if worker.role in (Role.ANALYST, Role.ADMINISTRATOR):
        own = set()
    own = (own | _even_restricted(worker)) - shut
    members = [one for one in FamilyMember.objects.all() if one.struck_out_at is None]
    families = {one.family_id for one in members if one.child_id in own}
    return (own | {one.child_id for one in members if one.family_id in families}) - shut


def _joined(children: set[int]) -> set[int]:
    """These, and every entry that is of the same person as one of them."""
    pairs = [(one.child_id, one.kept_id) for one in SamePerson.objects.all() if one.struck_out_at is None]
    more = children | {other for pair in pairs if children & set(pair) for other in pair}
    return more if more == children else _joined(more)


def _running() -> list[Restriction]:
    return [one for one in Restriction.objects.all() if one.lifted_at is None]


def _restricted() -> set[int]:
    return _joined({one.child_id for one in _running()})


def _known_by(worker: Worker) -> set[int]:
    """Whom they know, and the families of those, under every number."""
    known = {one.child_id for one in Conflict.objects.all() if one.worker_id == worker.pk}
    members = [one for one in FamilyMember.objects.all() if one.struck_out_at is None]
    families = {one.family_id for one in members if one.child_id in known}
    return _joined(known | {one.child_id for one in members if one.family_id in families})


def _even_restricted(worker: Worker) -> set[int]:
    """What opens a restricted record: being named, holding work or the team's, a contact, an emergency."""
    if worker.role in (Role.ANALYST, Role.ADMINISTRATOR):
        return set()
    running = _running()
    named = {one.restriction_id for one in RestrictedTo.objects.all() if one.worker_id == worker.pk}
    found = _joined({one.child_id for one in running if one.pk in named})
    held = Allocation.objects.filter(worker=worker, until_on=None, struck_out_at=None)
    found |= set(held.values_list("child", flat=True))
    if worker.role in MANAGERS:
        cases = Referral.objects.filter(closed_on=None, struck_out_at=None, team__in=_teams(worker))
        found |= set(cases.values_list("child", flat=True))
        told = ContactChild.objects.filter(struck_out_at=None, contact__struck_out_at=None)
        told = told.filter(contact__team__in=_teams(worker))
        waits = Q(contact__decided_at=None) | Q(contact__referrer_told_at=None)
        found |= set(told.filter(waits).values_list("child", flat=True))
    if worker.role in PRACTISES:
        sealed = _joined({one.child_id for one in running if one.level == "sealed"})
        since = NOW - timedelta(hours=4)
        opened = EmergencyOpening.objects.filter(recorded_by=worker, opened_at__gt=since)
        found |= set(opened.values_list("child", flat=True)) - sealed
    return found


def _teams(worker: Worker) -> set[int]:
    answers_for = {
        team.pk for team in Team.objects.all() if worker.pk in (team.manager_id, team.service_manager_id)
    }
    return answers_for | ({worker.team_id} - {None})


def _by_referral(worker: Worker) -> set[int]:
    return {
        one.child_id
        for one in Referral.objects.all()
        if one.struck_out_at is None
        and one.team_id in _teams(worker)
        and (worker.role in MANAGERS or (worker.role in ON_DUTY and one.closed_on is None))
    }


def _by_contact(worker: Worker) -> set[int]:
    if worker.role not in MANAGERS | ON_DUTY:
        return set()
    return {
        row.child_id
        for row in ContactChild.objects.select_related("contact")
        if row.struck_out_at is None
        and row.contact.struck_out_at is None
        and row.contact.team_id in _teams(worker)
        and (
            row.contact.decided_at is None
            or row.contact.referrer_told_at is None
            or row.contact.decided_at >= NOW - LATELY
        )
    }


def _by_what_is_theirs(worker: Worker) -> set[int]:
    found = set()
    for one in Allocation.objects.select_related("referral"):
        closed: date | None = one.referral.closed_on
        led_to_the_end = closed is not None and one.until_on is not None and one.until_on >= closed
        if one.struck_out_at is None and one.worker_id == worker.pk and (not one.until_on or led_to_the_end):
            found.add(one.child_id)
    found |= {one.child_id for one in Assessment.objects.all() if one.author_id == worker.pk}
    if worker.role in CHAIRS:
        found |= {one.child_id for one in Conference.objects.all() if one.chair_id in (worker.pk, None)}
    return found
