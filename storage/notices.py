"""Who is to be told that there is a message: claimed by one process at a time, and marked so that nobody is told twice."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, insert, literal_column, or_, select, update

from storage.tables import contacts, messages_out, notices
from storage.transactions import Transaction

_ROW = notices.c
# Written out: only then do both databases see that the index of what is to be told may be used.
_WAITING: ColumnElement[str] = literal_column("'waiting'")
_CLAIMED: ColumnElement[str] = literal_column("'claimed'")
_UNTOLD = _ROW.status.in_([_WAITING, _CLAIMED])
_NOW = bindparam("now", type_=_ROW.not_before.type)
_FREE = or_(_ROW.status == _WAITING, _ROW.lease_until <= _NOW)
_STILL_NEWS = and_(messages_out.c.seen_at.is_(None), messages_out.c.status != "dropped")
_DUE = (
    select(_ROW.id, _ROW.contact_id)
    .where(_UNTOLD, _FREE, _ROW.not_before <= _NOW)
    .order_by(_ROW.not_before)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
    .cte("due")
)
_CLAIM = (
    update(notices)
    .where(_ROW.id.in_(select(_DUE.c.id)))
    .values(status="claimed", claimed_by=bindparam("writer"), lease_until=bindparam("lease", type_=_ROW.lease_until.type))
    .returning(_ROW.id, _ROW.contact_id, _ROW.message_id, _ROW.attempts)
)


@dataclass(frozen=True, kw_only=True)
class Due:
    """Somebody to tell, of one message or of several at once."""

    contact_id: int
    language: str
    #: The notices that this settles.
    rows: tuple[int, ...]
    #: Tries that failed before.
    attempts: int


async def add(tx: Transaction, *, message_id: int, contact_id: int, not_before: datetime) -> None:
    """Of this message its person is told, unless they see it first."""
    row = {"message_id": message_id, "contact_id": contact_id, "not_before": not_before, "status": "waiting", "attempts": 0}
    await tx.execute(insert(notices), row)


async def claim(tx: Transaction, *, writer: str, now: datetime, lease_until: datetime, limit: int) -> list[Due]:
    """Take what is due and nobody has, by person. What was seen meanwhile is settled and left out."""
    found = (await tx.execute(_CLAIM, {"writer": writer, "now": now, "lease": lease_until, "most": limit})).all()
    if not found:
        return []
    news = select(messages_out.c.id).where(messages_out.c.id.in_([row.message_id for row in found]), _STILL_NEWS)
    unseen = set((await tx.execute(news)).scalars())
    await settle(tx, [row.id for row in found if row.message_id not in unseen], writer=writer, status="seen")
    rows: dict[int, list[Any]] = {}
    for row in sorted(found):
        if row.message_id in unseen:
            rows.setdefault(row.contact_id, []).append(row)
    languages = await tx.execute(select(contacts.c.id, contacts.c.language).where(contacts.c.id.in_(rows)))
    return [
        Due(
            contact_id=contact.id,
            language=contact.language,
            rows=tuple(row.id for row in rows[contact.id]),
            attempts=max(row.attempts for row in rows[contact.id]),
        )
        for contact in languages
    ]


async def settle(
    tx: Transaction, rows: Collection[int], *, writer: str, status: str, way: str | None = None, now: datetime | None = None
) -> None:
    """That is done: told (by a way, at a moment), seen, nobody or failed."""
    if rows:
        held = update(notices).where(_ROW.id.in_(rows), _ROW.status == _CLAIMED, _ROW.claimed_by == writer)
        await tx.execute(held.values(status=status, way=way, told_at=now))


async def put_off(tx: Transaction, rows: Collection[int], *, writer: str, not_before: datetime, tried: bool) -> None:
    """Not now: whoever claims it after this moment tries again."""
    held = update(notices).where(_ROW.id.in_(rows), _ROW.status == _CLAIMED, _ROW.claimed_by == writer)
    await tx.execute(held.values(status="waiting", not_before=not_before, attempts=_ROW.attempts + int(tried)))
