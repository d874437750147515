"""Many people at once, one memory: nobody's turn is lost, and nobody waits for a reader."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import threading
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import DBAPIError, StatementError
from talking import NOW, keep, meet

from storage import conversations, inbox
from storage.database import Database, Service, database_url
from storage.errors import ConversationMoved, UrlRefused
from storage.sealing import KeyRing
from storage.sqlite import CHECKPOINT_SECONDS
from storage.tables import contacts, leases

TALKERS = 50
TURNS = 6


async def _count_on(database: Database, address: str) -> None:
    """One turn: read the number that stands in the state, and write the next."""
    async with database.writing(Service()) as tx:
        held = await meet(tx, address)
        number = int(held.state or 0)
        await asyncio.sleep(0)
        await keep(tx, held, str(number + 1))


async def _state(database: Database, address: str) -> str | None:
    async with database.writing(Service()) as tx:
        return (await meet(tx, address)).state


async def test_fifty_talkers_who_read_and_then_write_lose_nothing(database: Database) -> None:
    await asyncio.gather(*(_count_on(database, str(talker)) for _ in range(TURNS) for talker in range(TALKERS)))
    assert [await _state(database, str(talker)) for talker in range(TALKERS)] == [str(TURNS)] * TALKERS


async def test_messages_of_one_person_at_the_same_moment_are_taken_one_after_the_other(database: Database) -> None:
    await asyncio.gather(*(_count_on(database, "one phone") for _ in range(20)))
    assert await _state(database, "one phone") == "20"
    async with database.reading(Service()) as tx:
        assert (await tx.execute(select(func.count()).select_from(contacts))).scalar() == 1


async def test_two_processes_lose_nothing_either(database: Database, url: str, keys: KeyRing) -> None:
    other = Database(url, keys, writer="other")
    await other.start()
    try:
        await asyncio.gather(*(_count_on(each, "one phone") for each in (database, other) for _ in range(15)))
    finally:
        await other.stop()
    assert await _state(database, "one phone") == "30"


async def test_a_second_writer_waits_until_the_first_is_done(sqlite_database: Database, sqlite_url: str) -> None:
    other = sqlite3.connect(str(database_url(sqlite_url).database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waiting = asyncio.create_task(_count_on(sqlite_database, "one phone"))
    beats = 0
    for _ in range(10):
        await asyncio.sleep(0.005)
        beats += 1
    assert not waiting.done()
    other.execute("COMMIT")
    other.close()
    await waiting
    assert beats == 10
    assert await _state(sqlite_database, "one phone") == "1"


async def test_a_writer_holds_the_file_from_its_first_word(sqlite_database: Database, sqlite_url: str) -> None:
    other = sqlite3.connect(str(database_url(sqlite_url).database), isolation_level=None, timeout=0)
    async with sqlite_database.writing(Service()):
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    other.close()


async def test_readers_work_on_threads_of_their_own_so_that_a_long_question_holds_up_nobody(sqlite_database: Database) -> None:
    async with sqlite_database.reading(Service()) as tx:
        connection = (await tx.get_raw_connection()).driver_connection
        assert connection is not None
        await connection.create_function("thread", 0, threading.get_ident)
        assert (await tx.execute(text("SELECT thread()"))).scalar() != threading.get_ident()


async def test_readers_do_not_wait_for_a_writer(sqlite_database: Database) -> None:
    async with sqlite_database.writing(Service()) as tx:
        await meet(tx, "one phone")
        async with sqlite_database.reading(Service()) as reader:
            assert (await reader.execute(select(func.count()).select_from(contacts))).scalar() == 0


async def test_a_reader_cannot_write(sqlite_database: Database) -> None:
    async with sqlite_database.reading(Service()) as tx:
        with pytest.raises(DBAPIError, match="readonly"):
            await meet(tx, "one phone")


async def test_a_turn_that_raises_leaves_nothing_behind(database: Database) -> None:
    async def turn() -> None:
        async with database.writing(Service()) as tx:
            await inbox.remember(tx, channel="telegram", update_id="7", now=NOW)
            await meet(tx, "one phone")
            raise LookupError

    with pytest.raises(LookupError):
        await turn()
    async with database.writing(Service()) as tx:
        assert await inbox.remember(tx, channel="telegram", update_id="7", now=NOW) is not None
        assert await conversations.hold(tx, channel="telegram", address="one phone") is None


async def test_a_turn_that_is_cancelled_lets_the_next_one_write(database: Database) -> None:
    begun = asyncio.Event()

    async def turn() -> None:
        async with database.writing(Service()) as tx:
            await meet(tx, "one phone")
            begun.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(turn())
    await begun.wait()
    task.cancel()
    await asyncio.wait([task])
    await _count_on(database, "one phone")
    assert await _state(database, "one phone") == "1"


async def test_a_conversation_cannot_be_kept_twice_from_one_hold(database: Database) -> None:
    async with database.writing(Service()) as tx:
        held = await meet(tx, "one phone")
        await keep(tx, held)
        with pytest.raises(ConversationMoved):
            await keep(tx, held)


async def test_a_moment_without_a_timezone_is_refused(database: Database) -> None:
    naive = datetime(2026, 3, 2, 9, 30)  # noqa: DTZ001
    async with database.writing(Service()) as tx:
        with pytest.raises(StatementError, match="timezone"):
            await tx.execute(insert(leases), {"name": "night", "holder": "one", "until": naive})


async def test_moments_come_back_in_utc(database: Database) -> None:
    async with database.writing(Service()) as tx:
        await tx.execute(insert(leases), {"name": "night", "holder": "one", "until": NOW})
        assert (await tx.execute(select(leases.c.until))).scalar_one() == NOW


async def test_the_log_is_copied_into_the_file_while_people_talk(sqlite_database: Database, sqlite_url: str) -> None:
    path = Path(str(database_url(sqlite_url).database))
    await _count_on(sqlite_database, "one phone")
    assert _people_in_the_file_alone(path) == 0
    await asyncio.sleep(2 * CHECKPOINT_SECONDS)
    assert _people_in_the_file_alone(path) == 1


def _people_in_the_file_alone(path: Path) -> int:
    """Without its log: what would be left if only the file were copied."""
    copy = path.with_name("copy.sqlite3")
    shutil.copy(path, copy)
    alone = sqlite3.connect(copy)
    (number,) = alone.execute("SELECT count(*) FROM contact").fetchone()
    alone.close()
    return int(number)


async def test_the_pragmas_hold(sqlite_database: Database) -> None:
    async with sqlite_database.writing(Service()) as tx:
        found = {name: (await tx.execute(text(f"PRAGMA {name}"))).scalar() for name in ("foreign_keys", "journal_mode", "secure_delete")}
    assert found == {"foreign_keys": 1, "journal_mode": "wal", "secure_delete": 1}


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://host/name", "no url"])
def test_a_database_of_another_kind_is_refused(url: str, keys: KeyRing) -> None:
    with pytest.raises(UrlRefused):
        Database(url, keys, writer="tests")
