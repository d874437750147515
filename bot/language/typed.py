"""Reads a number or a day out of typed words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from dialogs.folding import digits, fold

#: Years outside these are a typing error, or another calendar than ours.
FIRST_YEAR, LAST_YEAR = 1900, 2100

_FIGURES = re.compile(r"\d+(?:[.,٫٬]\d+)*")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,٫٬]\d{3})+")
_CLOCK = re.compile(r"\d:\d")


def number_in(text: str, words: Mapping[str, int]) -> int | None:
    """The one whole number that is in the text, in figures of any script or in words; None where there is none, or more."""
    plain = digits(text)
    figures = _FIGURES.findall(plain)
    if figures:
        return _whole(figures[0]) if len(figures) == 1 and not _CLOCK.search(plain) else None
    folded = fold(text)
    if folded in words:
        return words[folded]
    found = whole_words(tuple(words)).findall(folded) if words else []
    return words[found[0]] if len(found) == 1 else None


def day_in(text: str, months: Mapping[str, int]) -> date | None:
    """The day that is meant: day-month-year, year-month-day, or with the month in words (`months`, folded); else None."""
    folded = fold(text)
    named = whole_words(tuple(months)).findall(folded) if months else []
    if len(named) == 1:
        rest = re.findall(r"\b\d+\b", folded.replace(named[0], " ", 1))
        return _day(*_sorted_out(rest, months[named[0]])) if len(rest) == 2 else None
    parts = folded.split()
    if named or len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return None
    year, month, day = parts if len(parts[0]) == 4 else reversed(parts)
    return _day(year, int(month), day)


def _sorted_out(numbers: list[str], month: int) -> tuple[str, int, str]:
    first, second = numbers
    return (first, month, second) if len(first) == 4 else (second, month, first)


def _day(year: str, month: int, day: str) -> date | None:
    full = f"20{year}" if len(year) == 2 else year
    if len(full) != 4 or not FIRST_YEAR <= int(full) <= LAST_YEAR:
        return None
    try:
        return date(int(full), month, int(day))
    except ValueError:
        return None


def _whole(figures: str) -> int | None:
    if figures.isdecimal():
        return int(figures) if len(figures) < 10 else None
    return int(re.sub(r"\D", "", figures)) if _THOUSANDS.fullmatch(figures) else None


@lru_cache(maxsize=64)
def whole_words(names: tuple[str, ...]) -> re.Pattern[str]:
    """Folded names as whole words, a longer one before a shorter one inside it."""
    return re.compile(r"\b(?:" + "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) + r")\b")
