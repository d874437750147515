"""Updates that came in: each is answered once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from storage.database import INSERTS
from storage.tables import messages_in
from storage.transactions import Transaction

#: Rows removed in one go, so that no turn waits for it.
BATCH = 500

_REMEMBER = {
    dialect: insert(messages_in).on_conflict_do_nothing(index_elements=["channel", "update_id"]).returning(messages_in.c.id)
    for dialect, insert in INSERTS.items()
}
_NOTE = (
    update(messages_in)
    .where(messages_in.c.id == bindparam("row"))
    .values(contact_id=bindparam("contact"), text=bindparam("words", type_=messages_in.c.text.type))
)


async def remember(tx: Transaction, *, channel: str, update_id: str, now: datetime, poisoned: bool = False) -> int | None:
    """The update's row; None when it was seen before. `poisoned`: it made a turn raise."""
    row = {"channel": channel, "update_id": update_id, "received_at": now, "status": "poisoned" if poisoned else "handled"}
    found: int | None = (await tx.execute(_REMEMBER[tx.dialect.name], row)).scalar()
    return found


async def note(tx: Transaction, row: int, *, contact_id: int, text: str | None) -> None:
    """Keep who sent it and what was typed: only of who is remembered, or where a case needs it."""
    await tx.execute(_NOTE, {"row": row, "contact": contact_id, "words": text})


async def purge(tx: Transaction, before: datetime, limit: int = BATCH) -> int:
    """Forget updates from before a moment. Gives how many went; as many as `limit` means there may be more."""
    # Rows are in the order of time: looking at the first ones is enough, and needs no index.
    first = select(messages_in.c.id, messages_in.c.received_at).order_by(messages_in.c.id).limit(limit).subquery()
    old = select(first.c.id).where(first.c.received_at < before)
    return (await tx.execute(delete(messages_in).where(messages_in.c.id.in_(old)))).rowcount
