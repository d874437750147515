"""Municipalities: which take part, and how a town hall is reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, select, update

from storage.database import insert
from storage.tables import municipalities
from storage.transactions import Transaction


async def all_of_them(tx: Transaction) -> Sequence[Row[Any]]:
    """Every municipality that has a row, by name; the columns are those of the table."""
    return (await tx.execute(select(municipalities).order_by(municipalities.c.name))).all()


async def participating(tx: Transaction) -> Sequence[Row[Any]]:
    """Those whose coordinators read what is sent from here."""
    query = select(municipalities).where(municipalities.c.participating).order_by(municipalities.c.name)
    return (await tx.execute(query)).all()


async def one(tx: Transaction, code: str) -> Row[Any] | None:
    """The municipality with this code, where it has a row."""
    return (await tx.execute(select(municipalities).where(municipalities.c.code == code))).one_or_none()


async def write_letters_as(tx: Transaction, code: str, *, sender: str, address: str) -> None:
    """Who signs the letters of a municipality, and where answers go."""
    await tx.execute(update(municipalities).where(municipalities.c.code == code).values(letter_sender=sender, letter_address=address))


async def put(tx: Transaction, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add or change municipalities by their code. All rows have the same columns; columns that are left out stay as they are."""
    if not rows:
        return
    statement = insert(tx, municipalities)
    changed = {name: statement.excluded[name] for name in rows[0] if name != "code"}
    await tx.execute(statement.on_conflict_do_update(index_elements=["code"], set_=changed), list(rows))
