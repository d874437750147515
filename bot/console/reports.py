"""The pages of the reports about schools: by school, one report, its state, and the letter to Blik op Werk."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.console.desk import PREFIX, SESSION, Desk, download, elsewhere, form_of
from bot.console.errors import Changed, NotThere
from bot.console.guard import Route
from bot.drawing.papers import MEDIA_TYPE, printed
from bot.reports.letters import Letter
from bot.reports.reports import ReportChanged, ReportNotFound

REPORTS = f"{PREFIX}/reports"
REPORT = f"{REPORTS}/{{report:[A-Z0-9]{{6}}}}"
#: Characters of what somebody notes with a step.
MAX_REMARK = 500


class ReportPages:
    """Reads and writes through the room of the reports."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> tuple[Route, ...]:
        """The pages of this subject."""
        return (
            ("GET", REPORTS, "cases", self.list),
            ("GET", REPORT, "cases", self.show),
            ("POST", f"{REPORT}/state", "cases", self.change),
            ("GET", f"{REPORT}/letter.pdf", "cases", self.paper),
            ("GET", f"{REPORT}/letter.txt", "cases", self.text),
        )

    async def list(self, request: web.Request) -> web.Response:
        """All reports by school, with a word for the team lead where there are many about one."""
        overview = await self._desk.rooms.reports.listed(request[SESSION].member)
        return self._desk.page(request, "reports.html", overview=overview)

    async def show(self, request: web.Request) -> web.Response:
        """One report."""
        return await self._page(request)

    async def change(self, request: web.Request) -> web.Response:
        """Bring it to another state; not with a number or a code in the remark that nobody may keep."""
        form = await form_of(request)
        remark = form.get("remark", "")
        problem = "too_long" if len(remark) > MAX_REMARK else "secret" if self._desk.mask(remark)[1] else ""
        if problem:
            return await self._page(request, problem, self._desk.mask(remark)[0])
        state, member = form.get("state", ""), request[SESSION].member
        try:
            await self._desk.rooms.reports.change(member, _number(request), was=form.get("was", ""), state=state, remark=remark)
        except ReportNotFound:
            raise NotThere from None
        except ReportChanged:
            raise Changed from None
        return elsewhere(f"{REPORTS}/{_number(request)}?done={state}")

    async def paper(self, request: web.Request) -> web.Response:
        """The letter to print."""
        letter = await self._letter(request)
        return download(f"melding-{letter.number}.pdf", MEDIA_TYPE, await asyncio.to_thread(printed, letter.paper()))

    async def text(self, request: web.Request) -> web.Response:
        """The letter to paste into an e-mail."""
        letter = await self._letter(request)
        return download(f"melding-{letter.number}.txt", "text/plain", letter.text().encode())

    async def _letter(self, request: web.Request) -> Letter:
        try:
            return await self._desk.rooms.reports.letter(request[SESSION].member, _number(request))
        except ReportNotFound:
            raise NotThere from None

    async def _page(self, request: web.Request, problem: str = "", remark: str = "") -> web.Response:
        try:
            sheet = await self._desk.rooms.reports.sheet(request[SESSION].member, _number(request))
        except ReportNotFound:
            raise NotThere from None
        values = {"sheet": sheet, "problem": problem, "remark": remark, "max_remark": MAX_REMARK}
        return self._desk.page(request, "report.html", status=422 if problem else 200, **values, done=request.query.get("done", ""))


def _number(request: web.Request) -> str:
    return request.match_info["report"]
