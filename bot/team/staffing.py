"""Staff sign in: with a password, and a code of their phone where that is set up; every try is counted, every session can be ended."""

from __future__ import annotations

import asyncio
import hmac
import logging
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from storage import staff, staff_access
from storage.database import Database, Service
from storage.staff import Member, Session

log = logging.getLogger(__name__)

#: Without a sign of life a session ends after this, and in any case after a working day.
IDLE = timedelta(hours=1)
LONGEST = timedelta(hours=10)
#: How often a session says that it lives: not a row at every page.
NOTED_EVERY = timedelta(minutes=1)
INVITED_FOR = timedelta(days=7)
PASSWORD_LEAST, PASSWORD_MOST = 12, 200
#: Failed sign-ins within this time: by one address from one network, by one address from anywhere, from one network.
COUNTED_FOR = timedelta(minutes=15)
PER_PAIR, PER_EMAIL, PER_NETWORK = 5, 30, 60
#: Wrong codes of one member.
PER_MEMBER = 5
#: A hash takes a fifth of a second and 64 MB: no more than this many at once.
HASHES_AT_ONCE = 2
#: Phones whose clock is a little off: one step of half a minute earlier or later.
STEPS = (0, -1, 1)
CODE_DIGITS = 6
ISSUER = "Wegwijzer"


class SignInRefused(Exception):
    """E-mail address and password, or the code, do not belong together."""


class TooManyTries(Exception):
    """There were too many failed tries; it must be tried later."""


class PasswordUnfit(Exception):
    """The password is too short or too long."""


@dataclass(frozen=True, kw_only=True)
class Effort:
    """What each guess at a password costs with argon2id: the second choice of RFC 9106. Less is for tests."""

    rounds: int = 3
    kibibytes: int = 65_536
    lanes: int = 4


USUAL_EFFORT = Effort()


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """A browser that gave the right password: what it keeps, and whether a second factor is still to come."""

    session: str
    complete: bool


