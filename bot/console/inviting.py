"""The pages of the invitations: what became of them, codes to hang up, codes for persons, and the leaflet."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from aiohttp import web

from bot.console.desk import PREFIX, SESSION, Desk, download, elsewhere, form_of
from bot.console.errors import NotThere
from bot.console.guard import Route
from bot.drawing.papers import MEDIA_TYPE, printed
from bot.guidance.totals import FEWEST
from bot.inviting import MOST_LINES, ROUTES, InvitationNotFound, InvitedTwice, Refused, lines_of
from bot.language.languages import SOURCE

INVITATIONS = f"{PREFIX}/invitations"


class InvitationPages:
    """Reads and writes through the room of the invitations."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> tuple[Route, ...]:
        """The pages of this subject."""
        return (
            ("GET", INVITATIONS, "cases", self.list),
            ("POST", INVITATIONS, "cases", self.invite_everybody),
            ("GET", f"{INVITATIONS}/{{invitation:[A-Za-z0-9_-]{{1,64}}}}", "cases", self.show),
            ("POST", f"{INVITATIONS}/persons", "cases", self.invite_persons),
            ("POST", f"{INVITATIONS}/leaflet", "cases", self.leaflet),
        )

    async def list(self, request: web.Request) -> web.Response:
        """What there is, and what became of it."""
        return await self._page(request)

    async def invite_everybody(self, request: web.Request) -> web.Response:
        """A code to hang up."""
        route = (await form_of(request)).get("route", "")
        if route not in ROUTES:
            return await self._page(request, problem="no_route")
        try:
            code = await self._desk.rooms.inviting.invite_everybody(request[SESSION].member, route)
        except InvitationNotFound:
            raise NotThere from None
        return elsewhere(f"{INVITATIONS}/{code}")

    async def show(self, request: web.Request) -> web.Response:
        """One code, to scan, to copy or to print."""
        try:
            given, way = await self._desk.rooms.inviting.look(request[SESSION].member, request.match_info["invitation"])
            opened = await self._desk.rooms.inviting.opened(request[SESSION].member, given)
        except InvitationNotFound:
            raise NotThere from None
        return self._desk.page(request, "invitation_shown.html", given=given, way=way, opened=opened, languages=self._languages())

    async def invite_persons(self, request: web.Request) -> web.Response:
        """Codes for a pasted list of own references. They are shown this one time, so this answers with the page itself."""
        form, member = await form_of(request), request[SESSION].member
        lines, route = lines_of(form.get("references", "")), form.get("route", "")
        # What looks like a BSN is not even shown again to who pasted it.
        shown, _ = self._desk.mask(form.get("references", ""))
        if not lines or len(lines) > MOST_LINES or route not in ROUTES:
            problem = "no_route" if route not in ROUTES else "no_lines" if not lines else "many_lines"
            return await self._page(request, problem=problem, references=shown)
        if refused := await self._desk.rooms.inviting.refused(member, lines):
            return await self._page(request, refused=refused, references=shown)
        try:
            ways = await self._desk.rooms.inviting.invite_persons(member, lines, route, form.get("once", "")[:64])
        except InvitedTwice:
            return elsewhere(f"{INVITATIONS}?done=twice")
        except InvitationNotFound:
            raise NotThere from None
        return self._desk.page(request, "invitations_made.html", ways=ways, languages=self._languages())

    async def leaflet(self, request: web.Request) -> web.Response:
        """A leaflet to print, in Dutch and the language that was chosen."""
        form = await form_of(request)
        language = form.get("language", "")
        try:
            if language not in self._languages():
                raise InvitationNotFound
            paper = await self._desk.rooms.inviting.leaflet(request[SESSION].member, form.get("code", ""), language)
        except InvitationNotFound:
            raise NotThere from None
        return download(f"folder-{language}.pdf", MEDIA_TYPE, await asyncio.to_thread(printed, paper))

    def _languages(self) -> tuple[str, ...]:
        """Those in which people are written to; Dutch, which stands in every leaflet, last."""
        return tuple(sorted(self._desk.pages.offered, key=lambda language: language == SOURCE))

    async def _page(
        self, request: web.Request, *, problem: str = "", refused: Sequence[Refused] = (), references: str = ""
    ) -> web.Response:
        board = await self._desk.rooms.inviting.board(request[SESSION].member)
        values = {
            "board": board,
            "routes": ROUTES,
            "fewest": FEWEST,
            "most_lines": MOST_LINES,
            "problem": problem,
            "references": references,
        }
        status = 422 if problem or refused else 200
        return self._desk.page(request, "invitations.html", status=status, **values, refused=refused, done=request.query.get("done", ""))
