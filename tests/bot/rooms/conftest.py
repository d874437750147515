"""A house for each test, on SQLite; `any_house` runs on PostgreSQL as well."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from furnished import HandClock, MemoryChannel, Someone, settings

from bot.main import Bot, Tempo

#: Tests bring check-ins themselves, when they have turned the clock.
BY_HAND = timedelta(days=1)


@pytest.fixture
def hand_clock() -> HandClock:
    return HandClock()


@pytest.fixture
def memory_channel() -> MemoryChannel:
    return MemoryChannel()


@pytest.fixture
async def bot(sqlite_url: str, hand_clock: HandClock, memory_channel: MemoryChannel) -> AsyncIterator[Bot]:
    async for built in started(sqlite_url, hand_clock, memory_channel):
        yield built


@pytest.fixture
async def any_bot(url: str, hand_clock: HandClock, memory_channel: MemoryChannel) -> AsyncIterator[Bot]:
    async for built in started(url, hand_clock, memory_channel):
        yield built


async def started(url: str, clock: HandClock, channel: MemoryChannel) -> AsyncIterator[Bot]:
    bot = Bot(settings(url), now=clock, channels=[channel], tempo=Tempo(check_in_every=BY_HAND))
    await bot.start()
    try:
        yield bot
    finally:
        await bot.stop()


@pytest.fixture
def someone(bot: Bot, memory_channel: MemoryChannel) -> Someone:
    return Someone(bot, memory_channel)
