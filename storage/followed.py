"""People who let their municipality follow them, as its staff may see them: by their short number."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from storage.scopes import Scope, visible
from storage.tables import contacts
from storage.transactions import Transaction


@dataclass(frozen=True, kw_only=True)
class Followed:
    """Somebody who said yes to being followed."""

    id: int
    number: str
    language: str
    municipality_code: str


async def one(tx: Transaction, scope: Scope, number: str) -> Followed | None:
    """Who has this number; None where this staff may not see them, or they did not agree to be followed."""
    row = contacts.c
    query = select(row.id, row.number, row.language, row.municipality_code).where(
        row.number == number, row.remembered, row.consents["follow"].as_boolean(), visible(scope, row.municipality_code)
    )
    found = (await tx.execute(query)).one_or_none()
    return None if found is None else Followed(**found._mapping)
