"""Reads a day out of typed words: figures or month names, "yesterday", other calendars; what had to be guessed is said so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.language.calendars import Calendar, months_of, ours
from bot.language.typed import day_in, whole_words
from dialogs.folding import fold

#: Who speaks these knows the Ethiopian calendar; in Tigrinya the same month names stand for our months too.
_ETHIOPIAN = ("am", "ti")
#: Languages in which a year such as 1445 is rather of the lunar calendar.
_LUNAR = ("ar",)
#: No day that somebody tells us lies further ahead than so many years: then it was another calendar.
_AHEAD = 10
_NUMBER = re.compile(r"(?<!\S)\d{1,4}(?!\S)")


@dataclass(frozen=True, kw_only=True)
class MeantDay:
    """The day that is meant, or days of which it is perhaps one."""

    day: date | None = None
    #: To be confirmed: the calendar or the year was guessed.
    perhaps: tuple[date, ...] = ()


def day_meant(text: str, language: str, months: Mapping[str, int], away: Mapping[str, int], today: date | None) -> MeantDay:
    """What day is meant. `months` and `away` are folded words of the languages in which the person types; `today` may be unknown."""
    folded = fold(text)
    named = _other_months(folded, language)
    day = day_in(text, months)
    if day is not None:
        ethiopian = [] if named is None or named[0] != "ethiopian" else list(_readings(folded, named))
        return MeantDay(perhaps=(day, *ethiopian)) if ethiopian else MeantDay(day=day)
    if named is not None and (found := list(_readings(folded, named))):
        eritrean = [] if named[0] != "ethiopian" or language == "am" else list(_eritrean(folded, named))
        return MeantDay(perhaps=(found[0], *eritrean)) if eritrean else MeantDay(day=found[0])
    if today is not None and (relative := _relative(folded, away, today)) is not None:
        return MeantDay(day=relative)
    guesses = [*_in_figures(folded, language), *(_nearest(folded, months, today) if today else ())]
    return MeantDay(perhaps=tuple(one for one in dict.fromkeys(guesses) if today is None or one.year <= today.year + _AHEAD))


def _relative(folded: str, away: Mapping[str, int], today: date) -> date | None:
    """Yesterday, today, tomorrow: one such word, and no figures beside it."""
    found = whole_words(tuple(away)).findall(folded) if away else []
    return today + timedelta(days=away[found[0]]) if len(found) == 1 and not any(sign.isdecimal() for sign in folded) else None


def _other_months(folded: str, language: str) -> tuple[Calendar, int, str] | None:
    """The one month of another calendar that is named: which calendar, its number, its name as it stands there."""
    calendars: tuple[Calendar, ...] = ("solar", "ethiopian")
    for calendar in calendars:
        for tongue in dict.fromkeys((language, *(("fa", "fa_AF") if calendar == "solar" else ("ti", "am")), "en")):
            names = months_of(calendar, tongue)
            found = whole_words(tuple(names)).findall(folded) if names else []
            if len(found) == 1:
                return calendar, names[found[0]], found[0]
    return None


def _readings(folded: str, named: tuple[Calendar, int, str]) -> Iterator[date]:
    calendar, month, name = named
    numbers = _NUMBER.findall(folded.replace(name, " ", 1))
    if len(numbers) == 2:
        year, day = sorted((int(number) for number in numbers), reverse=True)
        if (found := ours(calendar, year, month, day)) is not None:
            yield found


def _eritrean(folded: str, named: tuple[Calendar, int, str]) -> Iterator[date]:
    """In Eritrea the months of Ethiopia stand for ours: the first for September."""
    _, month, name = named
    numbers = _NUMBER.findall(folded.replace(name, " ", 1))
    if len(numbers) == 2 and month <= 12:
        year, day = sorted((int(number) for number in numbers), reverse=True)
        if (found := _made(year, (month + 7) % 12 + 1, day)) is not None:
            yield found


def _in_figures(folded: str, language: str) -> Iterator[date]:
    """Three figures with a year that is not one of ours."""
    parts = folded.split()
    if len(parts) != 3 or not all(_NUMBER.fullmatch(part) for part in parts):
        return
    year, month, day = (int(part) for part in (parts if len(parts[0]) == 4 else reversed(parts)))
    calendars: tuple[Calendar, ...] = ("lunar", "solar") if language in _LUNAR else ("solar",)
    if language in _ETHIOPIAN and month == 13:
        calendars = ("ethiopian",)
    for calendar in calendars:
        if (found := ours(calendar, year, month, day)) is not None:
            yield found


def _nearest(folded: str, months: Mapping[str, int], today: date) -> Iterator[date]:
    """A day and a month without a year: the one that is nearest to today."""
    named = whole_words(tuple(months)).findall(folded) if months else []
    numbers = _NUMBER.findall(folded.replace(named[0], " ", 1) if len(named) == 1 else folded)
    if len(named) == 1 and len(numbers) == 1:
        day, month = int(numbers[0]), months[named[0]]
    elif not named and len(numbers) == 2 and len(folded.split()) == 2:
        day, month = (int(number) for number in numbers)
    else:
        return
    found = [made for year in (today.year - 1, today.year, today.year + 1) if (made := _made(year, month, day)) is not None]
    yield from sorted(found, key=lambda one: abs(one - today))[:1]


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
