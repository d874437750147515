"""Whether there is anything new for staff: how many cases nobody took and since when, and when the person of a case was heard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, union

from storage.scopes import Scope, visible
from storage.tables import appointments, case_messages, case_questions, case_reasons, cases, files
from storage.transactions import Transaction


@dataclass(frozen=True, kw_only=True)
class News:
    """The cases that nobody took."""

    count: int
    urgent: int
    #: When the oldest and the newest of them were opened; None where there is none.
    oldest: datetime | None
    newest: datetime | None


async def untaken(tx: Transaction, scope: Scope) -> News:
    """Those that this staff may see."""
    row = cases.c
    query = (
        select(
            func.count().label("count"),
            func.count().filter(row.urgent).label("urgent"),
            func.min(row.opened_at).label("oldest"),
            func.max(row.opened_at).label("newest"),
        )
        .select_from(cases)
        .where(row.state == "new", row.contact_id.is_not(None), row.municipality_code.is_not(None), visible(scope, row.municipality_code))
    )
    return News(**(await tx.execute(query)).one()._mapping)


async def heard(tx: Transaction, case_id: int, since: datetime) -> list[datetime]:
    """When the person of a case typed, spoke, tapped, answered an offer or gave one more reason, after a moment; the oldest first."""
    moments = (
        (case_messages, case_messages.c.at),
        (case_questions, case_questions.c.answered_at),
        (appointments, appointments.c.answered_at),
        (case_reasons, case_reasons.c.at),
    )
    # A photo is one more reason; a voice message is none.
    spoke = select(files.c.at).where(files.c.case_id == case_id, files.c.at > since, files.c.seconds.is_not(None))
    found = union(*(select(at.label("at")).where(table.c.case_id == case_id, at > since) for table, at in moments), spoke)
    return sorted((await tx.execute(found)).scalars())
