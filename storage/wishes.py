"""What people would like: sent to their municipality."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import insert

from storage.conversations import Held
from storage.tables import wishes
from storage.transactions import Transaction


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
