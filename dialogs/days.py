"""Which day it is: days are days in the Netherlands."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Europe/Amsterdam")


def day_of(now: datetime) -> date:
    """The day it is in the Netherlands."""
    return now.astimezone(HOME).date()
