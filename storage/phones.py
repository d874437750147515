"""Addresses that several persons share: who they are, who is there now, and the one-time code that leads a person to a second address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Table, delete, exists, insert, select, update

from storage.conversations import Held
from storage.database import insert as upsert
from storage.sealing import ring_of
from storage.tables import address_persons, addresses, join_codes, messages_out
from storage.transactions import Transaction

#: Where the keyed hash of a join code is used.
CODE = "join_code.code_hash"

_PERSONS: Table = address_persons


@dataclass(frozen=True, kw_only=True)
class PersonHere:
    """One of the persons who share an address."""

    #: Row number, which means something at this address only.
    id: int
    contact_id: int
    #: What they chose to be known by; empty when nothing.
    label: str
    #: Whether messages wait for them until they are there.
    waiting: bool


async def at(tx: Transaction, address_id: int) -> list[PersonHere]:
    """Everybody who shares this address and is known there, in the order in which they came."""
    unsent = messages_out.c.status.in_(("queued", "claimed"))
    waiting = exists().where(messages_out.c.address_id == address_id, messages_out.c.contact_id == _PERSONS.c.contact_id, unsent)
    query = select(_PERSONS.c.id, _PERSONS.c.contact_id, _PERSONS.c.label, waiting.label("waiting"))
    rows = await tx.execute(query.where(_PERSONS.c.address_id == address_id).order_by(_PERSONS.c.id))
    return [PersonHere(id=row.id, contact_id=row.contact_id, label=row.label or "", waiting=row.waiting) for row in rows]


async def be_known(tx: Transaction, address_id: int, contact_id: int, label: str | None = None) -> None:
    """Somebody is known at this address; with a label, by that from now on."""
    statement = upsert(tx, _PERSONS).values(address_id=address_id, contact_id=contact_id, label=label)
    where = ["address_id", "contact_id"]
    if label is None:
        await tx.execute(statement.on_conflict_do_nothing(index_elements=where))
    else:
        await tx.execute(statement.on_conflict_do_update(index_elements=where, set_={"label": statement.excluded.label}))


async def come(tx: Transaction, held: Held, person: int) -> bool:
    """Another of the persons of this address is there now, by row number; who was there stays known. False: nobody by that number."""
    found = select(_PERSONS.c.contact_id).where(_PERSONS.c.id == person, _PERSONS.c.address_id == held.address_id)
    contact_id: int | None = (await tx.execute(found)).scalar()
    if contact_id is None:
        return False
    await be_known(tx, held.address_id, held.contact_id)
    await _is_there(tx, held.address_id, contact_id)
    return True


async def go(tx: Transaction, held: Held) -> None:
    """Who was there stays known; whoever writes next from this address is somebody new."""
    await be_known(tx, held.address_id, held.contact_id)
    await _is_there(tx, held.address_id, None)


async def label_of(tx: Transaction, contact_id: int) -> str:
    """What somebody chose to be known by last, at any address."""
    query = select(_PERSONS.c.label).where(_PERSONS.c.contact_id == contact_id, _PERSONS.c.label.is_not(None))
    return (await tx.execute(query.order_by(_PERSONS.c.id.desc()).limit(1))).scalar() or ""


async def set_code(tx: Transaction, contact_id: int, code: str, *, until: datetime) -> None:
    """With this code the person can be joined at another address, once; an earlier one counts no more."""
    code_hash = ring_of(tx.dialect).blind(code, CODE)
    await tx.execute(delete(join_codes).where(join_codes.c.contact_id == contact_id))
    await tx.execute(insert(join_codes), {"contact_id": contact_id, "code_hash": code_hash, "until": until})


async def tried(tx: Transaction, address_id: int, *, now: datetime, within: timedelta) -> int:
    """One more code was typed here; how many since the first within this time."""
    row = (await tx.execute(select(addresses.c.code_tries, addresses.c.code_tried_at).where(addresses.c.id == address_id))).one()
    running = row.code_tried_at is not None and row.code_tried_at > now - within
    tries: int = (row.code_tries or 0) + 1 if running else 1
    began = row.code_tried_at if running else now
    await tx.execute(update(addresses).where(addresses.c.id == address_id).values(code_tries=tries, code_tried_at=began))
    return tries


async def owner_of(tx: Transaction, code: str, *, now: datetime) -> int | None:
    """Whose code this is; None where it is unknown, used or old."""
    hashes = ring_of(tx.dialect).blinds(code, CODE)
    query = select(join_codes.c.contact_id).where(join_codes.c.code_hash.in_(hashes), join_codes.c.until > now)
    return (await tx.execute(query)).scalar()


async def join(tx: Transaction, held: Held, code: str, *, now: datetime) -> int | None:
    """The person of the code is known and there now at this address; the code is used up. None where it is unknown, used or old."""
    contact_id = await owner_of(tx, code, now=now)
    if contact_id is None:
        return None
    await tx.execute(delete(join_codes).where(join_codes.c.contact_id == contact_id))
    await be_known(tx, held.address_id, contact_id, await label_of(tx, contact_id) or None)
    await _is_there(tx, held.address_id, contact_id)
    return contact_id


async def who_is_at(tx: Transaction, address_id: int) -> int | None:
    """The contact who is there now; None while nobody is."""
    return (await tx.execute(select(addresses.c.contact_id).where(addresses.c.id == address_id))).scalar()


async def _is_there(tx: Transaction, address_id: int, contact_id: int | None) -> None:
    await tx.execute(update(addresses).where(addresses.c.id == address_id).values(contact_id=contact_id))
