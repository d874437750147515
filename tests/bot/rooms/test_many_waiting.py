"""A thousand wait: memory stays small, nobody who talks waits for them, and no second process sends them too."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from crowds import gather_crowd
from furnished import HandClock, MemoryChannel, Someone, started
from reminded import TUESDAY, at
from sqlalchemy import func, select, update

from bot.channels.telegram_pacing import Pace
from bot.main import Bot
from bot.messages import Delivery, Outgoing
from bot.outbox import BATCH
from storage.database import Service
from storage.tables import check_ins, messages_out

MANY = 1_000
#: Messages a second of the channel of these tests.
RATE = 250.0
#: Messages of check-ins that were being started together when the way filled up.
BEGUN = 8
ASKED = 30
#: Seconds by which an answer may come later than when nobody waits, on a busy machine.
LATER = 0.15


@dataclass
class PacedChannel(MemoryChannel):
    """A channel with Telegram's own way of keeping a pace."""

    pace: Pace = field(default_factory=lambda: Pace(overall=RATE, per_chat=None))
    #: Most that were on their way at one moment.
    most: int = 0
    now: int = 0

    async def deliver(self, message: Outgoing) -> Delivery:
        self.now += 1
        self.most = max(self.most, self.now)
        await self.pace.wait(message.address)
        self.now -= 1
        return await super().deliver(message)


@dataclass
class HeldChannel(MemoryChannel):
    """A channel on which nothing arrives before it is let go."""

    free: asyncio.Event = field(default_factory=asyncio.Event)

    async def deliver(self, message: Outgoing) -> Delivery:
        await self.free.wait()
        return await super().deliver(message)


@pytest.fixture
def memory_channel() -> PacedChannel:
    return PacedChannel()


PHONES = [f"phone {number}" for number in range(MANY)]


async def answered_in(bot: Bot, channel: PacedChannel) -> float:
    """Seconds from a word of somebody to the answer."""
    someone = Someone(bot, channel, address="talks")
    begun, before = time.perf_counter(), len(channel.to("talks"))
    channel.pace.talks("talks")
    await bot.receive(someone.inbound("command", text="menu"))
    while len(channel.to("talks")) == before:  # noqa: ASYNC110 - the channel rings no bell
        await asyncio.sleep(0.002)
    return time.perf_counter() - begun


def middle(seconds: list[float]) -> float:
    return sorted(seconds)[len(seconds) // 2]


async def statuses(bot: Bot) -> dict[str, int]:
    async with bot.database.reading(Service()) as tx:
        return {
            row.status: row.n for row in await tx.execute(select(check_ins.c.status, func.count().label("n")).group_by(check_ins.c.status))
        }


async def test_who_talks_is_answered_while_a_thousand_check_ins_go_out(
    bot: Bot, memory_channel: PacedChannel, hand_clock: HandClock
) -> None:
    await Someone(bot, memory_channel, address="talks").begins()
    hand_clock.time = at(TUESDAY, 11)
    alone = [await answered_in(bot, memory_channel) for _ in range(ASKED)]
    await gather_crowd(bot.database, "fake", PHONES, now=bot.now(), due_at=at(TUESDAY, 10))
    tick = asyncio.create_task(bot.checkins.tick())
    await asyncio.sleep(0.2)
    beside = []
    for _ in range(ASKED):
        beside.append(await answered_in(bot, memory_channel))
        await asyncio.sleep(0.05)
    left = MANY - (await statuses(bot)).get("sent", 0)
    print(f"\nan answer comes after {middle(alone):.4f} s (at most {max(alone):.4f} s) when nobody else is written to,")
    print(f"and after {middle(beside):.4f} s (at most {max(beside):.4f} s) while {MANY} check-ins go out, {left} of them still to start;")
    print(f"most messages on their way at once: {memory_channel.most}")
    assert left > 0, "others waited all that time"
    assert middle(beside) < middle(alone) + LATER
    tick.cancel()
    await asyncio.gather(tick, return_exceptions=True)


async def still(bot: Bot) -> int:
    """How many were started, once no more are."""
    before = -1
    while (now := (await statuses(bot)).get("sent", 0)) != before or not now:
        before = now
        await asyncio.sleep(2.0)
    return now


async def test_while_nothing_arrives_no_more_is_started_than_can_go_soon(sqlite_url: str, hand_clock: HandClock) -> None:
    channel = HeldChannel()
    hand_clock.time = at(TUESDAY, 11)
    async for bot in started(sqlite_url, hand_clock, channel):
        await gather_crowd(bot.database, "fake", PHONES[:300], now=bot.now(), due_at=at(TUESDAY, 10))
        tick = asyncio.create_task(bot.checkins.tick())
        before = await still(bot)
        assert BATCH // 2 <= before <= BATCH + BEGUN
        channel.free.set()
        await tick
        await bot.outbox.settled()
        assert await statuses(bot) == {"sent": 300}
        assert len(channel.sent) == len({message.id for message in channel.sent})
        assert {message.address for message in channel.sent} == set(PHONES[:300])


async def test_after_a_long_trouble_what_waits_is_taken_in_portions(bot: Bot, memory_channel: PacedChannel, hand_clock: HandClock) -> None:
    hand_clock.time = at(TUESDAY, 11)
    await gather_crowd(bot.database, "fake", PHONES[:300], now=bot.now(), due_at=at(TUESDAY, 10))
    await bot.checkins.tick()
    await bot.outbox.settled()
    sent = list(memory_channel.sent)
    memory_channel.sent.clear()
    memory_channel.most = 0
    async with bot.database.writing(Service()) as tx:
        await tx.execute(update(messages_out).values(status="queued"))
    await bot.outbox.sweep()
    await bot.outbox.settled()
    assert sorted(message.id for message in memory_channel.sent) == sorted(message.id for message in sent)
    assert memory_channel.most <= BATCH


@pytest.fixture
async def two(postgres_url: str, hand_clock: HandClock) -> AsyncIterator[tuple[Bot, Bot, HeldChannel, MemoryChannel]]:
    slow, quick = HeldChannel(), MemoryChannel()
    async for first in started(postgres_url, hand_clock, slow):
        async for second in started(postgres_url, hand_clock, quick):
            yield first, second, slow, quick


@pytest.mark.postgres
async def test_what_waits_here_longer_than_its_lease_is_sent_by_one_of_two_processes(
    two: tuple[Bot, Bot, HeldChannel, MemoryChannel], hand_clock: HandClock
) -> None:
    first, second, slow, quick = two
    someone = Someone(first, slow)
    for _ in range(5):
        await first.receive(someone.inbound("command", text="menu"))
    hand_clock.turn(minutes=2)
    for _ in range(4):
        await second.outbox.sweep()
        await second.outbox.settled()
    slow.free.set()
    await first.outbox.settled()
    hand_clock.turn(minutes=2)
    for bot in (first, second):
        await bot.outbox.sweep()
        await bot.outbox.settled()
    ids = [message.id for message in (*slow.sent, *quick.sent)]
    # Of the one that was handed to the channel before its lease ran out nobody can know.
    under_way = min(ids)
    assert sorted(ids) == sorted([under_way, *set(ids)])
    assert len(set(ids)) == 5
