"""The pages about paper: somebody's plan, and what stands above the letters of the municipality."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.caseload.plan_papers import PersonNotFollowed
from bot.console.desk import PREFIX, SESSION, Desk, download, elsewhere, form_of
from bot.console.errors import NotThere
from bot.console.guard import Route
from bot.drawing.papers import MEDIA_TYPE, printed

LETTERS = f"{PREFIX}/letters"
LONGEST_SENDER, LONGEST_ADDRESS = 80, 300


class PaperPages:
    """Reads and writes through the rooms of the papers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> tuple[Route, ...]:
        """The pages of this subject."""
        return (
            ("GET", f"{PREFIX}/people/{{person:[A-Z0-9]{{6}}}}/plan.pdf", "cases", self.plan),
            ("GET", LETTERS, "lead", self.show),
            ("POST", LETTERS, "lead", self.keep),
        )

    async def plan(self, request: web.Request) -> web.Response:
        """The plan of somebody who agreed to be followed, to print."""
        number = request.match_info["person"]
        try:
            paper = await self._desk.rooms.plan_papers.plan(request[SESSION].member, number)
        except PersonNotFollowed:
            raise NotThere from None
        return download(f"plan-{number}.pdf", MEDIA_TYPE, await asyncio.to_thread(printed, paper))

    async def show(self, request: web.Request) -> web.Response:
        """Who signs letters, and where answers go."""
        heads = await self._desk.rooms.letterheads.of(request[SESSION].member)
        longest = {"longest_sender": LONGEST_SENDER, "longest_address": LONGEST_ADDRESS}
        return self._desk.page(request, "letters.html", heads=heads, done=request.query.get("done", ""), **longest)

    async def keep(self, request: web.Request) -> web.Response:
        """From now on."""
        form = await form_of(request)
        sender, address = form.get("sender", "")[:LONGEST_SENDER], form.get("address", "")[:LONGEST_ADDRESS].replace("\r\n", "\n")
        if not await self._desk.rooms.letterheads.keep(
            request[SESSION].member, form.get("municipality", ""), sender=sender, address=address
        ):
            raise NotThere
        return elsewhere(f"{LETTERS}?done=saved")
