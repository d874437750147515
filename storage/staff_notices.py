"""What staff are told on Telegram: of which case, to whom, and each of them once; claimed by one process, and marked when it went."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from storage.claiming import Claims
from storage.database import insert
from storage.staff_letters import NewLetter, still_theirs
from storage.tables import staff, staff_notices
from storage.transactions import Transaction

_CLAIMS = Claims(staff_notices, "staff_id", "case_id", "kind")


@dataclass(frozen=True, kw_only=True)
class Due:
    """One message to send."""

    staff_id: int
    kind: str
    #: The rows that it settles; it is about as many cases as there are rows.
    rows: tuple[int, ...]
    cases: tuple[int, ...]
    #: Tries that failed before.
    attempts: int


async def known(tx: Transaction, case_ids: Collection[int]) -> set[tuple[int, int, str]]:
    """Who is told of these cases already, or will be: member, case and kind."""
    row = staff_notices.c
    query = select(row.staff_id, row.case_id, row.kind).where(row.case_id.in_(case_ids))
    return {(each.staff_id, each.case_id, each.kind) for each in (await tx.execute(query)).all()}


async def add(tx: Transaction, notices: Collection[NewLetter]) -> None:
    """These are to be told; what was added before is left as it is."""
    if notices:
        rows = [{**vars(notice), "status": "waiting", "attempts": 0} for notice in notices]
        statement = insert(tx, staff_notices).on_conflict_do_nothing(index_elements=["staff_id", "case_id", "kind"])
        await tx.execute(statement, rows)


async def claim(tx: Transaction, *, writer: str, now: datetime, lease_until: datetime, limit: int) -> Sequence[Due]:
    """Take what is due, by person and kind. What somebody took meanwhile, and what is for who left, is settled and left out."""
    found = await _CLAIMS.claim(tx, writer=writer, now=now, lease_until=lease_until, limit=limit)
    if not found:
        return []
    here = await _here(tx, {row.staff_id for row in found})
    theirs = await still_theirs(tx, staff_notices, [row.id for row in found])
    gone = [row.id for row in found if row.staff_id not in here]
    seen = [row.id for row in found if row.staff_id in here and row.id not in theirs]
    await _CLAIMS.settle(tx, gone, writer=writer, status="nobody")
    await _CLAIMS.settle(tx, seen, writer=writer, status="seen")
    groups: dict[tuple[int, str], list[Row[Any]]] = {}
    for row in found:
        if row.id not in (*gone, *seen):
            groups.setdefault((row.staff_id, row.kind), []).append(row)
    return [
        Due(
            staff_id=staff_id,
            kind=kind,
            rows=tuple(row.id for row in rows),
            cases=tuple(row.case_id for row in rows),
            attempts=max(row.attempts for row in rows),
        )
        for (staff_id, kind), rows in groups.items()
    ]


async def settle(tx: Transaction, rows: Collection[int], *, writer: str, status: str, now: datetime | None = None) -> None:
    """That is done: told (at a moment), mailed or failed."""
    await _CLAIMS.settle(tx, rows, writer=writer, status=status, told_at=now)


async def put_off(tx: Transaction, rows: Collection[int], *, writer: str, not_before: datetime, tried: bool) -> None:
    """Not now: whoever claims it after this moment tries again."""
    await _CLAIMS.put_off(tx, rows, writer=writer, not_before=not_before, tried=tried)


async def _here(tx: Transaction, ids: Collection[int]) -> set[int]:
    return set((await tx.execute(select(staff.c.id).where(staff.c.id.in_(ids), staff.c.disabled_at.is_(None)))).scalars())
