"""What is queued is delivered once, in order, whatever the channel answers and whenever we die."""

from __future__ import annotations

from datetime import timedelta

from furnished import HandClock, MemoryChannel, Someone, settings, shipped
from sqlalchemy import select

from bot.main import Bot
from bot.messages import Delivery, Failure
from storage.database import Service
from storage.tables import addresses, messages_out


async def states(bot: Bot) -> list[str]:
    async with bot.database.reading(Service()) as tx:
        return list((await tx.execute(select(messages_out.c.status).order_by(messages_out.c.id))).scalars())


async def test_what_was_committed_before_a_crash_is_sent_once_after_it(
    someone: Someone, bot: Bot, hand_clock: HandClock, sqlite_url: str
) -> None:
    await bot.turns.receive(someone.inbound("start"))
    assert someone.channel.sent == []
    channel = MemoryChannel()
    after = Bot(settings(sqlite_url), now=hand_clock, channels=[channel], **shipped())
    await after.start()
    try:
        await after.outbox.sweep()
        await after.outbox.settled()
        await after.outbox.sweep()
        await after.outbox.settled()
    finally:
        await after.stop()
    assert [message.question for message in channel.sent] == ["choice"]


async def test_who_blocked_us_is_not_written_to_until_they_come_back(someone: Someone, bot: Bot) -> None:
    someone.channel.answers = [Delivery(failure=Failure.unreachable)]
    await someone.begins()
    assert await states(bot) == ["dropped"]
    async with bot.database.reading(Service()) as tx:
        assert (await tx.execute(select(addresses.c.unreachable_since))).scalar() is not None
    said = await someone.types("hallo")
    assert said
    async with bot.database.reading(Service()) as tx:
        assert (await tx.execute(select(addresses.c.unreachable_since))).scalar() is None


async def test_a_channel_that_asks_for_patience_gets_it(someone: Someone, bot: Bot, hand_clock: HandClock) -> None:
    someone.channel.answers = [Delivery(failure=Failure.slow_down, retry_after=timedelta(seconds=30))]
    assert await someone.begins() == []
    hand_clock.turn(seconds=29)
    assert await bot.outbox.sweep() == 0
    hand_clock.turn(seconds=2)
    assert await bot.outbox.sweep() == 1
    await bot.outbox.settled()
    assert [message.question for message in someone.channel.sent] == ["choice"]


async def test_after_five_tries_a_message_is_given_up(someone: Someone, bot: Bot, hand_clock: HandClock) -> None:
    someone.channel.answers = [Delivery(failure=Failure.passing)] * 9
    await someone.begins()
    for _ in range(9):
        hand_clock.turn(hours=2)
        await bot.outbox.sweep()
        await bot.outbox.settled()
    assert await states(bot) == ["failed"]
    assert len(someone.channel.answers) == 4


async def test_what_comes_behind_a_message_that_waits_keeps_its_place(someone: Someone, bot: Bot, hand_clock: HandClock) -> None:
    await someone.begins()
    someone.channel.answers = [Delivery(failure=Failure.passing)]
    await someone.taps("Nederlands")
    for _ in range(4):
        hand_clock.turn(minutes=10)
        await bot.outbox.sweep()
        await bot.outbox.settled()
    ids = [message.id for message in someone.channel.sent]
    assert ids == sorted(ids)
    assert set(await states(bot)) == {"sent"}
