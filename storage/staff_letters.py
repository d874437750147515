"""E-mails to staff: of which case, to whom, and each of them once; claimed by one process, and marked when the mail server took it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Table, and_, delete, func, select

from storage.claiming import Claims
from storage.database import insert
from storage.tables import case_reasons, cases, staff, staff_letters, staff_municipalities
from storage.transactions import Transaction

#: Letters with a one-time link; the others are about cases.
LINKS = ("invitation", "reset")
_CLAIMS = Claims(staff_letters, "staff_id", "case_id", "kind", "code")


@dataclass(frozen=True, kw_only=True)
class NewLetter:
    """That somebody is to be told of a case."""

    staff_id: int
    case_id: int
    kind: str
    not_before: datetime


@dataclass(frozen=True, kw_only=True)
class Due:
    """One e-mail to write."""

    staff_id: int
    email: str
    kind: str
    #: Of a link.
    code: str
    #: The rows that it settles; of cases it is about as many as there are rows.
    rows: tuple[int, ...]
    #: Tries that failed before.
    attempts: int


@dataclass(frozen=True, kw_only=True)
class Untaken:
    """A case that nobody took."""

    id: int
    municipality_code: str
    opened_at: datetime
    urgent_since: datetime | None


async def untaken(tx: Transaction, limit: int) -> Sequence[Untaken]:
    """Cases about people that nobody took, the oldest first."""
    urgent = func.min(case_reasons.c.at).filter(case_reasons.c.urgent).label("urgent_since")
    query = (
        select(cases.c.id, cases.c.municipality_code, cases.c.opened_at, urgent)
        .outerjoin(case_reasons, case_reasons.c.case_id == cases.c.id)
        .where(cases.c.state == "new", cases.c.contact_id.is_not(None), cases.c.municipality_code.is_not(None))
        .group_by(cases.c.id)
        .order_by(cases.c.id)
        .limit(limit)
    )
    return [Untaken(**row._mapping) for row in (await tx.execute(query)).all()]


async def known(tx: Transaction, case_ids: Collection[int]) -> set[tuple[int, int, str]]:
    """Who is told of these cases already, or will be: member, case and kind."""
    row = staff_letters.c
    query = select(row.staff_id, row.case_id, row.kind).where(row.case_id.in_(case_ids))
    return {(each.staff_id, each.case_id, each.kind) for each in (await tx.execute(query)).all()}


async def add(tx: Transaction, letters: Collection[NewLetter]) -> None:
    """These are to be sent; what was added before is left as it is."""
    if letters:
        rows = [{**vars(letter), "status": "waiting", "attempts": 0} for letter in letters]
        statement = insert(tx, staff_letters).on_conflict_do_nothing(index_elements=["staff_id", "case_id", "kind"])
        await tx.execute(statement, rows)


async def add_link(tx: Transaction, staff_id: int, kind: str, code: str, *, now: datetime) -> None:
    """A link is to be sent; earlier ones count no more, and nothing is kept of them."""
    old = and_(staff_letters.c.staff_id == staff_id, staff_letters.c.kind.in_(LINKS), staff_letters.c.status != "claimed")
    await tx.execute(delete(staff_letters).where(old))
    row = {"staff_id": staff_id, "kind": kind, "code": code, "status": "waiting", "attempts": 0, "not_before": now}
    await tx.execute(staff_letters.insert(), row)


async def claim(tx: Transaction, *, writer: str, now: datetime, lease_until: datetime, limit: int) -> Sequence[Due]:
    """Take what is due, by person and kind. What somebody took meanwhile, and letters to who left, are settled and left out."""
    found = await _CLAIMS.claim(tx, writer=writer, now=now, lease_until=lease_until, limit=limit)
    if not found:
        return []
    emails = await _emails(tx, {row.staff_id for row in found})
    theirs = await still_theirs(tx, staff_letters, [row.id for row in found])
    gone = [row.id for row in found if row.staff_id not in emails]
    seen = [row.id for row in found if row.case_id is not None and row.id not in theirs and row.id not in gone]
    await _CLAIMS.settle(tx, gone, writer=writer, status="nobody", code=None)
    await _CLAIMS.settle(tx, seen, writer=writer, status="seen")
    groups: dict[tuple[int, str, str], list[Row[Any]]] = {}
    for row in found:
        if row.id not in (*gone, *seen):
            groups.setdefault((row.staff_id, row.kind, row.code or ""), []).append(row)
    return [
        Due(
            staff_id=staff_id,
            email=emails[staff_id],
            kind=kind,
            code=code,
            rows=tuple(row.id for row in rows),
            attempts=max(row.attempts for row in rows),
        )
        for (staff_id, kind, code), rows in groups.items()
    ]


async def settle(tx: Transaction, rows: Collection[int], *, writer: str, status: str, now: datetime | None = None) -> None:
    """That is done: told (at a moment) or failed. The code of a link is kept no longer."""
    await _CLAIMS.settle(tx, rows, writer=writer, status=status, told_at=now, code=None)


async def put_off(tx: Transaction, rows: Collection[int], *, writer: str, not_before: datetime, tried: bool) -> None:
    """Not now: whoever claims it after this moment tries again."""
    await _CLAIMS.put_off(tx, rows, writer=writer, not_before=not_before, tried=tried)


async def still_theirs(tx: Transaction, table: Table, rows: Collection[int]) -> set[int]:
    """Those of these letters or notices whose case nobody took, and whose reader still works for its municipality."""
    here = and_(
        staff_municipalities.c.staff_id == table.c.staff_id,
        staff_municipalities.c.municipality_code == cases.c.municipality_code,
    )
    query = (
        select(table.c.id)
        .join(cases, cases.c.id == table.c.case_id)
        .join(staff_municipalities, here)
        .where(table.c.id.in_(rows), cases.c.state == "new")
    )
    return set((await tx.execute(query)).scalars())


async def _emails(tx: Transaction, ids: Collection[int]) -> Mapping[int, str]:
    query = select(staff.c.id, staff.c.email).where(staff.c.id.in_(ids), staff.c.disabled_at.is_(None))
    return {row.id: row.email for row in (await tx.execute(query)).all()}
