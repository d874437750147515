"""Persons: begun, paused, erased."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, not_, select, update

from storage.database import insert
from storage.errors import StorageError
from storage.numbers import DRAWS, draw
from storage.tables import address_persons, addresses, contacts, conversations
from storage.transactions import Transaction


@dataclass(frozen=True, kw_only=True)
class Reminded:
    """Somebody who said yes to being remembered and to being reminded."""

    id: int
    consents: Mapping[str, bool]
    #: None where it was guessed rather than chosen.
    language: str | None


async def add(tx: Transaction, *, language: str, now: datetime, municipality_code: str | None = None) -> int:
    """A new person, of whom nothing is known yet."""
    statement = insert(tx, contacts).on_conflict_do_nothing(index_elements=["number"]).returning(contacts.c.id)
    for _ in range(DRAWS):
        row = {"number": draw(), "language": language, "municipality_code": municipality_code, "created_at": now}
        contact_id: int | None = (await tx.execute(statement, {**row, "consents": {}})).scalar()
        if contact_id is not None:
            return contact_id
    raise StorageError("number")


async def pause(tx: Transaction, contact_id: int, *, until: datetime | None) -> None:
    """No messages of our own accord until this moment; None: they may come again."""
    await tx.execute(update(contacts).where(contacts.c.id == contact_id).values(paused_until=until))


async def paused_until(tx: Transaction, contact_id: int) -> datetime | None:
    """Until when they rest, or rested last; None for who never did."""
    until: datetime | None = (await tx.execute(select(contacts.c.paused_until).where(contacts.c.id == contact_id))).scalar()
    return until


async def reminded(tx: Transaction, *, after: int, limit: int) -> list[Reminded]:
    """The next of those who want to be reminded, by row number."""
    row, talk = contacts.c, conversations.c
    query = (
        select(row.id, row.consents, row.language, talk.language_asked)
        .join(conversations, talk.contact_id == row.id)
        .where(row.id > after, row.remembered, row.consents["remind"].as_boolean())
        .order_by(row.id)
        .limit(limit)
    )
    return [
        Reminded(id=one.id, consents=one.consents, language=one.language if one.language_asked else None) for one in await tx.execute(query)
    ]


async def erase(tx: Transaction, contact_id: int) -> None:
    """Remove a person: every row that points at them goes along. An address that others share stays theirs, and none of them is there."""
    persons = address_persons.c
    others = exists().where(persons.address_id == addresses.c.id, persons.contact_id != contact_id)
    await tx.execute(update(addresses).where(addresses.c.contact_id == contact_id, others).values(contact_id=None))
    await tx.execute(delete(contacts).where(contacts.c.id == contact_id))
    nobody = not_(exists().where(persons.address_id == addresses.c.id))
    await tx.execute(delete(addresses).where(addresses.c.contact_id.is_(None), nobody))


async def is_there(tx: Transaction, contact_id: int) -> bool:
    """Whether this person was not erased."""
    return (await tx.execute(select(contacts.c.id).where(contacts.c.id == contact_id))).scalar() is not None


async def expired(tx: Transaction, now: datetime, limit: int) -> list[int]:
    """Guests whose time is over. They are held: who writes at this very moment is erased after their turn or stays."""
    due = (
        select(conversations.c.contact_id)
        .where(conversations.c.erase_after <= now)
        .order_by(conversations.c.erase_after)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list((await tx.execute(due)).scalars())
