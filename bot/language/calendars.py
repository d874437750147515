"""Days of other calendars: the Solar Hijri one of Iran and Afghanistan, the lunar one, and the Ethiopian one, as days of ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from convertdate import coptic, islamic, persian
from pydantic import TypeAdapter, ValidationError

from bot.language.errors import RegisterUnreadable
from bot.language.languages import LOCALES
from dialogs.folding import fold
from dialogs.reading import Unreadable, read_yaml

Calendar = Literal["solar", "lunar", "ethiopian"]
#: Years in which people live who ask us something, by their own calendar.
SOLAR_YEARS, LUNAR_YEARS, ETHIOPIAN_YEARS = range(1300, 1500), range(1350, 1500), range(1900, 2093)
#: The Ethiopian calendar has the months of the Coptic one, and began so many years before.
_BEFORE_COPTIC = 276

_LENGTHS: Mapping[Calendar, Callable[[int, int], int]] = {
    "solar": persian.month_length,
    "lunar": islamic.month_length,
    "ethiopian": lambda year, month: coptic.month_length(year - _BEFORE_COPTIC, month),
}
_READINGS: Mapping[Calendar, Callable[[int, int, int], tuple[int, int, int]]] = {
    "solar": persian.to_gregorian,
    "lunar": islamic.to_gregorian,
    "ethiopian": lambda year, month, day: coptic.to_gregorian(year - _BEFORE_COPTIC, month, day),
}
_YEARS: Mapping[Calendar, range] = {"solar": SOLAR_YEARS, "lunar": LUNAR_YEARS, "ethiopian": ETHIOPIAN_YEARS}


def ours(calendar: Calendar, year: int, month: int, day: int) -> date | None:
    """The same day in our calendar; None where there is no such day, or nobody lives who knew it."""
    if year not in _YEARS[calendar] or not 1 <= month <= (13 if calendar == "ethiopian" else 12):
        return None
    if not 1 <= day <= _LENGTHS[calendar](year, month):
        return None
    return date(*_READINGS[calendar](year, month, day))


@cache
def months_of(calendar: Calendar, language: str, path: Path = LOCALES / "calendars.yaml") -> Mapping[str, int]:
    """Folded names of the months of a calendar, in the language of the person, to their number. Raises RegisterUnreadable."""
    try:
        kinds = TypeAdapter(dict[str, dict[str, list[str | list[str]]]]).validate_python(read_yaml(path.read_text("utf-8")).data)
    except (Unreadable, ValidationError) as error:
        raise RegisterUnreadable(path.name, str(error)) from error
    listed = kinds.get(calendar, {}).get(language, [])
    return {fold(name): number for number, names in enumerate(listed, 1) for name in ([names] if isinstance(names, str) else names)}
