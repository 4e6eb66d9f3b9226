"""Who may do which work: what it asks of a worker, where that comes from, and what a worker lacks.

What the law asks has to be there, or a manager says why not all the same. What only the authority asks is
shown to the manager, who decides.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from sightline.people.models import Course, Role, Training, Worker
from sightline.record.at_once import at_once
from sightline.record.models.allocation import Lacking, WorkKind

LOCAL = "local"
#: Roles that only a social worker holds. Whoever else has a registration number is one too.
SOCIAL_WORKERS = frozenset(
    {
        Role.SOCIAL_WORKER,
        Role.TEAM_MANAGER,
        Role.FRONT_DOOR_MANAGER,
        Role.SERVICE_MANAGER,
        Role.CONFERENCE_CHAIR,
    }
)


@dataclass(frozen=True)
class Need:
    """Work asks for a registered social worker, or for a course. `source` says who asks."""

    work: WorkKind
    source: str
    course: Course | None = None

    @property
    def is_law(self) -> bool:
        """Whether more than the authority itself asks for it."""
        return self.source != LOCAL


#: Leading other cases asks for nothing by itself: a family support worker may lead help under section 17,
#: with a social-work-qualified manager over it (Working Together 2023, paragraphs 157 and 213).
NEEDS = (
    Need(WorkKind.ENQUIRY, "Working Together 2023, paragraph 157 and page 89"),
    Need(WorkKind.ENQUIRY, LOCAL, Course.JOINT_ENQUIRY),
    Need(WorkKind.PROTECTION_PLAN, "Working Together 2023, page 96"),
    Need(WorkKind.PROTECTION_PLAN, LOCAL, Course.CHILD_PROTECTION),
    Need(WorkKind.ASSESSMENT, LOCAL, Course.ASSESSMENT),
)


#: Each worker's courses.
Done = dict[tuple[int, str], list[Training]]


@dataclass(frozen=True)
class Shortfall:
    """What a worker lacks for a piece of work, and since when if it ran out."""

    need: Need
    lacking: Lacking
    ended_on: date | None = None

    @property
    def stops(self) -> bool:
        """Whether a manager has to say why it is done all the same: the law asks, and it is missing."""
        return self.need.is_law and self.lacking is not Lacking.REGISTRATION_NOT_KNOWN

    @property
    def words(self) -> str:
        """As a manager reads it: "training for this work has run out: Child protection, 3 May 2026"."""
        about = [self.need.course.label] if self.need.course else []
        when = [f"{self.ended_on:%-d %B %Y}"] if self.ended_on else []
        more = ", ".join(about + when)
        return f"{self.lacking.label}: {more}" if more else str(self.lacking.label)


def shortfalls(
    workers: Iterable[Worker], works: Iterable[WorkKind], *, on: date
) -> dict[int, list[Shortfall]]:
    """What each of these workers lacks for this work on that day; each has an entry. One query."""
    everyone = list(workers)
    return lacked(everyone, works, trained(everyone, on=on), on=on)


def trained(workers: Iterable[Worker], *, on: date) -> QuerySet[Training]:
    """The query that `shortfalls` asks, to be asked with others; `lacked` reads what it finds."""
    return Training.objects.filter(worker__in=list(workers), completed_on__lte=on)


def lacked(
    everyone: list[Worker], works: Iterable[WorkKind], trainings: Iterable[Training], *, on: date
) -> dict[int, list[Shortfall]]:
    """What `shortfalls` says, from what `trained` found."""
    wanted = set(works)
    needs = [need for need in NEEDS if need.work in wanted]
    done: Done = defaultdict(list)
    for training in trainings:
        done[training.worker_id, training.course].append(training)
    return {
        worker.pk: [found for need in needs if (found := _lack(need, worker, done, on=on))]
        for worker in everyone
    }


def _lack(need: Need, worker: Worker, done: Done, *, on: date) -> Shortfall | None:
    if need.course is None:
        return _registered(need, worker, on=on)
    return _trained(need, done[worker.pk, need.course], on=on)


def _registered(need: Need, worker: Worker, *, on: date) -> Shortfall | None:
    number, until = worker.social_work_england_number, worker.registered_until_on
    if until is not None and until <= on:
        return Shortfall(need, Lacking.REGISTRATION_ENDED, until)
    if number:
        return None
    if worker.role in SOCIAL_WORKERS:
        return Shortfall(need, Lacking.REGISTRATION_NOT_KNOWN)
    return Shortfall(need, Lacking.NOT_A_SOCIAL_WORKER)


def _trained(need: Need, done: list[Training], *, on: date) -> Shortfall | None:
    if not done:
        return Shortfall(need, Lacking.NOT_TRAINED)
    lasting = [training for training in done if training.expires_on is None or training.expires_on > on]
    if lasting:
        return None
    ended = max(training.expires_on for training in done if training.expires_on)
    return Shortfall(need, Lacking.TRAINING_LAPSED, ended)


@dataclass(frozen=True)
class Lapse:
    """What a worker in post was trained in or registered as, and is no longer; `course` is None for the
    register.
    """

    worker: Worker
    course: Course | None
    ended_on: date


def lapses(*, on: date) -> list[Lapse]:
    """Everything of the kind on that day, the longest over first. One query.

    A course that a worker never did is no lapse, and one that was done again has not lapsed.
    """
    here = Worker.objects.filter(left_on=None).select_related("team")
    trained = Training.objects.filter(worker__left_on=None, completed_on__lte=on)
    asked = at_once({"workers": here, "trained": trained})
    workers = {one.pk: one for one in asked["workers"]}
    found = [
        Lapse(worker, None, worker.registered_until_on)
        for worker in workers.values()
        if worker.registered_until_on and worker.registered_until_on <= on
    ]
    done: Done = defaultdict(list)
    for training in asked["trained"]:
        done[training.worker_id, training.course].append(training)
    for (worker_id, course), trainings in done.items():
        until = [one.expires_on for one in trainings]
        if all(day is not None and day <= on for day in until):
            found.append(Lapse(workers[worker_id], Course(course), max(day for day in until if day)))
    return sorted(found, key=lambda one: (one.ended_on, one.worker.name, one.course or ""))
