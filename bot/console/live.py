"""What an open page asks again and again: how many questions are new, in numbers and in a sentence."""

from __future__ import annotations

from aiohttp import web

from bot.console.desk import HEADERS, PREFIX, SESSION, Desk, tongue_of
from bot.console.guard import Route

NEWS = f"{PREFIX}/news"


class Live:
    """Answers the script of the pages. That a page is open is no sign of life: a session ends all the same."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> tuple[Route, ...]:
        """The pages of this subject."""
        return (("GET", NEWS, "cases", self.news),)

    async def news(self, request: web.Request) -> web.Response:
        """How many questions nobody took, and when the newest came."""
        news = await self._desk.rooms.news.of(request[SESSION].member)
        said = self._desk.pages.page("news.html", tongue=tongue_of(request), news=news)
        newest = news.newest.isoformat() if news.newest else ""
        return web.json_response({"new": news.count, "newest": newest, "said": " ".join(said.split())}, headers=HEADERS)
