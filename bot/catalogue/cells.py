"""Reads the cells of one row, each as what its column holds, and remembers every fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from bot.catalogue.problems import Problem, problem, wording
from bot.catalogue.sheets import Cell, Formula

MAX_TEXT = 200
MAX_KEY = 60

_Read = TypeVar("_Read")
_KEY = re.compile(rf"[A-Za-z0-9._-]{{1,{MAX_KEY}}}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DAY_FORMATS = ("%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d")
_SESSION = re.compile(r"([a-z]{2,9})\.? +(\d{1,2})[:.](\d{2}) *[-–] *(\d{1,2})[:.](\d{2})", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?")
_WEEKDAY_LETTERS = 2


class Cells:
    """The cells of one row by field."""

    def __init__(self, row: int, cells: Mapping[str, Cell], headings: Mapping[str, str], problems: list[Problem]) -> None:
        """`headings` gives the column's own name of each field; faults are added to `problems`."""
        self.row = row
        self._cells = cells
        self._headings = headings
        self._problems = problems

    def fault(self, field: str, code: str, **values: object) -> None:
        """Remember a fault in this cell."""
        self._problems.append(problem(self.row, self._headings.get(field, field), code, **values))

    def text(self, field: str, *, required: bool = False, most: int = MAX_TEXT) -> str:
        """Plain text; empty when there is none."""
        cell = self._cells.get(field, "")
        if isinstance(cell, Formula):
            self.fault(field, "formula")
            return ""
        if required and not cell:
            self.fault(field, "required")
        if len(cell) > most:
            self.fault(field, "too_long", most=most)
        if any(not letter.isprintable() for letter in cell):
            self.fault(field, "nul")
        return cell

    def key(self, field: str, *, required: bool = False) -> str:
        """The other side's own key."""
        return self._read(field, lambda text: text if _KEY.fullmatch(text) else None, "key", required=required, most=MAX_KEY) or ""

    def website(self, field: str) -> str:
        """An address that begins with https or http."""
        return self._read(field, lambda text: text if re.fullmatch(r"https?://[^\s<>\"]+", text) else None, "website") or ""

    def word(self, field: str, words: Mapping[str, _Read], *, required: bool = False) -> _Read | None:
        """One of a few words."""
        listed = ", ".join(words)
        return self._read(field, lambda text: words.get(text.casefold().replace(" ", "_")), "word", required=required, words=listed)

    def whole(self, field: str, least: int, most: int) -> int | None:
        """A whole number; a percent sign is passed over."""
        number = self._read(
            field, lambda text: _within(_decimal(text.rstrip("% ")), least, most, whole=True), "whole", least=least, most=most
        )
        return None if number is None else int(number)

    def decimal(self, field: str, least: int, most: int) -> Decimal | None:
        """A number with a comma, or an amount in euros."""
        return self._read(field, lambda text: _within(_decimal(text.lstrip("€ ")), least, most), "decimal", least=least, most=most)

    def day(self, field: str, *, required: bool = False, not_after: date | None = None) -> date | None:
        """A date as day-month-year."""
        day = self._read(field, _day, "day", required=required)
        if day and not_after and day > not_after:
            self.fault(field, "future", value=day.strftime("%d-%m-%Y"))
        return day

    def days(self, field: str) -> tuple[date, ...]:
        """Dates with commas between them."""
        return tuple(sorted(self._read(field, lambda text: _each(text, _day), "day") or ()))

    def yes_no(self, field: str) -> bool | None:
        """Yes or no; None when it is not known."""
        words = wording()["words"]
        return self._read(
            field, lambda text: True if text.casefold() in words["yes"] else False if text.casefold() in words["no"] else None, "yes_no"
        )

    def sessions(self, field: str) -> tuple[tuple[int, str, str], ...]:
        """Lessons in the week: weekday from 1, begin and end."""
        return tuple(sorted(self._read(field, lambda text: _each(text, _session), "sessions", most=500) or ()))

    def languages(self, field: str) -> tuple[str, ...]:
        """Language tags with commas between them."""
        return tuple(
            self._read(field, lambda text: _each(text.lower(), lambda tag: tag if _LANGUAGE.fullmatch(tag) else None), "languages") or ()
        )

    def _read(
        self, field: str, read: Callable[[str], _Read | None], code: str, *, required: bool = False, **values: object
    ) -> _Read | None:
        text = self.text(field, required=required, most=int(str(values.get("most", MAX_TEXT))) if code in ("key", "sessions") else MAX_TEXT)
        if not text:
            return None
        found = read(text)
        if found is None:
            self.fault(field, code, value=text, **values)
        return found


def _each(text: str, read: Callable[[str], _Read | None]) -> tuple[_Read, ...] | None:
    found = [read(part.strip()) for part in re.split(r"[,;|\n]", text) if part.strip()]
    kept = tuple(one for one in found if one is not None)
    return kept if len(kept) == len(found) else None


def _day(text: str) -> date | None:
    for form in _DAY_FORMATS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 -- a day has no zone
        except ValueError:
            continue
    return None


def _decimal(text: str) -> Decimal | None:
    plain = text.replace("\N{NO-BREAK SPACE}", "").strip()
    if _THOUSANDS.fullmatch(plain) and "," in plain:
        plain = plain.replace(".", "")
    try:
        number = Decimal(plain.replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _within(number: Decimal | None, least: int, most: int, *, whole: bool = False) -> Decimal | None:
    if number is None or not least <= number <= most or (whole and number != number.to_integral_value()):
        return None
    return number


def _session(text: str) -> tuple[int, str, str] | None:
    match = _SESSION.fullmatch(text)
    if match is None:
        return None
    weekday = wording()["words"]["weekdays"].get(match[1].casefold()[:_WEEKDAY_LETTERS])
    try:
        start, end = time(int(match[2]), int(match[3])), time(int(match[4]), int(match[5]))
    except ValueError:
        return None
    return (weekday, start.strftime("%H:%M"), end.strftime("%H:%M")) if weekday and start < end else None
