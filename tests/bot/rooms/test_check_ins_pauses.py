"""Check-ins and the pause that a person chose: what waited for its end, and what comes of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from furnished import HandClock, Someone
from reminded import TUESDAY, at, comes, only, rows

from bot.main import Bot
from dialogs.days import day_of
from storage import check_ins
from storage.database import Service
from storage.tables import check_ins as table

THURSDAY = "2026-12-03"


def day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


async def comes_on(someone: Someone, clock: HandClock, until: str) -> list[str]:
    """The days until this one on which a tick brings something; it looks every half hour."""
    days = []
    while clock.time < at(until, 20):
        if await comes(someone):
            days.append(day_of(clock.time).isoformat())
        clock.turn(minutes=30)
    return days


@pytest.mark.parametrize(
    ("pauses", "comes_then"),
    [
        ({TUESDAY: "Een week"}, "2026-12-08"),
        ({TUESDAY: "Een maand", THURSDAY: "Geen pauze"}, "2026-12-04"),
        ({TUESDAY: "Een maand", THURSDAY: "Een week"}, "2026-12-10"),
        ({TUESDAY: "Een maand", "2026-12-02": "Een maand", THURSDAY: "Geen pauze"}, "2026-12-04"),
        ({TUESDAY: "Een week", THURSDAY: "Een maand", "2026-12-14": "Geen pauze"}, "2026-12-15"),
        ({TUESDAY: "Een week", "2026-12-07": "Een week"}, "2026-12-14"),
    ],
    ids=["a week", "ended", "shortened", "lengthened and ended", "lengthened, later ended", "lengthened"],
)
async def test_a_pause_lasts_until_its_newest_end_however_often_it_is_changed(
    someone: Someone, contact: int, bot: Bot, hand_clock: HandClock, pauses: dict[str, str], comes_then: str
) -> None:
    await only(bot, contact, at(TUESDAY, 10))
    for day, chosen in pauses.items():
        assert await comes_on(someone, hand_clock, day_before(day)) == []
        hand_clock.time = at(day, 10)
        await someone.calls("pause")
        await someone.taps(chosen)
    assert await comes_on(someone, hand_clock, comes_then) == [comes_then]


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
