"""The pages with those whom the municipality may follow: the list with its filters, saved lists, and passing people on."""

from __future__ import annotations

from aiohttp import web

from bot.caseload.people import NoColleague
from bot.console import people_asked
from bot.console.desk import PREFIX, SESSION, Desk, elsewhere, form_of
from bot.console.errors import NotThere
from bot.console.guard import Route
from bot.console.people_asked import Asked, asked, told
from dialogs.days import day_of
from storage.staff import Member

PEOPLE = f"{PREFIX}/people"
LONGEST_NAME = 40


class People:
    """Reads and writes through the room of the people."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> tuple[Route, ...]:
        """The pages of this subject."""
        return (
            ("GET", PEOPLE, "cases", self.list),
            ("POST", f"{PEOPLE}/move", "cases", self.move),
            ("POST", f"{PEOPLE}/views", "cases", self.save_view),
            ("POST", f"{PEOPLE}/views/{{view:[0-9]{{1,9}}}}/remove", "cases", self.remove_view),
        )

    async def list(self, request: web.Request) -> web.Response:
        """Who agreed to be followed, filtered and sorted."""
        member, room = _member(request), self._desk.rooms.people
        wanted = self._asked(request)
        listing = await room.listed(member, wanted.filter, wanted.order, wanted.after)
        colleagues = await room.colleagues(member)
        return self._desk.page(
            request,
            "people.html",
            listing=listing,
            asked=wanted,
            words=people_asked,
            today=day_of(self._desk.now()),
            colleagues=colleagues,
            others=[(str(one.id), one.name) for one in colleagues if one.id != member.id],
            names={one.id: one.name for one in colleagues},
            views=await room.views(member),
            next=told(listing.end) if listing.end else "",
            done=request.query.get("done", ""),
            moved=_number(request.query.get("moved", "")),
        )

    async def move(self, request: web.Request) -> web.Response:
        """Pass the chosen people on to a colleague."""
        form = await request.post()
        numbers = [value for value in form.getall("person", []) if isinstance(value, str)]
        to, back = str(form.get("to", "")), str(form.get("back", ""))
        if not numbers or not to:
            return self._back(request, back, "chosen_nobody")
        try:
            moved = await self._desk.rooms.people.move(_member(request), numbers, None if to == people_asked.NOBODY else _number(to))
        except NoColleague:
            raise NotThere from None
        return self._back(request, back, f"moved&moved={moved}")

    async def save_view(self, request: web.Request) -> web.Response:
        """Keep this list under a name."""
        form = await form_of(request)
        name, query = form.get("name", "")[:LONGEST_NAME], form.get("query", "")
        if not name or self._desk.mask(name)[1]:
            return self._back(request, query, "no_view_name")
        saved = await self._desk.rooms.people.save_view(_member(request), name, self._cleaned(request, query).query)
        return self._back(request, query, "view_saved" if saved else "views_full")

    async def remove_view(self, request: web.Request) -> web.Response:
        """A saved list is no longer needed."""
        await self._desk.rooms.people.remove_view(_member(request), int(request.match_info["view"]))
        return self._back(request, "", "view_removed")

    def _asked(self, request: web.Request) -> Asked:
        return asked(request.query, _member(request).id, day_of(self._desk.now()))

    def _cleaned(self, request: web.Request, query: str) -> Asked:
        """What a form says about a list, read as if it were an address."""
        return asked(request.rel_url.with_query(query[:400]).query, _member(request).id, day_of(self._desk.now()))

    def _back(self, request: web.Request, query: str, done: str) -> web.Response:
        """To the same list. What stands in the form is read as filters, never as an address."""
        kept = self._cleaned(request, query).query
        return elsewhere(f"{PEOPLE}?{kept}&done={done}" if kept else f"{PEOPLE}?done={done}")


def _member(request: web.Request) -> Member:
    return request[SESSION].member


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
