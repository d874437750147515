"""The public holidays of the Netherlands, from the library that knows them."""

from __future__ import annotations

from datetime import date
from functools import cache

from holidays import country_holidays

_COUNTRY = "NL"


def is_holiday(day: date) -> bool:
    """Whether this is a public holiday."""
    return day in _holidays(day.year)


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(country_holidays(_COUNTRY, years=year))
