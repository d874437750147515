"""Counters that move when something changed that processes keep in memory."""

from __future__ import annotations

from sqlalchemy import select

from storage.database import insert
from storage.tables import revisions
from storage.transactions import Transaction


async def of(tx: Transaction, name: str) -> int:
    """Where the counter stands; 0 before the first change."""
    return (await tx.execute(select(revisions.c.number).where(revisions.c.name == name))).scalar() or 0


async def bump(tx: Transaction, name: str) -> int:
    """Move it on, in the transaction of the change. Gives the new number."""
    statement = insert(tx, revisions).values(name=name, number=1)
    moved = statement.on_conflict_do_update(index_elements=["name"], set_={"number": revisions.c.number + 1})
    number: int = (await tx.execute(moved.returning(revisions.c.number))).scalar_one()
    return number
