"""A check-in that cannot be started is tried again, less and less often; it holds up nobody, and somebody technical hears of it."""

from __future__ import annotations

from datetime import timedelta

from crowds import gather_crowd
from furnished import HandClock, MemoryChannel, Someone
from reminded import TUESDAY, at, comes, only, rows
from sqlalchemy import select, text

from bot.main import Bot
from storage.database import Service
from storage.tables import cases
from storage.tables import check_ins as table

BROKEN = text("UPDATE conversation SET state = X'00' WHERE contact_id = (SELECT min(contact_id) FROM conversation)")


async def breaks(bot: Bot) -> bytes:
    """The talk of the first person can be read no more; as it was."""
    async with bot.database.writing(Service()) as tx:
        state: bytes = (await tx.execute(text("SELECT state FROM conversation ORDER BY contact_id LIMIT 1"))).scalar_one()
        await tx.execute(BROKEN)
    return state


async def told(bot: Bot) -> int:
    """How often somebody technical heard of it."""
    async with bot.database.reading(Service()) as tx:
        return len((await tx.execute(select(cases).where(cases.c.contact_id.is_(None)))).all())


async def test_one_that_raises_holds_up_nobody(bot: Bot, memory_channel: MemoryChannel, hand_clock: HandClock) -> None:
    hand_clock.time = at(TUESDAY, 11)
    await gather_crowd(bot.database, "fake", [f"phone {number}" for number in range(5)], now=bot.now(), due_at=at(TUESDAY, 10))
    await breaks(bot)
    await bot.checkins.tick()
    async with bot.database.reading(Service()) as tx:
        states = (await tx.execute(select(table.c.status).order_by(table.c.contact_id))).scalars().all()
    assert states == ["planned", "sent", "sent", "sent", "sent"]


async def test_it_is_tried_with_growing_pauses_and_then_given_up(someone: Someone, contact: int, bot: Bot, hand_clock: HandClock) -> None:
    await only(bot, contact, at(TUESDAY, 11))
    await breaks(bot)
    pauses = []
    while (row := (await rows(bot))[0]).open:
        pauses.append(row.due_at - hand_clock.time)
        hand_clock.time = row.due_at
        assert await comes(someone) == []
    assert pauses == [timedelta(0), timedelta(minutes=5), timedelta(hours=1), timedelta(days=1), timedelta(days=3)]
    assert (row.status, row.reason) == ("dropped", "failed")
    assert await told(bot) == 2, "when it failed first, and when it was given up"


async def test_what_failed_comes_once_it_is_mended(someone: Someone, contact: int, bot: Bot, hand_clock: HandClock) -> None:
    hand_clock.time = at(TUESDAY, 10)
    await only(bot, contact, at(TUESDAY, 10))
    state = await breaks(bot)
    for _ in range(2):
        assert await comes(someone) == []
        hand_clock.time = (await rows(bot))[0].due_at
    async with bot.database.writing(Service()) as tx:
        await tx.execute(text("UPDATE conversation SET state = :state").bindparams(state=state))
    assert await comes(someone) != []
    assert [row.status for row in await rows(bot)] == ["sent"]


async def test_a_deadline_is_never_given_up_and_tried_every_day(someone: Someone, contact: int, bot: Bot, hand_clock: HandClock) -> None:
    await only(bot, contact, at(TUESDAY, 10), deadline=True)
    state = await breaks(bot)
    for _ in range(8):
        assert await comes(someone) == []
        (row,) = await rows(bot)
        assert row.status == "planned"
        before, hand_clock.time = hand_clock.time, row.due_at
    assert hand_clock.time - before == timedelta(days=1)
    assert await told(bot) == 2, "not every day"
    async with bot.database.writing(Service()) as tx:
        await tx.execute(text("UPDATE conversation SET state = :state").bindparams(state=state))
    assert await comes(someone) != []
