"""Browsers that show a signal for a person: kept, found, and forgotten once their maker says that they are gone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, exists, or_, select, update

from storage.database import insert
from storage.sealing import ring_of
from storage.tables import address_persons, contacts, push_subscriptions
from storage.transactions import Transaction

#: Where the keyed hash of an endpoint is used.
BLIND = "push_subscription.blind"

_ROW = push_subscriptions.c


@dataclass(frozen=True, kw_only=True)
class Subscription:
    """One browser to send to."""

    id: int
    endpoint: str
    #: `p256dh` and `auth`, as the browser gave them.
    keys: Mapping[str, str]
    #: Others use this phone too.
    discreet: bool


async def keep(tx: Transaction, *, contact_id: int, address_id: int, endpoint: str, keys: Mapping[str, str], now: datetime) -> None:
    """This browser shows a signal for this person. Whoever had it under another address no longer has: it is one browser."""
    blinds = ring_of(tx.dialect).blinds(endpoint, BLIND)
    await tx.execute(delete(push_subscriptions).where(_ROW.blind.in_(blinds), _ROW.address_id != address_id))
    values = {"endpoint": endpoint, "keys": dict(keys), "blind": blinds[0], "created_at": now, "failed_at": None}
    statement = insert(tx, push_subscriptions).values(contact_id=contact_id, address_id=address_id, **values)
    changed = {name: statement.excluded[name] for name in values}
    await tx.execute(statement.on_conflict_do_update(index_elements=["address_id", "contact_id"], set_=changed))


async def is_on(tx: Transaction, *, contact_id: int, address_id: int) -> bool:
    """Whether this browser shows a signal for this person."""
    works = exists().where(_ROW.contact_id == contact_id, _ROW.address_id == address_id, _ROW.failed_at.is_(None))
    return bool((await tx.execute(select(works))).scalar())


async def stop(tx: Transaction, *, contact_id: int, address_id: int) -> None:
    """No more signals for this person in this browser."""
    await tx.execute(delete(push_subscriptions).where(_ROW.contact_id == contact_id, _ROW.address_id == address_id))


async def of(tx: Transaction, contact_id: int) -> list[Subscription]:
    """The browsers that can be sent to, the newest first."""
    shared = exists().where(address_persons.c.address_id == _ROW.address_id)
    discreet = or_(shared, exists().where(and_(contacts.c.id == _ROW.contact_id, contacts.c.discreet)))
    query = select(_ROW.id, _ROW.endpoint, _ROW["keys"], discreet.label("discreet"))
    rows = await tx.execute(query.where(_ROW.contact_id == contact_id, _ROW.failed_at.is_(None)).order_by(_ROW.id.desc()))
    return [Subscription(id=row.id, endpoint=row.endpoint, keys=row._mapping["keys"], discreet=row.discreet) for row in rows]


async def gone(tx: Transaction, rows: Collection[int]) -> None:
    """These browsers no longer want a signal, or are no more: by their endpoint, so for everybody who shared one."""
    blinds = select(_ROW.blind).where(_ROW.id.in_(rows)).scalar_subquery()
    await tx.execute(delete(push_subscriptions).where(_ROW.blind.in_(blinds)))


async def broken(tx: Transaction, rows: Collection[int], *, now: datetime) -> None:
    """Nothing can be sent to these as they are; the person can switch it on again."""
    await tx.execute(update(push_subscriptions).where(_ROW.id.in_(rows)).values(failed_at=now))
