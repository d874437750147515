"""Nobody is written to at night, on a Sunday or on a public holiday, and everybody at the hour they chose."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.guidance.due import GiveUp, PutOff, Situation, Start, Verdict, comes_at, verdict
from bot.guidance.fact_names import PartOfDay
from bot.guidance.hours import FIRST, LAST, allowed, allowed_day, moment_for, next_allowed
from dialogs.days import HOME, day_of

DAYS = [date(2026, 1, 1) + timedelta(days=n) for n in range(3 * 365)]


@pytest.mark.parametrize("part", [*PartOfDay, None])
def test_on_every_day_of_three_years_it_is_an_allowed_hour_of_the_chosen_part(part: PartOfDay | None) -> None:
    hours = set()
    for number, day in enumerate(DAYS):
        moment = moment_for(day, part, number)
        local = moment.astimezone(HOME)
        assert allowed(moment)
        assert FIRST <= local.time() < LAST
        assert local.date() >= day
        hours.add(local.hour)
    assert len(hours) <= 2


@pytest.mark.parametrize("day", ["2026-11-29", "2026-12-25", "2027-01-01", "2027-04-27", "2027-05-06"])
def test_sundays_and_holidays_are_left_in_peace(day: str) -> None:
    assert not allowed_day(date.fromisoformat(day))


def test_what_must_come_before_a_day_comes_before_it() -> None:
    monday, sunday = date(2026, 11, 30), date(2026, 11, 29)
    assert moment_for(sunday, None).astimezone(HOME).date() == monday
    saturday = date(2026, 11, 28)
    assert moment_for(sunday, None, before=sunday).astimezone(HOME).date() == saturday
    in_the_evening = moment_for(sunday, PartOfDay.evening, before=monday).astimezone(HOME)
    assert in_the_evening.date() == saturday, "on Monday evening, what is tomorrow on Sunday is over"


def test_the_night_becomes_the_morning_of_a_day_that_is_allowed() -> None:
    saturday_night = datetime(2026, 11, 28, 21, tzinfo=HOME)
    assert next_allowed(saturday_night, PartOfDay.morning).astimezone(HOME) == datetime(2026, 11, 30, 9, 30, tzinfo=HOME)
    early = datetime(2026, 11, 30, 5, tzinfo=HOME)
    assert next_allowed(early, PartOfDay.evening).astimezone(HOME) == datetime(2026, 11, 30, 18, 30, tzinfo=HOME)


def test_on_both_changes_of_the_clock_the_hour_stays() -> None:
    for change in (date(2026, 10, 24), date(2027, 3, 27)):
        hours = {moment_for(change + timedelta(days=n), PartOfDay.morning).astimezone(HOME).hour for n in range(4)}
        assert hours == {9}


# -- what is done with one that is due ------------------------------------------------------------------------------------

NOON = datetime(2026, 12, 1, 11, tzinfo=UTC)


def at(**changes: object) -> Situation:
    usual: dict[str, object] = {
        "day": day_of(NOON),
        "due_at": NOON,
        "deadline": False,
        "agrees": True,
        "wanted": True,
        "reachable": True,
        "in_hands": False,
        "paused_until": None,
        "last_heard_at": NOON - timedelta(days=3),
        "part": None,
        "spread": 0,
    }
    return Situation(**{**usual, **changes})  # type: ignore[arg-type]


def test_usually_it_starts() -> None:
    assert verdict(at(), NOON) == Start()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"agrees": False}, "no_consent"),
        ({"wanted": False}, "not_wanted"),
        ({"due_at": NOON - timedelta(days=8)}, "too_old"),
        ({"overtaken": True}, "overtaken"),
        ({"reachable": False}, "unreachable"),
    ],
)
def test_it_is_given_up_for_a_reason(changes: dict[str, object], reason: str) -> None:
    assert verdict(at(**changes), NOON) == GiveUp(reason=reason)


def test_a_deadline_is_given_up_only_when_nobody_wants_it() -> None:
    for changes in (
        {"due_at": NOON - timedelta(days=80)},
        {"overtaken": True},
        {"in_hands": True},
        {"paused_until": NOON + timedelta(days=9)},
    ):
        assert verdict(at(deadline=True, **changes), NOON) == Start()
    assert isinstance(verdict(at(deadline=True, reachable=False), NOON), PutOff)
    assert verdict(at(deadline=True, agrees=False), NOON) == GiveUp(reason="no_consent")


@pytest.mark.parametrize(
    "changes",
    [{"paused_until": NOON + timedelta(days=9)}, {"in_hands": True}, {"last_heard_at": NOON - timedelta(hours=1)}],
)
def test_it_is_put_off_to_an_allowed_moment(changes: dict[str, object]) -> None:
    judged = verdict(at(**changes), NOON)
    assert isinstance(judged, PutOff)
    assert judged.until > NOON
    assert allowed(judged.until)


def test_who_talks_every_evening_at_that_hour_gets_it_on_the_second_evening() -> None:
    """Two hours after their last word on its own day; later, twenty minutes are enough: nobody is kept waiting for ever."""
    evening = datetime(2026, 12, 1, 18, 30, tzinfo=HOME)

    def judged(days: int, minutes: int) -> Verdict:
        now = evening + timedelta(days=days)
        return verdict(at(part=PartOfDay.evening, due_at=now, last_heard_at=now - timedelta(minutes=minutes)), now)

    assert judged(0, 30) == PutOff(until=(evening + timedelta(days=1)).astimezone(UTC))
    assert judged(1, 30) == Start()
    assert judged(1, 5) == PutOff(until=evening + timedelta(days=1, minutes=15))


def test_what_waits_for_a_pause_is_told_for_the_hour_at_which_it_comes() -> None:
    due, saturday = datetime(2026, 12, 1, 9, 30, tzinfo=HOME), datetime(2026, 12, 5, 13, 50, tzinfo=HOME)
    monday = datetime(2026, 12, 7, 9, 30, tzinfo=HOME)
    assert comes_at(due, False, saturday, PartOfDay.morning, 0) == monday
    assert comes_at(due, False, None, PartOfDay.morning, 0) == comes_at(due, True, saturday, PartOfDay.morning, 0) == due
