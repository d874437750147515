"""Somebody who wants to be reminded, one check-in that is planned for them, and what a tick brings."""

from __future__ import annotations

from datetime import UTC, datetime

from furnished import Someone
from sqlalchemy import select

from bot.main import Bot
from dialogs.days import HOME, day_of
from storage import check_ins, facts
from storage.database import Service
from storage.tables import check_ins as table
from storage.tables import contacts

#: What must be known for the plan that a script asks for by itself.
REGISTERED = {"aangemeld_examen": "KNM"}


async def agreed(someone: Someone) -> int:
    """Somebody who chose a school and wants to be remembered and reminded; their row number."""
    await someone.begins()
    await someone.taps("Nederlands", "Een cursus kiezen")
    await someone.types("Zwolle")
    await someone.taps("2013", "andere letters", "laat nu zien", "Voorbeeldschool", "Ik weet genoeg", "Ja, bewaar", "Ja, stuur")
    while (asked := someone.channel.to(someone.address)[-1]).buttons:
        await someone.taps(asked.buttons[0].label)
    async with someone.bot.database.reading(Service()) as tx:
        found: int = (await tx.execute(select(contacts.c.id))).scalar_one()
    return found


async def rows(bot: Bot) -> list[check_ins.Kept]:
    async with bot.database.reading(Service()) as tx:
        ids = [row.id for row in await tx.execute(select(contacts.c.id))]
        return [row for kept in (await check_ins.of(tx, ids)).values() for row in kept]


async def only(bot: Bot, contact_id: int, due_at: datetime, *, deadline: bool = False, cause: str = "test") -> int:
    """Nothing is planned but this; its number."""
    async with bot.database.writing(Service()) as tx:
        await tx.execute(table.delete())
        await facts.learn(tx, contact_id, REGISTERED, at=due_at)
        plan = next(name for name, plan in bot.shelf.newest.checkins.items() if plan.after_days is not None)
        row = check_ins.Planned(contact_id=contact_id, plan=plan, cause=cause, day=day_of(due_at), due_at=due_at, deadline=deadline)
        await check_ins.plan_all(tx, [row])
    return (await rows(bot))[0].id


async def comes(someone: Someone) -> list[str]:
    """What a tick brings."""
    before = len(someone.channel.to(someone.address))
    await someone.bot.checkins.tick()
    await someone.bot.outbox.settled()
    return [message.text for message in someone.channel.to(someone.address)[before:]]


def at(day: str, hour: int, minute: int = 0) -> datetime:
    """A moment in the Netherlands."""
    year, month, date = map(int, day.split("-"))
    return datetime(year, month, date, hour, minute, tzinfo=HOME).astimezone(UTC)


TUESDAY, SATURDAY, SUNDAY, MONDAY = "2026-12-01", "2026-12-05", "2026-12-06", "2026-12-07"
