"""Who of a municipality is told of a case and when, as a table of colleagues, cases and moments."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from bot.guidance.office_hours import Habits
from bot.guidance.telling_staff import Colleague, Telling, Waiting, in_turn, tellings
from dialogs.days import HOME

USUAL = Habits()
ON_LEAVE = Habits(leave=((date(2026, 11, 23), date(2026, 12, 4)),))
NO_MAIL = Habits(mails=False)
TUESDAYS = Habits(free_weekdays=frozenset({0, 2, 3, 4}))
URGENT_ON_TELEGRAM = Habits(mails=False, telegram="urgent")
BOTH_WAYS = Habits(telegram="all")
AFTERNOONS = Habits(opens=time(13), digests=(time(14),))


def anja(habits: Habits = USUAL) -> Colleague:
    return Colleague(id=2, lead=False, habits=habits)


def bram(habits: Habits = USUAL) -> Colleague:
    return Colleague(id=3, lead=False, habits=habits)


def lia(habits: Habits = USUAL) -> Colleague:
    return Colleague(id=4, lead=True, habits=habits)


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=HOME)


def told(colleagues: list[Colleague], now: str, *, urgent: str = "", opened: str = "2026-11-23 11:00", days: int | None = 3) -> list[str]:
    """Who, of what kind and when, in one line each. The case has an even number, so Anja is first in turn."""
    case = Waiting(id=10, opened_at=at(opened), urgent_since=at(urgent) if urgent else None)
    names = {2: "anja", 3: "bram", 4: "lia"}
    found = tellings(colleagues, [case], at(now), days)
    return [f"{names[one.colleague]} {one.kind} {one.at.astimezone(HOME):%m-%d %H:%M}" for one in found]


@pytest.mark.parametrize(
    ("colleagues", "now", "expected"),
    [
        # At first only who is in turn, at the next hour that they chose.
        ([anja(), bram(), lia()], "2026-11-23 11:01", ["anja new 11-24 09:00"]),
        ([anja(AFTERNOONS), lia()], "2026-11-23 11:01", ["anja new 11-23 14:00"]),
        ([anja(ON_LEAVE), bram(), lia()], "2026-11-23 11:01", ["bram new 11-24 09:00"]),
        ([anja(TUESDAYS), bram()], "2026-11-23 11:01", ["anja new 11-24 09:00"]),
        ([anja(NO_MAIL), bram()], "2026-11-23 11:01", ["bram new 11-24 09:00"]),
        ([anja(NO_MAIL)], "2026-11-23 11:01", []),
        ([lia()], "2026-11-23 11:01", ["lia new 11-24 09:00"]),
        ([], "2026-11-26 17:00", []),
        # Promised for Thursday 17:00: half of 30 working hours is over on Wednesday at ten, three quarters at half past five.
        ([anja(), bram(), lia()], "2026-11-25 09:59", ["anja new 11-24 09:00"]),
        ([anja(), bram(), lia()], "2026-11-25 10:00", ["anja new 11-24 09:00", "bram untaken 11-25 10:00"]),
        (
            [anja(), bram(), lia()],
            "2026-11-26 09:30",
            ["anja new 11-24 09:00", "bram untaken 11-25 10:00", "lia untaken 11-26 09:30"],
        ),
        # Only where there is somebody else.
        ([anja()], "2026-11-27 12:00", ["anja new 11-24 09:00"]),
        ([lia()], "2026-11-27 12:00", ["lia new 11-24 09:00"]),
        ([anja(), bram()], "2026-11-27 12:00", ["anja new 11-24 09:00", "bram untaken 11-25 10:00"]),
        ([anja(), lia()], "2026-11-27 12:00", ["anja new 11-24 09:00", "lia untaken 11-26 09:30"]),
        ([anja(), lia(NO_MAIL)], "2026-11-27 12:00", ["anja new 11-24 09:00"]),
        # The next one is on leave: still told, because there is nobody else to be told.
        ([anja(), bram(ON_LEAVE)], "2026-11-25 10:00", ["anja new 11-24 09:00", "bram untaken 11-25 10:00"]),
    ],
)
def test_a_case_that_can_wait(colleagues: list[Colleague], now: str, expected: list[str]) -> None:
    assert told(colleagues, now) == expected


@pytest.mark.parametrize(
    ("colleagues", "now", "expected"),
    [
        ([anja(), bram(), lia()], "2026-11-23 11:00", ["anja urgent 11-23 11:00", "bram urgent 11-23 11:00"]),
        ([anja(), bram(ON_LEAVE)], "2026-11-23 11:00", ["anja urgent 11-23 11:00"]),
        ([anja(TUESDAYS), bram()], "2026-11-23 11:00", ["bram urgent 11-23 11:00"]),
        ([anja(ON_LEAVE), bram(ON_LEAVE)], "2026-11-23 11:00", ["anja urgent 11-23 11:00", "bram urgent 11-23 11:00"]),
        ([anja(NO_MAIL), bram()], "2026-11-23 11:00", ["bram urgent 11-23 11:00"]),
        ([anja(), lia()], "2026-11-23 11:59", ["anja urgent 11-23 11:00"]),
        ([anja(), lia()], "2026-11-23 12:00", ["anja urgent 11-23 11:00", "lia untaken 11-23 12:00"]),
        ([anja(NO_MAIL), lia()], "2026-11-23 12:00", ["lia untaken 11-23 12:00"]),
        ([lia()], "2026-11-23 12:00", ["lia urgent 11-23 11:00"]),
    ],
)
def test_a_case_that_is_urgent(colleagues: list[Colleague], now: str, expected: list[str]) -> None:
    assert told(colleagues, now, urgent="2026-11-23 11:00") == expected


@pytest.mark.parametrize(
    ("opened", "now", "expected"),
    [
        # On Saturday nobody works, so all are told of what is urgent at once.
        ("2026-11-28 23:00", "2026-11-28 23:00", ["anja urgent 11-28 23:00", "bram urgent 11-28 23:00"]),
        ("2026-12-25 12:00", "2026-12-25 12:00", ["anja urgent 12-25 12:00", "bram urgent 12-25 12:00"]),
    ],
)
def test_urgent_at_the_weekend_and_at_christmas(opened: str, now: str, expected: list[str]) -> None:
    assert told([anja(), bram()], now, opened=opened, urgent=opened) == expected


@pytest.mark.parametrize(
    ("opened", "days", "early", "late", "step"),
    [
        # Christmas is a Friday, so what came on the day before is promised for Monday: half of 14 working hours is Monday at ten.
        ("2026-12-24 11:00", 1, "2026-12-28 09:59", "2026-12-28 10:00", "12-28 10:00"),
        # Over the night in which the clock is put back, and over the one in which it is put forward after Easter.
        ("2026-10-23 09:00", 1, "2026-10-26 08:59", "2026-10-26 09:00", "10-26 09:00"),
        ("2027-03-25 09:00", 1, "2027-03-30 08:59", "2027-03-30 09:00", "03-30 09:00"),
        # Nobody promised a number of days: then colleagues hear of it after half of the usual five.
        ("2026-11-23 09:00", None, "2026-11-25 16:59", "2026-11-26 09:00", "11-26 09:00"),
    ],
)
def test_nobody_took_it_over_holidays_and_changes_of_the_clock(opened: str, days: int | None, early: str, late: str, step: str) -> None:
    colleagues = [anja(), bram()]
    assert not [one for one in told(colleagues, early, opened=opened, days=days) if "untaken" in one]
    assert told(colleagues, late, opened=opened, days=days)[-1] == f"bram untaken {step}"


def test_another_case_begins_with_another_colleague() -> None:
    turns = [[one.id for one in in_turn([anja(), bram()], Waiting(id=number, opened_at=at("2026-11-23 11:00")))] for number in (10, 11)]
    assert turns == [[2, 3], [3, 2]]


def test_the_same_is_said_whenever_it_is_asked() -> None:
    """What is told once must not become another telling while time goes on."""
    case = Waiting(id=10, opened_at=at("2026-11-23 11:00"))
    colleagues = [anja(TUESDAYS), bram(), lia()]
    seen: set[Telling] = set()
    for day in range(24, 31):
        for hour in range(24):
            seen |= set(tellings(colleagues, [case], datetime(2026, 11, day, hour, tzinfo=HOME), 3))
    assert len(seen) == len({(one.colleague, one.kind) for one in seen}) == 3


@pytest.mark.parametrize(
    ("habits", "urgent", "expected"),
    [
        (USUAL, True, {"mail"}),
        (URGENT_ON_TELEGRAM, True, {"telegram"}),
        (URGENT_ON_TELEGRAM, False, None),
        (BOTH_WAYS, True, {"mail", "telegram"}),
        (BOTH_WAYS, False, {"mail", "telegram"}),
        (Habits(telegram="urgent"), False, {"mail"}),
    ],
)
def test_each_is_told_in_the_ways_that_they_chose(habits: Habits, urgent: bool, expected: set[str] | None) -> None:
    opened = at("2026-11-23 11:00")
    case = Waiting(id=10, opened_at=opened, urgent_since=opened if urgent else None)
    assert [set(one.ways) for one in tellings([anja(habits)], [case], opened, 3)] == ([expected] if expected else [])


def test_who_hears_of_urgent_cases_only_is_not_in_turn_for_another() -> None:
    assert told([anja(URGENT_ON_TELEGRAM), bram()], "2026-11-23 11:01") == ["bram new 11-24 09:00"]
