"""People who let their municipality look along, written straight into the memory."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import insert, update

from bot.main import Bot
from storage import contacts, facts
from storage.database import Service
from storage.facts import Value
from storage.tables import addresses, conversations
from storage.tables import contacts as people

ZWOLLE = "GM0193"
YES = {"remember": True, "remind": True, "follow": True}


async def followed(
    bot: Bot,
    said: Mapping[str, Value] | None = None,
    *,
    municipality: str = ZWOLLE,
    language: str = "ar",
    days_ago: int = 0,
    consents: Mapping[str, bool] = YES,
    reached: bool = True,
) -> str:
    """Somebody who said this so many days ago; gives their short number. `reached`: on a channel that brings messages."""
    at: datetime = bot.now() - timedelta(days=days_ago)
    async with bot.database.writing(Service()) as tx:
        contact = await contacts.add(tx, language=language, now=at, municipality_code=municipality)
        await tx.execute(update(people).where(people.c.id == contact).values(remembered=True, consents=dict(consents)))
        await tx.execute(insert(conversations), {"contact_id": contact, "last_heard_at": at})
        if reached:
            row = {"contact_id": contact, "channel": "fake", "address": f"{contact}", "blind": f"blind {contact}", "linked_at": at}
            await tx.execute(insert(addresses), row)
        await facts.learn(tx, contact, said or {}, at=at)
        await bot.house.caseload.one(tx, contact, bot.now())
        number = (await tx.execute(people.select().where(people.c.id == contact))).one().number
    return str(number)
