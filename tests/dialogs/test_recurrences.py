"""What comes again and again comes on the days that python-dateutil names too, and at the hour that was chosen."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

import pytest
from dateutil import tz
from dateutil.easter import easter
from dateutil.rrule import DAILY, FR, MO, MONTHLY, SA, TH, TU, WE, YEARLY, rrule, rruleset

from bot.guidance.fact_names import PartOfDay
from bot.guidance.hours import FIRST, HOURS, LAST, SPREAD_MINUTES, allowed_day, moment_for, next_allowed
from dialogs.guides import Known, Person
from dialogs.library import Library
from dialogs.planning import LATE, About, Had, Wanted, wanted
from dialogs.plans import CheckInPlan, EachYear, Rhythm

SEED = 20261129
RECURRENCES = 10_000
#: The clock is put forward and back between these days fourteen times.
FIRST_DAY, LAST_DAY = date(2026, 1, 1), date(2032, 12, 31)
DAYS = [FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]
#: A time zone that is not read by the code that is tested.
AMSTERDAM = tz.gettz("Europe/Amsterdam")


def planned(plan: CheckInPlan, anchor: date, today: date, had: tuple[Had, ...] = ()) -> list[Wanted]:
    """What is to come for somebody who told this day."""
    person = Person(facts={"dag": (Known(value=anchor.isoformat(), at=datetime(2026, 1, 1, tzinfo=UTC)),)})
    return list(wanted(Library(checkins={"plan": plan}), {}, About(person=person, had=had), today))


def first(rule: rrule, start: date) -> date:
    """The first day of a rule from this day on."""
    return rule.after(datetime.combine(start, time()), inc=True).date()


def midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def some_day(chance: random.Random) -> date:
    return chance.choice(DAYS)


def test_a_named_period_comes_on_the_same_days_as_a_yearly_rule() -> None:
    chance = random.Random(SEED)
    for _ in range(RECURRENCES // 4):
        months = tuple(chance.sample(range(1, 13), chance.randint(1, 4)))
        day, today = chance.randint(1, 28), some_day(chance)
        (one,) = planned(CheckInPlan(title="x", script="vraag", each=EachYear(months=months, day=day)), today, today)
        expected = first(rrule(YEARLY, bymonth=months, bymonthday=day, dtstart=midnight(today)), today)
        assert (one.day, one.cause) == (expected, f"{expected:%Y-%m}")


def test_months_around_a_day_are_those_of_a_monthly_rule() -> None:
    """Where a month is too short it is its last day: in a rule, the last of the days from the 28th to the one that is meant."""
    chance = random.Random(SEED)
    for _ in range(RECURRENCES // 4):
        anchor, today = some_day(chance), some_day(chance)
        months = tuple(chance.sample(range(-24, 25), chance.randint(1, 4)))
        days = list(range(28, anchor.day + 1)) or [anchor.day]
        begin = date(anchor.year - 2, anchor.month, 1)
        rule = list(rrule(MONTHLY, bymonthday=days, bysetpos=-1, dtstart=midnight(begin), count=12 * 4 + 1))
        around = {n: rule[24 + n].date() for n in months}
        assert rule[24].date() == anchor
        still = {n: day for n, day in around.items() if day >= today - LATE and not (n <= 0 and anchor < today)}
        found = {int(one.cause.split("/")[2].removesuffix("m")): one.day for one in planned(around_day(months), anchor, today)}
        assert found == still


def around_day(months: tuple[int, ...]) -> CheckInPlan:
    return CheckInPlan(title="x", script="vraag", since="dag", months=months)


def test_what_comes_again_and_again_keeps_the_step_of_a_daily_rule() -> None:
    chance = random.Random(SEED)
    for _ in range(RECURRENCES // 4):
        anchor, today = some_day(chance), some_day(chance)
        step, begins = chance.randint(1, 400), tuple(chance.sample(range(1, 60), 2))
        plan = CheckInPlan(title="x", script="vraag", since="dag", days=begins, then_every=Rhythm(days=step))
        last = anchor + timedelta(days=max(begins))
        again = [one for one in planned(plan, anchor, today) if "/#" in one.cause]
        rule = rrule(DAILY, interval=step, dtstart=midnight(last + timedelta(days=step)))
        assert [one.day for one in again] == [first(rule, today - LATE)]


def test_a_life_of_a_series_goes_through_every_day_of_the_rule_once() -> None:
    """Day by day, and each is done on its day: none twice, none left out, in the order of the rule."""
    chance = random.Random(SEED)
    checked = 0
    while checked < RECURRENCES // 4:
        anchor, step = some_day(chance), chance.randint(5, 90)
        plan = CheckInPlan(title="x", script="vraag", since="dag", days=(7,), then_every=Rhythm(days=step))
        lived = list(islice(life(plan, anchor), 25))
        rule = rrule(DAILY, interval=step, dtstart=midnight(anchor + timedelta(days=7)), count=len(lived))
        assert lived == [day.date() for day in rule]
        checked += len(lived)


def life(plan: CheckInPlan, anchor: date) -> Iterator[date]:
    """The days on which somebody is asked who answers on the day itself."""
    had: tuple[Had, ...] = ()
    today = anchor
    while True:
        over = {one.cause for one in had}
        one = min((one for one in planned(plan, anchor, today, had) if one.cause not in over), key=lambda one: one.day)
        had = (*had, Had(plan=one.plan, cause=one.cause, day=one.day, open=False))
        today = one.day
        yield one.day


@pytest.fixture(scope="module")
def free_days() -> frozenset[date]:
    """Working days and Saturdays by dateutil's own calendar: its rules, its Easter."""
    return frozenset(moment.date() for moment in _working_days())


