"""Somebody is told of a message once, by one process, and only while they have not seen it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, select
from talking import LEASE, NOW, meet
from told import DAY, on_page, says

from storage import notices, page
from storage.database import Database, Service
from storage.outbox import UNTIL_TOLD
from storage.tables import messages_out
from storage.tables import notices as notice_table

DUE = NOW + UNTIL_TOLD


async def claims(
    database: Database, *, writer: str = "one", later: timedelta = timedelta(), quiet_until: datetime | None = None
) -> list[notices.Due]:
    async with database.writing(Service()) as tx:
        until = DUE + later + LEASE
        return await notices.claim(tx, writer=writer, now=DUE + later, lease_until=until, limit=10, quiet_until=quiet_until)


async def stands(database: Database) -> list[Row[Any]]:
    async with database.reading(Service()) as tx:
        return list((await tx.execute(select(notice_table).order_by(notice_table.c.id))).all())


async def test_all_that_is_said_at_once_is_told_once_and_only_of_its_own_accord(database: Database) -> None:
    async with database.writing(Service()) as tx:
        held = await on_page(tx)
        await says(tx, held, "an answer", notify=False)
        _, last = await says(tx, held, "a check-in", "its question")
        await says(tx, await meet(tx, "phone"), "the channel rings by itself", pulled=False)
    (row,) = await stands(database)
    assert (row.message_id, row.contact_id, row.status, row.not_before) == (last, held.contact_id, "waiting", DUE)


async def test_nobody_is_told_before_a_page_that_is_open_could_show_it(database: Database) -> None:
    async with database.writing(Service()) as tx:
        await says(tx, await on_page(tx), "hello")
    assert await claims(database, later=-timedelta(seconds=1)) == []
    assert len(await claims(database)) == 1


async def test_of_a_check_in_nobody_is_told_at_night_and_of_the_words_of_a_human_they_are(database: Database) -> None:
    async with database.writing(Service()) as tx:
        sleeps, waits = await on_page(tx), await on_page(tx, "other")
        await says(tx, sleeps, "how are your lessons", check_in=7)
        await says(tx, waits, "somebody of the municipality answers")
    morning = timedelta(hours=9)
    assert [due.contact_id for due in await claims(database, quiet_until=DUE + morning)] == [waits.contact_id]
    assert sleeps.contact_id not in {due.contact_id for due in await claims(database, later=timedelta(hours=8))}
    assert sleeps.contact_id in {due.contact_id for due in await claims(database, later=morning)}


async def test_what_was_seen_in_time_is_not_told(database: Database) -> None:
    async with database.writing(Service()) as tx:
        (row,) = await says(tx, await on_page(tx), "hello")
        await page.seen(tx, channel="web", address="page", up_to=row, now=NOW)
    assert await claims(database) == []
    assert [row.status for row in await stands(database)] == ["seen"]


async def test_what_a_page_only_received_is_told_all_the_same(database: Database) -> None:
    async with database.writing(Service()) as tx:
        (row,) = await says(tx, await on_page(tx), "hello")
        await page.seen(tx, channel="web", address="page", up_to=row, now=NOW, looked=False)
        seen = select(messages_out.c.sent_at, messages_out.c.seen_at)
        assert tuple((await tx.execute(seen)).one()) == (NOW, None)
    assert len(await claims(database)) == 1


async def test_silence_counts_from_the_first_time_it_was_seen(database: Database) -> None:
    async with database.writing(Service()) as tx:
        (row,) = await says(tx, await on_page(tx), "hello")
        for hours in (1, 2):
            await page.seen(tx, channel="web", address="page", up_to=row, now=NOW + timedelta(hours=hours))
        assert (await tx.execute(select(messages_out.c.seen_at))).scalar() == NOW + timedelta(hours=1)


async def test_several_messages_to_one_person_are_one_telling(database: Database) -> None:
    async with database.writing(Service()) as tx:
        held, other = await on_page(tx), await on_page(tx, "other")
        await says(tx, held, "one")
        await says(tx, held, "two")
        await says(tx, other, "three")
    due = {each.contact_id: each for each in await claims(database)}
    assert (len(due[held.contact_id].rows), len(due[other.contact_id].rows)) == (2, 1)
    assert due[held.contact_id].language == "ar"


async def test_one_process_tells_and_another_takes_over_when_it_died(database: Database) -> None:
    async with database.writing(Service()) as tx:
        await says(tx, await on_page(tx), "hello")
    (due,) = await claims(database)
    assert await claims(database, writer="two") == []
    (again,) = await claims(database, writer="two", later=LEASE + timedelta(seconds=1))
    assert again.rows == due.rows
    async with database.writing(Service()) as tx:
        await notices.settle(tx, due.rows, writer="one", status="told", way="push", now=DUE)
    assert [row.status for row in await stands(database)] == ["claimed"], "it is no longer the first one's"


async def test_who_was_told_is_not_told_again(database: Database) -> None:
    async with database.writing(Service()) as tx:
        await says(tx, await on_page(tx), "hello")
    (due,) = await claims(database)
    async with database.writing(Service()) as tx:
        await notices.settle(tx, due.rows, writer="one", status="told", way="push", now=DUE)
    assert await claims(database, later=DAY) == []
    (row,) = await stands(database)
    assert (row.status, row.way, row.told_at) == ("told", "push", DUE)


async def test_a_try_that_failed_is_made_again_after_its_pause(database: Database) -> None:
    async with database.writing(Service()) as tx:
        await says(tx, await on_page(tx), "hello")
    (due,) = await claims(database)
    async with database.writing(Service()) as tx:
        await notices.put_off(tx, due.rows, writer="one", not_before=DUE + LEASE, tried=True)
    assert await claims(database) == []
    (again,) = await claims(database, later=LEASE)
    assert again.attempts == 1
