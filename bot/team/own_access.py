"""What somebody of the staff does about their own way in: recovery codes, browsers that are signed in, a forgotten password."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.team.mail import StaffMail
from bot.team.staffing import COUNTED_FOR, IDLE, LONGEST, TooManyTries
from storage import staff, staff_access
from storage.database import Database, Service
from storage.staff import Member
from storage.staff_access import SignedInAt

log = logging.getLogger(__name__)

RECOVERY_CODES = 8
#: Letters and digits that nobody takes for another, and how many make a code.
SIGNS, SIGNS_IN_CODE = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789", 12
RESET_FOR = timedelta(hours=1)
#: Links to a new password within the time in which tries are counted: for one address, and asked from one network.
RESETS_PER_EMAIL, RESETS_PER_NETWORK = 3, 20


@dataclass(frozen=True, kw_only=True)
class OwnAccess:
    """How somebody can come in."""

    browsers: Sequence[SignedInAt]
    recovery_codes: int


class AccessRoom:
    """Everything is about who asks, and about nobody else."""

    def __init__(self, database: Database, mail: StaffMail, now: Callable[[], datetime]) -> None:
        self._database = database
        self._mail = mail
        self._now = now

    @property
    def mail_is_there(self) -> bool:
        """Whether a link to a new password can be sent."""
        return self._mail.is_there

    async def of(self, member: Member) -> OwnAccess:
        """Their browsers, and how many recovery codes are left."""
        now = self._now()
        async with self._database.reading(Service()) as tx:
            browsers = await staff_access.signed_in(tx, member.id, began_after=now - LONGEST, seen_after=now - IDLE)
            return OwnAccess(browsers=browsers, recovery_codes=await staff_access.recovery_codes_left(tx, member.id))

    async def new_recovery_codes(self, member: Member) -> list[str]:
        """Codes to be shown once; earlier ones count no more."""
        codes = [_code() for _ in range(RECOVERY_CODES)]
        async with self._database.writing(Service()) as tx:
            await staff_access.put_recovery_codes(tx, member.id, codes)
            await staff.note(tx, member.id, "recovery_codes_made", now=self._now())
        return codes

    async def sign_out(self, member: Member, session_id: int) -> None:
        """One browser of theirs is signed out."""
        async with self._database.writing(Service()) as tx:
            await staff_access.end_one(tx, member.id, session_id)
            await staff.note(tx, member.id, "browser_signed_out", now=self._now())

    async def sign_out_others(self, member: Member, but: int) -> None:
        """Every browser of theirs but this one is signed out."""
        async with self._database.writing(Service()) as tx:
            await staff_access.end_others(tx, member.id, but)
            await staff.note(tx, member.id, "browsers_signed_out", now=self._now())

    async def forgot_password(self, email: str, network: str) -> None:
        """A link goes to this address, if it is known and was not asked for too often: who asks sees no difference.

        Raises TooManyTries where one network asks for very many.
        """
        by_network, by_email, now = f"reset network {network}", f"reset {staff.plain(email)}", self._now()
        async with self._database.writing(Service()) as tx:
            since = now - COUNTED_FOR
            if await staff.failures(tx, by_network, since=since) >= RESETS_PER_NETWORK:
                raise TooManyTries
            asked = await staff.failures(tx, by_email, since=since)
            await staff.failed(tx, [by_network, by_email], now=now, forget_before=since)
            member = await staff.by_email(tx, email)
            if member is not None and asked < RESETS_PER_EMAIL and self._mail.is_there:
                code = secrets.token_urlsafe(24)
                await staff_access.offer_password(tx, member.id, code, until=now + RESET_FOR)
                await self._mail.link(tx, member.id, "reset", code)
                await staff.note(tx, member.id, "password_link_asked", now=now)
        log.info("password_link_asked")


def _code() -> str:
    """Sixty random bits, in three groups."""
    signs = "".join(secrets.choice(SIGNS) for _ in range(SIGNS_IN_CODE))
    return "-".join(signs[begin : begin + 4] for begin in range(0, SIGNS_IN_CODE, 4))
