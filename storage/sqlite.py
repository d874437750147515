"""SQLite as a good neighbour: one writer at a time, readers beside it, and nothing that waits holds up the rest of the service.

Turns are short statements, one after the other, on data that is in memory: handing each to a thread and back takes several times as long as
the statement itself. So the one writing connection works where it is asked, and only what may really wait is kept away from it: another
process that is writing (asked again after a pause) and the copying of the log into the file (a thread of its own). Readers, whose questions
may be long, each have their thread.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiosqlite
import orjson
from sqlalchemy import URL, event
from sqlalchemy import Connection as Transaction
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

#: How long to wait for a writer in another process (an import, a second command) before giving up.
BUSY_SECONDS = 15.0
#: The pause before asking again whether it is done.
BUSY_PAUSE_SECONDS = 0.005
#: How long a transaction waits for a free connection before it fails.
POOL_SECONDS = 30
#: Connections that read at the same time.
READERS = 4
#: How often the log is copied into the file.
CHECKPOINT_SECONDS = 1.0
#: Without somebody who copies it, the writer itself does when the log has this many pages (of 4 KB).
CHECKPOINT_PAGES = 10_000

_PRAGMAS = (
    f"PRAGMA busy_timeout={int(BUSY_SECONDS * 1000)}",
    "PRAGMA journal_mode=WAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA secure_delete=ON",
)
_READER = (*_PRAGMAS, "PRAGMA query_only=ON")
# Whoever waits inside SQLite holds up everybody: the writer asks again by itself.
_WRITER = (*_PRAGMAS, f"PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES}", "PRAGMA busy_timeout=0")


class _Writer(aiosqlite.Connection):
    """Runs each statement where it is asked instead of on its thread."""

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return fn(*args, **kwargs)


def writing_engine(url: URL) -> AsyncEngine:
    """The engine of the one connection that writes; every transaction of it is a BEGIN IMMEDIATE."""
    path = file_of(url)
    path.parent.mkdir(parents=True, exist_ok=True)

    async def connect() -> aiosqlite.Connection:
        writer = _Writer(lambda: sqlite3.connect(path, check_same_thread=False), iter_chunk_size=64)
        return await writer

    return _engine(url, _WRITER, _begin_immediate, pool_size=1, async_creator=connect)


def reading_engine(url: URL) -> AsyncEngine:
    """The engine of connections that only read."""
    return _engine(url, _READER, _begin, pool_size=READERS)


def file_of(url: URL) -> Path:
    """Where the database is kept."""
    return Path(str(url.database))


async def keep_copying(path: Path) -> None:
    """Copy the log into the file again and again, in a thread, without waiting for anybody. Ends when cancelled."""
    while True:
        await asyncio.sleep(CHECKPOINT_SECONDS)
        await asyncio.to_thread(_checkpoint, path)


def _checkpoint(path: Path) -> None:
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    finally:
        connection.close()


def _engine(url: URL, pragmas: tuple[str, ...], begin: Callable[[Transaction], None], **options: Any) -> AsyncEngine:
    engine = create_async_engine(url, max_overflow=0, pool_timeout=POOL_SECONDS, json_serializer=to_json, **options)

    def prepare(connection: Any, _: object) -> None:
        # Without this the driver begins transactions by its own rules: late, and never at a SELECT.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    event.listen(engine.sync_engine, "connect", prepare)
    event.listen(engine.sync_engine, "begin", begin)
    return engine


def _begin(transaction: Transaction) -> None:
    transaction.exec_driver_sql("BEGIN")


def _begin_immediate(transaction: Transaction) -> None:
    connection: Any = transaction.connection.dbapi_connection
    connection.run_async(_take_the_pen)


async def _take_the_pen(connection: aiosqlite.Connection) -> None:
    """Begin to write. While another process is writing, ask again, so that the rest of the service goes on meanwhile."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            await connection.execute("BEGIN IMMEDIATE")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        await asyncio.sleep(BUSY_PAUSE_SECONDS)


def to_json(value: object) -> str:
    """JSON as the columns keep it."""
    return orjson.dumps(value).decode()
