"""The migrations make exactly the tables that the code says, and take them away again."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import create_async_engine

from storage import migrating
from storage.database import database_url
from storage.errors import SchemaDiffers
from storage.tables import METADATA


async def _look(url: str, question: Any) -> Any:
    engine = create_async_engine(database_url(url))
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(question)
    finally:
        await engine.dispose()


def _shape(connection: Connection) -> dict[str, Any]:
    """Everything a database tells about its tables."""
    inspector = inspect(connection)
    shape = {}
    for table in set(inspector.get_table_names()) - {"alembic_version"}:
        columns = [{**column, "type": str(column["type"])} for column in inspector.get_columns(table)]
        indexes = [{**index, "dialect_options": _words(index.get("dialect_options", {}))} for index in inspector.get_indexes(table)]
        shape[table] = {
            "columns": columns,
            "key": inspector.get_pk_constraint(table),
            "foreign": sorted(inspector.get_foreign_keys(table), key=str),
            "unique": sorted(inspector.get_unique_constraints(table), key=str),
            "checks": sorted(inspector.get_check_constraints(table), key=str),
            "indexes": sorted(indexes, key=str),
            "options": inspector.get_table_options(table),
        }
    return shape


def _words(options: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in options.items()}


def _make_anew(connection: Connection) -> None:
    METADATA.drop_all(connection)
    METADATA.create_all(connection)


async def test_the_migrations_make_the_tables_of_the_code(url: str) -> None:
    await migrating.check(url)
    migrated = await _look(url, _shape)
    await _look(url, _make_anew)
    assert migrated == await _look(url, _shape)


async def test_down_and_up_again_ends_at_the_same_tables(url: str) -> None:
    await migrating.downgrade(url, migrating.NOTHING)
    assert await _look(url, _shape) == {}
    await migrating.upgrade(url)
    await migrating.check(url)


def _with_a_check_in(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT set_config('app.scope', 'service', true)"))
    moment = "2026-11-23 12:00:00+00:00"
    given = {"id": 1, "number": "AAAAAA", "language": "nl", "created_at": moment, "consents": "{}"}
    known = {column["name"]: column for column in inspect(connection).get_columns("contact")}
    for name, column in known.items():
        if name not in given and not column["nullable"] and column["default"] is None:
            given[name] = False if "BOOL" in str(column["type"]) else ""
    _insert(connection, "contact", given)
    _insert(connection, "check_in", {"id": 1, "contact_id": 1, "plan": "p", "cause": "c", "due_at": moment, "status": "done"})


def _insert(connection: Connection, table: str, row: dict[str, Any]) -> None:
    """Written out, so that each database reads the values as its own."""
    words = [str(value) if isinstance(value, bool | int) else f"'{value}'" for value in row.values()]
    connection.execute(text(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join(words)})".replace(":00", r"\:00")))


def _status(connection: Connection) -> str:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT set_config('app.scope', 'service', true)"))
    return str(connection.execute(text("SELECT status FROM check_in")).scalar())


async def test_a_migration_changes_the_rows_of_people_although_they_are_guarded(url: str) -> None:
    await migrating.downgrade(url, "0006")
    await _look(url, _with_a_check_in)
    await migrating.upgrade(url)
    assert await _look(url, _status) == "sent"


async def test_a_database_that_is_behind_is_noticed(url: str) -> None:
    await migrating.downgrade(url, "0001")
    with pytest.raises(SchemaDiffers, match="0001"):
        await migrating.check(url)


async def test_a_column_too_many_is_noticed(url: str) -> None:
    await _look(url, lambda connection: connection.execute(text("ALTER TABLE wish ADD COLUMN extra INTEGER")))
    with pytest.raises(SchemaDiffers, match="extra"):
        await migrating.check(url)


@pytest.mark.postgres
async def test_replicas_that_start_together_migrate_once(postgres_url: str) -> None:
    await migrating.downgrade(postgres_url, migrating.NOTHING)
    await asyncio.gather(*(migrating.upgrade(postgres_url) for _ in range(4)))
    await migrating.check(postgres_url)


async def test_each_table_and_each_column_is_described() -> None:
    from sqlmodel import SQLModel

    from storage import tables

    models = [model for name in tables.__all__ if isinstance(model := getattr(tables, name), type) and issubclass(model, SQLModel)]
    assert {str(model.__tablename__) for model in models} == set(METADATA.tables)
    fields = [(model.__name__, name, field) for model in models for name, field in model.model_fields.items()]
    undescribed = [f"{model}.{name}" for model, name, field in fields if not (field.description or "").endswith(".")]
    assert undescribed == []
    assert [model.__name__ for model in models if not (model.__doc__ or "").strip()] == []
