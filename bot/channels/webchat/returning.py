"""The return code: back to the conversation after a cleared browser or on another phone."""

from __future__ import annotations

from aiohttp import web

from bot.channels.webchat.chatting import CHAT
from bot.channels.webchat.desk import FORM, Desk, elsewhere
from bot.channels.webchat.guard import check_origin
from bot.channels.webchat.posts import read_form

CODE = "/code"
NEW_CODE = "/code/new"
USE_CODE = "/code/use"
#: Longer is no code of ours.
MAX_CODE = 40


class Returning:
    """Handlers of the code page."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(self, request: web.Request) -> web.Response:
        """Make a code, or type one."""
        self._desk.limits.page(self._desk.ip(request))
        return self._page(request)

    async def make(self, request: web.Request) -> web.Response:
        """Show a fresh code, large."""
        session = self._desk.sessions.of(request)
        form = await read_form(request)
        if session is None:
            return elsewhere(CODE)
        check_origin(request, form, session)
        self._desk.limits.code(self._desk.ip(request), session)
        return self._page(request, code=await self._desk.needs.codes.new_code(session))

    async def use(self, request: web.Request) -> web.Response:
        """Join this browser to the person of the code."""
        form = request[FORM] = await read_form(request)
        known = self._desk.sessions.of(request)
        session = known or self._desk.sessions.new()
        check_origin(request, form, known or "")
        self._desk.limits.code(self._desk.ip(request), session)
        typed = form.get("code", "").strip()[:MAX_CODE]
        if not typed or not await self._desk.needs.codes.use_code(typed, session):
            return self._page(request, typed=typed, unknown=bool(typed))
        response = elsewhere(CHAT)
        self._desk.sessions.keep(response, session)
        return response

    def _page(self, request: web.Request, *, code: str = "", typed: str = "", unknown: bool = False) -> web.Response:
        has_session = self._desk.sessions.of(request) is not None
        return self._desk.answer(request, "code.html", code=code, typed=typed, unknown=unknown, has_session=has_session)
