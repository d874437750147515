"""What a check-in said is on its way when something fails: it comes by day, and when it cannot be delivered the check-in comes again."""

from __future__ import annotations

from furnished import HandClock, MemoryChannel, Someone, started
from reminded import TUESDAY, at, comes, only, rows
from sqlalchemy import insert, select

from bot.main import Bot
from bot.messages import Delivery, Failure
from storage import check_ins
from storage.database import Service
from storage.tables import check_ins as table
from storage.tables import messages_out

WEDNESDAY = "2026-12-02"


async def sweeps(someone: Someone, clock: HandClock, **by: float) -> list[str]:
    """What is delivered after this time."""
    before = len(someone.channel.to(someone.address))
    clock.turn(**by)
    await someone.bot.outbox.sweep()
    await someone.bot.outbox.settled()
    return [message.text for message in someone.channel.to(someone.address)[before:]]


async def fails(someone: Someone, clock: HandClock, contact: int) -> None:
    """A check-in late in the evening that cannot be delivered at once."""
    clock.time = at(TUESDAY, 19, 59)
    await only(someone.bot, contact, at(TUESDAY, 18), deadline=True)
    someone.channel.answers = [Delivery(failure=Failure.passing)] * 3
    assert await comes(someone) == []
    someone.channel.answers = []


async def test_what_could_not_be_delivered_in_the_evening_waits_for_the_morning(
    someone: Someone, contact: int, bot: Bot, hand_clock: HandClock
) -> None:
    await fails(someone, hand_clock, contact)
    for _ in range(12):
        assert await sweeps(someone, hand_clock, hours=1) == []
    assert await sweeps(someone, hand_clock, hours=1, minutes=1) != []


async def test_what_waits_for_the_morning_holds_up_no_answer(someone: Someone, contact: int, bot: Bot, hand_clock: HandClock) -> None:
    await fails(someone, hand_clock, contact)
    hand_clock.turn(hours=2)
    await someone.calls("menu")
    assert len(await sweeps(someone, hand_clock, seconds=5)) > 1


async def test_what_was_said_before_a_crash_in_the_evening_is_not_sent_at_night(
    someone: Someone, contact: int, bot: Bot, hand_clock: HandClock, sqlite_url: str
) -> None:
    await fails(someone, hand_clock, contact)
    hand_clock.time = at(WEDNESDAY, 3)
    channel = MemoryChannel()
    async for _ in started(sqlite_url, hand_clock, channel):
        pass
    assert channel.sent == []


async def test_what_is_given_up_on_its_way_comes_again(someone: Someone, contact: int, bot: Bot, hand_clock: HandClock) -> None:
    """Telegram was away for an hour: the check-in is not lost for it."""
    hand_clock.time = at(TUESDAY, 10)
    await only(bot, contact, at(TUESDAY, 10))
    someone.channel.answers = [Delivery(failure=Failure.passing)] * 50
    assert await comes(someone) == []
    while (await rows(bot))[0].status == "sent" and hand_clock.time < at(TUESDAY, 12):
        assert await sweeps(someone, hand_clock, minutes=11) == []
    someone.channel.answers = []
    assert [row.status for row in await rows(bot)] == ["planned"]
    hand_clock.time = at(WEDNESDAY, 11)
    assert await comes(someone) != []
    assert await comes(someone) == []


async def test_what_can_never_be_delivered_is_given_up_in_the_end(someone: Someone, contact: int, bot: Bot, hand_clock: HandClock) -> None:
    hand_clock.time = at(TUESDAY, 10)
    await only(bot, contact, at(TUESDAY, 10))
    someone.channel.answers = [Delivery(failure=Failure.passing)] * 500
    tries = 0
    while hand_clock.time < at("2026-12-19", 12):
        tries += await bot.checkins.tick()
        await bot.outbox.settled()
        await sweeps(someone, hand_clock, minutes=20)
    assert [(row.status, row.reason) for row in await rows(bot)] == [("dropped", "failed")]
    assert tries < 20


async def test_who_answered_another_way_is_not_asked_again(someone: Someone, contact: int, bot: Bot, hand_clock: HandClock) -> None:
    hand_clock.time = at(TUESDAY, 10)
    await only(bot, contact, at(TUESDAY, 10))
    someone.channel.answers = [Delivery(failure=Failure.passing)] * 50
    await comes(someone)
    async with bot.database.writing(Service()) as tx:
        await tx.execute(table.update().values(status="answered"))
    for _ in range(8):
        await sweeps(someone, hand_clock, minutes=11)
    assert [row.status for row in await rows(bot)] == ["answered"]


async def given_up(someone: Someone, contact: int, clock: HandClock) -> int:
    """A check-in that could not be delivered, and is to come again; its number."""
    clock.time = at(TUESDAY, 10)
    number = await only(someone.bot, contact, at(TUESDAY, 10))
    someone.channel.answers = [Delivery(failure=Failure.passing)] * 50
    await comes(someone)
    async with someone.bot.database.writing(Service()) as tx:
        first = (await tx.execute(select(messages_out).where(messages_out.c.check_in_id == number))).mappings().one()
        behind = {**first, "id": None, "status": "queued", "content": {**first["content"], "text": "Een tweede vraag?"}}
        await tx.execute(insert(messages_out).values({name: value for name, value in behind.items() if name != "id"}))
    while (await rows(someone.bot))[0].status == "sent":
        await sweeps(someone, clock, minutes=11)
    someone.channel.answers = []
    return number


async def test_what_stood_behind_it_goes_with_it(someone: Someone, contact: int, bot: Bot, hand_clock: HandClock) -> None:
    """Else the question would come now, and tomorrow once more."""
    await given_up(someone, contact, hand_clock)
    assert await sweeps(someone, hand_clock, minutes=11) == []


async def test_who_answers_before_it_comes_again_is_not_asked_again(
    someone: Someone, contact: int, bot: Bot, hand_clock: HandClock
) -> None:
    number = await given_up(someone, contact, hand_clock)
    async with bot.database.writing(Service()) as tx:
        await check_ins.answered(tx, contact, number, now=bot.now())
    assert [row.status for row in await rows(bot)] == ["answered"]
