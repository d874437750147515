"""Who is to be told that there is a message: claimed by one process at a time, and marked so that nobody is told twice."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, insert, select

from storage.claiming import Claims
from storage.tables import contacts, messages_out, notices
from storage.transactions import Transaction

_CLAIMS = Claims(notices, "contact_id", "message_id")
_STILL_NEWS = and_(messages_out.c.seen_at.is_(None), messages_out.c.status != "dropped")


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


async def claim(
    tx: Transaction, *, writer: str, now: datetime, lease_until: datetime, limit: int, quiet_until: datetime | None = None
) -> list[Due]:
    """Take what is due and nobody has, by person. What was seen meanwhile is settled and left out.

    `quiet_until`: at night, until when nobody is told of what came by itself.
    """
    found = await _CLAIMS.claim(tx, writer=writer, now=now, lease_until=lease_until, limit=limit)
    if not found:
        return []
    said = messages_out.c
    news = (await tx.execute(select(said.id, said.check_in_id).where(said.id.in_([row.message_id for row in found]), _STILL_NEWS))).all()
    unseen = {row.id for row in news}
    quiet = {row.id for row in news if row.check_in_id is not None} if quiet_until else set()
    if quiet_until:
        await put_off(tx, [row.id for row in found if row.message_id in quiet], writer=writer, not_before=quiet_until, tried=False)
    await settle(tx, [row.id for row in found if row.message_id not in unseen], writer=writer, status="seen")
    rows: dict[int, list[Any]] = {}
    for row in found:
        if row.message_id in unseen - quiet:
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
    await _CLAIMS.settle(tx, rows, writer=writer, status=status, way=way, told_at=now)


async def put_off(tx: Transaction, rows: Collection[int], *, writer: str, not_before: datetime, tried: bool) -> None:
    """Not now: whoever claims it after this moment tries again."""
    await _CLAIMS.put_off(tx, rows, writer=writer, not_before=not_before, tried=tried)
