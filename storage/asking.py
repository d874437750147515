"""Questions with ready answers that staff asked: kept with what stands on the buttons, and answered once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from storage.tables import case_questions, cases
from storage.transactions import Transaction

_ROW = case_questions.c


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question, and what was answered."""

    id: int
    case_id: int
    contact_id: int
    #: The question and then its answers, as plain JSON.
    phrases: Sequence[Any]
    #: To what purpose the first answer is a yes; empty for most questions.
    grants: str | None
    asked_at: datetime
    #: Which answer was tapped, the first is 0.
    chosen: int | None
    answered_at: datetime | None
    #: The case is closed: no answer is waited for.
    over: bool


async def add(tx: Transaction, case_id: int, *, asked_by: int, phrases: Sequence[Any], now: datetime, grants: str | None = None) -> int:
    """A question that is being asked; gives its number, which stands on the buttons."""
    row = {"case_id": case_id, "asked_by": asked_by, "phrases": list(phrases), "grants": grants, "asked_at": now}
    return int((await tx.execute(insert(case_questions).returning(_ROW.id), row)).scalar_one())


async def one(tx: Transaction, id: int) -> Asked | None:
    """The question with this number."""
    row = (await tx.execute(_query().where(_ROW.id == id))).mappings().one_or_none()
    return Asked(**row) if row else None


async def of_case(tx: Transaction, case_id: int) -> list[Asked]:
    """What was asked in a case, the oldest first."""
    rows = (await tx.execute(_query().where(_ROW.case_id == case_id).order_by(_ROW.id))).mappings()
    return [Asked(**row) for row in rows]


async def choose(tx: Transaction, id: int, chosen: int, *, now: datetime) -> bool:
    """The person tapped an answer; False where they did before."""
    open_now = update(case_questions).where(_ROW.id == id, _ROW.chosen.is_(None))
    return (await tx.execute(open_now.values(chosen=chosen, answered_at=now))).rowcount == 1


def _query() -> Any:
    columns = (_ROW.id, _ROW.case_id, _ROW.phrases, _ROW.grants, _ROW.asked_at, _ROW.chosen, _ROW.answered_at)
    return select(*columns, cases.c.contact_id, (cases.c.state == "closed").label("over")).join(cases, cases.c.id == _ROW.case_id)
