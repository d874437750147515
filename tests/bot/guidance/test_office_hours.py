"""By when a municipality answers: working days, closing time, leave, part-time days, Christmas, and the changes of the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.guidance.office_hours import Habits, Team
from dialogs.days import HOME

FULL = Habits()
MORNINGS = Habits(closes=time(12), free_weekdays=frozenset({2, 4}))
AWAY = Habits(leave=((date(2026, 11, 23), date(2026, 12, 4)),))


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=HOME)


@pytest.mark.parametrize(
    ("members", "asked", "days", "answered"),
    [
        ((), "2026-11-23 11:00", 3, "2026-11-26"),
        ((FULL,), "2026-11-23 11:00", 1, "2026-11-24"),
        ((FULL,), "2026-11-23 06:00", 1, "2026-11-24"),
        ((FULL,), "2026-11-23 17:00", 1, "2026-11-25"),
        ((FULL,), "2026-11-27 11:00", 1, "2026-11-30"),
        ((FULL,), "2026-11-28 11:00", 1, "2026-12-01"),
        ((FULL,), "2026-12-24 11:00", 3, "2026-12-30"),
        ((FULL,), "2026-12-24 18:00", 3, "2026-12-31"),
        ((FULL,), "2026-12-31 11:00", 1, "2027-01-04"),
        ((MORNINGS,), "2026-11-24 11:00", 1, "2026-11-26"),
        ((MORNINGS,), "2026-11-24 13:00", 1, "2026-11-30"),
        ((MORNINGS, FULL), "2026-11-24 13:00", 1, "2026-11-25"),
        ((AWAY,), "2026-11-23 11:00", 3, "2026-12-10"),
        ((AWAY, FULL), "2026-11-23 11:00", 3, "2026-11-26"),
        ((FULL,), "2027-03-26 16:30", 1, "2027-03-31"),
        ((FULL,), "2026-10-23 16:30", 1, "2026-10-26"),
    ],
)
def test_the_last_day_of_a_promise(members: tuple[Habits, ...], asked: str, days: int, answered: str) -> None:
    assert Team(members=members).answer_day(at(asked), days) == date.fromisoformat(answered)


def test_where_nobody_works_no_day_is_named() -> None:
    never = Habits(free_weekdays=frozenset(range(5)))
    assert Team(members=(never,)).answer_day(at("2026-11-23 11:00"), 3) is None


@pytest.mark.parametrize(
    ("own", "usual", "holds"),
    [
        ((), 5, 5),
        ((), None, None),
        ((None,), 5, 5),
        ((2,), 5, 2),
        ((2, 4), 5, 4),
        ((2, None), 5, 5),
        ((2, None), None, None),
        ((2,), None, 2),
    ],
)
def test_the_promise_that_holds_is_the_one_that_everybody_keeps(own: tuple[int | None, ...], usual: int | None, holds: int | None) -> None:
    assert Team(members=tuple(Habits(answer_days=days) for days in own)).promised_days(usual) == holds


@pytest.mark.parametrize(
    ("asked", "until", "share", "moment"),
    [
        ("2026-11-23 09:00", "2026-11-24", 0.5, "2026-11-24 09:00"),
        ("2026-11-23 11:00", "2026-11-24", 0.5, "2026-11-24 10:00"),
        ("2026-11-27 17:00", "2026-11-30", 0.25, "2026-11-30 11:00"),
        ("2026-12-24 13:00", "2026-12-28", 0.5, "2026-12-28 11:00"),
        ("2026-10-23 16:00", "2026-10-26", 0.5, "2026-10-26 12:30"),
        ("2027-03-25 16:00", "2027-03-30", 1.0, "2027-03-30 17:00"),
    ],
)
def test_a_share_of_the_working_time_is_counted_in_office_hours(asked: str, until: str, share: float, moment: str) -> None:
    assert Team(members=(FULL,)).share_of(at(asked), date.fromisoformat(until), share) == at(moment)


@pytest.mark.parametrize(
    ("habits", "moment", "digest"),
    [
        (FULL, "2026-11-23 08:59", "2026-11-23 09:00"),
        (FULL, "2026-11-23 09:00", "2026-11-24 09:00"),
        (FULL, "2026-11-27 10:00", "2026-11-30 09:00"),
        (FULL, "2026-12-24 10:00", "2026-12-28 09:00"),
        (Habits(digests=(time(15), time(10))), "2026-11-23 11:00", "2026-11-23 15:00"),
        (MORNINGS, "2026-11-24 10:00", "2026-11-26 09:00"),
        (AWAY, "2026-11-23 08:00", "2026-12-07 09:00"),
        (FULL, "2026-10-23 10:00", "2026-10-26 09:00"),
        (FULL, "2027-03-25 10:00", "2027-03-30 09:00"),
    ],
)
def test_the_next_digest_is_at_a_chosen_hour_of_a_day_on_which_they_work(habits: Habits, moment: str, digest: str) -> None:
    assert habits.next_digest(at(moment)) == at(digest)


def test_an_hour_stays_that_hour_when_the_clock_changes() -> None:
    before, after = (FULL.next_digest(at(day)) for day in ("2026-10-23 08:00", "2026-10-24 08:00"))
    assert before == datetime(2026, 10, 23, 7, tzinfo=UTC)
    assert after == datetime(2026, 10, 26, 8, tzinfo=UTC)
    assert after - before == timedelta(days=3, hours=1)


def test_who_wants_no_digest_and_who_never_works_get_none() -> None:
    assert Habits(digests=()).next_digest(at("2026-11-23 08:00")) is None
    assert Habits(free_weekdays=frozenset(range(5))).next_digest(at("2026-11-23 08:00")) is None