class StaffRoom:
    """Who may come in. `one_factor`: a password is enough for who has no second factor; of a demo only."""

    def __init__(self, database: Database, now: Callable[[], datetime], *, one_factor: bool = False, effort: Effort = USUAL_EFFORT) -> None:
        self._database = database
        self._now = now
        self._one_factor = one_factor
        self._hasher = PasswordHasher(time_cost=effort.rounds, memory_cost=effort.kibibytes, parallelism=effort.lanes)
        self._gate = asyncio.Semaphore(HASHES_AT_ONCE)
        self._nobody = ""

    async def sign_in(self, email: str, password: str, network: str) -> SignedIn:
        """Begin a session. An unknown address takes as long as a wrong password. Raises SignInRefused or TooManyTries."""
        counted = {f"{staff.plain(email)} {network}": PER_PAIR, staff.plain(email): PER_EMAIL, f"network {network}": PER_NETWORK}
        await self._still_allowed(counted)
        async with self._database.reading(Service()) as tx:
            member = await staff.by_email(tx, email)
        right = await self._is_right(member.password_hash if member else await self._nobodys(), password)
        if member is None or not right:
            await self._failed(counted)
            raise SignInRefused
        complete = self._one_factor and not member.totp_secret
        session = await self._begin(member, "signed_in" if complete else "password_given", complete=complete)
        return SignedIn(session=session, complete=complete)

    async def session(self, session: str, browser: str = "", *, alive: bool = True) -> Session | None:
        """Who is signed in with this id, and that they are still there, with this browser; unless this is no sign of life."""
        now = self._now()
        async with self._database.reading(Service()) as tx:
            found = await staff.session(tx, session, began_after=now - LONGEST, seen_after=now - IDLE)
        if alive and found is not None and (found.seen_at <= now - NOTED_EVERY or found.browser != browser):
            async with self._database.writing(Service()) as tx:
                await staff.seen(tx, found.id, browser=browser, now=now)
        return found

    async def give_code(self, member: Member, session: str, code: str) -> str:
        """The code of the phone, or a recovery code: the session is complete, under a new id. Raises SignInRefused or TooManyTries."""
        with_phone = sum(sign.isalnum() for sign in code) <= CODE_DIGITS
        await self._check_code(member, member.totp_secret, code, recovery=not with_phone)
        return await self._begin(member, "signed_in" if with_phone else "recovery_code_used", instead_of=session)

    async def set_second_factor(self, member: Member, session: str, secret: str, code: str) -> str:
        """From now on a code is asked too; the first one proves that the phone has the secret. Raises as `give_code`."""
        if member.totp_secret or not is_secret(secret):
            raise SignInRefused
        await self._check_code(member, secret, code)
        async with self._database.writing(Service()) as tx:
            await staff.set_second_factor(tx, member.id, secret)
            await staff.use_step(tx, member.id, _step(secret, code, self._now()) or 0)
        return await self._begin(member, "second_factor_set", instead_of=session)

    async def sign_out(self, member: Member, session: str) -> None:
        """This browser is signed out."""
        async with self._database.writing(Service()) as tx:
            await staff.end(tx, session)
            await staff.note(tx, member.id, "signed_out", now=self._now())

    async def invited(self, code: str) -> Member | None:
        """Who was invited with this code."""
        async with self._database.reading(Service()) as tx:
            return await staff.by_invitation(tx, code, now=self._now())

    async def accept(self, code: str, name: str, password: str) -> bool:
        """Who was invited chooses a name and a password, once. False: the invitation is unknown, used or old. Raises PasswordUnfit."""
        hashed = await self._hashed(password)
        now = self._now()
        async with self._database.writing(Service()) as tx:
            member = await staff.by_invitation(tx, code, now=now)
            if member is None:
                return False
            await staff.set_password(tx, member.id, hashed, name=name)
            await staff.note(tx, member.id, "password_set", now=now)
        log.info("staff_invitation_used", extra={"staff": member.id})
        return True

    async def change_password(self, member: Member, old: str, new: str) -> str:
        """A new password signs out every browser; gives the new session of this one.

        Raises SignInRefused, TooManyTries or PasswordUnfit.
        """
        counted = {f"password {member.id}": PER_MEMBER}
        await self._still_allowed(counted)
        if not await self._is_right(member.password_hash, old):
            await self._failed(counted)
            raise SignInRefused
        hashed = await self._hashed(new)
        async with self._database.writing(Service()) as tx:
            await staff.set_password(tx, member.id, hashed)
        return await self._begin(member, "password_changed")

    async def invite(self, email: str, role: str, municipalities: Collection[str]) -> str:
        """The one-time code of an invitation; an earlier one of the same person counts no more."""
        code, now = secrets.token_urlsafe(24), self._now()
        async with self._database.writing(Service()) as tx:
            until = now + INVITED_FOR
            invited = await staff.invite(tx, email=email, role=role, municipalities=municipalities, code=code, until=until, now=now)
        log.info("staff_invited", extra={"staff": invited})
        return code

    async def disable(self, email: str) -> bool:
        """Somebody can no longer sign in, from this moment. False: nobody by that address."""
        async with self._database.writing(Service()) as tx:
            return await staff.disable(tx, email, now=self._now())

    async def anybody(self) -> bool:
        """Whether there is any member of staff."""
        async with self._database.reading(Service()) as tx:
            return await staff.anybody(tx)

    async def _begin(self, member: Member, action: str, *, complete: bool = True, instead_of: str = "") -> str:
        session, now = secrets.token_urlsafe(24), self._now()
        async with self._database.writing(Service()) as tx:
            await staff.end(tx, instead_of)
            await staff.begin(tx, member.id, session, complete=complete, now=now)
            await staff.note(tx, member.id, action, now=now)
        return session

    async def _check_code(self, member: Member, secret: str, code: str, *, recovery: bool = False) -> None:
        counted = {f"code {member.id}": PER_MEMBER}
        await self._still_allowed(counted)
        step = _step(secret, code, self._now()) if secret and not recovery else None
        if step is not None and not member.totp_secret:
            return
        async with self._database.writing(Service()) as tx:
            used = step is not None and await staff.use_step(tx, member.id, step)
            used = used or (recovery and await staff_access.use_recovery_code(tx, member.id, code))
        if not used:
            await self._failed(counted)
            raise SignInRefused

    async def _still_allowed(self, counted: dict[str, int]) -> None:
        async with self._database.reading(Service()) as tx:
            for key, most in counted.items():
                if await staff.failures(tx, key, since=self._now() - COUNTED_FOR) >= most:
                    raise TooManyTries

    async def _failed(self, counted: Collection[str]) -> None:
        now = self._now()
        log.warning("staff_sign_in_failed")
        async with self._database.writing(Service()) as tx:
            await staff.failed(tx, counted, now=now, forget_before=now - COUNTED_FOR)

    async def _nobodys(self) -> str:
        """A hash that no password fits, to be looked at as long as a real one."""
        self._nobody = self._nobody or await self._hashed(secrets.token_urlsafe())
        return self._nobody

    async def _is_right(self, hashed: str, password: str) -> bool:
        if len(password) > PASSWORD_MOST:
            return False
        async with self._gate:
            return await asyncio.to_thread(self._verified, hashed, password)

    def _verified(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError):
            return False

    async def _hashed(self, password: str) -> str:
        if not PASSWORD_LEAST <= len(password) <= PASSWORD_MOST:
            raise PasswordUnfit
        async with self._gate:
            return await asyncio.to_thread(self._hasher.hash, password)


def new_secret() -> str:
    """A fresh secret for the second factor."""
    return pyotp.random_base32()


def is_secret(text: str) -> bool:
    """Whether this can be such a secret."""
    return len(text) == 32 and set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


def secret_address(secret: str, email: str) -> str:
    """The secret as an address that an app for codes opens."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def _step(secret: str, code: str, now: datetime) -> int | None:
    """The half minute that a code belongs to; None for a wrong one."""
    totp, plain = pyotp.TOTP(secret), "".join(code.split())
    steps = (totp.timecode(now) + away for away in STEPS)
    return next((step for step in steps if hmac.compare_digest(totp.generate_otp(step).encode(), plain.encode())), None)
