"""Messages that were said and are to be delivered: each by one process, and those to one address in their order."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    FromClause,
    and_,
    bindparam,
    case,
    delete,
    exists,
    insert,
    literal_column,
    not_,
    null,
    or_,
    select,
    update,
)

from storage import notices
from storage.leases import FAR
from storage.tables import addresses, conversations, messages_out
from storage.transactions import Transaction

#: Rows removed in one go, so that no turn waits for it.
BATCH = 500
#: Who has the page open sees a message at once: only after this is anybody told that it is there.
UNTIL_TOLD = timedelta(seconds=60)

# Written out rather than bound: only then do both databases see that the index of unsent rows may be used.
_QUEUED: ColumnElement[str] = literal_column("'queued'")
_CLAIMED: ColumnElement[str] = literal_column("'claimed'")

_TIME = messages_out.c.not_before.type
_NOW = bindparam("now", type_=_TIME)
_WRONG = bindparam("wrong", type_=_TIME)
_EARLIER, _LATER = messages_out.alias("earlier"), messages_out.alias("later")


@dataclass(frozen=True, kw_only=True)
class NewMessage:
    """One message to queue."""

    contact_id: int
    address_id: int
    kind: str
    #: Plain JSON: the text as sent, its phrase, its Dutch, its buttons. Kept sealed.
    content: Any
    #: The number of the question it asks; 0 for none.
    asking: int = 0
    #: An answer to somebody who is talking goes before reminders.
    urgent: bool = False
    #: The channel fetches its rows by itself: this row is delivered by being kept.
    pulled: bool = False
    #: Of a pulled row that came by itself the person is told: nobody looks at a page all day.
    notify: bool = False
    #: The check-in that says it.
    check_in: int | None = None


@dataclass(frozen=True, kw_only=True)
class Queued:
    """A new row, and whether its writer may deliver it now: not while an earlier row of the same address waits."""

    id: int
    claimed: bool


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """A row to be delivered by the writer that claimed it."""

    id: int
    contact_id: int
    address_id: int
    channel: str
    address: str
    kind: str
    content: Any
    #: Tries that failed before.
    attempts: int


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A row that was delivered, and the channel's own number of the message."""

    id: int
    channel_message_id: str


def _unsent(rows: FromClause) -> ColumnElement[bool]:
    column: ColumnElement[bool] = rows.c.status.in_([_QUEUED, _CLAIMED])
    return column


# What this writer itself is sending goes in order anyway; behind anything else that is unsent, new rows must wait.
_BLOCKED = exists().where(
    messages_out.c.address_id == bindparam("line"),
    messages_out.c.contact_id == bindparam("whose"),
    _unsent(messages_out),
    not_(and_(messages_out.c.status == _CLAIMED, messages_out.c.claimed_by == bindparam("sender"), messages_out.c.lease_until > _NOW)),
)
_STATUS = case((bindparam("pulled", type_=Boolean), literal_column("'sent'")), (_BLOCKED, _QUEUED), else_=_CLAIMED)
_QUEUE = insert(messages_out).values(status=_STATUS, attempts=literal_column("0")).returning(messages_out.c.id, messages_out.c.status)


async def queue(tx: Transaction, rows: Sequence[NewMessage], *, writer: str, lease_until: datetime, now: datetime) -> list[Queued]:
    """Add rows in their order, claimed by their writer where no earlier one waits. One result per row, in the same order."""
    if not rows:
        return []
    # Each parameter has its own name, also where two are the same: of one that stands twice in a row, asyncpg's dialect loses count.
    shared = {"claimed_by": writer, "sender": writer, "lease_until": lease_until, "created_at": now, "not_before": now, "now": now}
    added = sorted((await tx.execute(_QUEUE, [{**_columns(row), **shared} for row in rows])).all())
    # One signal for all that is said at once.
    last = {row.contact_id: each.id for row, each in zip(rows, added, strict=True) if row.pulled and row.notify}
    for contact_id, message_id in last.items():
        await notices.add(tx, message_id=message_id, contact_id=contact_id, not_before=now + UNTIL_TOLD)
    return [Queued(id=row.id, claimed=row.status == "claimed") for row in added]


