"""The catalogue of schools and courses: read whole, written in small batches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Table, select, update

from storage import revisions
from storage.database import insert
from storage.tables import courses, institutions, locations
from storage.transactions import Transaction

#: The name of the counter that moves with every change.
REVISION = "catalogue"
#: Rows for one transaction: well under 50 ms, so that no turn waits long.
BATCH = 200

#: The columns of one row, by name.
Values = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Everything there is, as rows of the tables. Courses that are no longer given are left out."""

    revision: int
    institutions: Sequence[Row[Any]]
    locations: Sequence[Row[Any]]
    courses: Sequence[Row[Any]]


def batches(rows: Sequence[Values]) -> Iterator[Sequence[Values]]:
    """Rows in portions for one transaction each."""
    for begin in range(0, len(rows), BATCH):
        yield rows[begin : begin + BATCH]


async def load(tx: Transaction) -> Catalogue:
    """The whole catalogue, for a snapshot in memory."""
    return Catalogue(
        revision=await revisions.of(tx, REVISION),
        institutions=(await tx.execute(select(institutions).order_by(institutions.c.key))).all(),
        locations=(await tx.execute(select(locations).order_by(locations.c.key))).all(),
        courses=(await tx.execute(select(courses).where(courses.c.active).order_by(courses.c.key))).all(),
    )


async def marks(tx: Transaction) -> dict[str, str]:
    """The quality mark of every school, by its key."""
    rows = await tx.execute(select(institutions.c.key, institutions.c.quality_mark))
    return {row.key: row.quality_mark for row in rows}


async def put_institutions(tx: Transaction, rows: Sequence[Values]) -> None:
    """Add or change schools by their key; see `put_courses`."""
    await _put(tx, institutions, rows)


async def put_locations(tx: Transaction, rows: Sequence[Values]) -> None:
    """Add or change locations by their key; see `put_courses`."""
    await _put(tx, locations, rows)


async def put_courses(tx: Transaction, rows: Sequence[Values]) -> None:
    """Add or change courses by their key. All rows have the same columns; columns that are left out stay as they are.

    Give `batches` of them, each in a transaction of its own, and `revisions.bump(tx, REVISION)` in the last.
    """
    await _put(tx, courses, rows)


async def suggest_mark(tx: Transaction, key: str, *, mark: str, source: str, day: date) -> None:
    """A mark that would frighten people waits for a second look."""
    statement = update(institutions).where(institutions.c.key == key)
    await tx.execute(statement.values(suggested_mark=mark, suggested_source=source, suggested_on=day))


async def _put(tx: Transaction, table: Table, rows: Sequence[Values]) -> None:
    if not rows:
        return
    statement = insert(tx, table)
    changed = {name: statement.excluded[name] for name in rows[0] if name != "key"}
    await tx.execute(statement.on_conflict_do_update(index_elements=["key"], set_=changed), [dict(row) for row in rows])
