"""Who leads a team, or administers, lets colleagues in and out, and reads what was seen and changed; within their own municipalities."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from bot.team.mail import StaffMail
from bot.team.staffing import INVITED_FOR
from storage import colleagues, municipalities, staff, staff_access, staff_accounts
from storage.colleagues import Colleague, Entry
from storage.database import Database, Service
from storage.staff import Member
from storage.transactions import Transaction

log = logging.getLogger(__name__)

#: Roles that each role can give.
GIVES = {"lead": ("coordinator", "lead"), "admin": ("coordinator", "lead", "admin")}
ENTRIES = 50


class ColleagueRefused(Exception):
    """This cannot be done with this colleague; says in a word why."""


class ColleaguesRoom:
    """An administrator without a municipality is one of the whole house."""

    def __init__(self, database: Database, mail: StaffMail, now: Callable[[], datetime]) -> None:
        self._database = database
        self._mail = mail
        self._now = now

    @property
    def mail_is_there(self) -> bool:
        """Whether a link goes by e-mail; else it must be handed over."""
        return self._mail.is_there

    def address(self, code: str) -> str:
        """Where the link with this code leads."""
        return self._mail.address(code)

    async def listed(self, manager: Member) -> Sequence[Colleague]:
        """Who works for their municipalities."""
        async with self._database.reading(Service()) as tx:
            return await colleagues.listed(tx, reach(manager))

    async def towns(self, manager: Member) -> list[tuple[str, str]]:
        """Code and name of the municipalities for which they can invite."""
        async with self._database.reading(Service()) as tx:
            halls, codes = await municipalities.participating(tx), reach(manager)
        return [(hall.code, hall.name) for hall in halls if codes is None or hall.code in codes]

    async def invite(self, manager: Member, email: str, role: str, codes: Collection[str]) -> str:
        """The code of a link that works once. Raises ColleagueRefused."""
        allowed = {code for code, _ in await self.towns(manager)}
        if not self._mail.fits(email):
            raise ColleagueRefused("no_address")
        if (
            role not in GIVES[manager.role]
            or not allowed.issuperset(codes)
            or (not codes and (role != "admin" or reach(manager) is not None))
        ):
            raise ColleagueRefused("no_town")
        async with self._database.writing(Service()) as tx:
            known = await colleagues.by_email(tx, email)
            if known is not None and (not manages(manager, known) or (known.joined and not known.disabled)):
                raise ColleagueRefused("known")
            code, now = secrets.token_urlsafe(24), self._now()
            until = now + INVITED_FOR
            member = await staff.invite(tx, email=email, role=role, municipalities=codes, code=code, until=until, now=now)
            await self._link(tx, manager, member, code, "colleague_invited")
        return code

    async def renew(self, manager: Member, member_id: int) -> str:
        """A link to a new password for who lost it or their phone. They are signed out everywhere, and set a second factor anew."""
        async with self._database.writing(Service()) as tx:
            member = await self._managed(tx, manager, member_id)
            if member.disabled:
                raise ColleagueRefused("disabled")
            code, now = secrets.token_urlsafe(24), self._now()
            await staff_access.offer_password(tx, member.id, code, until=now + INVITED_FOR)
            await staff_access.forget_second_factor(tx, member.id)
            await staff.end_all(tx, member.id)
            await self._link(tx, manager, member.id, code, "colleague_renewed")
        return code

    async def disable(self, manager: Member, member_id: int) -> None:
        """They can no longer sign in, from this moment. Raises ColleagueRefused."""
        async with self._database.writing(Service()) as tx:
            member = await self._managed(tx, manager, member_id)
            await staff.disable(tx, member.email, now=self._now())
            await staff.note(tx, manager.id, "colleague_disabled", about=member.id, now=self._now())

    async def unbind(self, manager: Member, member_id: int) -> None:
        """The account of the municipality is theirs no more: they are signed out, and the next one with their address will be theirs."""
        async with self._database.writing(Service()) as tx:
            member = await self._managed(tx, manager, member_id)
            await staff_accounts.unbind(tx, member.id)
            await staff.end_all(tx, member.id)
            await staff.note(tx, manager.id, "colleague_account_unbound", about=member.id, now=self._now())

    async def set_role(self, manager: Member, member_id: int, role: str) -> None:
        """From now on they do something else. Raises ColleagueRefused."""
        if role not in GIVES[manager.role]:
            raise ColleagueRefused("not_theirs")
        async with self._database.writing(Service()) as tx:
            member = await self._managed(tx, manager, member_id)
            if role != "admin" and not member.municipalities:
                raise ColleagueRefused("no_town")
            await colleagues.set_role(tx, member.id, role)
            await staff.note(tx, manager.id, "colleague_role_changed", about=member.id, now=self._now())

    async def trail(self, manager: Member, before: int) -> Sequence[Entry]:
        """What was seen and changed, the newest first; that it was read is noted too."""
        async with self._database.reading(Service()) as tx:
            entries = await colleagues.trail(tx, reach(manager), before=before, limit=ENTRIES)
        async with self._database.writing(Service()) as tx:
            await staff.note(tx, manager.id, "trail_seen", now=self._now())
        return entries

    async def _managed(self, tx: Transaction, manager: Member, member_id: int) -> Colleague:
        member = await colleagues.one(tx, member_id)
        if member is None or not manages(manager, member):
            raise ColleagueRefused("not_theirs")
        return member

    async def _link(self, tx: Transaction, manager: Member, member_id: int, code: str, action: str) -> None:
        await self._mail.link(tx, member_id, "invitation", code)
        await staff.note(tx, manager.id, action, about=member_id, now=self._now())
        log.info(action, extra={"staff": member_id})


def reach(manager: Member) -> frozenset[str] | None:
    """The municipalities whose staff somebody manages; None: all of them."""
    return None if manager.role == "admin" and not manager.municipalities else manager.municipalities


def manages(manager: Member, member: Colleague) -> bool:
    """Whether somebody lets this colleague in and out: not themselves, nobody who works elsewhere too, and no administrator as a lead."""
    codes = reach(manager)
    within = codes is None or (bool(member.municipalities) and member.municipalities <= codes)
    return within and member.id != manager.id and member.role in GIVES.get(manager.role, ())
