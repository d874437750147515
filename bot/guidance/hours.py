"""When somebody may be written to of our own accord: at the hour they chose, never at night, on a Sunday or on a public holiday."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from bot.guidance.fact_names import MESSAGES_PART, PartOfDay
from bot.guidance.public_holidays import is_holiday
from dialogs.days import HOME
from dialogs.guides import Person

#: No message before the first, none from the second on.
FIRST, LAST = time(9), time(20)
#: The hour of each part of the day; these exist once on every day, also when the clock changes.
HOURS: Mapping[PartOfDay | None, time] = {
    PartOfDay.morning: time(9, 30),
    PartOfDay.afternoon: time(13, 30),
    PartOfDay.evening: time(18, 30),
    None: time(10, 30),
}
#: Everybody has their own minute within this time, so that not all are written to at once.
SPREAD_MINUTES = 60
_SUNDAY = 6
_DAY = timedelta(days=1)


def allowed_day(day: date) -> bool:
    """Whether anybody is written to on this day."""
    return day.weekday() != _SUNDAY and not is_holiday(day)


def working_day(day: date, after: int) -> date:
    """The last of so many working days after this day: not on Saturday, Sunday or a public holiday."""
    while after > 0:
        day += _DAY
        after -= day.weekday() < _SUNDAY - 1 and not is_holiday(day)
    return day


def allowed(moment: datetime) -> bool:
    """Whether somebody may be written to at this moment."""
    local = moment.astimezone(HOME)
    return allowed_day(local.date()) and FIRST <= local.time() < LAST


def next_allowed(moment: datetime, part: PartOfDay | None, spread: int = 0) -> datetime:
    """This moment, or else the hour that the person chose on the next day on which they may be written to."""
    if allowed(moment):
        return moment
    local = moment.astimezone(HOME)
    later = local.date() if local.time() < FIRST else local.date() + _DAY
    return on_day(_forward(later), part, spread)


def from_then_on(moment: datetime, part: PartOfDay | None, spread: int = 0) -> datetime:
    """At the hour that the person chose where that is still to come on the day of this moment, else as soon as they may be written to."""
    chosen = on_day(moment.astimezone(HOME).date(), part, spread)
    return next_allowed(max(moment, chosen), part, spread)


def moment_for(day: date, part: PartOfDay | None, spread: int = 0, *, before: date | None = None) -> datetime:
    """The moment for what is meant for this day: on the first allowed day from it on, but never after `before` if an earlier day can be."""
    later = _forward(day)
    if before is not None and later > before:
        later = _backward(before)
    return on_day(later, part, spread)


def on_day(day: date, part: PartOfDay | None, spread: int = 0) -> datetime:
    """The hour that was chosen on this day, in UTC; with each person's own minute."""
    return (datetime.combine(day, HOURS[part], HOME) + timedelta(minutes=spread % SPREAD_MINUTES)).astimezone(UTC)


def next_time(at: time, now: datetime) -> datetime:
    """When it is this time in the Netherlands next: one that exists once on every day, so not between two and three."""
    local = now.astimezone(HOME)
    day = local.date() if local.time() < at else local.date() + _DAY
    return datetime.combine(day, at, HOME).astimezone(UTC)


def part_of_day(person: Person) -> PartOfDay | None:
    """The part of the day that this person chose."""
    chosen = person.value(MESSAGES_PART)
    return PartOfDay(chosen) if isinstance(chosen, str) and chosen in set(PartOfDay) else None


def _forward(day: date) -> date:
    while not allowed_day(day):
        day += _DAY
    return day


def _backward(day: date) -> date:
    while not allowed_day(day):
        day -= _DAY
    return day