def _working_days() -> rruleset:
    days = rruleset()
    days.rrule(rrule(DAILY, byweekday=(MO, TU, WE, TH, FR, SA), dtstart=midnight(FIRST_DAY), until=midnight(LAST_DAY)))
    for year in range(FIRST_DAY.year, LAST_DAY.year + 1):
        # Around Easter: Good Friday, its Monday, Ascension, Whit Monday. Liberation Day is free for everybody once in five years.
        for day in (easter(year) + timedelta(days=after) for after in (-2, 1, 39, 50)):
            days.exdate(midnight(day))
        king = date(year, 4, 27)
        days.exdate(midnight(king - timedelta(days=1) if king.weekday() == 6 else king))
        for month, day_of_month in ((1, 1), (12, 25), (12, 26), *([(5, 5)] if year % 5 == 0 else [])):
            days.exdate(midnight(date(year, month, day_of_month)))
    return days


def test_the_days_on_which_somebody_may_be_written_to_are_those_of_the_calendar(free_days: frozenset[date]) -> None:
    assert [day for day in DAYS if allowed_day(day) != (day in free_days)] == []


@pytest.mark.parametrize("part", [None, *PartOfDay])
def test_the_hour_that_was_chosen_is_that_hour_on_every_day_of_seven_years(part: PartOfDay | None, free_days: frozenset[date]) -> None:
    chance = random.Random(SEED)
    for day in DAYS[:-14]:
        spread = chance.randrange(10_000)
        local = moment_for(day, part, spread).astimezone(AMSTERDAM)
        chosen = datetime.combine(local.date(), HOURS[part]) + timedelta(minutes=spread % SPREAD_MINUTES)
        assert local.replace(tzinfo=None) == chosen
        assert local.date() == next(later for later in DAYS[(day - FIRST_DAY).days :] if later in free_days)
        assert FIRST <= local.time() < LAST


def test_what_must_not_come_after_a_day_comes_before_it_when_there_is_an_earlier_day(free_days: frozenset[date]) -> None:
    chance = random.Random(SEED)
    for day in DAYS[14:-14]:
        before = day + timedelta(days=chance.randrange(3))
        local = moment_for(day, None, chance.randrange(60), before=before).astimezone(AMSTERDAM)
        assert local.date() <= before
        assert local.date() in free_days
        if any(day + timedelta(days=n) in free_days for n in range(max((before - day).days, 1))):
            assert local.date() >= day


def test_whatever_the_moment_the_next_allowed_one_is_allowed_and_not_far(free_days: frozenset[date]) -> None:
    chance = random.Random(SEED)
    for day in DAYS[:-14]:
        moment = datetime.combine(day, time(), UTC) + timedelta(minutes=chance.randrange(24 * 60))
        found = next_allowed(moment, chance.choice([None, *PartOfDay]), chance.randrange(60))
        local = found.astimezone(AMSTERDAM)
        assert moment <= found <= moment + timedelta(days=5)
        assert local.date() in free_days
        assert FIRST <= local.time() < LAST
