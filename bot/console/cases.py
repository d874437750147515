"""The pages of the cases: the list, one case, taking it, answering, closing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from aiohttp import web

from bot.cases.casework import OUTCOMES, AppointmentToCome
from bot.cases.sheet import Line, Sheet
from bot.console.desk import PREFIX, SESSION, Desk, elsewhere, form_of
from bot.console.errors import NotThere, Overtaken
from bot.console.guard import Route
from bot.console.pages import MAX_WORDS
from bot.guidance.replies import FieldMissing, StandardReply, own_words
from bot.language.plain import Advice
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
            ("POST", f"{CASE}/words/advice", "cases", self.advise),
            ("POST", f"{CASE}/words", "cases", self.words),
        )

    async def list(self, request: web.Request) -> web.Response:
        """What is open, the most urgent first."""
        works = await self._desk.rooms.casework.listed(member_of(request))
        newest = max((work.opened_at for work in works if work.state == "new"), default=None)
        me, today, done = member_of(request).id, day_of(self._desk.now()), request.query.get("done", "")
        return self._desk.page(request, "cases.html", live=True, works=works, me=me, today=today, newest=newest, done=done)

    async def show(self, request: web.Request) -> web.Response:
        """One case."""
        return await self.page(request)

    async def take(self, request: web.Request) -> web.Response:
        """What the person types is for me from now on."""
        await self._desk.rooms.casework.take(member_of(request), number_of(request))
        return back(request, "taken")

    async def give_back(self, request: web.Request) -> web.Response:
        """Somebody else may take it."""
        await self._desk.rooms.casework.give_back(member_of(request), number_of(request))
        return back(request, "given_back")

    async def close(self, request: web.Request) -> web.Response:
        """It is done, with what became of it."""
        outcome = (await form_of(request)).get("outcome", "")
        if outcome not in OUTCOMES:
            return await self.page(request, problem="no_outcome")
        try:
            await self._desk.rooms.casework.close(member_of(request), number_of(request), outcome)
        except AppointmentToCome:
            return await self.page(request, problem="appointment")
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
        if since(await self._desk.rooms.casework.sheet(member_of(request), number_of(request)), form.get("seen", "")):
            return await self._reply_page(request, reply, form, seen=form["seen"])
        return await self._send(request, filled, form, reply.answers)

    async def advise(self, request: web.Request) -> web.Response:
        """Whether somebody's own Dutch is plain, before it goes: advice, and nothing is refused for it."""
        words = (await form_of(request)).get("words", "").replace("\r\n", "\n")[:MAX_WORDS]
        return await self.page(request, words=words, advice=self._desk.rooms.casework.advised(words))

    async def words(self, request: web.Request) -> web.Response:
        """Send somebody's own Dutch; not with a number or a code in it that nobody may send."""
        form = dict(await form_of(request))
        words = form.get("words", "").replace("\r\n", "\n")
        problem = "empty" if not words else "too_long" if len(words) > MAX_WORDS else "secret" if self._desk.mask(words)[1] else ""
        if problem:
            return await self.page(request, problem=problem, words=self._desk.mask(words)[0])
        sheet = await self._desk.rooms.casework.sheet(member_of(request), number_of(request))
        if not _is_mine(sheet, member_of(request)):
            return await self.page(request, problem="overtaken", words=words)
        if since(sheet, form.get("seen", "")):
            return await self.page(request, problem="crossed", words=words, seen=form["seen"])
        return await self._send(request, own_words(words), form)

    async def _send(self, request: web.Request, reply: Phrase, form: dict[str, str], answers: Sequence[Phrase] = ()) -> web.Response:
        await self._desk.rooms.casework.reply(member_of(request), number_of(request), reply, form.get("once", "")[:64], answers)
        return back(request, "sent")

    async def page(
        self, request: web.Request, *, problem: str = "", words: str = "", note: str = "", seen: str = "", advice: Advice | None = None
    ) -> web.Response:
        """One case. `problem`: why what was asked for was not done; `seen`: when the page was drawn on which it was asked for."""
        sheet = await self._desk.rooms.casework.sheet(member_of(request), number_of(request))
        language = sheet.work.language
        return self._desk.page(
            request,
            "case.html",
            status=409 if problem in ("crossed", "overtaken") else 422 if problem else 200,
            sheet=sheet,
            today=day_of(self._desk.now()),
            around=await self._desk.rooms.handling.around(member_of(request), sheet.work),
            appointments=await self._desk.rooms.appointments.of_case(sheet.work.id),
            pictures=await self._desk.rooms.pictures.of_case(member_of(request), sheet.work),
            mine=_is_mine(sheet, member_of(request)),
            replies=self._desk.rooms.casework.replies().values(),
            mark=self._desk.rooms.casework.previewed(own_words("…"), language) if language and language != "nl" else "",
            fresh=since(sheet, seen),
            drawn=drawn(sheet),
            live=sheet.work.state != "closed",
            newest=newest(sheet),
            problem=problem,
            words=words,
            note=note,
            advice=advice,
            done=request.query.get("done", ""),
        )

    async def _reply_page(
        self, request: web.Request, reply: StandardReply, given: dict[str, str], *, asked: bool = False, seen: str = ""
    ) -> web.Response:
        """`asked`: the fields are shown for the first time, so none is missing yet; `seen` as for the page of a case."""
        sheet = await self._desk.rooms.casework.sheet(member_of(request), number_of(request))
        if not _is_mine(sheet, member_of(request)):
            raise Overtaken
        filled, missing = None, ""
        try:
            filled = self._filled(reply, given)
        except FieldMissing as failure:
            missing = "" if asked else str(failure)
        casework, language = self._desk.rooms.casework, sheet.work.language or "nl"
        render, label = casework.previewed, casework.rendered
        codes = dict.fromkeys(("nl", language))
        readings = [(code, render(filled, code), [label(each, code) for each in reply.answers]) for code in codes] if filled else []
        fresh = since(sheet, seen)
        status = 422 if missing else 409 if fresh else 200
        values = {
            "fresh": fresh,
            "drawn": drawn(sheet),
            "sheet": sheet,
            "reply": reply,
            "given": given,
            "missing": missing,
            "readings": readings,
        }
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


def back(request: web.Request, done: str) -> web.Response:
    """To the page of the case, which says what was done."""
    return elsewhere(f"{CASES}/{number_of(request)}{'?done=' + done if done else ''}")


def member_of(request: web.Request) -> Member:
    """Who asks."""
    return request[SESSION].member


def number_of(request: web.Request) -> str:
    """The number of the case that the address names."""
    return request.match_info["number"]


def drawn(sheet: Sheet) -> str:
    """How far the talk goes that a page shows, for its forms to say."""
    return (sheet.lines[-1].at if sheet.lines else sheet.work.opened_at).isoformat()


def newest(sheet: Sheet) -> datetime:
    """When the newest happened that a page shows."""
    work = sheet.work
    moments = (work.opened_at, work.taken_at, work.closed_at, *(line.at for line in sheet.lines), *(each.at for each in sheet.reasons))
    return max(moment for moment in moments if moment)


def since(sheet: Sheet, seen: str) -> Sequence[Line]:
    """What was said after a page was drawn, by the person, a colleague, or in another window; nothing where the form does not say when."""
    try:
        until = datetime.fromisoformat(seen)
        return [line for line in sheet.lines if line.at > until]
    except (ValueError, TypeError):
        return ()


def _is_mine(sheet: Sheet, member: Member) -> bool:
    return sheet.work.state == "taken" and sheet.work.taken_by == member.id
