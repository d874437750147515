"""What lets staff come in beside a password: recovery codes, browsers that are signed in, and links to a new password."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update

from storage.sealing import ring_of
from storage.staff import INVITE
from storage.tables import staff, staff_recovery_codes, staff_sessions
from storage.transactions import Transaction

#: Where the keyed hash of a recovery code is used.
RECOVERY = "staff_recovery_code.code_hash"


@dataclass(frozen=True, kw_only=True)
class SignedInAt:
    """A browser in which somebody is signed in."""

    id: int
    browser: str
    began_at: datetime
    seen_at: datetime


async def put_recovery_codes(tx: Transaction, member_id: int, codes: Collection[str]) -> None:
    """From now on these count, and no earlier ones."""
    await forget_recovery_codes(tx, member_id)
    ring = ring_of(tx.dialect)
    await tx.execute(
        insert(staff_recovery_codes), [{"staff_id": member_id, "code_hash": ring.blind(_plain(code), RECOVERY)} for code in codes]
    )


async def forget_recovery_codes(tx: Transaction, member_id: int) -> None:
    """None counts any more."""
    await tx.execute(delete(staff_recovery_codes).where(staff_recovery_codes.c.staff_id == member_id))


async def use_recovery_code(tx: Transaction, member_id: int, code: str) -> bool:
    """This code was used, and counts no more; False where it is not one of theirs."""
    own = staff_recovery_codes.c
    theirs = delete(staff_recovery_codes).where(
        own.staff_id == member_id, own.code_hash.in_(ring_of(tx.dialect).blinds(_plain(code), RECOVERY))
    )
    return (await tx.execute(theirs)).rowcount == 1


async def recovery_codes_left(tx: Transaction, member_id: int) -> int:
    """How many still count."""
    query = select(func.count()).select_from(staff_recovery_codes).where(staff_recovery_codes.c.staff_id == member_id)
    return (await tx.execute(query)).scalar_one()


async def signed_in(tx: Transaction, member_id: int, *, began_after: datetime, seen_after: datetime) -> Sequence[SignedInAt]:
    """The browsers in which somebody is signed in, the newest first."""
    own = staff_sessions.c
    query = (
        select(own.id, func.coalesce(own.browser, "").label("browser"), own.began_at, own.seen_at)
        .where(own.staff_id == member_id, own.complete, own.began_at > began_after, own.seen_at > seen_after)
        .order_by(own.seen_at.desc(), own.id.desc())
    )
    return [SignedInAt(**row._mapping) for row in (await tx.execute(query)).all()]


async def end_one(tx: Transaction, member_id: int, session_id: int) -> None:
    """That browser of theirs is signed out."""
    own = staff_sessions.c
    await tx.execute(delete(staff_sessions).where(own.staff_id == member_id, own.id == session_id))


async def end_others(tx: Transaction, member_id: int, but: int) -> None:
    """Every browser of theirs but this one is signed out."""
    own = staff_sessions.c
    await tx.execute(delete(staff_sessions).where(own.staff_id == member_id, own.id != but))


async def offer_password(tx: Transaction, member_id: int, code: str, *, until: datetime) -> None:
    """With this code they may choose a new password once; an earlier one counts no more."""
    values = {"invite_hash": ring_of(tx.dialect).blind(code, INVITE), "invite_until": until}
    await tx.execute(update(staff).where(staff.c.id == member_id).values(values))


async def forget_second_factor(tx: Transaction, member_id: int) -> None:
    """The code of their phone is asked no more, until they set one anew."""
    await tx.execute(update(staff).where(staff.c.id == member_id).values(totp_secret=None, totp_step=None))
    await forget_recovery_codes(tx, member_id)


def _plain(code: str) -> str:
    return "".join(sign for sign in code.upper() if sign.isalnum())
