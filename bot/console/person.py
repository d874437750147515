"""The pages of one person: what is known and when, what comes by itself, an answer put right."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import date, timedelta

from aiohttp import web

from bot.caseload.calling import CannotWait, NoSuchDay, NotToCome
from bot.caseload.person import FactNotTheirs, PersonNotFound, Question
from bot.console.desk import SESSION, Desk, elsewhere
from bot.console.errors import NotThere
from bot.console.guard import Handler, Route
from bot.console.people import PEOPLE
from bot.guidance.fact_names import NONE_OF_THESE
from dialogs.days import day_of
from dialogs.walk import NO, YES
from storage.facts import Value
from storage.staff import Member

PERSON = f"{PEOPLE}/{{person:[A-Z0-9]{{6}}}}"
FACT = f"{PERSON}/facts/{{fact:[a-z0-9_]{{1,60}}}}"
CHECK_IN = f"{PERSON}/check-ins/{{check_in:[0-9]{{1,9}}}}"
#: For how many weeks somebody can be let rest; 0 wakes them.
WEEKS = ("1", "4", "12", "0")
LONGEST_TEXT = 120
LARGEST = 100_000
_REFUSED: Mapping[type[Exception], str] = {NotToCome: "too_late", CannotWait: "deadline", NoSuchDay: "no_day"}


class PersonPages:
    """Reads and writes through the rooms of one person and of what comes by itself."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> tuple[Route, ...]:
        """The pages of this subject."""
        pages: tuple[tuple[str, str, Handler], ...] = (
            ("GET", PERSON, self.show),
            ("POST", f"{PERSON}/rest", self.rest),
            ("GET", FACT, self.show_fact),
            ("POST", FACT, self.correct),
            ("POST", f"{PERSON}/check-ins", self.plan),
            ("POST", f"{CHECK_IN}/move", self.move),
            ("POST", f"{CHECK_IN}/cancel", self.cancel),
        )
        return tuple((method, path, "cases", self._of_somebody(page)) for method, path, page in pages)

    async def show(self, request: web.Request) -> web.Response:
        """Everything about somebody that staff may see."""
        member, today = _member(request), day_of(self._desk.now())
        colleagues = await self._desk.rooms.people.colleagues(member)
        return self._desk.page(
            request,
            "person.html",
            sheet=await self._desk.rooms.person.sheet(member, _number(request)),
            colleagues=colleagues,
            names={one.id: one.name for one in colleagues},
            today=today,
            tomorrow=(today + timedelta(days=1)).isoformat(),
            done=request.query.get("done", ""),
        )

    async def rest(self, request: web.Request) -> web.Response:
        """Looked at: not in my week for some time, unless it gets worse."""
        weeks = str((await request.post()).get("weeks", ""))
        if weeks in WEEKS:
            await self._desk.rooms.person.rest(_member(request), _number(request), int(weeks))
        return self._back(request, "rests" if weeks != "0" else "")

    async def show_fact(self, request: web.Request) -> web.Response:
        """The form for one fact."""
        return await self._fact_page(request)

    async def correct(self, request: web.Request) -> web.Response:
        """Put an answer right."""
        question = await self._question(request)
        form = await request.post()
        given = [value.strip() for value in form.getall("value", []) if isinstance(value, str) and value.strip()]
        value = _read(question, given)
        if value is None or self._desk.mask(str(value))[1]:
            return await self._fact_page(request, wrong=True)
        await self._desk.rooms.person.correct(_member(request), _number(request), question.name, value)
        return self._back(request, "corrected")

    async def plan(self, request: web.Request) -> web.Response:
        """Have a message come by itself."""
        form = await request.post()
        plan, day = str(form.get("plan", ""))[:60], _day(form.get("day", ""))
        if day is None:
            return self._back(request, "no_day")
        return await self._tried(request, "planned", lambda: self._desk.rooms.calling.plan(_member(request), _number(request), plan, day))

    async def move(self, request: web.Request) -> web.Response:
        """A message comes on another day."""
        day, id = _day((await request.post()).get("day", "")), int(request.match_info["check_in"])
        if day is None:
            return self._back(request, "no_day")
        return await self._tried(
            request, "check_in_moved", lambda: self._desk.rooms.calling.move(_member(request), _number(request), id, day)
        )

    async def cancel(self, request: web.Request) -> web.Response:
        """A message does not come."""
        id = int(request.match_info["check_in"])
        return await self._tried(request, "cancelled", lambda: self._desk.rooms.calling.cancel(_member(request), _number(request), id))

    def _of_somebody(self, page: Handler) -> Handler:
        """The page; whom this staff may not follow is not there, whatever a form says."""

        async def handler(request: web.Request) -> web.StreamResponse:
            try:
                await self._desk.rooms.person.found(_member(request), _number(request))
                return await page(request)
            except (PersonNotFound, FactNotTheirs):
                raise NotThere from None

        return handler

    async def _tried(self, request: web.Request, done: str, do: Callable[[], Awaitable[None]]) -> web.Response:
        try:
            await do()
        except tuple(_REFUSED) as refusal:
            return self._back(request, _REFUSED[type(refusal)])
        return self._back(request, done)

    async def _question(self, request: web.Request) -> Question:
        return await self._desk.rooms.person.question(_member(request), _number(request), request.match_info["fact"])

    async def _fact_page(self, request: web.Request, *, wrong: bool = False) -> web.Response:
        question = await self._question(request)
        values = {"question": question, "number": _number(request), "wrong": wrong, "longest": LONGEST_TEXT, "largest": LARGEST}
        return self._desk.page(request, "fact.html", status=422 if wrong else 200, **values)

    def _back(self, request: web.Request, done: str) -> web.Response:
        return elsewhere(f"{PEOPLE}/{_number(request)}" + (f"?done={done}" if done else ""))


def _read(question: Question, given: list[str]) -> Value | None:
    """What was filled in, as the fact holds it; None where it does not fit."""
    fact, first = question.definition, given[0] if given else ""
    match fact.type:
        case "choice" if first in fact.values:
            return first
        case "many" if given and all(value in fact.values for value in given):
            # *None of these* beside something else says nothing.
            return [value for value in given if value != NONE_OF_THESE] or [NONE_OF_THESE]
        case "yes_no" if first in (YES, NO):
            return first
        case "date" if (day := _day(first)) is not None:
            return day.isoformat()
        case "number" if first.isascii() and first.isdigit() and int(first) <= LARGEST:
            return int(first)
        case "text" if 0 < len(first) <= LONGEST_TEXT:
            return first
    return None


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


def _member(request: web.Request) -> Member:
    return request[SESSION].member


def _number(request: web.Request) -> str:
    return request.match_info["person"]
