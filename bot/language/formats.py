"""Writes days, money, amounts and lists the way a language does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from babel import Locale
from babel.dates import format_date, get_month_names
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit

from bot.language.languages import Language
from dialogs.folding import fold

_CLDR_UNITS = {
    "kilometer": "length-kilometer",
    "week": "duration-week",
    "month": "duration-month",
    "hour": "duration-hour",
    "year": "duration-year",
    "day": "duration-day",
}
#: Spaces that do not break, which CLDR uses and people do not type; here they are ordinary ones.
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})
_MONTH_WIDTHS: tuple[Literal["wide", "abbreviated"], ...] = ("wide", "abbreviated")
_MONTH_USES: tuple[Literal["format", "stand-alone"], ...] = ("format", "stand-alone")


class Formats:
    """The habits of one language, from CLDR and, where that falls short, from the register. Digits are always 0-9."""

    def __init__(self, code: str, language: Language) -> None:
        self._locale = Locale.parse(code)
        self._language = language
        pattern = self._locale.currency_formats["standard"].pattern.replace("¤", "€")
        self._cents, self._whole = pattern, pattern.replace(".00", "")

    def day(self, day: date) -> str:
        """A day in words, with its weekday."""
        return format_date(day, self._language.day, self._locale).translate(_SPACES)

    def leaf(self, day: date) -> dict[str, str]:
        """A day as a leaf of a calendar has it: weekday, day, month and year apart."""
        patterns = {"weekday": "cccc", "day": "d", "month": "LLLL", "year": "y"}
        return {part: format_date(day, pattern, self._locale) for part, pattern in patterns.items()}

    def money(self, euros: Decimal) -> str:
        """Euros, without cents where there are none."""
        pattern = self._whole if euros == euros.to_integral_value() else self._cents
        return format_decimal(euros, pattern, self._locale).translate(_SPACES)

    def percent(self, amount: int) -> str:
        """So many of a hundred."""
        return format_percent(Decimal(amount) / 100, locale=self._locale).translate(_SPACES)

    def quantity(self, amount: int, unit: Literal["kilometer", "week", "month", "hour", "year", "day"]) -> str:
        """An amount with its unit: written out, except the kilometre, which everybody knows as km."""
        own = self._language.units.get(unit, "")
        if "{n}" in own:
            return own.replace("{n}", str(amount))
        if not own and unit != "kilometer":
            return self._written_out(amount, _CLDR_UNITS[unit])
        return self._unit(amount, _CLDR_UNITS[unit], "long" if own == "long" else "short")

    def listed(self, items: Sequence[str], style: Literal["and", "or"]) -> str:
        """Several as one: a, b and c."""
        joint = self._language.lists.get(style)
        if joint is None:
            return format_list(items, "or" if style == "or" else "standard", self._locale)
        comma = "، " if self._language.direction == "rtl" else ", "
        return joint.join(part for part in (comma.join(items[:-1]), *items[-1:]) if part)

    def months(self) -> tuple[str, ...]:
        """The twelve months, as they are called by themselves."""
        names = get_month_names("wide", "stand-alone", self._locale)
        return tuple(names[number] for number in range(1, 13))

    def month_numbers(self) -> Mapping[str, int]:
        """Folded names of months, long and short and of the region's variants, to their number."""
        locales = (self._locale, *(Locale.parse(code) for code in self._language.more_months))
        return {
            fold(name): number
            for locale in locales
            for width in _MONTH_WIDTHS
            for use in _MONTH_USES
            for number, name in get_month_names(width, use, locale).items()
            if fold(name) and not fold(name).isdigit()
        }

    def _written_out(self, amount: int, unit: str) -> str:
        long = self._unit(amount, unit, "long")
        # Babel gives the bare name of the unit where CLDR has only the short form.
        return self._unit(amount, unit, "short") if unit in long else long

    def _unit(self, amount: int, unit: str, length: Literal["long", "short"]) -> str:
        return format_unit(amount, unit, length, locale=self._locale).translate(_SPACES)
