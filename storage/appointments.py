"""Appointments that staff offered: one of two times is chosen, and the person is reminded of it once for each reminder."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import insert, select, update

from storage.tables import appointments, cases
from storage.transactions import Transaction

_ROW = appointments.c
Manner = Literal["place", "phone"]


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What is offered."""

    #: In person, or the municipality calls.
    manner: Manner
    #: The address; empty by phone.
    place: str
    interpreter: bool
    first_at: datetime
    second_at: datetime


@dataclass(frozen=True, kw_only=True)
class Appointment(Offer):
    """What was offered, and what became of it."""

    id: int
    case_id: int
    contact_id: int
    status: str
    #: When it is, once the person chose.
    at: datetime | None
    offered_at: datetime
    answered_at: datetime | None
    remind_at: datetime | None
    #: The case is closed.
    over: bool

    def to_come(self, now: datetime) -> bool:
        """Whether the person counts on it."""
        return self.status == "agreed" and self.at is not None and self.at > now


async def add(tx: Transaction, case_id: int, offer: Offer, *, offered_by: int, now: datetime) -> Appointment:
    """It is being offered."""
    row = {"case_id": case_id, "offered_by": offered_by, "status": "offered", "offered_at": now, **vars(offer)}
    number = (await tx.execute(insert(appointments).returning(_ROW.id), {**row, "place": offer.place or None})).scalar_one()
    (added,) = await _all(tx, _ROW.id == number)
    return added


async def one(tx: Transaction, id: int) -> Appointment | None:
    """The appointment with this number."""
    return next(iter(await _all(tx, _ROW.id == id)), None)


async def of_case(tx: Transaction, case_id: int) -> list[Appointment]:
    """What was offered in a case, the oldest first."""
    return await _all(tx, _ROW.case_id == case_id)


async def due(tx: Transaction, now: datetime, limit: int) -> list[Appointment]:
    """Of which the person is to be reminded by now, the earliest first."""
    return await _all(tx, _ROW.remind_at <= now, limit=limit)


async def agree(tx: Transaction, id: int, *, at: datetime, remind_at: datetime | None, now: datetime) -> bool:
    """The person chose this time; False where they answered before, or it was cancelled."""
    return await _change(tx, id, {"offered"}, status="agreed", at=at, remind_at=remind_at, answered_at=now)


async def refuse(tx: Transaction, id: int, *, now: datetime) -> bool:
    """The person cannot come; False where nothing is asked or agreed."""
    return await _change(tx, id, {"offered", "agreed"}, status="refused", remind_at=None, answered_at=now)


async def cancel(tx: Transaction, id: int) -> bool:
    """Staff take it back; False where nothing is asked or agreed."""
    return await _change(tx, id, {"offered", "agreed"}, status="cancelled", remind_at=None)


async def remind_next(tx: Transaction, it: Appointment, at: datetime | None) -> bool:
    """The next reminder is at this moment, or there is none; False where another process, or the person, was first."""
    as_it_was = update(appointments).where(_ROW.id == it.id, _ROW.remind_at == it.remind_at, _ROW.status == "agreed")
    return (await tx.execute(as_it_was.values(remind_at=at))).rowcount == 1


async def _change(tx: Transaction, id: int, states: Collection[str], **values: object) -> bool:
    return (await tx.execute(update(appointments).where(_ROW.id == id, _ROW.status.in_(states)).values(**values))).rowcount == 1


async def _all(tx: Transaction, *where: Any, limit: int | None = None) -> list[Appointment]:
    shown = [_ROW[name] for name in Appointment.__dataclass_fields__ if name in _ROW]
    query = select(*shown, cases.c.contact_id, (cases.c.state == "closed").label("over")).join(cases, cases.c.id == _ROW.case_id)
    rows = (await tx.execute(query.where(*where).order_by(_ROW.remind_at if limit else _ROW.id, _ROW.id).limit(limit))).mappings()
    return [Appointment(**{**row, "place": row["place"] or ""}) for row in rows]
