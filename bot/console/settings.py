"""The page on which somebody of the staff says how they work and when they want to be told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta

from aiohttp import web

from bot.console.desk import PREFIX, SESSION, Desk, elsewhere, form_of
from bot.console.guard import Route
from bot.working import PROMISED_MOST
from dialogs.days import day_of
from storage.habits import Habit

SETTINGS = f"{PREFIX}/settings"
#: Monday to Friday, and the hours at which an e-mail can come.
WEEKDAYS = range(5)
HOURS = range(7, 19)
#: Leave is not set further ahead.
AHEAD = timedelta(days=730)


class Unfit(Exception):
    """What was filled in cannot be; says which part."""


class WorkSettings:
    """Reads and writes through the room of the settings."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> tuple[Route, ...]:
        """The pages of this subject."""
        return (
            ("GET", SETTINGS, "cases", self.show),
            ("POST", SETTINGS, "cases", self.save),
            ("POST", f"{SETTINGS}/leave", "cases", self.be_away),
            ("POST", f"{SETTINGS}/leave/end", "cases", self.not_away),
        )

    async def show(self, request: web.Request) -> web.Response:
        """How I work."""
        return await self._page(request)

    async def save(self, request: web.Request) -> web.Response:
        """From now on I work like this."""
        try:
            habit = _habit(await form_of(request))
        except Unfit as unfit:
            return await self._page(request, problem=str(unfit))
        await self._desk.rooms.working.put(request[SESSION].member, habit)
        return elsewhere(f"{SETTINGS}?done=settings")

    async def be_away(self, request: web.Request) -> web.Response:
        """I am away on these days."""
        form, today = await form_of(request), day_of(self._desk.now())
        first, last = _day(form.get("first", "")), _day(form.get("last", ""))
        if first is None or last is None or not (first <= last and today <= last <= today + AHEAD):
            return await self._page(request, problem="leave_days")
        if not await self._desk.rooms.working.be_away(request[SESSION].member, first, last):
            return await self._page(request, problem="leave_many")
        return elsewhere(f"{SETTINGS}?done=leave")

    async def not_away(self, request: web.Request) -> web.Response:
        """I am not away after all."""
        leave = (await form_of(request)).get("leave", "")
        if leave.isascii() and leave.isdigit() and len(leave) < 19:
            await self._desk.rooms.working.not_away(request[SESSION].member, int(leave))
        return elsewhere(f"{SETTINGS}?done=no_leave")

    async def _page(self, request: web.Request, problem: str = "") -> web.Response:
        work = await self._desk.rooms.working.work(request[SESSION].member)
        status, done = 422 if problem else 200, request.query.get("done", "")
        return self._desk.page(request, "settings.html", status=status, work=work, hours=HOURS, problem=problem, done=done)


def _habit(form: Mapping[str, str]) -> Habit:
    """What was filled in. Raises Unfit."""
    opens, closes = _time(form.get("opens", "")), _time(form.get("closes", ""))
    if opens is None or closes is None or opens >= closes:
        raise Unfit("hours")
    worked = {day for day in WEEKDAYS if form.get(f"day_{day}")}
    if not worked:
        raise Unfit("no_days")
    promise, mails = form.get("answer_days", ""), form.get("mails") == "yes"
    if promise and not (promise.isascii() and promise.isdigit() and 1 <= int(promise[:9]) <= PROMISED_MOST):
        raise Unfit("promise")
    digests = tuple(hour for hour in HOURS if form.get(f"digest_{hour}"))
    if mails and not digests:
        raise Unfit("no_digest")
    free = tuple(day for day in WEEKDAYS if day not in worked)
    return Habit(
        opens=opens, closes=closes, free_weekdays=free, answer_days=int(promise) if promise else None, mails=mails, digests=digests
    )


def _time(text: str) -> time | None:
    try:
        return time.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
