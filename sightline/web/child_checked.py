"""What was found about a child: by the census's rules, by audits, and by checks that they are safe."""

from typing import Any

from sightline.assurance.models import Audit, SafetyCheck
from sightline.assurance.safety_check import due_at
from sightline.people.models import EXPLAINS_RETURNS, Worker
from sightline.record.at_once import Part
from sightline.record.models import Person
from sightline.returns import notes
from sightline.returns.models import CensusFinding

MOST = 20
"""How many findings of the census a child's own page shows; there are seldom more than three."""


def census_parts(child: Person) -> dict[str, Part]:
    """What the last check of the census found about a child, and how it was explained."""
    found = CensusFinding.objects.newest().filter(child=child.pk)
    return {
        "findings": found.select_related("check_made").order_by("severity", "pk")[: MOST + 1],
        "notes": notes.about(found),
    }


def found_by_census(found: dict[Any, list[Any]], worker: Worker) -> dict[str, Any]:
    """The same as the page shows it, from what `census_parts` found."""
    findings = found["findings"]
    return {
        "findings": findings[:MOST],
        "more_findings": len(findings) > MOST,
        "notes": notes.latest(found["notes"], findings[:MOST]),
        "may_explain": worker.role in EXPLAINS_RETURNS,
        "checked": findings[0].check_made if findings else None,
    }


def audit_parts(child: Person, worker: Worker) -> dict[str, Part]:
    """The checks and finished audits of a child, for whoever is on the child's page."""
    audits = Audit.objects.visible_to(worker).finished().filter(child=child).select_related("rater")
    checks = SafetyCheck.objects.standing().filter(child=child).select_related("holder")
    return {"audits": audits.order_by("-finished_at")[:5], "checks": checks.order_by("-asked_at")[:3]}


def found_by_audits(found: dict[Any, list[Any]]) -> dict[str, Any]:
    """The same as the page shows it, from what `audit_parts` found."""
    return {"audits": found["audits"], "checks": [(one, due_at(one)) for one in found["checks"]]}
