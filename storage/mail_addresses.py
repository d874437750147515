"""The e-mail address to which somebody wants word that there is a message: typed, confirmed by a one-time code, used for nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, func, or_, select, update

from storage.database import insert
from storage.sealing import ring_of
from storage.tables import mail_addresses
from storage.transactions import Transaction

#: Where the keyed hashes of an e-mail address and of its code are used.
BLIND = "mail_address.blind"
CODE = "mail_address.code_hash"

_ROW = mail_addresses.c


@dataclass(frozen=True, kw_only=True)
class Mailbox:
    """What is kept of somebody's e-mail address."""

    address: str
    confirmed: bool
    #: A code was mailed that still counts.
    code_waits: bool


def plain(address: str) -> str:
    """The same for the same mailbox, however it was typed."""
    return address.strip().lower()


async def codes_sent(tx: Transaction, contact_id: int, address: str, *, since: datetime) -> int:
    """How many codes were mailed lately to this mailbox, or for this person to whichever."""
    blinds = ring_of(tx.dialect).blinds(plain(address), BLIND)
    query = select(func.coalesce(func.sum(_ROW.codes_sent), 0))
    whose = or_(_ROW.contact_id == contact_id, _ROW.blind.in_(blinds))
    return int((await tx.execute(query.where(whose, _ROW.codes_since > since))).scalar() or 0)


async def ask(tx: Transaction, contact_id: int, *, address: str, code: str, now: datetime, until: datetime, within: timedelta) -> None:
    """A code goes to this address; an earlier address of this person counts no more. Codes are counted `within` a time."""
    ring = ring_of(tx.dialect)
    before = (await tx.execute(select(_ROW.codes_sent, _ROW.codes_since).where(_ROW.contact_id == contact_id))).one_or_none()
    running = before is not None and before.codes_since > now - within
    values = {
        "address": address.strip(),
        "blind": ring.blind(plain(address), BLIND),
        "confirmed_at": None,
        "code_hash": ring.blind(code, CODE),
        "code_until": until,
        "code_tries": 0,
        "codes_sent": before.codes_sent + 1 if before is not None and running else 1,
        "codes_since": before.codes_since if before is not None and running else now,
    }
    statement = insert(tx, mail_addresses).values(contact_id=contact_id, **values)
    changed = {name: statement.excluded[name] for name in values}
    await tx.execute(statement.on_conflict_do_update(index_elements=["contact_id"], set_=changed))


async def confirm(tx: Transaction, contact_id: int, code: str, *, now: datetime, most_tries: int) -> bool:
    """The code was typed: from now on word of a message may go there. False where it is wrong, used, too old or tried too often."""
    counts = and_(_ROW.contact_id == contact_id, _ROW.code_until > now, _ROW.code_tries < most_tries)
    hashes = ring_of(tx.dialect).blinds(code, CODE)
    used = update(mail_addresses).where(counts, _ROW.code_hash.in_(hashes))
    if (await tx.execute(used.values(confirmed_at=now, code_hash=None, code_until=None, code_tries=0))).rowcount == 1:
        return True
    await tx.execute(update(mail_addresses).where(counts).values(code_tries=_ROW.code_tries + 1))
    return False


async def of(tx: Transaction, contact_id: int, *, now: datetime) -> Mailbox | None:
    """Somebody's e-mail address; None where they gave none."""
    query = select(_ROW.address, _ROW.confirmed_at, _ROW.code_hash, _ROW.code_until).where(_ROW.contact_id == contact_id)
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        return None
    waits = row.code_hash is not None and row.code_until > now
    return Mailbox(address=row.address, confirmed=row.confirmed_at is not None, code_waits=waits)


async def forget_unconfirmed(tx: Transaction, *, before: datetime) -> None:
    """Addresses whose code nobody typed since then: perhaps they are somebody else's."""
    await tx.execute(delete(mail_addresses).where(_ROW.confirmed_at.is_(None), _ROW.codes_since < before))


async def stop(tx: Transaction, contact_id: int) -> None:
    """No more e-mail: the address is forgotten."""
    await tx.execute(delete(mail_addresses).where(_ROW.contact_id == contact_id))
