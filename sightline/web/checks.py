"""What `check --deploy` says of our own settings."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register


@register(Tags.security, deploy=True)
def second_step_is_asked(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A password alone must not open real children's records."""
    if settings.SECOND_STEP:
        return []
    hint = "Leave SIGHTLINE_SECOND_STEP unset."
    return [Warning("A password alone lets people in.", hint=hint, id="sightline.W001")]


@register(Tags.security, deploy=True)
def own_weaknesses_can_be_told(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Whoever finds a weakness needs somebody of the authority's to tell."""
    if settings.SECURITY_CONTACT:
        return []
    said = "security.txt names no contact of yours."
    return [Warning(said, hint="Set SIGHTLINE_SECURITY_CONTACT.", id="sightline.W002")]
