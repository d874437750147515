"""Many people at once who want to be reminded, written straight into the memory, each with a check-in that is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import insert

from storage.conversations import BLIND
from storage.database import Database, Service
from storage.sealing import ring_of
from storage.tables import addresses, check_ins, contacts, conversations, facts

#: A plan without a condition, of the dialogs that are shipped.
PLAN = "uitslag_later"
#: Rows written at once: a statement has only so many places.
PORTION = 500


async def gather_crowd(database: Database, channel: str, phones: Sequence[str], *, now: datetime, due_at: datetime | None) -> None:
    """Somebody at each of these addresses, silent for a week. `due_at`: when their check-in is due; None: none is planned."""
    for begin in range(0, len(phones), PORTION):
        await _gather(database, channel, phones[begin : begin + PORTION], now, due_at)


async def _gather(database: Database, channel: str, phones: Sequence[str], now: datetime, due_at: datetime | None) -> None:
    silent = now - timedelta(days=7)
    yes = {"language": "nl", "remembered": True, "consents": {"remember": True, "remind": True}, "created_at": silent}
    async with database.writing(Service()) as tx:
        people = insert(contacts).values([{"number": f"C-{phone}", **yes} for phone in phones]).returning(contacts.c.id)
        ids = sorted((await tx.execute(people)).scalars().all())
        await tx.execute(insert(conversations), [{"contact_id": id, "last_heard_at": silent} for id in ids])
        ring = ring_of(tx.dialect)
        linked = {"channel": channel, "linked_at": silent}
        reached = [
            {"contact_id": id, "address": phone, "blind": ring.blind(phone, BLIND), **linked} for id, phone in zip(ids, phones, strict=True)
        ]
        await tx.execute(insert(addresses), reached)
        if due_at is not None:
            due = {"plan": PLAN, "cause": "test", "day": due_at.date(), "due_at": due_at, "status": "planned"}
            await tx.execute(insert(check_ins), [{"contact_id": id, **due} for id in ids])
            known = {"name": "aangemeld_examen", "value": "KNM", "at": silent, "said_by": "contact", "withdrawn": False}
            await tx.execute(insert(facts), [{"contact_id": id, **known} for id in ids])
