"""How long the long forms take: a number is kept of each saving, and nothing of who wrote what about whom."""

from datetime import datetime

from sightline.record.models.own_question import LongForm
from sightline.timescales.london import day_of
from sightline.web.models import FormTime

#: The pages of the long forms whose time is measured.
MEASURED = {
    "assessment-write": LongForm.ASSESSMENT,
    "visit": LongForm.SIGHTING,
    "help-review": LongForm.HELP_REVIEW,
    "conference-hold": LongForm.CONFERENCE,
    "supervise": LongForm.SUPERVISION,
}


def measure(page: str, begun_at: datetime, at: datetime) -> None:
    """A form at this page was saved: keep its minutes, if it is one of those that are measured."""
    if page in MEASURED:
        minutes = round((at - begun_at).total_seconds() / 60)
        FormTime.objects.create(form=MEASURED[page], on=day_of(at), minutes=minutes)
