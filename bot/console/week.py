"""The start page: whom to help this week, and why."""

from __future__ import annotations

from math import isfinite

from aiohttp import web

from bot.caseload.week import MINUTES_EACH, NoSuchTime
from bot.console.desk import PREFIX, SESSION, Desk, elsewhere, form_of
from bot.console.guard import Route
from dialogs.days import day_of

WEEK = f"{PREFIX}/week"


class WeekPages:
    """Reads and writes through the room of the week."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> tuple[Route, ...]:
        """The pages of this subject."""
        return (
            ("GET", WEEK, "cases", self.show),
            ("POST", f"{WEEK}/hours", "cases", self.set_hours),
        )

    async def show(self, request: web.Request) -> web.Response:
        """This week."""
        member = request[SESSION].member
        return self._desk.page(
            request,
            "week.html",
            week=await self._desk.rooms.week.week(member),
            each=MINUTES_EACH,
            today=day_of(self._desk.now()),
            done=request.query.get("done", ""),
        )

    async def set_hours(self, request: web.Request) -> web.Response:
        """So much time there is."""
        given = (await form_of(request)).get("hours", "").replace(",", ".")
        try:
            hours = float(given)
            if not isfinite(hours):
                raise NoSuchTime
            await self._desk.rooms.week.set_hours(request[SESSION].member, hours)
        except (ValueError, NoSuchTime):
            return elsewhere(f"{WEEK}?done=no_hours")
        return elsewhere(f"{WEEK}?done=hours")
