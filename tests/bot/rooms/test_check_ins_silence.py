"""Who says nothing is asked another way once, however long the silence lasts."""

from __future__ import annotations

from datetime import timedelta

from furnished import HandClock, Someone
from reminded import comes, rows
from sqlalchemy import select, update

from bot.main import Bot
from bot.privacy import MESSAGES_KEPT
from storage.database import Service
from storage.tables import check_ins as table
from storage.tables import contacts, messages_out


async def asked_because_of_silence(bot: Bot) -> list[str]:
    """The causes of what came because of silence."""
    silent = {name for name, plan in bot.shelf.newest.checkins.items() if plan.silent_days is not None}
    return [row.cause for row in await rows(bot) if row.plan in silent and row.sent_at is not None]


async def test_when_the_first_unanswered_question_is_forgotten_the_silence_does_not_begin_anew(
    someone: Someone, contact: int, bot: Bot, hand_clock: HandClock
) -> None:
    begun = hand_clock.time
    async with bot.database.writing(Service()) as tx:
        await tx.execute(table.delete())
        await tx.execute(update(contacts).values(consents={"remember": True, "remind": True}))
        assert (await tx.execute(select(messages_out.c.id).where(messages_out.c.kind == "ask"))).first() is not None
    while hand_clock.time < begun + MESSAGES_KEPT + timedelta(days=60):
        await bot.checkins.plan()
        await comes(someone)
        await bot.forget()
        hand_clock.turn(days=1)
    assert len(await asked_because_of_silence(bot)) == 1
