"""What other pages say of audits and safety checks: who must be checked today, and what audits found."""

from typing import Any

from django import template
from django.db.models import Q

from sightline.assurance.models import SafetyCheck
from sightline.assurance.safety_check import due_at
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
