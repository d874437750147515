"""When the people of a municipality work, and by when an answer can truthfully be promised: working days, hours, leave, holidays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from bot.guidance.public_holidays import is_holiday
from dialogs.days import HOME, day_of

#: How staff can be told of a case.
Way = Literal["mail", "telegram"]

_SATURDAY = 5
_DAY = timedelta(days=1)
#: Nobody plans further: where nobody works within this, no day can be named.
LOOKED_AHEAD = 366


@dataclass(frozen=True, kw_only=True, slots=True)
class Habits:
    """How somebody of the staff works; the defaults hold for who set nothing."""

    opens: time = time(9)
    closes: time = time(17)
    #: Weekdays on which they never work; 0 is Monday.
    free_weekdays: frozenset[int] = frozenset()
    #: First and last day of each leave.
    leave: tuple[tuple[date, date], ...] = ()
    #: Working days within which they promise to answer; None: what the municipality promised.
    answer_days: int | None = None
    #: Whether they get e-mail; of which cases they hear on Telegram, where they linked one; and the hours of the digest of both.
    mails: bool = True
    telegram: Literal["none", "urgent", "all"] = "none"
    digests: tuple[time, ...] = (time(9),)

    def works_on(self, day: date) -> bool:
        """Whether this is a day on which they work."""
        away = day.weekday() in self.free_weekdays or any(first <= day <= last for first, last in self.leave)
        return is_office_day(day) and not away

    def ways(self, *, urgent: bool) -> frozenset[Way]:
        """How they are told of a case."""
        on_telegram = self.telegram == "all" or (urgent and self.telegram == "urgent")
        by_mail, there = frozenset[Way]({"mail"}), frozenset[Way]({"telegram"})
        return (by_mail if self.mails else frozenset()) | (there if on_telegram else frozenset())

    def next_digest(self, moment: datetime) -> datetime | None:
        """The first chosen hour after this moment on a day on which they work."""
        hours = (
            datetime.combine(day, hour, HOME).astimezone(UTC)
            for day in _days(day_of(moment))
            if self.works_on(day)
            for hour in sorted(self.digests)
        )
        return next((hour for hour in hours if hour > moment), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Team:
    """Those who answer for one municipality together. Of an empty team nothing is known: usual hours are taken."""

    members: tuple[Habits, ...] = ()

    def hours_on(self, day: date) -> tuple[datetime, datetime] | None:
        """From when until when somebody is there; None on a day on which nobody works."""
        there = [one for one in self.members or (Habits(),) if one.works_on(day)]
        if not there:
            return None
        first, last = min(one.opens for one in there), max(one.closes for one in there)
        return datetime.combine(day, first, HOME), datetime.combine(day, last, HOME)

    def promised_days(self, usual: int | None) -> int | None:
        """Working days that hold for whoever takes it: the longest promise. None where somebody promised nothing."""
        own = [one.answer_days or usual for one in self.members] or [usual]
        known = [days for days in own if days is not None]
        return max(known) if len(known) == len(own) else None

    def answer_day(self, asked: datetime, days: int) -> date | None:
        """The last day of a promise of so many working days. What comes after closing time came on the next working day."""
        left: int | None = None
        for day in _days(day_of(asked)):
            hours = self.hours_on(day)
            if hours is None or (left is None and asked >= hours[1]):
                continue
            left = days if left is None else left - 1
            if left == 0:
                return day
        return None

    def share_of(self, asked: datetime, until: date, share: float) -> datetime:
        """The moment at which this share of the working time from then until the end of that day is over."""
        spans = [span for day in _days(day_of(asked)) if day <= until and (span := self._span(day, asked))]
        left = sum(((end - begin) for begin, end in spans), timedelta()) * share
        for begin, end in spans:
            if left < end - begin:
                return begin + left
            left -= end - begin
        return spans[-1][1] if spans else asked

    def _span(self, day: date, asked: datetime) -> tuple[datetime, datetime] | None:
        hours = self.hours_on(day)
        if hours is None or asked >= hours[1]:
            return None
        begin, end = (moment.astimezone(UTC) for moment in hours)
        return max(begin, asked.astimezone(UTC)), end


def is_office_day(day: date) -> bool:
    """Whether municipalities work on this day at all."""
    return day.weekday() < _SATURDAY and not is_holiday(day)


def _days(first: date) -> Iterator[date]:
    return (first + n * _DAY for n in range(LOOKED_AHEAD))
