"""The page on which somebody of the staff says how they work and when they want to be told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta

from aiohttp import web

from bot.console.desk import PREFIX, SESSION, Desk, elsewhere, form_of
from bot.console.guard import Route
from bot.team.working import PROMISED_MOST
from dialogs.days import day_of
from storage.habits import Habit

SETTINGS = f"{PREFIX}/settings"
#: Monday to Friday, and the hours at which an e-mail can come.
WEEKDAYS = range(5)
HOURS = range(7, 19)
#: The problem of who made too many codes.
TOO_MANY = "telegram_codes"
#: Leave is not set further ahead.
AHEAD = timedelta(days=730)


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
        return await self.page(request)

    async def save(self, request: web.Request) -> web.Response:
        """From now on I work like this."""
        habit, problem = _habit(await form_of(request))
        if problem:
            return await self.page(request, problem=problem, filled=habit)
        await self._desk.rooms.working.put(request[SESSION].member, habit)
        return elsewhere(f"{SETTINGS}?done=settings")

    async def be_away(self, request: web.Request) -> web.Response:
        """I am away on these days."""
        form, today = await form_of(request), day_of(self._desk.now())
        first, last = _day(form.get("first", "")), _day(form.get("last", ""))
        if first is None or last is None or not (first <= last and today <= last <= today + AHEAD):
            return await self.page(request, problem="leave_days")
        if not await self._desk.rooms.working.be_away(request[SESSION].member, first, last):
            return await self.page(request, problem="leave_many")
        return elsewhere(f"{SETTINGS}?done=leave")

    async def not_away(self, request: web.Request) -> web.Response:
        """I am not away after all."""
        leave = (await form_of(request)).get("leave", "")
        if leave.isascii() and leave.isdigit() and len(leave) < 19:
            await self._desk.rooms.working.not_away(request[SESSION].member, int(leave))
        return elsewhere(f"{SETTINGS}?done=no_leave")

    async def page(self, request: web.Request, problem: str = "", filled: Habit | None = None) -> web.Response:
        """The settings, with what was filled in. `problem`: why it was not kept."""
        member = request[SESSION].member
        work, telegram = await self._desk.rooms.working.work(member), await self._desk.rooms.telegram.standing(member)
        values = {"work": work, "telegram": telegram, "habit": filled or work.habit, "hours": HOURS, "problem": problem}
        status, done = 429 if problem == TOO_MANY else 422 if problem else 200, request.query.get("done", "")
        return self._desk.page(request, "settings.html", status=status, done=done, **values)


def _habit(form: Mapping[str, str]) -> tuple[Habit, str]:
    """What was filled in, as far as it can be, and a word for what cannot."""
    opens, closes = _time(form.get("opens", "")), _time(form.get("closes", ""))
    free = tuple(day for day in WEEKDAYS if not form.get(f"day_{day}"))
    promise, mails = _number(form.get("answer_days", "")), form.get("mails") == "yes"
    digests = tuple(hour for hour in HOURS if form.get(f"digest_{hour}"))
    problems = {
        "hours": opens is None or closes is None or opens >= closes,
        "no_days": len(free) == len(WEEKDAYS),
        "promise": bool(form.get("answer_days")) and not (promise and promise <= PROMISED_MOST),
        "no_digest": mails and not digests,
    }
    usual = Habit()
    habit = Habit(
        opens=opens or usual.opens,
        closes=closes or usual.closes,
        free_weekdays=free,
        answer_days=promise,
        mails=mails,
        digests=digests,
    )
    return habit, next((word for word, wrong in problems.items() if wrong), "")


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


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
