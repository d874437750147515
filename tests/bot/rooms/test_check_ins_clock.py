"""The clock jumps, changes, or was wrong: nothing comes at night, nothing twice, and nothing is lost. The night's planning is done once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, time, timedelta

import pytest
from crowds import gather_crowd
from furnished import HandClock, MemoryChannel, Someone, started
from reminded import TUESDAY, agreed, at, comes, only, rows
from sqlalchemy import select, update

from bot.guidance.hours import next_time
from bot.main import Bot
from dialogs.days import HOME
from storage import check_ins
from storage.database import Service
from storage.tables import check_ins as table
from storage.tables import leases

PHONES = [f"phone {number}" for number in range(30)]
STEP = timedelta(minutes=37)


async def sent(bot: Bot) -> list[datetime]:
    """When each that was sent was sent."""
    async with bot.database.reading(Service()) as tx:
        return list((await tx.execute(select(table.c.sent_at).where(table.c.status == "sent"))).scalars())


async def through(bot: Bot, clock: HandClock, until: datetime) -> None:
    """Ticks until a moment, at all hours."""
    while clock.time < until:
        await bot.checkins.tick()
        clock.time += STEP


@pytest.mark.parametrize("day", [datetime(2026, 10, 24, tzinfo=UTC), datetime(2027, 3, 27, tzinfo=UTC)], ids=["winter", "summer"])
async def test_around_a_change_of_the_clock_each_comes_once_and_none_at_night(
    bot: Bot, memory_channel: MemoryChannel, hand_clock: HandClock, day: datetime
) -> None:
    hand_clock.time = day
    await gather_crowd(bot.database, "fake", PHONES, now=day, due_at=day)
    async with bot.database.writing(Service()) as tx:
        ids = (await tx.execute(select(table.c.id))).scalars().all()
        for hour, id in enumerate(ids):
            await tx.execute(update(table).where(table.c.id == id).values(due_at=day + timedelta(hours=2 * hour)))
    await through(bot, hand_clock, day + timedelta(days=4))
    moments = [moment.astimezone(HOME) for moment in await sent(bot)]
    assert len(moments) == len(PHONES)
    assert all(9 <= moment.hour < 20 and moment.weekday() != 6 for moment in moments)
    await bot.outbox.settled()
    assert len({(message.address, message.text) for message in memory_channel.sent}) == len(memory_channel.sent)


async def test_a_jump_forward_by_nearly_a_week_brings_everything_once(
    bot: Bot, memory_channel: MemoryChannel, hand_clock: HandClock
) -> None:
    hand_clock.time = at(TUESDAY, 8)
    await gather_crowd(bot.database, "fake", PHONES, now=bot.now(), due_at=at(TUESDAY, 10))
    await bot.checkins.tick()
    hand_clock.turn(days=7, hours=1)
    for _ in range(3):
        await bot.checkins.tick()
    assert len(await sent(bot)) == len(PHONES)


async def test_a_jump_back_by_a_day_brings_nothing_again_and_loses_nothing(
    bot: Bot, memory_channel: MemoryChannel, hand_clock: HandClock
) -> None:
    hand_clock.time = at("2026-12-02", 11)
    await gather_crowd(bot.database, "fake", PHONES, now=bot.now(), due_at=at("2026-12-02", 10))
    async with bot.database.writing(Service()) as tx:
        late = (await tx.execute(select(table.c.id))).scalars().all()[:10]
        await tx.execute(update(table).where(table.c.id.in_(late)).values(due_at=at("2026-12-02", 12)))
    await bot.checkins.tick()
    first = await sent(bot)
    assert len(first) == len(PHONES) - 10
    hand_clock.turn(days=-1)
    await bot.checkins.tick()
    assert await sent(bot) == first
    await through(bot, hand_clock, at("2026-12-03", 20))
    assert len(await sent(bot)) == len(PHONES)


async def test_what_was_claimed_by_a_clock_that_was_a_day_ahead_is_free(someone: Someone, bot: Bot, hand_clock: HandClock) -> None:
    contact = await agreed(someone)
    hand_clock.time = at(TUESDAY, 11)
    await only(bot, contact, at(TUESDAY, 10))
    wrong = bot.now() + timedelta(days=1)
    async with bot.database.writing(Service()) as tx:
        await check_ins.claim(tx, writer="who died", now=wrong, lease_until=wrong + timedelta(minutes=5), limit=10)
    assert await comes(someone) != []
    assert [row.status for row in await rows(bot)] == ["sent"]


async def done_until(bot: Bot) -> datetime:
    async with bot.database.reading(Service()) as tx:
        return (await tx.execute(select(leases.c.until))).scalar_one()


async def test_a_night_is_planned_once_and_one_that_was_missed_is_made_up(bot: Bot, hand_clock: HandClock) -> None:
    hand_clock.time = at(TUESDAY, 4, 30)
    await bot.checkins.plan()
    assert await done_until(bot) == at(TUESDAY, 4, 40)
    hand_clock.time = at(TUESDAY, 4, 45)
    await bot.checkins.plan()
    assert await done_until(bot) == at("2026-12-02", 4, 40)
    # Nobody was there for two nights.
    hand_clock.time = at("2026-12-04", 15)
    await bot.checkins.plan()
    assert await done_until(bot) == at("2026-12-05", 4, 40)


async def test_a_night_that_a_wrong_clock_planned_far_ahead_is_planned_again(bot: Bot, hand_clock: HandClock) -> None:
    hand_clock.time = at("2026-12-08", 11)
    await bot.checkins.plan()
    hand_clock.time = at(TUESDAY, 11)
    await bot.checkins.plan()
    assert await done_until(bot) == at("2026-12-02", 4, 40)


@pytest.mark.parametrize(
    ("day", "hours"), [(datetime(2026, 10, 24, 12, tzinfo=UTC), 15.67), (datetime(2027, 3, 27, 12, tzinfo=UTC), 14.67)]
)
def test_the_next_night_is_counted_by_the_clock_on_the_wall(day: datetime, hours: float) -> None:
    assert (next_time(time(4, 40), day) - day) / timedelta(hours=1) == pytest.approx(hours, abs=0.01)


@pytest.fixture
async def two(postgres_url: str, hand_clock: HandClock) -> AsyncIterator[tuple[Bot, Bot]]:
    async for first in started(postgres_url, hand_clock, MemoryChannel()):
        async for second in started(postgres_url, hand_clock, MemoryChannel()):
            yield first, second


@pytest.mark.postgres
async def test_of_two_processes_one_plans_the_night(two: tuple[Bot, Bot], hand_clock: HandClock) -> None:
    first, second = two
    hand_clock.time = at(TUESDAY, 5)
    await first.checkins.plan()
    # A minute later than any process would write it: who planned again would be seen.
    mark = at("2026-12-02", 4, 41)
    async with first.database.writing(Service()) as tx:
        await tx.execute(update(leases).values(until=mark))
    hand_clock.turn(minutes=10)
    await second.checkins.plan()
    assert await done_until(second) == mark
    hand_clock.time = mark
    await second.checkins.plan()
    assert await done_until(first) == at("2026-12-03", 4, 40)
