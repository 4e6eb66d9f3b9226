"""Template words for marks on events: which stand on one, and whether one can be put there."""

from django import template

from sightline.record.models import SignificantEvent
from sightline.record.models.significance import Event
from sightline.web.significance import MARKABLE, event_of
from sightline.web.story import Happening

register = template.Library()


@register.simple_tag
def marks_on(marks: dict[Event, list[SignificantEvent]], one: Happening) -> list[SignificantEvent]:
    """The marks that stand on one event of a story."""
    return marks.get(event_of(one), [])


@register.filter
def can_be_marked(one: Happening) -> bool:
    """Whether it is an event on which a mark can be put."""
    return one.kind in MARKABLE and one.entry.struck_out_at is None
