"""Rows of what is to be told: claimed by one process at a time, marked when it is done, put off when it failed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, bindparam, literal_column, or_, select, update

from storage.transactions import Transaction

# Written out: only then do both databases see that the index of what is to be told may be used.
_WAITING: ColumnElement[str] = literal_column("'waiting'")
_CLAIMED: ColumnElement[str] = literal_column("'claimed'")


class Claims:
    """The rows of one table with status, claimed_by, lease_until, not_before and attempts."""

    def __init__(self, table: Table, *gives: str) -> None:
        """A claim gives the columns that are named, beside the row's id and attempts."""
        self._table = table
        row = table.c
        self._row = row
        now = bindparam("now", type_=row.not_before.type)
        free = or_(row.status == _WAITING, row.lease_until <= now)
        due = (
            select(row.id)
            .where(row.status.in_([_WAITING, _CLAIMED]), free, row.not_before <= now)
            .order_by(row.not_before)
            .limit(bindparam("most"))
            .with_for_update(skip_locked=True)
            .cte("due")
        )
        self._claim = (
            update(table)
            .where(row.id.in_(select(due.c.id)))
            .values(status="claimed", claimed_by=bindparam("writer"), lease_until=bindparam("lease", type_=row.lease_until.type))
            .returning(row.id, row.attempts, *(row[name] for name in gives))
        )

    async def claim(self, tx: Transaction, *, writer: str, now: datetime, lease_until: datetime, limit: int) -> Sequence[Row[Any]]:
        """Take what is due and nobody has, the oldest row first."""
        found = await tx.execute(self._claim, {"writer": writer, "now": now, "lease": lease_until, "most": limit})
        return sorted(found.all(), key=lambda row: row.id)

    async def settle(self, tx: Transaction, rows: Collection[int], *, writer: str, **values: object) -> None:
        """That is done, with its new status and whatever else is to be kept."""
        if rows:
            await tx.execute(self._held(rows, writer).values(values))

    async def put_off(self, tx: Transaction, rows: Collection[int], *, writer: str, not_before: datetime, tried: bool) -> None:
        """Not now: whoever claims it after this moment tries again."""
        again = {"status": "waiting", "not_before": not_before, "attempts": self._row.attempts + int(tried)}
        await tx.execute(self._held(rows, writer).values(again))

    def _held(self, rows: Collection[int], writer: str) -> Any:
        return update(self._table).where(self._row.id.in_(rows), self._row.status == _CLAIMED, self._row.claimed_by == writer)
