"""What an open page asks again and again: how many questions are new, and what came in a case; in numbers and in a sentence."""

from __future__ import annotations

from datetime import datetime

from aiohttp import web

from bot.console.cases import CASE, member_of, number_of
from bot.console.desk import HEADERS, PREFIX, Desk, tongue_of
from bot.console.guard import Route

NEWS = f"{PREFIX}/news"


class Live:
    """Answers the script of the pages. That a page is open is no sign of life: a session ends all the same."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> tuple[Route, ...]:
        """The pages of this subject."""
        return (("GET", NEWS, "cases", self.news), ("GET", f"{CASE}/news", "cases", self.case_news))

    async def news(self, request: web.Request) -> web.Response:
        """How many questions nobody took, and when the newest came."""
        news = await self._desk.rooms.news.of(member_of(request))
        return self._told(request, "news.html", news.count, news.newest, news=news)

    async def case_news(self, request: web.Request) -> web.Response:
        """What came in a case since the page was drawn. That it was asked is no look at the case."""
        member = member_of(request)
        work = await self._desk.rooms.casework.found(member, number_of(request))
        since = _moment(request.query.get("since", ""))
        news = await self._desk.rooms.news.of_case(member, work, since or self._desk.now())
        return self._told(request, "case_news.html", news.heard, news.newest, news=news)

    def _told(self, request: web.Request, template: str, new: int, newest: datetime | None, **values: object) -> web.Response:
        said = self._desk.pages.page(template, tongue=tongue_of(request), **values)
        told = {"new": new, "newest": newest.isoformat() if newest else "", "said": " ".join(said.split())}
        return web.json_response(told, headers=HEADERS)


def _moment(written: str) -> datetime | None:
    """The moment that a page says; None where it says none."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
