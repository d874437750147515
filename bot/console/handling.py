"""What colleagues do with a case beside answering: notes, letting it wait, handing it over, opening it again."""

from __future__ import annotations

from datetime import date

from aiohttp import web

from bot.cases.handling import CannotReopen, ColleagueUnknown, DayUnfit
from bot.console.cases import CASE, Cases, back, member_of, number_of
from bot.console.desk import Desk, form_of
from bot.console.guard import Route
from bot.console.pages import MAX_WORDS


class Handling:
    """Forms on the page of a case; what cannot be is said on that page."""

    def __init__(self, desk: Desk, cases: Cases) -> None:
        self._desk = desk
        self._cases = cases

    def routes(self) -> tuple[Route, ...]:
        """The pages of this subject."""
        return (
            ("POST", f"{CASE}/note", "cases", self.note),
            ("POST", f"{CASE}/snooze", "cases", self.snooze),
            ("POST", f"{CASE}/wake", "cases", self.wake),
            ("POST", f"{CASE}/hand", "cases", self.hand),
            ("POST", f"{CASE}/reopen", "cases", self.reopen),
        )

    async def note(self, request: web.Request) -> web.Response:
        """Write something down for colleagues; not with a number or a code in it that nobody may keep."""
        text = (await form_of(request)).get("note", "").replace("\r\n", "\n")
        problem = "note_empty" if not text else "note_long" if len(text) > MAX_WORDS else "note_secret" if self._desk.mask(text)[1] else ""
        if problem:
            return await self._cases.page(request, problem=problem, note=text)
        await self._desk.rooms.handling.write(member_of(request), number_of(request), text)
        return back(request, "noted")

    async def snooze(self, request: web.Request) -> web.Response:
        """Let it wait until a day."""
        try:
            until = date.fromisoformat((await form_of(request)).get("until", ""))
            await self._desk.rooms.handling.snooze(member_of(request), number_of(request), until)
        except (ValueError, DayUnfit):
            return await self._cases.page(request, problem="until")
        return back(request, "snoozed")

    async def wake(self, request: web.Request) -> web.Response:
        """It need not wait any longer."""
        await self._desk.rooms.handling.snooze(member_of(request), number_of(request), None)
        return back(request, "")

    async def hand(self, request: web.Request) -> web.Response:
        """Give it to a colleague."""
        to = (await form_of(request)).get("to", "")
        try:
            chosen = int(to) if to.isascii() and to.isdigit() and len(to) < 16 else 0
            await self._desk.rooms.handling.hand(member_of(request), number_of(request), chosen)
        except ColleagueUnknown:
            return await self._cases.page(request, problem="colleague")
        return back(request, "handed")

    async def reopen(self, request: web.Request) -> web.Response:
        """Open a closed one again."""
        try:
            await self._desk.rooms.handling.reopen(member_of(request), number_of(request))
        except CannotReopen:
            return await self._cases.page(request, problem="reopen")
        return back(request, "taken")
