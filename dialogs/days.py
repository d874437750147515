"""Which day it is: days are days in the Netherlands."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Europe/Amsterdam")


def day_of(now: datetime) -> date:
    """The day it is in the Netherlands."""
    return now.astimezone(HOME).date()


def months_later(day: date, months: int) -> date:
    """The same day some calendar months on (or back); the last day of the month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
