"""Cases: what a human must look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert as plain_insert
from sqlalchemy import select, update

from storage import files
from storage.conversations import Held
from storage.database import insert
from storage.errors import StorageError
from storage.numbers import DRAWS, draw
from storage.tables import case_reasons, cases
from storage.transactions import Transaction

#: The topic of a case without a person: a turn went wrong.
TECHNICAL = "technical"


@dataclass(frozen=True, kw_only=True)
class Opened:
    """The case a reason was added to."""

    id: int
    #: Short number to speak about it.
    number: str
    #: Whether it was open already.
    joined: bool


async def open_or_join(
    tx: Transaction,
    held: Held,
    *,
    topic: str,
    reason: str,
    urgent: bool,
    summary: Any,
    now: datetime,
    rules: Sequence[str] | None = None,
) -> Opened:
    """Open a case about a contact who said yes to it, or add the reason and the newest summary to the one that is open.

    `reason` is Dutch and holds nothing that was typed; `rules` are the keys of the rules it follows from. `summary` is JSON that the person
    agreed to send along, kept sealed.
    """
    case = await _open_case(tx, held.contact_id)
    if case is None:
        case = await _open(
            tx, contact_id=held.contact_id, municipality_code=held.municipality_code, urgent=urgent, summary=summary, opened_at=now
        )
    else:
        await tx.execute(update(cases).where(cases.c.id == case.id).values(summary=summary, urgent=cases.c.urgent | urgent))
    await _because(tx, case, {"topic": topic, "reason": reason, "urgent": urgent, "rules": rules, "at": now})
    return case


async def in_hands(tx: Transaction, contact_id: int) -> bool:
    """Whether a human took this person's case and did not close it."""
    query = select(cases.c.id).where(cases.c.contact_id == contact_id, cases.c.state == "taken")
    return (await tx.execute(query.limit(1))).scalar() is not None


async def open_of(tx: Transaction, contact_id: int) -> int | None:
    """The case about this person that is open; None where there is none."""
    case = await _open_case(tx, contact_id)
    return case.id if case else None


async def number_of(tx: Transaction, contact_id: int) -> str | None:
    """The short number of the case about this person that is open; None where there is none."""
    case = await _open_case(tx, contact_id)
    return case.number if case else None


async def is_open(tx: Transaction, contact_id: int) -> bool:
    """Whether this person has a case that is not closed."""
    return await _open_case(tx, contact_id) is not None


async def withdraw(tx: Transaction, contact_id: int) -> None:
    """The person no longer wants it: what is open is closed, and what was sent along is gone, pictures too."""
    mine = update(cases).where(cases.c.contact_id == contact_id)
    await tx.execute(mine.where(cases.c.state != "closed").values(state="closed"))
    await tx.execute(mine.values(summary=None))
    await files.erase_closed(tx, contact_id)


async def open_technical(tx: Transaction, *, reason: str, now: datetime) -> Opened:
    """A case without a person and without content: ids only."""
    case = await _open(tx, contact_id=None, municipality_code=None, urgent=False, summary=None, opened_at=now)
    await _because(tx, case, {"topic": TECHNICAL, "reason": reason, "urgent": False, "rules": None, "at": now})
    return case


async def _open_case(tx: Transaction, contact_id: int) -> Opened | None:
    query = select(cases.c.id, cases.c.number).where(cases.c.contact_id == contact_id, cases.c.state != "closed")
    row = (await tx.execute(query)).one_or_none()
    return None if row is None else Opened(id=row.id, number=row.number, joined=True)


async def _open(tx: Transaction, **values: Any) -> Opened:
    statement = insert(tx, cases).on_conflict_do_nothing(index_elements=["number"]).returning(cases.c.id)
    for _ in range(DRAWS):
        number = draw()
        case_id: int | None = (await tx.execute(statement, {"number": number, **values})).scalar()
        if case_id is not None:
            return Opened(id=case_id, number=number, joined=False)
    raise StorageError("number")


async def _because(tx: Transaction, case: Opened, why: Mapping[str, Any]) -> None:
    await tx.execute(plain_insert(case_reasons), {"case_id": case.id, **why})
