"""To begin a talk with somebody of whom a short number is known."""

from __future__ import annotations

from aiohttp import web

from bot.cases.beginning import NobodyToSpeak
from bot.console.cases import CASES, member_of
from bot.console.desk import PREFIX, Desk, elsewhere, form_of
from bot.console.guard import Route

BEGIN = f"{PREFIX}/begin"
LONGEST = 12


class Beginning:
    """Writes through the room that begins talks."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> tuple[Route, ...]:
        """The pages of this subject."""
        return (("GET", BEGIN, "cases", self.ask), ("POST", BEGIN, "cases", self.begin))

    async def ask(self, request: web.Request) -> web.Response:
        """With whom."""
        return self._desk.page(request, "begin.html", person=request.query.get("person", "")[:LONGEST], problem="")

    async def begin(self, request: web.Request) -> web.Response:
        """Open the case, and show it."""
        person = "".join((await form_of(request)).get("person", "").upper().split())[:LONGEST]
        try:
            number = await self._desk.rooms.beginning.begin(member_of(request), person)
        except NobodyToSpeak:
            return self._desk.page(request, "begin.html", person=person, problem="nobody", status=422)
        return elsewhere(f"{CASES}/{number}?done=begun")
