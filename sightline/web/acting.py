"""Acting for somebody: whose work it is that a deputy is doing on a page."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sightline.compliance.cover import covered_by
from sightline.people.models import Team, Worker
from sightline.record.models import Person, Referral


def absent_one(worker: Worker, page: Mapping[str, Any], *, on: date) -> Worker | None:
    """The lead of the case on this page, or the manager of its team, if this worker acts for them."""
    absent = {one.pk: one for one in covered_by(worker, on=on)}
    if not absent:
        return None
    return next((absent[pk] for pk in _whose(page) if pk in absent), None)


def _whose(page: Mapping[str, Any]) -> list[int | None]:
    child, team = page.get("child"), page.get("team")
    if isinstance(child, Person):
        cases = Referral.objects.standing().filter(child=child, closed_on=None)
        leads = cases.filter(allocations__until_on=None, allocations__struck_out_at=None)
        whose = ("team__manager", "team__service_manager")
        return [*leads.values_list("allocations__worker", flat=True), *sum(cases.values_list(*whose), ())]
    if isinstance(team, Team):
        return [team.manager_id, team.service_manager_id]
    return []
