"""The pages of the cases: the list, one case, taking it, answering, closing."""

from __future__ import annotations

from aiohttp import web

from bot.casework import OUTCOMES, Sheet
from bot.console.desk import PREFIX, SESSION, Desk, elsewhere, form_of
from bot.console.errors import NotThere, Overtaken
from bot.console.guard import Route
from bot.console.pages import MAX_WORDS
from bot.guidance.replies import FieldMissing, StandardReply, own_words
from dialogs.days import day_of
from dialogs.phrase import Phrase
from storage.staff import Member

CASES = f"{PREFIX}/cases"
CASE = f"{CASES}/{{number:[A-Z0-9]{{6}}}}"


class Cases:
    """Reads and writes through the room of the cases."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> tuple[Route, ...]:
        """The pages of this subject."""
        return (
            ("GET", CASES, "cases", self.list),
            ("GET", CASE, "cases", self.show),
            ("POST", f"{CASE}/take", "cases", self.take),
            ("POST", f"{CASE}/give-back", "cases", self.give_back),
            ("POST", f"{CASE}/close", "cases", self.close),
            ("GET", f"{CASE}/reply", "cases", self.show_reply),
            ("POST", f"{CASE}/preview", "cases", self.preview),
            ("POST", f"{CASE}/reply", "cases", self.reply),
            ("POST", f"{CASE}/words", "cases", self.words),
        )

    async def list(self, request: web.Request) -> web.Response:
        """What is open, the most urgent first."""
        works = await self._desk.rooms.casework.listed(_member(request))
        newest = max((work.opened_at for work in works if work.state == "new"), default=None)
        me, done = _member(request).id, request.query.get("done", "")
        return self._desk.page(request, "cases.html", live=True, works=works, me=me, newest=newest, done=done)

    async def show(self, request: web.Request) -> web.Response:
        """One case."""
        return await self._case_page(request)

    async def take(self, request: web.Request) -> web.Response:
        """What the person types is for me from now on."""
        await self._desk.rooms.casework.take(_member(request), _number(request))
        return self._back(request, "taken")

    async def give_back(self, request: web.Request) -> web.Response:
        """Somebody else may take it."""
        await self._desk.rooms.casework.give_back(_member(request), _number(request))
        return self._back(request, "given_back")

    async def close(self, request: web.Request) -> web.Response:
        """It is done, with what became of it."""
        outcome = (await form_of(request)).get("outcome", "")
        if outcome not in OUTCOMES:
            return await self._case_page(request, problem="no_outcome")
        await self._desk.rooms.casework.close(_member(request), _number(request), outcome)
        return elsewhere(f"{CASES}?done=closed")

    async def show_reply(self, request: web.Request) -> web.Response:
        """A standard reply: its fields, or the reply itself where it has none."""
        reply = self._reply(request.query.get("reply", ""))
        return await self._reply_page(request, reply, {}, asked=bool(reply.fields))

    async def preview(self, request: web.Request) -> web.Response:
        """The reply as it will be read, in both languages."""
        form = dict(await form_of(request))
        return await self._reply_page(request, self._reply(form.get("reply", "")), form)

    async def reply(self, request: web.Request) -> web.Response:
        """Send a standard reply."""
        form = dict(await form_of(request))
        reply = self._reply(form.get("reply", ""))
        try:
            filled = self._filled(reply, form)
        except FieldMissing:
            return await self._reply_page(request, reply, form)
        return await self._send(request, filled, form)

    async def words(self, request: web.Request) -> web.Response:
        """Send somebody's own Dutch; not with a number or a code in it that nobody may send."""
        form = dict(await form_of(request))
        words = form.get("words", "").replace("\r\n", "\n")
        problem = "empty" if not words else "too_long" if len(words) > MAX_WORDS else "secret" if self._desk.mask(words)[1] else ""
        if problem:
            return await self._case_page(request, problem=problem, words=words)
        return await self._send(request, own_words(words), form)

    async def _send(self, request: web.Request, reply: Phrase, form: dict[str, str]) -> web.Response:
        await self._desk.rooms.casework.reply(_member(request), _number(request), reply, form.get("once", "")[:64])
        return self._back(request, "sent")

    async def _case_page(self, request: web.Request, problem: str = "", words: str = "") -> web.Response:
        sheet = await self._desk.rooms.casework.sheet(_member(request), _number(request))
        language = sheet.work.language
        return self._desk.page(
            request,
            "case.html",
            status=422 if problem else 200,
            sheet=sheet,
            mine=_is_mine(sheet, _member(request)),
            replies=self._desk.rooms.casework.replies().values(),
            mark=self._desk.rooms.casework.previewed(own_words("…"), language) if language and language != "nl" else "",
            problem=problem,
            words=words,
            done=request.query.get("done", ""),
        )

    async def _reply_page(self, request: web.Request, reply: StandardReply, given: dict[str, str], *, asked: bool = False) -> web.Response:
        """`asked`: the fields are shown for the first time, so none is missing yet."""
        sheet = await self._desk.rooms.casework.sheet(_member(request), _number(request))
        if not _is_mine(sheet, _member(request)):
            raise Overtaken
        filled, missing = None, ""
        try:
            filled = self._filled(reply, given)
        except FieldMissing as failure:
            missing = "" if asked else str(failure)
        render, language = self._desk.rooms.casework.previewed, sheet.work.language or "nl"
        readings = [(code, render(filled, code)) for code in dict.fromkeys(("nl", language))] if filled else []
        status = 422 if missing else 200
        values = {"sheet": sheet, "reply": reply, "given": given, "missing": missing, "readings": readings}
        return self._desk.page(request, "reply.html", status=status, **values)

    def _filled(self, reply: StandardReply, given: dict[str, str]) -> Phrase:
        """With its fields; one that holds a number or a code that nobody may send counts as missing. Raises FieldMissing."""
        for each in reply.fields:
            if self._desk.mask(given.get(each.name, ""))[1]:
                raise FieldMissing(each.name)
        return reply.filled(given, day_of(self._desk.now()))

    def _reply(self, key: str) -> StandardReply:
        reply = self._desk.rooms.casework.replies().get(key)
        if reply is None:
            raise NotThere
        return reply

    def _back(self, request: web.Request, done: str) -> web.Response:
        return elsewhere(f"{CASES}/{_number(request)}?done={done}")


def _member(request: web.Request) -> Member:
    return request[SESSION].member


def _number(request: web.Request) -> str:
    return request.match_info["number"]


def _is_mine(sheet: Sheet, member: Member) -> bool:
    return sheet.work.state == "taken" and sheet.work.taken_by == member.id
