"""A house for each test, on SQLite; `any_house` runs on PostgreSQL as well."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from furnished import HandClock, MemoryChannel, Someone, started
from reminded import TUESDAY, agreed, at

from bot.main import Bot


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


@pytest.fixture
def someone(bot: Bot, memory_channel: MemoryChannel) -> Someone:
    return Someone(bot, memory_channel)


@pytest.fixture
async def contact(someone: Someone, hand_clock: HandClock) -> int:
    """Somebody who wants to be reminded, late in a Tuesday morning; their row number."""
    found = await agreed(someone)
    hand_clock.time = at(TUESDAY, 11)
    return found
