"""What a channel that fetches its messages by itself shows: the rows of a person, on whichever of their browsers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select, union_all, update

from storage.conversations import BLIND
from storage.sealing import ring_of
from storage.tables import addresses, appointments, case_questions, cases, conversations, messages_out
from storage.transactions import Transaction

#: Rows that a page gets at once.
MOST = 200


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One message as it was said."""

    id: int
    kind: str
    #: Plain JSON, as it was queued.
    content: Any


_HERE = addresses.alias("here")
_CONTACT = select(_HERE.c.contact_id).where(_HERE.c.channel == bindparam("channel"), _HERE.c.blind.in_(bindparam("blinds", expanding=True)))
# By contact and not by address: a second browser, or one that was cleared, shows the same conversation.
_ROWS = (
    select(messages_out.c.id, messages_out.c.kind, messages_out.c.content)
    .join(addresses, addresses.c.id == messages_out.c.address_id)
    .where(
        addresses.c.channel == bindparam("channel"),
        messages_out.c.contact_id.in_(_CONTACT),
        messages_out.c.content.is_not(None),
        messages_out.c.status != "dropped",
    )
)
_LAST_TURN = (
    select(func.max(messages_out.c.created_at))
    .join(addresses, addresses.c.id == messages_out.c.address_id)
    .where(addresses.c.channel == bindparam("channel"), messages_out.c.contact_id.in_(_CONTACT))
    .scalar_subquery()
)
# A human's words do not take the bot's open question from the page.
_LAST_ASKED = (
    select(func.max(messages_out.c.created_at))
    .join(conversations, conversations.c.contact_id == messages_out.c.contact_id)
    .where(
        messages_out.c.contact_id.in_(_CONTACT),
        messages_out.c.kind == "ask",
        messages_out.c.asking > 0,
        messages_out.c.asking == conversations.c.asking,
    )
    .scalar_subquery()
)
_AFTER = _ROWS.where(messages_out.c.id > bindparam("after")).order_by(messages_out.c.id).limit(MOST)
_ONE = _ROWS.where(messages_out.c.id == bindparam("row"))
# What staff asked stays until it is answered: a talk with the bot beside it goes on meanwhile.
_ASKED = union_all(
    select(case_questions.c.asked_at)
    .join(cases, cases.c.id == case_questions.c.case_id)
    .where(cases.c.contact_id.in_(_CONTACT), cases.c.state != "closed", case_questions.c.chosen.is_(None)),
    select(appointments.c.offered_at)
    .join(cases, cases.c.id == appointments.c.case_id)
    .where(cases.c.contact_id.in_(_CONTACT), cases.c.state != "closed", appointments.c.status == "offered"),
)
_IS_OPEN = or_(messages_out.c.created_at == _LAST_TURN, messages_out.c.created_at == _LAST_ASKED, messages_out.c.created_at.in_(_ASKED))
_OPEN = _ROWS.where(_IS_OPEN).order_by(messages_out.c.id).limit(MOST)


async def after(tx: Transaction, *, channel: str, address: str, row: int) -> list[Shown]:
    """What was said to the person at this address after a row, in order, `MOST` at a time."""
    return await _shown(tx, _AFTER, channel, address, after=row)


async def one(tx: Transaction, *, channel: str, address: str, row: int) -> list[Shown]:
    """One row, where it was said to the person at this address and its words are still there; else nothing."""
    return await _shown(tx, _ONE, channel, address, row=row)


async def last_turn(tx: Transaction, *, channel: str, address: str) -> list[Shown]:
    """The last thing said, the open question of the bot, and what staff asked: what a page shows after a reload. Empty for somebody new."""
    return await _shown(tx, _OPEN, channel, address)


async def seen(tx: Transaction, *, channel: str, address: str, up_to: int, now: datetime, looked: bool = True) -> None:
    """The page has every row up to this one; `looked`: and somebody looked at it, so that silence counts from now.

    Of a guest the text is forgotten, but for the last turn and the open question, which a reload shows again.
    """
    blinds = ring_of(tx.dialect).blinds(address, BLIND)
    here: dict[str, object] = {"channel": channel, "blinds": blinds}
    contact_id: int | None = (await tx.execute(_CONTACT, here)).scalar()
    if contact_id is None:
        return
    of_contact = update(messages_out).where(messages_out.c.contact_id == contact_id, messages_out.c.id <= up_to)
    await tx.execute(of_contact.where(messages_out.c.status == "sent", messages_out.c.sent_at.is_(None)).values(sent_at=now))
    if looked:
        await tx.execute(of_contact.where(messages_out.c.status == "sent", messages_out.c.seen_at.is_(None)).values(seen_at=now))
    is_guest = select(conversations.c.contact_id).where(conversations.c.erase_after.is_not(None))
    newest = select(func.max(messages_out.c.created_at)).where(messages_out.c.contact_id == contact_id).scalar_subquery()
    forgotten = of_contact.where(
        messages_out.c.contact_id.in_(is_guest),
        messages_out.c.created_at < newest,
        messages_out.c.created_at != func.coalesce(_LAST_ASKED, newest),
        messages_out.c.content.is_not(None),
    )
    await tx.execute(forgotten.values(content=None), here)


async def _shown(tx: Transaction, query: Select[Any], channel: str, address: str, **values: int) -> list[Shown]:
    blinds = ring_of(tx.dialect).blinds(address, BLIND)
    rows = await tx.execute(query, {"channel": channel, "blinds": blinds, **values})
    return [Shown(id=row.id, kind=row.kind, content=row.content) for row in rows]
