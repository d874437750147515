"""The pages about somebody's own way in: a forgotten password, recovery codes, the browsers in which they are signed in."""

from __future__ import annotations

from aiohttp import web

from bot.console.desk import PREFIX, SESSION, SIGN_IN, Desk, elsewhere, form_of
from bot.console.guard import Route
from bot.team.staffing import TooManyTries

ACCOUNT = f"{PREFIX}/account"
FORGOTTEN = f"{PREFIX}/forgotten"


class OwnWayIn:
    """Reads and writes through the room of the own access."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> tuple[Route, ...]:
        """The pages of this subject."""
        return (
            ("GET", FORGOTTEN, "anybody", self.show_forgotten),
            ("POST", FORGOTTEN, "anybody", self.forgotten),
            ("POST", f"{ACCOUNT}/recovery-codes", "staff", self.recovery_codes),
            ("POST", f"{ACCOUNT}/sign-out", "staff", self.sign_out_one),
            ("POST", f"{ACCOUNT}/sign-out-others", "staff", self.sign_out_others),
        )

    async def show_forgotten(self, request: web.Request) -> web.Response:
        """The page for who forgot their password."""
        return self._forgotten_page(request)

    async def forgotten(self, request: web.Request) -> web.Response:
        """A link goes to the address, if it is known; the page is the same when it is not."""
        email = (await form_of(request)).get("email", "")[:254]
        if not self._desk.rooms.access.mail_is_there:
            return self._forgotten_page(request)
        try:
            await self._desk.rooms.access.forgot_password(email, self._desk.ip(request))
        except TooManyTries:
            return self._forgotten_page(request, "too_many")
        return elsewhere(f"{SIGN_IN}?done=link_sent")

    async def recovery_codes(self, request: web.Request) -> web.Response:
        """New codes, on this page and never again."""
        member = request[SESSION].member
        if not member.totp_secret:
            return elsewhere(ACCOUNT)
        codes = await self._desk.rooms.access.new_recovery_codes(member)
        return self._desk.page(request, "recovery_codes.html", codes=codes)

    async def sign_out_one(self, request: web.Request) -> web.Response:
        """One of my browsers."""
        session = (await form_of(request)).get("session", "")
        if session.isascii() and session.isdigit() and len(session) < 19:
            await self._desk.rooms.access.sign_out(request[SESSION].member, int(session))
        return elsewhere(f"{ACCOUNT}?done=browser")

    async def sign_out_others(self, request: web.Request) -> web.Response:
        """All my browsers but this one."""
        await self._desk.rooms.access.sign_out_others(request[SESSION].member, request[SESSION].id)
        return elsewhere(f"{ACCOUNT}?done=browser")

    def _forgotten_page(self, request: web.Request, problem: str = "") -> web.Response:
        there = self._desk.rooms.access.mail_is_there
        return self._desk.page(request, "forgotten.html", status=429 if problem else 200, problem=problem, mail_is_there=there)
