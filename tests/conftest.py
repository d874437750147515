"""Databases for every test that wants one: `database` runs it on SQLite and on PostgreSQL, `sqlite_database` on SQLite only."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import postgres
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from storage import migrating
from storage.database import Database, database_url
from storage.sealing import KeyRing, new_key


@pytest.fixture(scope="session")
def keys() -> KeyRing:
    """Keys of this test run."""
    return KeyRing([new_key()])


@pytest.fixture(scope="session")
async def _migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "migrated.sqlite3"
    await migrating.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(_migrated_file: Path, tmp_path: Path) -> str:
    """A SQLite file of one's own, migrated and empty."""
    path = tmp_path / "wegwijzer.sqlite3"
    shutil.copy(_migrated_file, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server on which a plain role may make databases; TEST_DATABASE_URL names another one."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url
    elif programs := postgres.programs():
        with postgres.cluster(programs) as url:
            yield url
    else:
        missing = "PostgreSQL is not here: set TEST_DATABASE_URL, or install its server programs"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)


@pytest.fixture(scope="session")
async def _migrated_database(postgres_server: str) -> AsyncIterator[str]:
    """One migrated database that the others are copied from."""
    name = f"wegwijzer_{uuid.uuid4().hex}"
    await _on_server(postgres_server, f"CREATE DATABASE {name}")
    await migrating.upgrade(postgres.sibling(postgres_server, name))
    yield name
    await _on_server(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def postgres_url(postgres_server: str, _migrated_database: str) -> AsyncIterator[str]:
    """A PostgreSQL database of one's own, migrated and empty."""
    name = f"wegwijzer_{uuid.uuid4().hex}"
    await _on_server(postgres_server, f"CREATE DATABASE {name} TEMPLATE {_migrated_database}")
    yield postgres.sibling(postgres_server, name)
    await _on_server(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> str:
    """The URL of a migrated, empty database, of each kind."""
    found: str = request.getfixturevalue(f"{request.param}_url")
    return found


@pytest.fixture
async def database(url: str, keys: KeyRing) -> AsyncIterator[Database]:
    """A started database, of each kind."""
    async for started in _started(url, keys):
        yield started


@pytest.fixture
async def sqlite_database(sqlite_url: str, keys: KeyRing) -> AsyncIterator[Database]:
    """A started SQLite database."""
    async for started in _started(sqlite_url, keys):
        yield started


@pytest.fixture
async def postgres_database(postgres_url: str, keys: KeyRing) -> AsyncIterator[Database]:
    """A started PostgreSQL database."""
    async for started in _started(postgres_url, keys):
        yield started


async def _started(url: str, keys: KeyRing) -> AsyncIterator[Database]:
    database = Database(url, keys, writer="tests")
    await database.start()
    try:
        yield database
    finally:
        await database.stop()


async def _on_server(url: str, statement: str) -> None:
    engine = create_async_engine(database_url(url), isolation_level="AUTOCOMMIT")
    try:
        async with engine.connect() as connection:
            await connection.execute(text(statement))
    finally:
        await engine.dispose()
