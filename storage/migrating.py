"""Brings a database to the tables of this release, and says where it differs from them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.database import database_url
from storage.errors import SchemaDiffers
from storage.sqlite import file_of
from storage.tables import METADATA

#: Replicas that start together migrate one after the other: the first does it, the others find it done.
LOCK = 7_240_919
NEWEST = "head"
NOTHING = "base"

_FOLDER = Path(__file__).parent / "migrations"


async def upgrade(url: str, to: str = NEWEST) -> None:
    """Bring the database up to a revision. Nothing is changed when anything goes wrong."""
    await _migrate(url, lambda connection: command.upgrade(_config(connection), to))


async def downgrade(url: str, to: str) -> None:
    """Take the database back to a revision; `NOTHING` leaves no table."""
    await _migrate(url, lambda connection: command.downgrade(_config(connection), to))


async def check(url: str) -> None:
    """See that the tables are those of this release. Raises SchemaDiffers with what differs."""
    engine = _engine(url)
    try:
        async with engine.connect() as connection:
            differences = await connection.run_sync(_differences)
    finally:
        await engine.dispose()
    if differences:
        raise SchemaDiffers(*differences)


def write_revision(connection: Connection, message: str, number: str) -> None:
    """For who changes the tables: write the file of the next migration, to be read and corrected by hand."""
    command.revision(_config(connection), message=message, autogenerate=True, rev_id=number)


async def _migrate(url: str, migrate: Callable[[Connection], None]) -> None:
    engine = _engine(url)
    try:
        async with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            await connection.run_sync(migrate)
    finally:
        await engine.dispose()


def _engine(url: str) -> AsyncEngine:
    """An engine without foreign keys on SQLite: there a table is changed by making it anew, which must not take its rows' rows along."""
    parsed = database_url(url)
    engine = create_async_engine(parsed)
    if parsed.get_backend_name() == "sqlite":
        file_of(parsed).parent.mkdir(parents=True, exist_ok=True)
        event.listen(engine.sync_engine, "connect", _begin_by_hand)
        event.listen(engine.sync_engine, "begin", _begin_immediate)
    return engine


def _begin_by_hand(connection: Any, _: object) -> None:
    connection.isolation_level = None


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = connection
    return config


def _differences(connection: Connection) -> list[str]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    newest = ScriptDirectory.from_config(_config(connection)).get_current_head()
    if context.get_current_revision() != newest:
        return [f"{context.get_current_revision()} is not {newest}"]
    return [str(difference) for difference in compare_metadata(context, METADATA)]
