"""The database: one door to SQLite or PostgreSQL, through which every transaction goes with its scope."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Literal, cast

import orjson
from sqlalchemy import URL, Table, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.errors import UrlRefused
from storage.scopes import Scope, Service, Staff, visible
from storage.sealing import KeyRing, seal_with
from storage.sqlite import Writer, file_of, keep_copying, reading_engine, to_json
from storage.transactions import Transaction

__all__ = ["Database", "Scope", "Service", "Staff", "database_url", "insert", "visible"]

#: How long a transaction waits for a free connection before it fails.
POOL_SECONDS = 30
#: Connections per process on PostgreSQL.
POSTGRES_CONNECTIONS = 16
#: A statement that runs longer on PostgreSQL is stopped, and so is a transaction that sits idle.
STATEMENT_SECONDS = 30

_SET_SCOPE = text("SELECT set_config('app.scope', :scope, true), set_config('app.municipalities', :codes, true)")

Dialect = Literal["sqlite", "postgresql"]
Insert = sqlite.Insert | postgresql.Insert


class Database:
    """The memory of one process. `url` is a SQLite file or PostgreSQL; `writer` names this process in claims and leases.

    Raises UrlRefused.
    """

    def __init__(self, url: str, keys: KeyRing, writer: str) -> None:
        self.url = database_url(url)
        self.writer = writer
        self.dialect: Dialect = "sqlite" if self.url.get_backend_name() == "sqlite" else "postgresql"
        if self.dialect == "sqlite":
            self._writers: Writer | AsyncEngine = Writer(self.url)
            self._readers = reading_engine(self.url)
        else:
            self._writers = self._readers = _postgres_engine(self.url)
        for engine in (self._writers, self._readers):
            seal_with(engine.dialect, keys)
        self._copying: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Open, and see that somebody answers."""
        async with self.reading(Service()) as tx:
            await tx.execute(text("SELECT 1"))
        if self.dialect == "sqlite":
            self._copying = asyncio.create_task(keep_copying(file_of(self.url)))

    async def stop(self) -> None:
        """Close every connection. Also after a start that failed."""
        if self._copying is not None:
            self._copying.cancel()
            await asyncio.wait([self._copying])
        for engine in {self._writers, self._readers}:
            await engine.dispose()

    @asynccontextmanager
    async def writing(self, scope: Scope) -> AsyncIterator[Transaction]:
        """A transaction that may write: committed at the end, rolled back when anything raises.

        On SQLite writers of this process wait for each other in the order they came, so do nothing slow inside.
        """
        async with self._writers.begin() as tx:
            await self._enter(tx, scope)
            yield tx

    @asynccontextmanager
    async def reading(self, scope: Scope) -> AsyncIterator[AsyncConnection]:
        """A transaction that only reads; it never waits for a writer."""
        async with self._readers.begin() as tx:
            await self._enter(tx, scope)
            yield tx

    async def _enter(self, tx: Transaction, scope: Scope) -> None:
        if self.dialect == "postgresql":
            await tx.execute(_SET_SCOPE, _settings(scope))


def database_url(url: str) -> URL:
    """The URL with the driver that is used here. Raises UrlRefused."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise UrlRefused from None
    match parsed.get_backend_name():
        case "sqlite" if parsed.database and parsed.database != ":memory:":
            return parsed.set(drivername="sqlite+aiosqlite")
        case "postgresql" | "postgres":
            return parsed.set(drivername="postgresql+asyncpg")
        case kind:
            raise UrlRefused(kind)


def insert(tx: Transaction, table: Table) -> Insert:
    """An INSERT that knows ON CONFLICT, in this database's own words."""
    return INSERTS[cast(Dialect, tx.dialect.name)](table)


def _insert_sqlite(table: Table) -> Insert:
    return sqlite.insert(table)


def _insert_postgres(table: Table) -> Insert:
    return postgresql.insert(table)


#: By dialect: for statements that are built once, ahead of time.
INSERTS = {"sqlite": _insert_sqlite, "postgresql": _insert_postgres}


def _settings(scope: Scope) -> Mapping[str, str]:
    match scope:
        case Service():
            return {"scope": "service", "codes": ""}
        case Staff(municipalities=codes):
            return {"scope": "staff", "codes": ",".join(sorted(codes))}


def _postgres_engine(url: URL) -> AsyncEngine:
    milliseconds = str(STATEMENT_SECONDS * 1000)
    return create_async_engine(
        url,
        pool_size=POSTGRES_CONNECTIONS,
        max_overflow=0,
        pool_timeout=POOL_SECONDS,
        pool_pre_ping=True,
        json_serializer=to_json,
        json_deserializer=orjson.loads,
        connect_args={"server_settings": {"statement_timeout": milliseconds, "idle_in_transaction_session_timeout": milliseconds}},
    )
