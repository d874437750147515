"""What a person agreed to: the proof of each answer. The newest answers also stand with the contact, where each turn reads them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select

from storage.tables import consents
from storage.transactions import Transaction


async def give(tx: Transaction, contact_id: int, *, purpose: str, yes: bool, edition: int, at: datetime) -> None:
    """Add the proof of a yes or a no. The caller keeps the answer in `Held.consents`."""
    await tx.execute(insert(consents), {"contact_id": contact_id, "purpose": purpose, "yes": yes, "edition": edition, "at": at})


async def of(tx: Transaction, contact_id: int) -> dict[str, bool]:
    """The newest answer per purpose, from the proof."""
    rows = await tx.execute(select(consents.c.purpose, consents.c.yes).where(consents.c.contact_id == contact_id).order_by(consents.c.id))
    return {row.purpose: row.yes for row in rows}