def _columns(row: NewMessage) -> dict[str, Any]:
    same = {name: getattr(row, name) for name in ("contact_id", "address_id", "kind", "asking", "content", "urgent", "pulled")}
    return {**same, "line": row.address_id, "whose": row.contact_id, "check_in_id": row.check_in}


def _beside(other: FromClause) -> ColumnElement[bool]:
    """Another unsent row of the same person at the same address."""
    same = and_(other.c.address_id == messages_out.c.address_id, other.c.contact_id == messages_out.c.contact_id)
    return and_(same, _unsent(other))


# Only the first unsent row of a person at an address can be claimed, so the ones behind it keep their place whoever claims.
_FIRST = not_(exists().where(_beside(_EARLIER), _EARLIER.c.id < messages_out.c.id))
# Who shares an address gets their messages while they are there, and not before.
_IS_HERE = exists().where(addresses.c.id == messages_out.c.address_id, addresses.c.contact_id == messages_out.c.contact_id)
# What came by itself and was late waits for the day, unless something else is to be said there meanwhile: nothing overtakes it.
_MAY_COME = or_(
    messages_out.c.check_in_id.is_(None),
    bindparam("by_day", type_=Boolean),
    exists().where(_beside(_LATER), _LATER.c.check_in_id.is_(None)),
)
_DUE = (
    select(messages_out.c.id)
    .where(
        _unsent(messages_out),
        messages_out.c.not_before <= _NOW,
        or_(messages_out.c.status == _QUEUED, messages_out.c.lease_until <= _NOW, messages_out.c.lease_until > _WRONG),
        _FIRST,
        _IS_HERE,
        _MAY_COME,
    )
    .order_by(messages_out.c.urgent.desc(), messages_out.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
    .cte("due")
)
_CLAIM = (
    update(messages_out)
    .where(messages_out.c.id.in_(select(_DUE.c.id)))
    .values(status="claimed", claimed_by=bindparam("writer"), lease_until=bindparam("lease", type_=_TIME))
    .returning(messages_out.c.id)
)


async def claim(tx: Transaction, *, writer: str, now: datetime, lease_until: datetime, limit: int, by_day: bool = True) -> list[Claimed]:
    """Take rows that are due and that nobody is sending: answers first, then by age, at most one for each address.

    `by_day`: people may be written to of our own accord just now.
    """
    given = {"writer": writer, "now": now, "lease": lease_until, "most": limit, "wrong": now + FAR, "by_day": by_day}
    ids = (await tx.execute(_CLAIM, given)).scalars().all()
    if not ids:
        return []
    row = messages_out.c
    found = await tx.execute(
        select(row.id, row.contact_id, row.address_id, addresses.c.channel, addresses.c.address, row.kind, row.content, row.attempts)
        .join(addresses, addresses.c.id == row.address_id)
        .where(row.id.in_(ids))
        .order_by(row.urgent.desc(), row.id)
    )
    return [Claimed(**each._mapping) for each in found]


_IS_KEPT = exists().where(conversations.c.contact_id == messages_out.c.contact_id, conversations.c.erase_after.is_(None))
_SENT = (
    update(messages_out)
    .where(messages_out.c.id == bindparam("row"))
    .values(
        status="sent",
        sent_at=_NOW,
        channel_message_id=bindparam("message"),
        content=case((_IS_KEPT, messages_out.c.content), else_=null()),
    )
)


async def sent(tx: Transaction, rows: Sequence[Sent], *, now: datetime) -> None:
    """These were delivered. Of a guest the text is forgotten with it."""
    if rows:
        await tx.execute(_SENT, [{"row": row.id, "message": row.channel_message_id, "now": now} for row in rows])


async def put_off(tx: Transaction, row: int, *, writer: str, not_before: datetime, tried: bool) -> int:
    """Not now: whoever claims it after this moment tries again. Gives the number of tries that failed, with this one if `tried`.

    Does nothing, and gives 0, when `writer` no longer has it.
    """
    statement = (
        _held_by(writer, [row])
        .values(status="queued", not_before=not_before, attempts=messages_out.c.attempts + int(tried))
        .returning(messages_out.c.attempts)
    )
    attempts: int | None = (await tx.execute(statement)).scalar()
    return attempts or 0


async def hold(tx: Transaction, row: int, *, writer: str, lease_until: datetime) -> bool:
    """Go on holding a row that waited long. False when another process took it over: then this one must not send it."""
    return bool((await tx.execute(_held_by(writer, [row]).values(lease_until=lease_until))).rowcount == 1)


async def release(tx: Transaction, rows: Collection[int], *, writer: str) -> None:
    """What stands behind a row that waits is free again, to be claimed in its turn."""
    await tx.execute(_held_by(writer, rows).values(status="queued"))


async def free(tx: Transaction, *, writer: str) -> None:
    """Rows that others than this writer hold are free at once: where it is certain that no other process lives."""
    row = messages_out.c
    await tx.execute(update(messages_out).where(row.status == _CLAIMED, row.claimed_by != writer).values(status="queued"))


async def fail(tx: Transaction, row: int, *, writer: str, code: str) -> int | None:
    """Given up, for a reason that staff can see. `code` is a word, not what a channel wrote. Gives the check-in that said it."""
    failed = _held_by(writer, [row]).values(status="failed", error=code, attempts=messages_out.c.attempts + 1)
    check_in: int | None = (await tx.execute(failed.returning(messages_out.c.check_in_id))).scalar()
    return check_in


async def drop_for_check_in(tx: Transaction, check_in: int) -> None:
    """It comes again as a whole: what it says and was not delivered is dropped, with its text."""
    rest = and_(messages_out.c.check_in_id == check_in, _unsent(messages_out))
    await tx.execute(update(messages_out).where(rest).values(status="dropped", content=None))


async def drop_for_address(tx: Transaction, address_id: int) -> None:
    """Nothing can be delivered there: what waits is dropped, with its text."""
    waiting = and_(messages_out.c.address_id == address_id, _unsent(messages_out))
    await tx.execute(update(messages_out).where(waiting).values(status="dropped", content=None))


async def copies(tx: Transaction, address_id: int, contact_id: int, asking: int) -> list[str]:
    """The channel's own numbers of the messages that ask the person this question, the oldest first."""
    row = messages_out.c
    line = (row.address_id == address_id, row.contact_id == contact_id, row.status == "sent")
    query = select(row.channel_message_id).where(*line, row.asking == asking, row.kind.in_(("ask", "refresh"))).order_by(row.id)
    return list(dict.fromkeys(number for number in (await tx.execute(query)).scalars() if number))


async def shown(tx: Transaction, address_id: int, *, since: datetime) -> list[str]:
    """The channel's own numbers of what was sent since a moment."""
    row = messages_out.c
    query = select(row.channel_message_id).where(row.address_id == address_id, row.created_at >= since, row.kind.in_(("say", "ask")))
    return [number for number in (await tx.execute(query.order_by(row.id))).scalars() if number]


async def forget_words(tx: Transaction, contact_id: int, *, since: datetime) -> None:
    """What was delivered to a person since a moment loses its text; that something was said stays."""
    row = messages_out.c
    said = and_(row.contact_id == contact_id, row.created_at >= since, row.status == "sent")
    await tx.execute(update(messages_out).where(said).values(content=None))


async def purge(tx: Transaction, before: datetime, limit: int = BATCH) -> int:
    """Remove messages from before a moment, unsent ones too. Gives how many; as many as `limit` means there may be more."""
    # Rows are in the order of time: looking at the first ones is enough, and needs no index.
    first = select(messages_out.c.id, messages_out.c.created_at).order_by(messages_out.c.id).limit(limit).subquery()
    old = select(first.c.id).where(first.c.created_at < before)
    return (await tx.execute(delete(messages_out).where(messages_out.c.id.in_(old)))).rowcount


def _held_by(writer: str, rows: Collection[int]) -> Any:
    """Only while the writer has it: another process may have taken it over when the lease ran out."""
    row = messages_out.c
    return update(messages_out).where(row.id.in_(rows), row.status == _CLAIMED, row.claimed_by == writer)
