"""Who lets the municipality look along has a row for its lists: from the turn of their yes until the turn of their no."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from time import perf_counter
from typing import Any

from at_phones import chooses
from followed import followed
from furnished import HandClock, MemoryChannel, Someone
from sqlalchemy import select, update

from bot.caseload.caseload import BATCH
from bot.main import Bot
from storage import reports
from storage.database import Scope, Service
from storage.reports import NewReport
from storage.tables import addresses, caseload, contacts

NEW = {"wet_brief": "wi2021", "vergunning": "asiel", "leerroute": "b1", "eerste_pip_datum": "2026-01-10"}

OLD = {
    "wet_brief": "wi2013",
    "vergunning": "asiel",
    "vergunning_datum": "2018-05-01",
    "einddatum_duo": "2027-06-30",
    "examens_gehaald": ["LEZ"],
}


async def rows(bot: Bot) -> list[Any]:
    async with bot.database.reading(Service()) as tx:
        return list((await tx.execute(select(caseload).order_by(caseload.c.contact_id))).all())


async def looks_along(person: Someone) -> None:
    await person.begins()
    await chooses(person, "nl")
    await person.calls("meekijken")
    await chooses(person, "yes")
    await chooses(person, "no")
    await person.types("Zwolle")
    await chooses(person, "yes")


async def test_a_yes_makes_a_row_and_a_no_takes_it_away_at_once(any_bot: Bot, memory_channel: MemoryChannel) -> None:
    person = Someone(any_bot, memory_channel)
    await looks_along(person)
    (row,) = await rows(any_bot)
    assert (row.municipality_code, row.language, row.reachable, row.harm) == ("GM0193", "nl", True, 0)
    await person.calls("my_data")
    for value in ("ja_of_nee", "mag_volgen", "no"):
        await chooses(person, value)
    assert await rows(any_bot) == []


async def test_who_lets_nothing_be_kept_any_more_is_followed_no_more(any_bot: Bot, memory_channel: MemoryChannel) -> None:
    person = Someone(any_bot, memory_channel)
    await looks_along(person)
    await person.calls("my_data")
    for value in ("ja_of_nee", "bewaren", "no"):
        await chooses(person, value)
    await person.types("hallo")
    assert await rows(any_bot) == []


async def test_erasing_takes_the_row_along(bot: Bot, memory_channel: MemoryChannel) -> None:
    person = Someone(bot, memory_channel)
    await looks_along(person)
    await person.calls("my_data")
    await chooses(person, "wissen")
    await person.taps("Ja")
    assert await rows(bot) == []


async def test_who_did_not_agree_has_no_row_whatever_they_say(bot: Bot, memory_channel: MemoryChannel) -> None:
    person = Someone(bot, memory_channel)
    await person.begins()
    await chooses(person, "nl")
    await person.calls("cursus")
    await person.types("Zwolle")
    await followed(bot, NEW, consents={"remember": True, "remind": True})
    assert await bot.house.caseload.everybody(bot.database, bot.now()) == 0
    assert await rows(bot) == []


async def test_something_said_later_is_seen_later(bot: Bot, memory_channel: MemoryChannel, hand_clock: HandClock) -> None:
    person = Someone(bot, memory_channel)
    await looks_along(person)
    hand_clock.turn(days=3)
    await person.types("menu")
    (row,) = await rows(bot)
    assert row.last_contact_at == hand_clock()


async def test_the_night_keeps_every_row_true_to_the_day(any_bot: Bot, hand_clock: HandClock) -> None:
    await followed(any_bot, OLD)
    (row,) = await rows(any_bot)
    assert (row.law, str(row.last_day), row.harm, row.exams_left) == ("wi2013", "2027-06-30", 0, 6)
    hand_clock.turn(days=150)
    assert await any_bot.house.caseload.nightly(any_bot.database, "one", any_bot.now()) == 1
    (row,) = await rows(any_bot)
    assert row.needs == ["little_time"]
    hand_clock.turn(days=100)
    assert await any_bot.house.caseload.nightly(any_bot.database, "one", any_bot.now()) == 1
    (row,) = await rows(any_bot)
    assert (row.needs, row.last_day) == (["over"], None)
    assert await any_bot.house.caseload.nightly(any_bot.database, "two", any_bot.now()) is None, "once a night, by one process"


async def test_what_the_night_read_does_not_stand_over_a_no_that_came_meanwhile(bot: Bot) -> None:
    await followed(bot, NEW)

    class Meanwhile:
        """The same database; the person takes their yes back between what is read and what is written."""

        reading = bot.database.reading

        @asynccontextmanager
        async def writing(self, scope: Scope) -> AsyncIterator[Any]:
            async with bot.database.writing(scope) as tx:
                await tx.execute(update(contacts).values(consents={"remember": True, "follow": False}))
                await tx.execute(caseload.delete())
                yield tx

    await bot.house.caseload.everybody(Meanwhile(), bot.now())  # type: ignore[arg-type]
    assert await rows(bot) == []


async def test_a_report_and_a_phone_that_blocked_us_are_seen(bot: Bot) -> None:
    await followed(bot, NEW)
    (row,) = await rows(bot)
    async with bot.database.writing(Service()) as tx:
        await reports.add(tx, NewReport(municipality_code="GM0193", draft="Een brief."), contact_id=row.contact_id, now=bot.now())
        await tx.execute(update(addresses).values(unreachable_since=bot.now()))
    await bot.house.caseload.everybody(bot.database, bot.now())
    (row,) = await rows(bot)
    assert (row.needs, row.reachable) == (["report"], False)


async def test_no_turn_waits_long_for_the_night(bot: Bot) -> None:
    for _ in range(BATCH + 5):
        await followed(bot, NEW, reached=False)
    waits: list[float] = []

    class Timed:
        reading = bot.database.reading

        @asynccontextmanager
        async def writing(self, scope: Scope) -> AsyncIterator[Any]:
            async with bot.database.writing(scope) as tx:
                begun = perf_counter()
                yield tx
            waits.append(perf_counter() - begun)

    assert await bot.house.caseload.everybody(Timed(), bot.now() + timedelta(days=1)) == BATCH + 5  # type: ignore[arg-type]
    print(f"the longest write of the night: {max(waits) * 1000:.1f} ms")
    assert len(waits) == 3, "two batches, and those who may not be followed"
