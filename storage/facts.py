"""What a person said about themselves: only ever added to, so that the history shows progress."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select

from storage.tables import facts
from storage.transactions import Transaction

#: What a fact may hold.
Value = str | int | bool | list[str]

#: A word of a list, a day: what may stand unsealed. Anything else was written by somebody, and is sealed.
_WORD = re.compile(r"[\w.:+-]{1,40}")

_COLUMNS = (facts.c.name, facts.c.value, facts.c.sealed_value, facts.c.at, facts.c.said_by, facts.c.withdrawn)
_HISTORY = select(*_COLUMNS).where(facts.c.contact_id == bindparam("contact")).order_by(facts.c.id)
_HISTORIES = select(facts.c.contact_id, *_COLUMNS).order_by(facts.c.id)


@dataclass(frozen=True, kw_only=True)
class Said:
    """One value of one fact."""

    value: Value
    at: datetime
    #: "contact", "helped" or "coordinator".
    said_by: str


async def history(tx: Transaction, contact_id: int) -> dict[str, tuple[Said, ...]]:
    """Per fact everything that was said and not withdrawn, oldest first."""
    return _told(await tx.execute(_HISTORY, {"contact": contact_id}))


async def histories(tx: Transaction, contact_ids: Collection[int]) -> dict[int, dict[str, tuple[Said, ...]]]:
    """The same of several people at once."""
    rows: dict[int, list[Any]] = {contact_id: [] for contact_id in contact_ids}
    for row in await tx.execute(_HISTORIES.where(facts.c.contact_id.in_(contact_ids))):
        rows[row.contact_id].append(row)
    return {contact_id: _told(found) for contact_id, found in rows.items()}


def _told(rows: Iterable[Any]) -> dict[str, tuple[Said, ...]]:
    told: dict[str, list[Said]] = {}
    for row in rows:
        values = told.setdefault(row.name, [])
        if not row.withdrawn:
            value = row.value if row.sealed_value is None else row.sealed_value
            values.append(Said(value=value, at=row.at, said_by=row.said_by))
        elif values:
            values.pop()
    return {name: tuple(values) for name, values in told.items() if values}


async def learn(
    tx: Transaction,
    contact_id: int,
    values: Mapping[str, Value],
    *,
    at: datetime,
    said_by: str = "contact",
    free_text: Collection[str] = (),
) -> None:
    """Add values by fact. Those named in `free_text` are sealed, and so is whatever does not look like a word of a list."""
    rows = []
    for name, value in values.items():
        plain = name not in free_text and is_closed(value)
        kept = {"value": value if plain else None, "sealed_value": None if plain else value}
        rows.append({"contact_id": contact_id, "name": name, "at": at, "said_by": said_by, **kept})
    if rows:
        await tx.execute(insert(facts), rows)


async def withdraw(tx: Transaction, contact_id: int, name: str, *, at: datetime, said_by: str = "contact") -> None:
    """The newest value of this fact counts no more. It stays in the table, marked by this row."""
    await tx.execute(insert(facts), {"contact_id": contact_id, "name": name, "at": at, "said_by": said_by, "withdrawn": True})


async def erase(tx: Transaction, contact_id: int) -> None:
    """Remove everything that was said: the person no longer wants it remembered."""
    await tx.execute(delete(facts).where(facts.c.contact_id == contact_id))


def is_closed(value: Value) -> bool:
    """Whether a value is a number, yes or no, a day, or words of a list: nothing that somebody typed."""
    match value:
        case bool() | int():
            return True
        case str():
            return _WORD.fullmatch(value) is not None
        case list():
            return all(is_closed(item) for item in value)
