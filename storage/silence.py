"""Who says nothing although something was asked: silence counts only from what was seen."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, or_, select

from storage.tables import addresses, conversations, messages_out
from storage.transactions import Transaction


async def since(tx: Transaction, contact_ids: Collection[int], *, pulls: Collection[str]) -> dict[int, datetime]:
    """Since when each of these people left a question without an answer; who did not is left out.

    Of channels that show what is fetched (`pulls`) it is known when a question was seen; of the others, when it was delivered.
    """
    row = messages_out.c
    when = func.coalesce(row.seen_at, row.sent_at, row.created_at)
    query = (
        select(row.contact_id, func.min(when).label("since"))
        .join(conversations, conversations.c.contact_id == row.contact_id)
        .join(addresses, addresses.c.id == row.address_id)
        .where(
            row.contact_id.in_(contact_ids),
            row.kind == "ask",
            row.status == "sent",
            or_(row.seen_at.is_not(None), addresses.c.channel.not_in(pulls)),
            when > conversations.c.last_heard_at,
        )
        .group_by(row.contact_id)
    )
    found = await tx.execute(query)
    return {row.contact_id: row.since for row in found}
