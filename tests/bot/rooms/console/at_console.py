"""What tests of the console look up in the memory."""

from __future__ import annotations

from sqlalchemy import select

from bot.main import Bot
from storage.database import Service
from storage.tables import facts


async def kept_facts(bot: Bot, name: str) -> list[tuple[object, str]]:
    """Every value of a fact, with who said it, the oldest first."""
    async with bot.database.reading(Service()) as tx:
        rows = await tx.execute(select(facts.c.value, facts.c.said_by).where(facts.c.name == name).order_by(facts.c.id))
        return [(row.value, row.said_by) for row in rows]
