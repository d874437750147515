"""Whether somebody can be told of a message at all, and who it is that looks at a page."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, exists, or_, select

from storage.conversations import BLIND
from storage.sealing import ring_of
from storage.tables import addresses, contacts, mail_addresses, push_subscriptions
from storage.transactions import Transaction


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Who is at an address now, as far as telling them of a message goes."""

    contact_id: int
    address_id: int
    language: str
    #: They said yes to being remembered and to being reminded.
    may_be_told: bool


async def reader(tx: Transaction, *, channel: str, address: str) -> Reader | None:
    """Who is at this address; None for somebody new."""
    blinds = ring_of(tx.dialect).blinds(address, BLIND)
    query = (
        select(addresses.c.id, addresses.c.contact_id, contacts.c.language, contacts.c.remembered, contacts.c.consents)
        .join(contacts, contacts.c.id == addresses.c.contact_id)
        .where(addresses.c.channel == channel, addresses.c.blind.in_(blinds))
    )
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        return None
    may = bool(row.remembered and row.consents.get("remind"))
    return Reader(contact_id=row.contact_id, address_id=row.id, language=row.language, may_be_told=may)


async def unreachable(tx: Transaction, contact_ids: Collection[int], *, pulls: Iterable[str], mail: bool) -> set[int]:
    """Those of these people whom no word of a message can reach.

    `pulls`: channels that only show what is fetched; `mail`: whether e-mail is sent.
    """
    query = select(contacts.c.id).where(contacts.c.id.in_(contact_ids), ~_has_a_way(tuple(pulls), mail))
    return set((await tx.execute(query)).scalars())


async def withdraw(tx: Transaction, contact_id: int) -> None:
    """Nobody tells this person of messages any more, and what was kept for that is forgotten."""
    await tx.execute(delete(push_subscriptions).where(push_subscriptions.c.contact_id == contact_id))
    await tx.execute(delete(mail_addresses).where(mail_addresses.c.contact_id == contact_id))


def _has_a_way(pulls: tuple[str, ...], mail: bool) -> ColumnElement[bool]:
    brought = exists().where(
        addresses.c.contact_id == contacts.c.id, addresses.c.channel.not_in(pulls), addresses.c.unreachable_since.is_(None)
    )
    pushed = exists().where(push_subscriptions.c.contact_id == contacts.c.id, push_subscriptions.c.failed_at.is_(None))
    mailed = exists().where(mail_addresses.c.contact_id == contacts.c.id, mail_addresses.c.confirmed_at.is_not(None))
    return or_(brought, pushed, mailed) if mail else or_(brought, pushed)
