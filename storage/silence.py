"""Who says nothing although something was asked: silence counts only from what was seen."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from storage.tables import addresses, conversations, messages_out
from storage.transactions import Transaction


@dataclass(frozen=True, kw_only=True)
class Silence:
    """Somebody says nothing although something was asked."""

    #: Since when a question that is still kept has no answer.
    since: datetime
    #: When they were heard last.
    heard_at: datetime


async def since(tx: Transaction, contact_ids: Collection[int], *, pulls: Collection[str]) -> dict[int, Silence]:
    """Since when each of these people left a question without an answer; who did not is left out.

    Of channels that show what is fetched (`pulls`) it is known when a question was seen; of the others, when it was delivered.
    """
    row = messages_out.c
    when = func.coalesce(row.seen_at, row.sent_at, row.created_at)
    heard = conversations.c.last_heard_at
    query = (
        select(row.contact_id, func.min(when).label("since"), heard)
        .join(conversations, conversations.c.contact_id == row.contact_id)
        .join(addresses, addresses.c.id == row.address_id)
        .where(
            row.contact_id.in_(contact_ids),
            row.kind == "ask",
            row.status == "sent",
            or_(row.seen_at.is_not(None), addresses.c.channel.not_in(pulls)),
            when > heard,
        )
        .group_by(row.contact_id, heard)
    )
    found = await tx.execute(query)
    return {row.contact_id: Silence(since=row.since, heard_at=row.last_heard_at) for row in found}
