"""Which days count, and when a time limit falls due. Pure Python; needs no other part."""

from sightline.timescales.england import (
    FIRST_DAY,
    LAST_DAY,
    OutsideTheTable,
    is_working_day,
    why_not_working,
    working_days_after,
    working_days_between,
)
from sightline.timescales.timescale import Timescale, Unit, days, hours, months, weeks, working_days

__all__ = [
    "FIRST_DAY",
    "LAST_DAY",
    "OutsideTheTable",
    "Timescale",
    "Unit",
    "days",
    "hours",
    "is_working_day",
    "months",
    "weeks",
    "why_not_working",
    "working_days",
    "working_days_after",
    "working_days_between",
]
