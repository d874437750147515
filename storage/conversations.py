"""Where the talk with a person stands: held for one turn, and kept at its end."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, exists, func, insert, select, update

from storage import contacts
from storage.database import INSERTS
from storage.errors import ConversationMoved
from storage.sealing import ring_of
from storage.tables import address_persons, addresses, conversations
from storage.tables import contacts as people
from storage.transactions import Transaction

#: Somebody of whom nothing was ever kept is gone after this silence.
NEWCOMER_KEPT = timedelta(hours=24)
#: Where the keyed hash of an address is used.
BLIND = "address.blind"

#: What of the contact itself a turn may change.
_STANDING = ("language", "dutch_beside", "discreet", "remembered", "consents", "municipality_code")


@dataclass(frozen=True, kw_only=True)
class Held:
    """A contact, held by the transaction that asked for it: nobody else has a turn with them until it ends."""

    contact_id: int
    #: Short number to speak about them.
    number: str
    address_id: int
    channel: str
    address: str
    language: str
    language_asked: bool
    dutch_beside: bool
    #: A notification must not show what a message says.
    discreet: bool
    remembered: bool
    #: Their newest answer per purpose: remember, remind, follow, human.
    consents: Mapping[str, bool]
    municipality_code: str | None
    unreachable: bool
    #: Several persons use this address, or its person chose a name there; see `storage.phones`.
    shared: bool
    paused_until: datetime | None
    last_heard_at: datetime
    #: The engine's state as JSON; None before the first turn.
    state: str | None
    edition: int
    revision: int
    #: The contact as it stands in the database, to see what a turn changed.
    stored: Mapping[str, Any] = field(repr=False, compare=False)

    @property
    def standing(self) -> dict[str, Any]:
        """What of the contact itself a turn may change."""
        return {name: getattr(self, name) for name in _STANDING}


_WHO = (
    select(
        addresses.c.id.label("address_id"),
        addresses.c.unreachable_since,
        exists().where(address_persons.c.address_id == addresses.c.id).label("shared"),
        people.c.id.label("contact_id"),
        people.c.number,
        people.c.language,
        people.c.dutch_beside,
        people.c.discreet,
        people.c.remembered,
        people.c.consents,
        people.c.municipality_code,
        people.c.paused_until,
        conversations.c.state,
        conversations.c.edition,
        conversations.c.language_asked,
        conversations.c.revision,
        conversations.c.last_heard_at,
    )
    .join(people, people.c.id == addresses.c.contact_id)
    .join(conversations, conversations.c.contact_id == people.c.id)
)
# All three rows: who waited for the lock gets the newest version of the locked rows only, the rest would be as it was before waiting.
_HOLD = _WHO.where(addresses.c.channel == bindparam("channel"), addresses.c.blind == bindparam("blind")).with_for_update()
# Somebody with several addresses is written to where they can be reached: where it is brought to them, if that is asked for, and then
# where they spoke last.
_HOLD_PERSON = (
    _WHO.add_columns(addresses.c.channel, addresses.c.address)
    .where(addresses.c.contact_id == bindparam("contact"))
    .order_by(
        addresses.c.unreachable_since.is_not(None),
        addresses.c.channel.in_(bindparam("fetched", expanding=True)),
        addresses.c.id != func.coalesce(conversations.c.address_id, 0),
        addresses.c.id.desc(),
    )
    .limit(1)
    .with_for_update()
)
_KEEP = (
    update(conversations)
    .where(conversations.c.contact_id == bindparam("contact"), conversations.c.revision == bindparam("held_revision"))
    .values(
        state=bindparam("new_state", type_=conversations.c.state.type),
        edition=bindparam("new_edition"),
        asking=func.coalesce(bindparam("new_asking", type_=conversations.c.asking.type), conversations.c.asking),
        language_asked=bindparam("new_language_asked"),
        last_heard_at=func.coalesce(bindparam("heard_at", type_=conversations.c.last_heard_at.type), conversations.c.last_heard_at),
        address_id=func.coalesce(bindparam("heard_where", type_=conversations.c.address_id.type), conversations.c.address_id),
        erase_after=bindparam("new_erase_after"),
        revision=bindparam("held_revision") + 1,
    )
)
_LINK = {
    dialect: insert_into(addresses).on_conflict_do_nothing(index_elements=["channel", "blind"]).returning(addresses.c.id)
    for dialect, insert_into in INSERTS.items()
}


async def hold(tx: Transaction, *, channel: str, address: str) -> Held | None:
    """The contact at this address, held until the transaction ends; None for somebody new."""
    for blind in ring_of(tx.dialect).blinds(address, BLIND):
        row = (await tx.execute(_HOLD, {"channel": channel, "blind": blind})).mappings().one_or_none()
        if row is not None:
            return _held(row, channel, address)
    return None


async def hold_person(tx: Transaction, contact_id: int, *, fetched: Collection[str] = ()) -> Held | None:
    """The same, of somebody to be written to; None when they are gone, or are not at any phone now.

    `fetched` names channels that show only what is fetched: they come last where nobody is waiting for what is said.
    """
    row = (await tx.execute(_HOLD_PERSON, {"contact": contact_id, "fetched": list(fetched)})).mappings().one_or_none()
    if row is None:
        return None
    values = dict(row)
    return _held(values, values.pop("channel"), values.pop("address"))


async def begin(tx: Transaction, *, channel: str, address: str, language: str, now: datetime, municipality_code: str | None = None) -> Held:
    """A new contact at an address that nobody has, or where nobody of those who share it is now; held like any other."""
    contact_id = await contacts.add(tx, language=language, now=now, municipality_code=municipality_code)
    await tx.execute(insert(conversations), {"contact_id": contact_id, "last_heard_at": now, "erase_after": now + NEWCOMER_KEPT})
    linked = await _move_in(tx, contact_id, channel, address) or await _link(tx, contact_id, channel, address, now)
    if not linked:
        # Their first two messages came in at two replicas at once: the other one was first.
        await tx.execute(delete(people).where(people.c.id == contact_id))
    held = await hold(tx, channel=channel, address=address)
    if held is None:
        raise ConversationMoved
    return held


async def keep(
    tx: Transaction,
    held: Held,
    *,
    state: str,
    edition: int,
    heard_at: datetime | None,
    erase_after: datetime | None,
    asking: int | None = None,
) -> None:
    """How the conversation stands after the turn, and what `held` (replaced by the turn) says of the contact.

    `heard_at` is empty where the person did nothing, `erase_after` for who is kept, `asking` (the number of the open question, 0 for
    none) where that did not change. Raises ConversationMoved when it was kept since it was held.
    """
    kept = await tx.execute(
        _KEEP,
        {
            "contact": held.contact_id,
            "held_revision": held.revision,
            "new_state": state,
            "new_edition": edition,
            "new_asking": asking,
            "new_language_asked": held.language_asked,
            "heard_at": heard_at,
            "heard_where": held.address_id if heard_at is not None else None,
            "new_erase_after": erase_after,
        },
    )
    if kept.rowcount != 1:
        raise ConversationMoved(held.contact_id)
    changed = {name: value for name, value in held.standing.items() if value != held.stored[name]}
    if changed:
        await tx.execute(update(people).where(people.c.id == held.contact_id).values(changed))


async def _move_in(tx: Transaction, contact_id: int, channel: str, address: str) -> bool:
    """Be here now, where others share the address and none of them is."""
    blinds = ring_of(tx.dialect).blinds(address, BLIND)
    empty = update(addresses).where(addresses.c.channel == channel, addresses.c.blind.in_(blinds), addresses.c.contact_id.is_(None))
    return (await tx.execute(empty.values(contact_id=contact_id))).rowcount == 1


async def _link(tx: Transaction, contact_id: int, channel: str, address: str, now: datetime) -> bool:
    blind = ring_of(tx.dialect).blind(address, BLIND)
    row = {"contact_id": contact_id, "channel": channel, "address": address, "blind": blind, "linked_at": now}
    return (await tx.execute(_LINK[tx.dialect.name], row)).scalar() is not None


def _held(row: Mapping[Any, Any], channel: str, address: str) -> Held:
    values: dict[str, Any] = dict(row)
    unreachable = values.pop("unreachable_since") is not None
    stored = {name: values[name] for name in _STANDING}
    return Held(channel=channel, address=address, unreachable=unreachable, stored=stored, **values)
