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
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import URL, Connection, Executable, StaticPool, create_engine, event
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.transactions import Parameters, Transaction

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


class Writer:
    """The one connection of this process that writes: one transaction after the other, in the order they were asked for.

    Each begins with BEGIN IMMEDIATE, so that what it reads stays true until it has written.
    """

    def __init__(self, url: URL) -> None:
        path = file_of(url)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._engine = create_engine("sqlite://", poolclass=StaticPool, creator=lambda: _opened(path), json_serializer=to_json)
        self._connection: Connection | None = None
        self._turnstile = asyncio.Lock()

    @property
    def dialect(self) -> Dialect:
        """What its statements are compiled and sealed with."""
        return self._engine.dialect

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Transaction]:
        """A transaction: committed at the end, rolled back when anything raises."""
        async with self._turnstile:
            if self._connection is None:
                self._connection = self._engine.connect()
            await _take_the_pen(self._connection)
            with self._connection.begin():
                yield _Here(self._connection)

    async def dispose(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._engine.dispose()


class _Here:
    """A transaction that works where it is asked, and so never really waits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.dialect: Dialect = connection.dialect

    async def execute(self, statement: Executable, parameters: Parameters | None = None) -> Any:
        return self._connection.execute(statement, parameters)


def reading_engine(url: URL) -> AsyncEngine:
    """The engine of connections that only read."""
    engine = create_async_engine(url, pool_size=READERS, max_overflow=0, pool_timeout=POOL_SECONDS, json_serializer=to_json)

    def prepare(connection: Any, _: object) -> None:
        # Without this the driver begins transactions by its own rules: late, and never at a SELECT.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in _READER:
            cursor.execute(pragma)
        cursor.close()

    event.listen(engine.sync_engine, "connect", prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


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


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in _WRITER:
        connection.execute(pragma)
    return connection


async def _take_the_pen(connection: Connection) -> None:
    """Begin to write. While another process is writing, ask again, so that the rest of the service goes on meanwhile."""
    until = time.monotonic() + BUSY_SECONDS
    driver: Any = connection.connection.dbapi_connection
    while True:
        try:
            driver.execute("BEGIN IMMEDIATE")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        await asyncio.sleep(BUSY_PAUSE_SECONDS)


def to_json(value: object) -> str:
    """JSON as the columns keep it."""
    return orjson.dumps(value).decode()
