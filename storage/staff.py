"""Staff: who may sign in, where they are signed in, and what they saw and changed."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Row, delete, exists, func, insert, or_, select, update

from storage import revisions
from storage.habits import REVISION
from storage.sealing import ring_of
from storage.tables import audit_entries, login_tries, staff, staff_municipalities, staff_sessions
from storage.transactions import Transaction

#: Where the keyed hash of an e-mail address is used, of an invitation's code, and of what is counted.
BLIND = "staff.blind"
INVITE = "staff.invite_hash"
TRY = "login_try.key"


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody of the staff, as the doors need them."""

    id: int
    email: str
    name: str
    role: str
    municipalities: frozenset[str]
    password_hash: str
    totp_secret: str


@dataclass(frozen=True, kw_only=True)
class Session:
    """A browser in which somebody is signed in."""

    id: int
    member: Member
    complete: bool
    began_at: datetime
    seen_at: datetime
    browser: str


def plain(email: str) -> str:
    """An e-mail address as it is found again, however it was typed."""
    return unicodedata.normalize("NFKC", email).strip().casefold()


async def invite(
    tx: Transaction, *, email: str, role: str, municipalities: Collection[str], code: str, until: datetime, now: datetime
) -> int:
    """Somebody may sign in with a password of their own choice: add them, or invite them anew with these municipalities."""
    ring = ring_of(tx.dialect)
    fresh = {"role": role, "invite_hash": ring.blind(code, INVITE), "invite_until": until, "disabled_at": None}
    known = (
        await tx.execute(select(staff.c.id, staff.c.disabled_at).where(staff.c.blind.in_(ring.blinds(plain(email), BLIND))))
    ).one_or_none()
    if known is None:
        row = {"email": email.strip(), "blind": ring.blind(plain(email), BLIND), "created_at": now, **fresh}
        member_id = int((await tx.execute(insert(staff).returning(staff.c.id), row)).scalar_one())
    else:
        member_id = int(known.id)
        # Who was let in no more chooses a new password first.
        anew = fresh if known.disabled_at is None else {**fresh, "password_hash": None}
        await tx.execute(update(staff).where(staff.c.id == member_id).values(anew))
    await tx.execute(delete(staff_municipalities).where(staff_municipalities.c.staff_id == member_id))
    await revisions.bump(tx, REVISION)
    if municipalities:
        rows = [{"staff_id": member_id, "municipality_code": code} for code in sorted(municipalities)]
        await tx.execute(insert(staff_municipalities), rows)
    return member_id


async def by_email(tx: Transaction, email: str) -> Member | None:
    """Who signs in with this address; nobody who is disabled or never chose a password."""
    blinds = ring_of(tx.dialect).blinds(plain(email), BLIND)
    return await _member(tx, staff.c.blind.in_(blinds), staff.c.password_hash.is_not(None))


async def by_invitation(tx: Transaction, code: str, *, now: datetime) -> Member | None:
    """Who was invited with this code; None where it is unknown, used or old."""
    hashes = ring_of(tx.dialect).blinds(code, INVITE)
    return await _member(tx, staff.c.invite_hash.in_(hashes), staff.c.invite_until > now)


async def set_password(tx: Transaction, member_id: int, password_hash: str, *, name: str | None = None) -> None:
    """A new password: the invitation is used up, and every browser is signed out."""
    values: dict[str, object] = {"password_hash": password_hash, "invite_hash": None, "invite_until": None}
    await tx.execute(update(staff).where(staff.c.id == member_id).values(values if name is None else {**values, "name": name}))
    await revisions.bump(tx, REVISION)
    await end_all(tx, member_id)


async def set_second_factor(tx: Transaction, member_id: int, secret: str) -> None:
    """From now on a code is asked too."""
    await tx.execute(update(staff).where(staff.c.id == member_id).values(totp_secret=secret, totp_step=None))


async def use_step(tx: Transaction, member_id: int, step: int) -> bool:
    """A code of this step is used; False where it, or a later one, was used before."""
    newer = or_(staff.c.totp_step.is_(None), staff.c.totp_step < step)
    return (await tx.execute(update(staff).where(staff.c.id == member_id, newer).values(totp_step=step))).rowcount == 1


