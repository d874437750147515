"""The settings of staff: kept, checked, their own, and at once in what people are promised."""

from __future__ import annotations

from datetime import time

import pytest
from aiohttp.test_utils import TestServer
from colleague import ZWOLLE, Colleague, asks_for_a_human, browser, employed
from furnished import HandClock, MemoryChannel, Someone

from bot.main import Bot
from bot.privacy import forget_what_is_due
from storage import habits
from storage.database import Service
from storage.tables import audit_entries, staff_leaves

SETTINGS = "/console/settings"
FILLED = {"opens": "08:30", "closes": "16:00", "day_0": "yes", "day_1": "yes", "mails": "yes", "digest_9": "yes", "digest_15": "yes"}


async def test_what_was_set_is_kept_and_shown(any_bot: Bot, zwolle: Colleague) -> None:
    assert "E-mail is hier niet ingesteld" in await zwolle.get(SETTINGS)
    assert await zwolle.post(SETTINGS, **FILLED, answer_days="2") == f"{SETTINGS}?done=settings"
    page = await zwolle.get(f"{SETTINGS}?done=settings")
    assert 'name="opens" type="time" value="08:30"' in page
    assert 'name="answer_days" type="number" min="1" max="30" value="2"' in page
    async with any_bot.database.reading(Service()) as tx:
        (worker,) = await habits.workers(tx)
        assert [row.action for row in (await tx.execute(audit_entries.select())).all()][-1] == "settings_changed"
    expected = habits.Habit(opens=time(8, 30), closes=time(16), free_weekdays=(2, 3, 4), answer_days=2, digests=(9, 15))
    assert worker.habit == expected


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"opens": ""}, "een later einde"),
        ({"opens": "16:00"}, "een later einde"),
        ({"opens": "kwart voor"}, "een later einde"),
        ({"day_0": "", "day_1": ""}, "minstens één dag"),
        ({"answer_days": "0"}, "Beloof 1 tot en met 30"),
        ({"answer_days": "31"}, "Beloof 1 tot en met 30"),
        ({"answer_days": "-1"}, "Beloof 1 tot en met 30"),
        ({"answer_days": "٣"}, "Beloof 1 tot en met 30"),
        ({"digest_9": "", "digest_15": ""}, "minstens één uur"),
    ],
)
async def test_what_cannot_be_is_said_and_not_kept(bot: Bot, zwolle_only: Colleague, changed: dict[str, str], told: str) -> None:
    page = await zwolle_only.post(SETTINGS, 422, **{**FILLED, **changed})
    assert told in page
    assert 'name="digest_10" value="yes">' in page
    assert 'name="day_4" value="yes">' in page, "what was filled in is not lost"
    async with bot.database.reading(Service()) as tx:
        assert (await habits.workers(tx))[0].habit == habits.Habit()


@pytest.mark.parametrize(
    ("first", "last"),
    [("", ""), ("2026-12-04", "2026-12-01"), ("2026-11-01", "2026-11-20"), ("2026-12-01", "2029-12-01"), ("morgen", "2026-12-01")],
)
async def test_leave_has_two_days_that_are_not_over(bot: Bot, zwolle_only: Colleague, first: str, last: str) -> None:
    assert "Vul twee dagen in" in await zwolle_only.post(f"{SETTINGS}/leave", 422, first=first, last=last)


async def test_leave_is_set_shown_and_taken_back_by_who_has_it_only(any_bot: Bot, zwolle: Colleague, utrecht: Colleague) -> None:
    await zwolle.post(f"{SETTINGS}/leave", first="2026-12-01", last="2026-12-04")
    assert "1 december 2026" in await zwolle.get(SETTINGS)
    assert "1 december 2026" not in await utrecht.get(SETTINGS)
    async with any_bot.database.reading(Service()) as tx:
        (leave,) = (await tx.execute(staff_leaves.select())).all()
    await utrecht.post(f"{SETTINGS}/leave/end", leave=str(leave.id))
    assert "1 december 2026" in await zwolle.get(SETTINGS)
    await zwolle.post(f"{SETTINGS}/leave/end", leave=str(leave.id))
    await zwolle.post(f"{SETTINGS}/leave/end", leave="alles")
    assert "Er staat geen verlof" in await zwolle.get(SETTINGS)


async def test_there_is_an_end_to_leave(bot: Bot, zwolle_only: Colleague) -> None:
    for day in range(1, 21):
        await zwolle_only.post(f"{SETTINGS}/leave", first=f"2026-12-{day:02}", last=f"2026-12-{day:02}")
    assert "Haal eerst iets weg" in await zwolle_only.post(f"{SETTINGS}/leave", 422, first="2026-12-30", last="2026-12-30")


async def test_the_person_hears_the_day_that_follows_from_the_settings(
    any_bot: Bot, server: TestServer, memory_channel: MemoryChannel, hand_clock: HandClock, zwolle: Colleague
) -> None:
    """It is Monday 23 November, and Zwolle promised three working days."""
    assert "uiterlijk op donderdag 26 november 2026" in await heard(any_bot, memory_channel, "1")
    await zwolle.post(SETTINGS, **{**FILLED, "answer_days": "1"})
    assert "uiterlijk op dinsdag 24 november 2026" in await heard(any_bot, memory_channel, "2")
    assert "antwoord uiterlijk op dinsdag 24 november 2026" in await zwolle.get(SETTINGS)
    await zwolle.post(f"{SETTINGS}/leave", first="2026-11-24", last="2026-12-04")
    assert "uiterlijk op maandag 7 december 2026" in await heard(any_bot, memory_channel, "3")
    await employed(any_bot, "dora@zwolle.example.nl", [ZWOLLE])
    await any_bot.house.worlds.refresh()
    assert "uiterlijk op donderdag 26 november 2026" in await heard(any_bot, memory_channel, "4"), "Dora is there, and keeps three days"


async def heard(bot: Bot, channel: MemoryChannel, address: str) -> str:
    """What somebody of Zwolle hears who asks for a human."""
    person = Someone(bot, channel, address=address)
    await asks_for_a_human(person, "Zwolle")
    return " ".join(message.text for message in channel.to(address))


@pytest.fixture
async def zwolle_only(bot: Bot):  # type: ignore[no-untyped-def]
    """A coordinator of Zwolle at a console on SQLite."""
    async with TestServer(bot.app()) as server:
        await employed(bot, "anja@zwolle.example.nl", [ZWOLLE])
        colleague = await browser(server)
        await colleague.signs_in("anja@zwolle.example.nl")
        yield colleague
        await colleague.client.close()


async def test_leave_that_is_over_is_cleaned_up(any_bot: Bot, zwolle: Colleague, hand_clock: HandClock) -> None:
    for first, last in (("2026-12-01", "2026-12-04"), ("2026-12-03", "2026-12-20")):
        await zwolle.post(f"{SETTINGS}/leave", first=first, last=last)
    hand_clock.turn(days=12)
    await forget_what_is_due(any_bot.database, any_bot.now())
    async with any_bot.database.reading(Service()) as tx:
        (leave,) = (await tx.execute(staff_leaves.select())).all()
    assert leave.last_day.isoformat() == "2026-12-20"
