"""What stands in the week of somebody of the staff beside the people they follow: open cases, and what those are about."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from storage.tables import case_reasons
from storage.transactions import Transaction


async def topics(tx: Transaction, case_ids: Collection[int]) -> dict[int, list[str]]:
    """What each of these cases is about, in the words of the scripts, the newest first."""
    found: dict[int, list[str]] = {case_id: [] for case_id in case_ids}
    row = case_reasons.c
    for one in await tx.execute(select(row.case_id, row.topic).where(row.case_id.in_(case_ids)).order_by(row.id.desc())):
        found[one.case_id].append(one.topic)
    return found
