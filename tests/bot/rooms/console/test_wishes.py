"""Wishes at the console: what waits, the day that was promised, and what is done."""

from __future__ import annotations

import re
from datetime import date

import pytest
from colleague import ZWOLLE, Colleague, asks_for_a_human
from furnished import HandClock, MemoryChannel, Someone
from sqlalchemy import insert, select

from bot.guidance.hours import working_day
from bot.main import Bot
from storage import wishes
from storage.database import Service, Staff
from storage.tables import audit_entries, contacts
from storage.tables import wishes as wish_table

LIST = "/console/wishes"


@pytest.fixture
async def wish(any_bot: Bot, memory_channel: MemoryChannel) -> str:
    """Somebody of Zwolle wants a course; gives the number of the person."""
    await asks_for_a_human(Someone(any_bot, memory_channel, languages=("ar",)), "Zwolle")
    async with any_bot.database.writing(Service()) as tx:
        person = (await tx.execute(select(contacts))).one()
        values = {"contact_id": person.id, "municipality_code": ZWOLLE, "subject": "course_2021"}
        details = {"woonplaats": "GM0193/zwolle", "unknown_to_the_library": "geheim"}
        await tx.execute(insert(wish_table).values(**values, details=details, at=any_bot.now()))
    return person.number


async def test_a_wish_waits_until_it_is_done_and_can_wait_again(any_bot: Bot, zwolle: Colleague, wish: str) -> None:
    page = await zwolle.get(LIST)
    for told in (wish, "Arabisch", "Een cursus onder de wet van 2021", "Zwolle", "donderdag 26 november 2026"):
        assert told in page, told
    assert "geheim" not in page
    assert "Te laat" not in page
    (form,) = re.findall(r'action="(/console/wishes/\d+)"', page)
    assert await zwolle.post(form, done="1") == f"{LIST}?told=done"
    assert "Er wacht geen wens" in await zwolle.get(LIST)
    assert wish in await zwolle.get(f"{LIST}?show=done")
    await zwolle.post(form, done="0")
    assert wish in await zwolle.get(LIST)
    async with any_bot.database.reading(Service()) as tx:
        assert (await tx.execute(select(audit_entries.c.action))).scalars().all()[-2:] == ["wish_done", "wish_reopened"]


async def test_after_the_day_that_was_promised_it_is_late(zwolle: Colleague, wish: str, hand_clock: HandClock) -> None:
    hand_clock.turn(days=4)
    await zwolle.signs_in("anja@zwolle.example.nl")
    page = await zwolle.get(LIST)
    assert wish in page
    assert "Te laat" in page


async def test_who_moved_to_another_municipality_has_no_number_here(any_bot: Bot, zwolle: Colleague, wish: str) -> None:
    async with any_bot.database.writing(Service()) as tx:
        await tx.execute(contacts.update().values(municipality_code="GM0344"))
        (shown,) = await wishes.listed(tx, Staff(municipalities=frozenset({ZWOLLE})), done=False)
        assert shown.person is None
    page = await zwolle.get(LIST)
    assert wish not in page
    assert "Nu bij een andere gemeente" in page


@pytest.mark.parametrize(
    ("day", "after", "last"),
    [
        (date(2026, 11, 23), 5, date(2026, 11, 30)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),
        (date(2026, 12, 24), 2, date(2026, 12, 29)),
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
    ],
)
def test_working_days_leave_out_weekends_and_holidays(day: date, after: int, last: date) -> None:
    assert working_day(day, after) == last
