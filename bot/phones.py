"""Who uses a phone: persons who share it, one of them there at a time, and one person at several addresses."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.guidance.phones import ALPHABET, CODE_LENGTH, code_in
from dialogs.events import Event, Submitted
from dialogs.guides import Companion, Form, FormField, Phone, Slot
from storage import contacts, phones
from storage.conversations import Held
from storage.transactions import Transaction

log = logging.getLogger(__name__)

#: Persons who can share one address.
MOST_PERSONS = 6
#: Characters of a name.
MOST_LETTERS = 20
CODE_KEPT = timedelta(minutes=10)
#: Codes that may be typed at one address in this time; more look like guessing.
MOST_TRIES = 5
TRIES_WITHIN = timedelta(minutes=10)

FORMS = (
    Form(name="person_name", fields={"name": FormField()}),
    Form(name="person_comes", fields={"person": FormField()}),
    Form(name="person_new", fields={}),
    Form(name="join_offer", fields={"code": FormField()}),
    Form(name="join", fields={"code": FormField()}),
)
#: After these somebody else may be there.
MOVES = ("person_comes", "person_new", "join")


def moves(events: Sequence[Event]) -> bool:
    """Whether somebody else may be at the phone after this turn."""
    return any(isinstance(event, Submitted) and event.form in MOVES for event in events)


async def phone_of(tx: Transaction, held: Held, typed: str, now: datetime) -> Phone:
    """What a turn may know of the phone. `typed` is what was typed in it: a code in it is looked up, and counts as a try."""
    persons = await phones.at(tx, held.address_id) if held.shared else []
    others = [one for one in persons if one.contact_id != held.contact_id]
    code = code_in(typed)
    tries = await phones.tried(tx, held.address_id, now=now, within=TRIES_WITHIN) if code else 0
    too_many = tries > MOST_TRIES
    owner = await phones.owner_of(tx, code, now=now) if code and not too_many else None
    return Phone(
        label=next((one.label for one in persons if one.contact_id == held.contact_id), ""),
        others=tuple(Companion(key=str(one.id), label=one.label, waiting=one.waiting) for one in others),
        most=MOST_PERSONS,
        new_code="".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)),
        code_minutes=int(CODE_KEPT.total_seconds() // 60),
        typed_code=code,
        code_owner=None if owner is None else await phones.label_of(tx, owner),
        too_many_codes=too_many,
    )


async def is_there(tx: Transaction, held: Held) -> bool:
    """Whether this person is still the one at the address."""
    return await phones.who_is_at(tx, held.address_id) == held.contact_id


async def submit(tx: Transaction, held: Held, form: str, values: Mapping[str, Slot], now: datetime) -> None:
    """Do what a form of this room asks."""
    match form:
        case "person_name":
            name = " ".join(str(values.get("name") or "").split())[:MOST_LETTERS]
            await phones.be_known(tx, held.address_id, held.contact_id, name or None)
        case "person_comes":
            key = str(values.get("person"))
            await phones.come(tx, held, int(key) if key.isascii() and key.isdecimal() else 0)
        case "person_new":
            if len({one.contact_id for one in await phones.at(tx, held.address_id)} | {held.contact_id}) < MOST_PERSONS:
                await phones.go(tx, held)
        case "join_offer":
            await phones.set_code(tx, held.contact_id, str(values.get("code")), until=now + CODE_KEPT)
        case "join":
            await _join(tx, held, code_in(str(values.get("code"))), now)


async def _join(tx: Transaction, held: Held, code: str, now: datetime) -> None:
    """The person of the code comes to this address. A guest of whom nothing is kept makes room; anybody else stays known there."""
    owner = await phones.owner_of(tx, code, now=now)
    if owner is None or owner == held.contact_id:
        return
    here = {one.contact_id for one in await phones.at(tx, held.address_id)}
    kept = held.remembered or bool(held.consents.get("human")) or held.contact_id in here
    if kept and len(here | {held.contact_id, owner}) > MOST_PERSONS:
        return
    if kept:
        await phones.be_known(tx, held.address_id, held.contact_id)
    await phones.join(tx, held, code, now=now)
    if not kept:
        await contacts.erase(tx, held.contact_id)
    log.info("address_joined", extra={"channel": held.channel})
