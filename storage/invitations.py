"""Invitations: codes that say where somebody comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, or_, update

from storage.sealing import ring_of
from storage.tables import invitations
from storage.transactions import Transaction

#: Where the keyed hash of a personal code is used.
CODE = "invitation.code_hash"


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """What a code tells. Empty means that it says nothing about it."""

    id: int
    municipality_code: str | None
    #: The key of a place.
    place: str
    route: str


async def add(
    tx: Transaction,
    *,
    code: str,
    now: datetime,
    municipality_code: str | None = None,
    place: str = "",
    route: str = "",
    personal: bool = False,
    valid_until: datetime | None = None,
) -> int:
    """Make an invitation. The code of a personal one is kept as a hash only."""
    kept = {"code_hash": ring_of(tx.dialect).blind(code, CODE)} if personal else {"code": code}
    row = {"municipality_code": municipality_code, "place": place, "route": route, "created_at": now, "valid_until": valid_until, **kept}
    added: int = (await tx.execute(insert(invitations).returning(invitations.c.id), row)).scalar_one()
    return added


async def use(tx: Transaction, code: str, *, now: datetime) -> Invitation | None:
    """What a code tells, counted as used once more; None for an unknown or old one."""
    hashes = ring_of(tx.dialect).blinds(code, CODE)
    row = invitations.c
    statement = (
        update(invitations)
        .where(or_(row.code == code, row.code_hash.in_(hashes)), or_(row.valid_until.is_(None), row.valid_until > now))
        .values(uses=row.uses + 1)
        .returning(row.id, row.municipality_code, row.place, row.route)
    )
    found = (await tx.execute(statement)).one_or_none()
    return None if found is None else Invitation(**found._mapping)
