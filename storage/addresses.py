"""Where people are reached: whether something arrives there, and how one person comes to have a second address."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, select, update

from storage import contacts, outbox
from storage.conversations import BLIND
from storage.database import insert
from storage.errors import AddressTaken
from storage.sealing import ring_of
from storage.tables import addresses
from storage.tables import contacts as people
from storage.transactions import Transaction

#: Where the keyed hash of a return code is used.
CODE = "address.return_code_hash"


async def unreachable(tx: Transaction, *, channel: str, address: str, now: datetime) -> None:
    """The person blocked us there, or the account is gone: nothing more is sent until they come back."""
    statement = update(addresses).where(_at(tx, channel, address)).values(unreachable_since=now).returning(addresses.c.id)
    for address_id in (await tx.execute(statement)).scalars().all():
        await outbox.drop_for_address(tx, address_id)


async def reachable(tx: Transaction, address_id: int) -> None:
    """They are back."""
    await tx.execute(update(addresses).where(addresses.c.id == address_id).values(unreachable_since=None))


async def set_return_code(tx: Transaction, *, channel: str, address: str, code: str, until: datetime) -> bool:
    """This one-time code leads to the person of this address, until a moment; an earlier one no longer does. False: nobody is there."""
    code_hash = ring_of(tx.dialect).blind(code, CODE)
    statement = update(addresses).where(_at(tx, channel, address)).values(return_code_hash=code_hash, return_code_until=until)
    return (await tx.execute(statement)).rowcount == 1


async def join_by_code(tx: Transaction, *, channel: str, address: str, code: str, now: datetime) -> int | None:
    """This address becomes one more address of the person of the code, which is then used up.

    Gives the contact; None where the code is unknown, used or old. A guest who was at this address before is erased: nothing of them
    was to be kept. Raises AddressTaken when somebody else who is remembered is there.
    """
    contact_id = await _use_code(tx, code, now)
    if contact_id is None:
        return None
    here = (await tx.execute(select(addresses.c.contact_id).where(_at(tx, channel, address)).with_for_update())).one_or_none()
    if here is None:
        await _add(tx, contact_id, channel, address, now)
        return contact_id
    before = here.contact_id
    if before == contact_id:
        return contact_id
    if before is not None and await _is_kept(tx, before):
        raise AddressTaken
    await tx.execute(update(addresses).where(_at(tx, channel, address)).values(contact_id=contact_id, linked_at=now, return_code_hash=None))
    if before is not None and not (await tx.execute(select(exists().where(addresses.c.contact_id == before)))).scalar():
        await contacts.erase(tx, before)
    return contact_id


async def _use_code(tx: Transaction, code: str, now: datetime) -> int | None:
    hashes = ring_of(tx.dialect).blinds(code, CODE)
    statement = (
        update(addresses)
        .where(addresses.c.return_code_hash.in_(hashes), addresses.c.return_code_until > now)
        .values(return_code_hash=None, return_code_until=None)
        .returning(addresses.c.contact_id)
    )
    contact_id: int | None = (await tx.execute(statement)).scalar()
    return contact_id


async def _is_kept(tx: Transaction, contact_id: int) -> bool:
    remembered = (await tx.execute(select(people.c.remembered).where(people.c.id == contact_id))).scalar()
    return bool(remembered)


async def _add(tx: Transaction, contact_id: int, channel: str, address: str, now: datetime) -> None:
    blind = ring_of(tx.dialect).blind(address, BLIND)
    row = {"contact_id": contact_id, "channel": channel, "address": address, "blind": blind, "linked_at": now}
    await tx.execute(insert(tx, addresses), row)


def _at(tx: Transaction, channel: str, address: str) -> ColumnElement[bool]:
    return and_(addresses.c.channel == channel, addresses.c.blind.in_(ring_of(tx.dialect).blinds(address, BLIND)))
