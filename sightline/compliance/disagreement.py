"""Who answers a disagreement about a team's work, and what is open."""

from datetime import date

from django.db.models import Q

from sightline.compliance.cover import absent
from sightline.people.models import Role, Team, Worker
from sightline.record.models import DisagreementStep, Person
from sightline.record.models.disagreement import DisagreementLevel as Level
from sightline.record.models.disagreement import DisagreementStepQuerySet


def ladder(team: int) -> dict[str, Worker]:
    """Who answers at each level about this team's work, where somebody is in post, the lowest first.

    Two queries.
    """
    found = Team.objects.select_related("manager", "service_manager").get(pk=team)
    director = Worker.objects.filter(role=Role.DIRECTOR, left_on=None).order_by("pk").first()
    rungs = (
        (Level.TEAM_MANAGER, found.manager),
        (Level.SERVICE_MANAGER, found.service_manager),
        (Level.DIRECTOR, director),
    )
    return {level.value: worker for level, worker in rungs if worker is not None and worker.left_on is None}


def of_child(child: Person) -> DisagreementStepQuerySet:
    """What nobody has answered yet about this child. One query."""
    return _with_names(DisagreementStep.objects.unanswered().filter(child=child))


def of_worker(worker: Worker, *, on: date) -> DisagreementStepQuerySet:
    """What this worker, or whoever they act for, has to answer, and what they raised and still wait for."""
    theirs = Q(holder=worker) | Q(holder__in=absent(worker, on=on)) | Q(disagreement__worker=worker)
    return _with_names(DisagreementStep.objects.visible_to(worker).unanswered().filter(theirs))


def _with_names(steps: DisagreementStepQuerySet) -> DisagreementStepQuerySet:
    return steps.select_related("child", "holder", "disagreement__worker")
