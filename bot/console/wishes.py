"""The page of the wishes: a plain list, each to be marked as done."""

from __future__ import annotations

from aiohttp import web

from bot.console.desk import PREFIX, SESSION, Desk, elsewhere, form_of
from bot.console.errors import NotThere
from bot.console.guard import Route
from bot.wishes import WishNotFound

WISHES = f"{PREFIX}/wishes"


class WishPages:
    """Reads and writes through the room of the wishes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> tuple[Route, ...]:
        """The pages of this subject."""
        return (("GET", WISHES, "cases", self.list), ("POST", f"{WISHES}/{{wish:[0-9]{{1,18}}}}", "cases", self.mark))

    async def list(self, request: web.Request) -> web.Response:
        """What waits; with `?done=1` what is done."""
        done = request.query.get("show") == "done"
        listed = await self._desk.rooms.wishes.listed(request[SESSION].member, done=done)
        return self._desk.page(request, "wishes.html", wishes=listed, done=done, told=request.query.get("told", ""))

    async def mark(self, request: web.Request) -> web.Response:
        """It is done, or is not after all."""
        done = (await form_of(request)).get("done", "1") == "1"
        try:
            await self._desk.rooms.wishes.mark(request[SESSION].member, int(request.match_info["wish"]), done=done)
        except WishNotFound:
            raise NotThere from None
        return elsewhere(f"{WISHES}?told={'done' if done else 'open'}")
