"""The part of the day that somebody chose holds for all that comes by itself, also for what was put off."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from furnished import HandClock, Someone
from reminded import TUESDAY, at, comes, only, rows
from sqlalchemy import update

from bot.guidance.fact_names import PartOfDay
from bot.guidance.hours import next_allowed
from bot.main import Bot
from dialogs.days import HOME
from storage import facts
from storage.check_ins import Planned, plan_all
from storage.database import Service
from storage.tables import contacts

WEDNESDAY = "2026-12-02"


@pytest.fixture
async def in_the_evening(contact: int, bot: Bot) -> int:
    """Somebody who chose the evening, long ago."""
    async with bot.database.writing(Service()) as tx:
        await facts.learn(tx, contact, {"berichten_moment": "avond"}, at=bot.now() - timedelta(days=30))
    return contact


def of_the_evening(moment: datetime, day: str) -> bool:
    local = moment.astimezone(HOME)
    return local.date().isoformat() == day and local.hour in (18, 19)


async def test_later_brings_it_tomorrow_in_that_part_of_the_day(
    someone: Someone, in_the_evening: int, bot: Bot, hand_clock: HandClock
) -> None:
    hand_clock.time = at(TUESDAY, 18, 40)
    await only(bot, in_the_evening, at(TUESDAY, 18, 30))
    await comes(someone)
    await someone.taps("Later")
    (row, *_) = [row for row in await rows(bot) if row.cause == "test"]
    assert of_the_evening(row.due_at, WEDNESDAY)


async def test_the_second_of_a_day_comes_the_next_day_in_that_part(
    someone: Someone, in_the_evening: int, bot: Bot, hand_clock: HandClock
) -> None:
    hand_clock.time = at(TUESDAY, 18, 40)
    await only(bot, in_the_evening, at(TUESDAY, 18, 30))
    (row,) = await rows(bot)
    more = Planned(contact_id=in_the_evening, plan=row.plan, cause="second", day=row.day, due_at=at(TUESDAY, 18, 30))
    async with bot.database.writing(Service()) as tx:
        await plan_all(tx, [more])
    await comes(someone)
    (second,) = [row for row in await rows(bot) if row.open]
    assert of_the_evening(second.due_at, WEDNESDAY)


async def test_the_end_of_a_pause_waits_for_that_part(someone: Someone, in_the_evening: int, bot: Bot, hand_clock: HandClock) -> None:
    await only(bot, in_the_evening, at(TUESDAY, 10))
    async with bot.database.writing(Service()) as tx:
        await tx.execute(update(contacts).values(paused_until=at(WEDNESDAY, 10, 5)))
    await comes(someone)
    (row,) = await rows(bot)
    assert of_the_evening(row.due_at, WEDNESDAY)


async def test_what_cannot_wait_does_not_wait_for_it(someone: Someone, in_the_evening: int, bot: Bot) -> None:
    await only(bot, in_the_evening, at(TUESDAY, 10))
    assert await comes(someone) == []
    await only(bot, in_the_evening, at(TUESDAY, 10), deadline=True)
    assert await comes(someone) != []


@pytest.mark.parametrize(("moment", "part", "then"), [
    (at(TUESDAY, 7), PartOfDay.evening, at(TUESDAY, 18, 30)),
    (at(TUESDAY, 11, 59), PartOfDay.morning, at(TUESDAY, 11, 59)),
    (at(TUESDAY, 12), PartOfDay.morning, at(WEDNESDAY, 9, 30)),
    (at(TUESDAY, 12), PartOfDay.afternoon, at(TUESDAY, 12)),
    (at(TUESDAY, 9), PartOfDay.afternoon, at(TUESDAY, 13, 30)),
    (at(TUESDAY, 15), None, at(TUESDAY, 15)),
    (at(TUESDAY, 21), None, at(WEDNESDAY, 10, 30)),
    (at("2026-12-05", 21), PartOfDay.evening, at("2026-12-07", 18, 30)),
    (at("2026-12-06", 10), PartOfDay.evening, at("2026-12-07", 18, 30)),
])  # fmt: skip
def test_the_next_moment_in_that_part(moment: datetime, part: PartOfDay | None, then: datetime) -> None:
    assert next_allowed(moment, part) == then


async def test_who_says_later_that_it_does_not_matter_is_kept_to_no_part(
    someone: Someone, in_the_evening: int, bot: Bot, hand_clock: HandClock
) -> None:
    await someone.types("berichten")
    await someone.taps("maakt niet uit", "maakt niet uit")
    hand_clock.time = at(TUESDAY, 14)
    await only(bot, in_the_evening, at(TUESDAY, 13))
    assert await comes(someone) != []
