"""The pages of who leads a team or administers: colleagues, and what was seen and changed."""

from __future__ import annotations

from aiohttp import web

from bot.console.desk import PREFIX, SESSION, Desk, elsewhere, form_of
from bot.console.guard import Route
from bot.team.colleagues import GIVES, ColleagueRefused, manages

COLLEAGUES, TRAIL = f"{PREFIX}/colleagues", f"{PREFIX}/trail"
NEWEST = 2**62


class Colleagues:
    """Reads and writes through the room of the colleagues."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> tuple[Route, ...]:
        """The pages of this subject."""
        return (
            ("GET", COLLEAGUES, "leads", self.show),
            ("POST", COLLEAGUES, "leads", self.invite),
            ("POST", f"{COLLEAGUES}/renew", "leads", self.renew),
            ("POST", f"{COLLEAGUES}/disable", "leads", self.disable),
            ("POST", f"{COLLEAGUES}/role", "leads", self.set_role),
            ("POST", f"{COLLEAGUES}/unbind", "leads", self.unbind),
            ("GET", TRAIL, "leads", self.trail),
        )

    async def show(self, request: web.Request) -> web.Response:
        """Who works here."""
        return await self._page(request)

    async def invite(self, request: web.Request) -> web.Response:
        """Somebody may come in: by e-mail, or with a link that is shown once."""
        form, room = await form_of(request), self._desk.rooms.colleagues
        manager, email = request[SESSION].member, form.get("email", "")[:254]
        towns = await room.towns(manager)
        codes = [code for code, _ in towns if form.get(f"town_{code}")] or ([towns[0][0]] if len(towns) == 1 else [])
        try:
            code = await room.invite(manager, email, form.get("role", ""), codes)
        except ColleagueRefused as refused:
            return await self._page(request, problem=str(refused), email=email)
        return await self._told(request, code)

    async def renew(self, request: web.Request) -> web.Response:
        """A colleague lost their password or phone."""
        try:
            code = await self._desk.rooms.colleagues.renew(request[SESSION].member, await _member_id(request))
        except ColleagueRefused as refused:
            return await self._page(request, problem=str(refused))
        return await self._told(request, code)

    async def disable(self, request: web.Request) -> web.Response:
        """A colleague left."""
        try:
            await self._desk.rooms.colleagues.disable(request[SESSION].member, await _member_id(request))
        except ColleagueRefused as refused:
            return await self._page(request, problem=str(refused))
        return elsewhere(f"{COLLEAGUES}?done=disabled")

    async def set_role(self, request: web.Request) -> web.Response:
        """A colleague does something else from now on."""
        role = (await form_of(request)).get("role", "")
        try:
            await self._desk.rooms.colleagues.set_role(request[SESSION].member, await _member_id(request), role)
        except ColleagueRefused as refused:
            return await self._page(request, problem=str(refused))
        return elsewhere(f"{COLLEAGUES}?done=role")

    async def unbind(self, request: web.Request) -> web.Response:
        """A colleague has another account of the municipality now."""
        try:
            await self._desk.rooms.colleagues.unbind(request[SESSION].member, await _member_id(request))
        except ColleagueRefused as refused:
            return await self._page(request, problem=str(refused))
        return elsewhere(f"{COLLEAGUES}?done=unbound")

    async def trail(self, request: web.Request) -> web.Response:
        """What was seen and changed, the newest first."""
        asked = request.query.get("before", "")
        before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else NEWEST
        manager = request[SESSION].member
        entries = await self._desk.rooms.colleagues.trail(manager, before)
        return self._desk.page(request, "trail.html", entries=entries, first=before == NEWEST, with_cases=manager.role != "admin")

    async def _told(self, request: web.Request, code: str) -> web.Response:
        """By e-mail, or on this page once."""
        if self._desk.rooms.colleagues.mail_is_there:
            return elsewhere(f"{COLLEAGUES}?done=invited")
        return await self._page(request, code=code)

    async def _page(self, request: web.Request, problem: str = "", email: str = "", code: str = "") -> web.Response:
        manager, room = request[SESSION].member, self._desk.rooms.colleagues
        listed = await room.listed(manager)
        return self._desk.page(
            request,
            "colleagues.html",
            status=422 if problem else 200,
            colleagues=listed,
            managed={one.id for one in listed if manages(manager, one)},
            roles=GIVES[manager.role],
            towns=await room.towns(manager),
            problem=problem,
            email=email,
            link=room.address(code) if code else "",
            mail_is_there=room.mail_is_there,
            providers=self._desk.rooms.accounts.names,
            done=request.query.get("done", ""),
        )


async def _member_id(request: web.Request) -> int:
    """Which colleague a form is about; one that nobody has where it says none."""
    asked = (await form_of(request)).get("member", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else 0
