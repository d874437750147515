"""The conversation page: begins by itself, shows where we are, and takes what the person says."""

from __future__ import annotations

import re
from uuid import uuid4

from aiohttp import web

from bot.channels.webchat.desk import FORM, Desk, elsewhere, page, parcel, wants_parcel
from bot.channels.webchat.errors import NotKept
from bot.channels.webchat.guard import check_origin
from bot.channels.webchat.posts import inbound_of, last_row, read_form, start_of
from bot.channels.webchat.shown import Shown, fold
from bot.messages import Inbound, Outgoing, Receipt

CHAT = "/"
BLANK = "/blank"

#: Programs that look at a link without a person: search engines, and apps that show a preview. (CUBOT is a make of phones.)
_MACHINE = re.compile(r"(?<!cu)bot\b|crawl|spider|slurp|facebookexternalhit|whatsapp/|linkpreview|^curl/|^wget/", re.IGNORECASE)


class Chatting:
    """Handlers of the conversation."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(self, request: web.Request) -> web.Response:
        """The conversation as it stands; for who is new it begins. Nothing begins for a machine."""
        if _is_ahead(request):
            # Not a success, so that the browser asks again when the person really comes.
            return page("", status=503)
        self._desk.limits.page(self._desk.ip(request))
        session = self._desk.sessions.of(request)
        if request.method == "HEAD" or (session is None and _is_machine(request)):
            return self._desk.answer(request, "begin.html")
        return await self._enter(request, session)

    async def begin(self, request: web.Request) -> web.Response:
        """Somebody whom we took for a machine says that they are not."""
        # Also for who has a session: a post from elsewhere comes without the cookie, and would put a new one in its place.
        known = self._desk.sessions.of(request)
        check_origin(request, await read_form(request), known or "")
        return elsewhere(CHAT) if known else await self._enter(request, None)

    async def say(self, request: web.Request) -> web.Response:
        """Take one answer; then show the page again, or give its script the new rows."""
        form = request[FORM] = await read_form(request)
        session = self._desk.sessions.of(request)
        if session is None:
            return parcel({"problem": "no_session"}, status=401) if wants_parcel(request) else elsewhere(CHAT)
        check_origin(request, form, session)
        self._desk.limits.post(self._desk.ip(request), session)
        after = last_row(form.get("after", ""))
        if after:
            await self._desk.needs.seen(session, after)
        inbound = inbound_of(form, self._desk.visitor(request, session), self._desk.needs.mask)
        receipt = await self.keep(inbound) if inbound else Receipt(new=False)
        if wants_parcel(request):
            said = inbound.text if inbound is not None and inbound.kind == "text" else ""
            return parcel(await self.news(request, session, after, said))
        hiding = form.get("command") == "hide" or any(row.kind == "hide" for row in receipt.outgoing)
        return elsewhere(BLANK if hiding else CHAT)

    async def blank(self, request: web.Request) -> web.Response:
        """A page that says nothing about us, for who has to hide the conversation quickly."""
        return self._desk.answer(request, "blank.html")

    def parcel_of(self, row: Outgoing, session: str) -> dict[str, object]:
        """One row for the page's script: how it looks, and what it does to the rows before it."""
        html = self._desk.pages.message(Shown(row=row), session) if row.kind in {"say", "ask", "refresh"} else ""
        return {
            "id": row.id,
            "kind": row.kind,
            "asking": row.asking,
            "edits": row.edits,
            "language": row.language,
            "answered": row.answered,
            "html": html,
        }

    async def _enter(self, request: web.Request, known: str | None) -> web.Response:
        desk, invitation = self._desk, request.query.get("u", "")
        session = known or desk.sessions.new()
        if known is None or invitation:
            await self._start(request, session, invitation)
        if invitation or request.method == "POST":
            # So that a reload, or who looks at the address later, does not use the code again.
            response = elsewhere(CHAT)
        else:
            response = await self._page(request, session)
        desk.sessions.keep(response, session)
        return response

    async def _page(self, request: web.Request, session: str) -> web.Response:
        rows = await self._rows(session)
        messages = fold(rows)
        if not messages:
            await self._start(request, session)
            rows = await self._rows(session)
            messages = fold(rows)
        language = messages[-1].row.language if messages else self._desk.language(request)
        last = max((row.id for row in rows), default=0)
        offer = await self._offers(request, session)
        response = page(self._desk.pages.chat(language, session, messages, last, offer=offer))
        self._desk.sessions.keep_language(response, language)
        return response

    async def _offers(self, request: web.Request, session: str) -> bool:
        """Whether to ask how this person wants to be told of messages: after their yes to being reminded, until they chose."""
        return not self._desk.sessions.is_unoffered(request) and (await self._desk.needs.ways.standing(session)).open

    async def _rows(self, session: str) -> list[Outgoing]:
        """The last turn and whatever came after it, so that the events go on exactly where the page ends."""
        rows = list(await self._desk.needs.open_now(session))
        last = max((row.id for row in rows), default=0)
        return [*rows, *(await self._desk.needs.history(session, last) if rows else ())]

    async def _start(self, request: web.Request, session: str, invitation: str = "") -> None:
        self._desk.limits.start(self._desk.ip(request))
        await self.keep(start_of(self._desk.visitor(request, session), uuid4().hex, invitation))

    async def keep(self, inbound: Inbound) -> Receipt:
        """Hand in what was said. Raises NotKept."""
        receipt = await self._desk.needs.receive(inbound)
        if not receipt.kept:
            raise NotKept
        return receipt

    async def news(self, request: web.Request, session: str, after: int, said: str = "") -> dict[str, object]:
        """The person's words as kept, and the rows that the page has not shown yet: no need to wait for the stream."""
        rows = await self._desk.needs.history(session, after)
        offer = await self._offers(request, session)
        return {"said": said, "rows": [self.parcel_of(row, session) for row in rows], "offer": offer}


def _is_ahead(request: web.Request) -> bool:
    """Whether the browser only guesses that the person will come."""
    purpose = request.headers.get("Sec-Purpose", "") or request.headers.get("Purpose", "") or request.headers.get("X-Moz", "")
    return "prefetch" in purpose.lower()


def _is_machine(request: web.Request) -> bool:
    embedded = request.headers.get("Sec-Fetch-Dest", "document") != "document"
    return embedded or _MACHINE.search(request.headers.get("User-Agent", "")) is not None
