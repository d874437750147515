"""Editions: everything the bot says and asks, as it was taken into use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Row, select

from storage.database import insert
from storage.tables import editions
from storage.transactions import Transaction


@dataclass(frozen=True, kw_only=True)
class Edition:
    """One edition. `content` is packed by who made it."""

    number: int
    format: int
    hash: str
    content: bytes
    origin: str
    note: str
    published_at: datetime


async def newest(tx: Transaction) -> Edition | None:
    """The one in use; None before the first."""
    return _edition((await tx.execute(select(editions).order_by(editions.c.number.desc()).limit(1))).one_or_none())


async def by_number(tx: Transaction, number: int) -> Edition | None:
    """An earlier one."""
    return _edition((await tx.execute(select(editions).where(editions.c.number == number))).one_or_none())


async def add(
    tx: Transaction, *, format: int, hash: str, content: bytes, origin: Literal["shipped", "console"], now: datetime, note: str = ""
) -> int:
    """Take it into use; gives its number. Shipped files that were put before keep the number they have."""
    row = {"format": format, "hash": hash, "content": content, "origin": origin, "note": note, "published_at": now}
    statement = insert(tx, editions).on_conflict_do_nothing().returning(editions.c.number)
    number: int | None = (await tx.execute(statement, row)).scalar()
    if number is not None:
        return number
    earlier = select(editions.c.number).where(editions.c.hash == hash, editions.c.origin == "shipped")
    found: int = (await tx.execute(earlier)).scalar_one()
    return found


def _edition(row: Row[Any] | None) -> Edition | None:
    return None if row is None else Edition(**row._mapping)
