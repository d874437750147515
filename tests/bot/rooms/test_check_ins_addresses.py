"""Somebody with several addresses: what comes by itself gets to where they are."""

from __future__ import annotations

from furnished import HandClock, MemoryChannel, Someone
from reminded import at, comes, only
from sqlalchemy import insert, select

from bot.main import Bot
from storage.conversations import BLIND
from storage.database import Service
from storage.sealing import ring_of
from storage.tables import addresses, messages_out


async def linked(bot: Bot, contact: int, channel: str, address: str) -> None:
    """One more address of this person, as a code gives it."""
    async with bot.database.writing(Service()) as tx:
        blind = ring_of(tx.dialect).blind(address, BLIND)
        new = {"contact_id": contact, "channel": channel, "address": address, "blind": blind, "linked_at": bot.now()}
        await tx.execute(insert(addresses), new)


async def newest_went_to(bot: Bot) -> tuple[str, str]:
    async with bot.database.reading(Service()) as tx:
        query = select(addresses.c.channel, addresses.c.address).join(messages_out, messages_out.c.address_id == addresses.c.id)
        row = (await tx.execute(query.order_by(messages_out.c.id.desc()).limit(1))).one()
    return row.channel, row.address


async def test_who_has_two_phones_is_written_to_at_the_one_they_used_last(
    someone: Someone, contact: int, bot: Bot, hand_clock: HandClock
) -> None:
    await linked(bot, contact, "fake", "2002")
    await Someone(bot, someone.channel, address="2002").calls("menu")
    await someone.calls("menu")
    hand_clock.time = at("2026-12-02", 11)
    await only(bot, contact, at("2026-12-02", 10))
    assert await comes(someone) != []


async def test_a_page_that_was_opened_once_takes_nothing_away_from_who_has_telegram_too(
    someone: Someone, contact: int, bot: Bot, hand_clock: HandClock
) -> None:
    """A page shows what is fetched: in a library nobody fetches it again."""
    await linked(bot, contact, "web", "in a library")
    await Someone(bot, MemoryChannel(name="web"), address="in a library").calls("menu")
    assert await newest_went_to(bot) == ("web", "in a library")
    hand_clock.time = at("2026-12-02", 11)
    await only(bot, contact, at("2026-12-02", 10))
    assert await comes(someone) != []
