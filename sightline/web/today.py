"""What day and what time it is, asked once by each view and handed down from there."""

from datetime import date, datetime

from django.utils import timezone

from sightline.timescales.london import day_of


def now() -> datetime:
    """This instant, aware. Tests freeze the day by replacing this function."""
    return timezone.now()


def today() -> date:
    """The day it is in London."""
    return day_of(now())
