"""Accounts of the municipality: whose they are, and browsers that were sent to a provider and are to come back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete, select, update

from storage import revisions
from storage.database import insert
from storage.habits import REVISION
from storage.sealing import ring_of
from storage.tables import staff, staff_account_tries, staff_accounts
from storage.transactions import Transaction

#: Where the keyed hash of an account is used.
BLIND = "staff_account.blind"


@dataclass(frozen=True, kw_only=True)
class Account:
    """Somebody's account at a provider; `subject` is its number there, never given to another."""

    issuer: str
    subject: str

    @property
    def written(self) -> str:
        """Both in one; an issuer holds no space."""
        return f"{self.issuer} {self.subject}"


async def send_off(
    tx: Transaction, *, browser: str, state: str, provider: str, kept: Mapping[str, str], until: datetime, now: datetime
) -> None:
    """A browser goes to a provider. Who did not come back in time is forgotten."""
    await tx.execute(delete(staff_account_tries).where(staff_account_tries.c.until <= now))
    hashes = {"browser_hash": _hash(browser), "state_hash": _hash(state)}
    await tx.execute(staff_account_tries.insert(), {**hashes, "provider": provider, "kept": dict(kept), "until": until})


async def come_back(tx: Transaction, *, browser: str, state: str, provider: str, now: datetime) -> Mapping[str, str] | None:
    """What was kept when this browser was sent there. Only once; None for another browser, another answer, or too late."""
    own = staff_account_tries.c
    same = (own.browser_hash == _hash(browser), own.state_hash == _hash(state), own.provider == provider)
    gone = delete(staff_account_tries).where(*same, own.until > now).returning(own.kept)
    found: Mapping[str, str] | None = (await tx.execute(gone)).scalar_one_or_none()
    return found


async def owner(tx: Transaction, account: Account) -> int | None:
    """Whose account it is, by their row."""
    blinds = ring_of(tx.dialect).blinds(account.written, BLIND)
    found: int | None = (await tx.execute(select(staff_accounts.c.staff_id).where(staff_accounts.c.blind.in_(blinds)))).scalar()
    return found


async def bind(tx: Transaction, member_id: int, account: Account, *, name: str, now: datetime) -> bool:
    """From now on it is theirs; False where they have another one there. An invitation that they did not use is used up by it."""
    row = {
        "staff_id": member_id,
        "issuer": account.issuer,
        "account": account.written,
        "blind": ring_of(tx.dialect).blind(account.written, BLIND),
        "since": now,
    }
    bound = (await tx.execute(insert(tx, staff_accounts).values(row).on_conflict_do_nothing())).rowcount == 1
    if bound:
        new = update(staff).where(staff.c.id == member_id, staff.c.password_hash.is_(None))
        await tx.execute(new.values(invite_hash=None, invite_until=None, **({"name": name} if name else {})))
        await revisions.bump(tx, REVISION)
    return bound


async def unbind(tx: Transaction, member_id: int) -> None:
    """No account is theirs any more; the next one with their address will be."""
    await tx.execute(delete(staff_accounts).where(staff_accounts.c.staff_id == member_id))
    await revisions.bump(tx, REVISION)


def _hash(words: str) -> str:
    """Random words need no key to be unguessable."""
    return sha256(words.encode()).hexdigest()
