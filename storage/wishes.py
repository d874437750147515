"""What people would like: sent to their municipality, which does something about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from storage.conversations import Held
from storage.database import visible
from storage.scopes import Scope
from storage.tables import contacts, wishes
from storage.transactions import Transaction

#: Wishes on one screen.
LISTED = 300


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A wish as it is kept. Number and language of the person are empty where somebody else guides them now."""

    id: int
    municipality_code: str
    subject: str
    #: The answers that were sent along.
    details: Any
    at: datetime
    done_at: datetime | None
    person: str | None
    language: str | None


async def add(tx: Transaction, held: Held, *, subject: str, details: Any, now: datetime) -> int:
    """Keep a wish; gives its row number. `details` is JSON, kept sealed."""
    row = {
        "contact_id": held.contact_id,
        "municipality_code": held.municipality_code,
        "subject": subject,
        "details": details,
        "at": now,
    }
    added: int = (await tx.execute(insert(wishes).returning(wishes.c.id), row)).scalar_one()
    return added


async def listed(tx: Transaction, scope: Scope, *, done: bool) -> list[Wish]:
    """The wishes that this staff may see: those that wait, the oldest first; or those that are done, the newest first."""
    row, order = wishes.c, (wishes.c.done_at.desc(),) if done else (wishes.c.at, wishes.c.id)
    shown = (row.id, row.municipality_code, row.subject, row.details, row.at, row.done_at)
    query = (
        select(*shown, contacts.c.number.label("person"), contacts.c.language)
        .outerjoin(contacts, (contacts.c.id == row.contact_id) & visible(scope, contacts.c.municipality_code))
        .where(visible(scope, row.municipality_code), row.done_at.is_not(None) if done else row.done_at.is_(None))
        .order_by(*order)
        .limit(LISTED)
    )
    return [Wish(**one._mapping) for one in await tx.execute(query)]


async def mark(tx: Transaction, scope: Scope, id: int, *, done_at: datetime | None, by: int) -> bool:
    """It is done, or is not after all; False where this staff may not see it."""
    theirs = update(wishes).where(wishes.c.id == id, visible(scope, wishes.c.municipality_code))
    return (await tx.execute(theirs.values(done_at=done_at, done_by=by if done_at else None))).rowcount == 1
