"""Scripts that will start by themselves for one person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from storage.database import insert
from storage.tables import check_ins
from storage.transactions import Transaction


async def plan(tx: Transaction, contact_id: int, *, plan: str, cause: str, due_at: datetime) -> None:
    """Plan it, or move what the same cause planned before. What was already done is not done again."""
    statement = insert(tx, check_ins).values(contact_id=contact_id, plan=plan, cause=cause, due_at=due_at)
    await tx.execute(
        statement.on_conflict_do_update(
            index_elements=["contact_id", "plan", "cause"],
            set_={"due_at": statement.excluded.due_at},
            where=check_ins.c.status == "planned",
        )
    )


async def drop(tx: Transaction, contact_id: int) -> None:
    """Nothing that was planned for this person starts by itself any more."""
    planned = update(check_ins).where(check_ins.c.contact_id == contact_id, check_ins.c.status == "planned")
    await tx.execute(planned.values(status="dropped"))
