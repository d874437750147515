"""Telegram of the staff: whose it is, what is told there, and the one-time codes with which it is linked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, or_, select, update

from storage.database import insert
from storage.sealing import ring_of
from storage.tables import staff, staff_telegram_codes, staff_telegrams
from storage.transactions import Transaction

#: Where the keyed hash of an address is used, and of a code.
BLIND = "staff_telegram.blind"
CODE = "staff_telegram_code.code_hash"
#: What is told to who just linked.
AT_FIRST = "urgent"

_LINK = staff_telegrams.c
_CODE = staff_telegram_codes.c


@dataclass(frozen=True, kw_only=True)
class Link:
    """The Telegram of somebody of the staff."""

    staff_id: int
    address: str = field(repr=False)
    #: none, urgent or all.
    tells: str
    linked_at: datetime
    broken: bool


async def of(tx: Transaction, member_id: int) -> Link | None:
    """Somebody's Telegram."""
    return (await links(tx, [member_id])).get(member_id)


async def links(tx: Transaction, ids: Collection[int]) -> Mapping[int, Link]:
    """The Telegram of each of these who has one."""
    rows = (await tx.execute(select(staff_telegrams).where(_LINK.staff_id.in_(ids)))).all()
    return {
        row.staff_id: Link(
            staff_id=row.staff_id, address=row.address, tells=row.tells, linked_at=row.linked_at, broken=row.broken_at is not None
        )
        for row in rows
    }


async def owner(tx: Transaction, address: str) -> int | None:
    """Whose Telegram this is."""
    blinds = ring_of(tx.dialect).blinds(address, BLIND)
    found: int | None = (await tx.execute(select(_LINK.staff_id).where(_LINK.blind.in_(blinds)))).scalar()
    return found


async def link(tx: Transaction, member_id: int, address: str, *, now: datetime) -> None:
    """From now on this is their Telegram, and no other; what is told there stays as they chose it."""
    values = {"address": address, "blind": ring_of(tx.dialect).blind(address, BLIND), "linked_at": now, "broken_at": None}
    statement = insert(tx, staff_telegrams).values(staff_id=member_id, tells=AT_FIRST, **values)
    await tx.execute(statement.on_conflict_do_update(index_elements=["staff_id"], set_=values))


async def unlink(tx: Transaction, member_id: int) -> bool:
    """They have none any more. False where they had none."""
    return bool((await tx.execute(delete(staff_telegrams).where(_LINK.staff_id == member_id))).rowcount)


async def want(tx: Transaction, member_id: int, tells: str) -> None:
    """What is told there."""
    await tx.execute(update(staff_telegrams).where(_LINK.staff_id == member_id).values(tells=tells))


async def breaks(tx: Transaction, member_id: int, *, now: datetime) -> None:
    """Telegram takes nothing for it any more. Since when stays known."""
    mine = update(staff_telegrams).where(_LINK.staff_id == member_id, _LINK.broken_at.is_(None))
    await tx.execute(mine.values(broken_at=now))


async def set_code(tx: Transaction, member_id: int, code: str, *, until: datetime, now: datetime) -> None:
    """A new code; an earlier one of theirs counts no more, and nothing is kept of old ones."""
    await tx.execute(delete(staff_telegram_codes).where(or_(_CODE.staff_id == member_id, _CODE.until <= now)))
    row = {"staff_id": member_id, "code_hash": ring_of(tx.dialect).blind(code, CODE), "until": until}
    await tx.execute(staff_telegram_codes.insert(), row)


async def maker(tx: Transaction, code: str, *, now: datetime) -> int | None:
    """Whose code this is; None where it is unknown, used or old, or of who left."""
    query = (
        select(_CODE.staff_id)
        .join(staff, staff.c.id == _CODE.staff_id)
        .where(_CODE.code_hash.in_(ring_of(tx.dialect).blinds(code, CODE)), _CODE.until > now, staff.c.disabled_at.is_(None))
    )
    found: int | None = (await tx.execute(query)).scalar()
    return found


async def use_code(tx: Transaction, member_id: int, code: str) -> bool:
    """The code is used up. False where somebody was quicker."""
    hashes = ring_of(tx.dialect).blinds(code, CODE)
    mine = delete(staff_telegram_codes).where(_CODE.staff_id == member_id, _CODE.code_hash.in_(hashes))
    return bool((await tx.execute(mine)).rowcount)
