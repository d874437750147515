"""Being told that there is a message: the page on which a person chooses how, and the signal's own script."""

from __future__ import annotations

from aiohttp import web

from bot.channels.webchat.assets import Assets
from bot.channels.webchat.chatting import CHAT
from bot.channels.webchat.desk import FORM, HEADERS, Desk, elsewhere, parcel
from bot.channels.webchat.errors import NotOurs
from bot.channels.webchat.guard import check_origin
from bot.channels.webchat.posts import Form, last_row, read_form
from bot.checkins.ways import Asked, Standing

NOTICES = "/notices"
PUSH = "/notices/push"
NO_PUSH = "/notices/no-push"
MAIL = "/notices/mail"
MAIL_CODE = "/notices/code"
NO_MAIL = "/notices/no-mail"
LATER = "/notices/later"
#: At the root, so that it may act for every page of ours.
WORKER = "/worker.js"
SEEN = "/chat/seen"
#: The same for a browser without script, as a picture of nothing.
SEEN_PLAINLY = "/chat/seen/{row:[0-9]{1,18}}"

#: Longer is neither an e-mail address nor a code of ours.
MAX_MAIL = 254
MAX_CODE = 40
MAX_ENDPOINT = 2_000
MAX_KEY = 200


class Telling:
    """Handlers of the page about being told, and of what a page tells about being looked at."""

    def __init__(self, desk: Desk, assets: Assets) -> None:
        self._desk = desk
        self._assets = assets

    async def show(self, request: web.Request) -> web.Response:
        """What can be chosen, and what was."""
        self._desk.limits.page(self._desk.ip(request))
        return await self._page(request)

    async def push(self, request: web.Request) -> web.Response:
        """This browser's script brings what a signal is sent to."""
        form, session = await self._form(request)
        self._desk.limits.post(self._desk.ip(request), session)
        endpoint = form.get("endpoint", "")[: MAX_ENDPOINT + 1]
        keys = {name: form.get(name, "")[:MAX_KEY] for name in ("p256dh", "auth")}
        kept = await self._desk.needs.ways.push_here(session, endpoint, keys)
        return parcel({"kept": kept}, status=200 if kept else 400)

    async def no_push(self, request: web.Request) -> web.Response:
        """No more signals here."""
        _, session = await self._form(request)
        await self._desk.needs.ways.no_push(session)
        return elsewhere(NOTICES)

    async def mail(self, request: web.Request) -> web.Response:
        """An e-mail address: a code goes there first."""
        form, session = await self._form(request)
        self._desk.limits.code(self._desk.ip(request), session)
        typed = form.get("mail", "").strip()[: MAX_MAIL + 1]
        asked = await self._desk.needs.ways.ask_mail(session, typed)
        return elsewhere(NOTICES) if asked is Asked.sent else await self._page(request, typed=typed, problem=asked.value)

    async def code(self, request: web.Request) -> web.Response:
        """The code from the e-mail."""
        form, session = await self._form(request)
        self._desk.limits.code(self._desk.ip(request), session)
        if await self._desk.needs.ways.confirm_mail(session, form.get("code", "")[:MAX_CODE]):
            return elsewhere(NOTICES)
        return await self._page(request, problem="wrong_code")

    async def no_mail(self, request: web.Request) -> web.Response:
        """No more e-mail."""
        _, session = await self._form(request)
        await self._desk.needs.ways.no_mail(session)
        return elsewhere(NOTICES)

    async def later(self, request: web.Request) -> web.Response:
        """Not now: the conversation no longer offers it, the page stays."""
        await self._form(request)
        response = elsewhere(CHAT)
        self._desk.sessions.keep_unoffered(response)
        return response

    async def seen(self, request: web.Request) -> web.Response:
        """The page is in front, and shows every row up to this one."""
        form, session = await self._form(request)
        return await self._looked(request, session, last_row(form.get("after", "")))

    async def seen_plainly(self, request: web.Request) -> web.Response:
        """The same from a page without script."""
        session = self._desk.sessions.of(request)
        return await self._looked(request, session or "", last_row(request.match_info["row"]) if session else 0)

    async def worker(self, request: web.Request) -> web.Response:
        """The script that shows a signal while no page is open. Asked for anew each time, as browsers do."""
        return web.Response(text=self._assets.text("worker.js"), content_type="text/javascript", charset="utf-8", headers=HEADERS)

    async def _looked(self, request: web.Request, session: str, row: int) -> web.Response:
        self._desk.limits.page(self._desk.ip(request))
        if row:
            await self._desk.needs.seen(session, row)
        return web.Response(status=204, headers=HEADERS)

    async def _form(self, request: web.Request) -> tuple[Form, str]:
        """The fields and the session of a post of ours. Raises NotOurs, also for who has no session."""
        form = request[FORM] = await read_form(request)
        session = self._desk.sessions.of(request)
        if session is None:
            raise NotOurs
        check_origin(request, form, session)
        return form, session

    async def _page(self, request: web.Request, *, typed: str = "", problem: str = "") -> web.Response:
        session = self._desk.sessions.of(request)
        standing = await self._desk.needs.ways.standing(session) if session else Standing()
        return self._desk.answer(request, "notices.html", standing=standing, typed=typed, problem=problem)
