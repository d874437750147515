"""Signing in with an account of the municipality: to its provider, and back."""

from __future__ import annotations

from aiohttp import web

from bot.console.desk import SESSION, SIGN_IN, Desk, elsewhere, local
from bot.console.errors import NotThere
from bot.console.guard import Route
from bot.team.accounts import AccountRefused, Reason
from bot.team.accounts.room import BACK_WITHIN

PROVIDER = f"{SIGN_IN}/{{provider:[a-z0-9-]{{1,40}}}}"
#: What went wrong between machines; the rest is about who somebody is.
_STATUS: dict[Reason, int] = {"stale": 400, "untrusted": 400, "clock": 400, "cancelled": 400, "unreachable": 503, "misconfigured": 503}


class MunicipalAccounts:
    """Reads and writes through the room of the accounts."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> tuple[Route, ...]:
        """The pages of this subject."""
        return (
            ("GET", PROVIDER, "anybody", self.send_off),
            ("GET", f"{PROVIDER}/back", "anybody", self.come_back),
        )

    async def send_off(self, request: web.Request) -> web.Response:
        """To the provider; this browser keeps by what it is known when it comes back."""
        key, _ = self._provider(request)
        wanted = local(request.query.get("next", ""))
        session = request.get(SESSION)
        if session and session.complete:
            return elsewhere(wanted)
        try:
            sent = await self._desk.rooms.accounts.send_off(key, wanted)
        except AccountRefused as refused:
            return self._refused(request, refused)
        response = elsewhere(sent.address)
        age, secure = int(BACK_WITHIN.total_seconds()), self._desk.secure
        # Not `Strict`: the provider sends them back, and then it must be there.
        response.set_cookie(self._cookie, sent.browser, path="/", max_age=age, secure=secure, httponly=True, samesite="Lax")
        return response

    async def come_back(self, request: web.Request) -> web.Response:
        """From the provider, with a code, or with why there is none."""
        key, _ = self._provider(request)
        browser, old = (request.cookies.get(name, "") for name in (self._cookie, self._desk.cookie))
        try:
            session, wanted = await self._desk.rooms.accounts.come_back(key, browser, request.query, instead_of=old)
        except AccountRefused as refused:
            return self._refused(request, refused)
        response = self._desk.signed_in(wanted, session)
        response.del_cookie(self._cookie, path="/", secure=self._desk.secure, httponly=True, samesite="Lax")
        return response

    @property
    def _cookie(self) -> str:
        """The name under which a browser keeps by what it is known when it comes back."""
        return f"{self._desk.cookie}-account"

    def _provider(self, request: web.Request) -> tuple[str, str]:
        """Key and name."""
        key = request.match_info["provider"]
        name = self._desk.rooms.accounts.name(key)
        if name is None:
            raise NotThere
        return key, name

    def _refused(self, request: web.Request, refused: AccountRefused) -> web.Response:
        key, name = self._provider(request)
        values = {"reason": refused.reason, "provider": key, "name": name}
        return self._desk.page(request, "account_refused.html", status=_STATUS.get(refused.reason, 403), **values)


def back_path(key: str) -> str:
    """Where the provider with this key sends people back; it must know this address."""
    return f"{SIGN_IN}/{key}/back"