async def disable(tx: Transaction, email: str, *, now: datetime) -> bool:
    """Somebody can no longer sign in, and is signed out everywhere. False: nobody by that address."""
    blinds = ring_of(tx.dialect).blinds(plain(email), BLIND)
    found: int | None = (await tx.execute(select(staff.c.id).where(staff.c.blind.in_(blinds)))).scalar()
    if found is None:
        return False
    await tx.execute(update(staff).where(staff.c.id == found).values(disabled_at=now, invite_hash=None, invite_until=None))
    await revisions.bump(tx, REVISION)
    await end_all(tx, found)
    return True


async def begin(tx: Transaction, member_id: int, session: str, *, complete: bool, now: datetime) -> None:
    """A browser is signed in from now on."""
    row = {"staff_id": member_id, "id_hash": _hash(session), "complete": complete, "began_at": now, "seen_at": now}
    await tx.execute(insert(staff_sessions), row)


async def session(tx: Transaction, session: str, *, began_after: datetime, seen_after: datetime) -> Session | None:
    """Who is signed in with this id; None for an unknown, ended or old one, and for who is disabled."""
    own = staff_sessions.c
    query = select(staff_sessions).where(own.id_hash == _hash(session), own.began_at > began_after, own.seen_at > seen_after)
    row = (await tx.execute(query)).one_or_none()
    member = await _member(tx, staff.c.id == row.staff_id) if row else None
    if row is None or member is None:
        return None
    return Session(id=row.id, member=member, complete=row.complete, began_at=row.began_at, seen_at=row.seen_at, browser=row.browser or "")


async def seen(tx: Transaction, session_id: int, *, browser: str, now: datetime) -> None:
    """Something was asked for in this session, with this browser."""
    await tx.execute(update(staff_sessions).where(staff_sessions.c.id == session_id).values(seen_at=now, browser=browser))


async def end(tx: Transaction, session: str) -> None:
    """This browser is signed out."""
    await tx.execute(delete(staff_sessions).where(staff_sessions.c.id_hash == _hash(session)))


async def end_all(tx: Transaction, member_id: int) -> None:
    """Somebody is signed out everywhere."""
    await tx.execute(delete(staff_sessions).where(staff_sessions.c.staff_id == member_id))


async def failed(tx: Transaction, keys: Collection[str], *, now: datetime, forget_before: datetime) -> None:
    """A sign-in failed: counted under each of these, and older ones are forgotten."""
    ring = ring_of(tx.dialect)
    await tx.execute(delete(login_tries).where(login_tries.c.at < forget_before))
    await tx.execute(insert(login_tries), [{"key": ring.blind(key, TRY), "at": now} for key in keys])


async def failures(tx: Transaction, key: str, *, since: datetime) -> int:
    """How many sign-ins failed under this lately."""
    blinds = ring_of(tx.dialect).blinds(key, TRY)
    query = select(func.count()).select_from(login_tries).where(login_tries.c.key.in_(blinds), login_tries.c.at > since)
    return (await tx.execute(query)).scalar_one()


async def note(
    tx: Transaction, member_id: int, action: str, *, now: datetime, case_number: str | None = None, about: int | None = None
) -> None:
    """Somebody saw or changed something; `about` is the colleague whom it concerns."""
    row = {"staff_id": member_id, "action": action, "case_number": case_number, "at": now, "about_id": about}
    await tx.execute(insert(audit_entries), row)


async def note_people(tx: Transaction, member_id: int, action: str, numbers: Collection[str], *, now: datetime) -> None:
    """Somebody saw or changed something of these people."""
    if numbers:
        rows = [{"staff_id": member_id, "action": action, "contact_number": number, "at": now} for number in numbers]
        await tx.execute(insert(audit_entries), rows)


async def anybody(tx: Transaction) -> bool:
    """Whether there is any member of staff."""
    return bool((await tx.execute(select(exists(select(staff.c.id))))).scalar())


async def _member(tx: Transaction, *conditions: object) -> Member | None:
    query = select(staff).where(*conditions, staff.c.disabled_at.is_(None))  # type: ignore[arg-type]
    row: Row[tuple[object, ...]] | None = (await tx.execute(query)).one_or_none()
    if row is None:
        return None
    codes = select(staff_municipalities.c.municipality_code).where(staff_municipalities.c.staff_id == row.id)
    return Member(
        id=row.id,
        email=row.email,
        name=row.name or row.email,
        role=row.role,
        municipalities=frozenset((await tx.execute(codes)).scalars()),
        password_hash=row.password_hash or "",
        totp_secret=row.totp_secret or "",
    )


def _hash(session: str) -> str:
    """128 random bits need no key to be unguessable."""
    return sha256(session.encode()).hexdigest()
