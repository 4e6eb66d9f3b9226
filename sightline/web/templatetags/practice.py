"""What other pages say of audits and safety checks: who must be checked today, and what audits found."""

from typing import Any

from django import template
from django.db.models import Q

from sightline.assurance.models import Audit, SafetyCheck
from sightline.assurance.safety_check import due_at
from sightline.record.models import Person
from sightline.web import today as clock
from sightline.web.finding import look

register = template.Library()


@register.inclusion_tag("web/assurance/checks.html", takes_context=True)
def safety_checks(context: dict[str, Any]) -> dict[str, Any]:
    """The children who must be checked today: those this worker holds, and those of the teams they manage."""
    request = context["request"]
    theirs = Q(holder=request.user) | Q(child__referrals__team__manager=request.user)
    rows = SafetyCheck.objects.open().filter(theirs).distinct().select_related("child", "holder")
    found, now = list(rows), clock.now()
    look(request, [one.child_id for one in found])
    return {"checks": [(one, due_at(one), now > due_at(one)) for one in found], "on": context["on"]}


@register.inclusion_tag("web/assurance/about_child.html", takes_context=True)
def audits_about(context: dict[str, Any], child: Person) -> dict[str, Any]:
    """The checks and finished audits of a child, for whoever is on the child's page. Two queries."""
    worker = context["request"].user
    audits = Audit.objects.visible_to(worker).finished().filter(child=child).select_related("rater")
    checks = SafetyCheck.objects.standing().filter(child=child).select_related("holder")
    return {
        "audits": audits.order_by("-finished_at")[:5],
        "checks": [(one, due_at(one)) for one in checks.order_by("-asked_at")[:3]],
        "child": child,
        "user": worker,
    }
