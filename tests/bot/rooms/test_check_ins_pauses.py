"""Check-ins and the pause that a person chose: what waited for its end, and what comes of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from furnished import HandClock, Someone
from reminded import TUESDAY, at, comes, only, rows

from bot.main import Bot
from dialogs.days import HOME, day_of
from storage import check_ins
from storage.database import Service
from storage.tables import check_ins as table

THURSDAY = "2026-12-03"


@pytest.mark.parametrize(("shorter", "comes_on"), [("Een week", "2026-12-10"), ("Geen pauze", THURSDAY)])
async def test_a_pause_that_ends_sooner_lets_what_waited_for_its_end_come_then(
    someone: Someone, contact: int, bot: Bot, hand_clock: HandClock, shorter: str, comes_on: str
) -> None:
    """Only that: what is meant for a later day keeps it."""
    await only(bot, contact, at(TUESDAY, 10))
    (row,) = await rows(bot)
    later = at(TUESDAY, 10) + timedelta(days=32)
    async with bot.database.writing(Service()) as tx:
        await tx.execute(table.delete())
        days = {"now": (date(2026, 12, 1), at(TUESDAY, 15)), "later": (day_of(later), later)}
        due = [
            check_ins.Planned(contact_id=contact, plan=row.plan, cause=f"{name}/#1", day=day, due_at=moment)
            for name, (day, moment) in days.items()
        ]
        await check_ins.plan_all(tx, due)
    await someone.calls("pause")
    await someone.taps("Een maand")
    hand_clock.time = at(TUESDAY, 15)
    assert await comes(someone) == []
    hand_clock.time = at(THURSDAY, 10)
    await someone.calls("pause")
    await someone.taps(shorter)
    waits = {one.cause: one.due_at for one in await rows(bot)}
    assert waits["now/#1"].astimezone(HOME).date().isoformat() == comes_on
    assert waits["later/#1"] == later
    hand_clock.time = at(comes_on, 16)
    assert await comes(someone) != []


async def test_after_a_long_pause_the_same_is_asked_once(someone: Someone, contact: int, bot: Bot) -> None:
    """Of three weeks only the last is asked about; what is about something else comes all the same, another day."""
    await only(bot, contact, at(TUESDAY, 10))
    (row,) = await rows(bot)
    waited = {"les/2026-10-01/#1": 17, "les/2026-10-01/#2": 24, "les/2026-10-01/#3": 30, "anders/2026-10-01/#1": 24}
    async with bot.database.writing(Service()) as tx:
        await tx.execute(table.delete())
        due = [
            check_ins.Planned(contact_id=contact, plan=row.plan, cause=cause, day=date(2026, 11, day), due_at=at(TUESDAY, 10))
            for cause, day in waited.items()
        ]
        await check_ins.plan_all(tx, due)
    await comes(someone)
    assert {row.cause: (row.status, row.reason) for row in await rows(bot)} == {
        "les/2026-10-01/#1": ("dropped", "overtaken"),
        "les/2026-10-01/#2": ("dropped", "overtaken"),
        "les/2026-10-01/#3": ("sent", None),
        "anders/2026-10-01/#1": ("planned", None),
    }
