"""A photo from the page, drawn anew before the house gets it, or a PDF as it is; and then the same talk as anywhere."""

from __future__ import annotations

from aiohttp import web

from bot.channels.webchat.chatting import CHAT, Chatting
from bot.channels.webchat.desk import FORM, Desk, elsewhere, parcel, wants_parcel
from bot.channels.webchat.errors import NotAPhoto, PhotoTooLarge
from bot.channels.webchat.guard import check_origin
from bot.channels.webchat.posts import last_row, photo_of
from bot.channels.webchat.uploads import read_upload
from bot.drawing import errors as drawing
from bot.drawing.photos import kept_as

SEND_PHOTO = "/chat/photo"


class Photographing:
    """The handler of photos."""

    def __init__(self, desk: Desk, chatting: Chatting) -> None:
        self._desk = desk
        self._chatting = chatting

    async def send(self, request: web.Request) -> web.Response:
        """Take a photo or a paper; then show the page again, or give its script the new rows. Without a chosen photo nothing happens."""
        session = self._desk.sessions.of(request)
        if session is None:
            return parcel({"problem": "no_session"}, status=401) if wants_parcel(request) else elsewhere(CHAT)
        self._desk.limits.photo(self._desk.ip(request), session)
        form, content = await read_upload(request)
        request[FORM] = form
        check_origin(request, form, session)
        self._desk.limits.post(self._desk.ip(request), session)
        if content:
            await self._chatting.keep(photo_of(form, self._desk.visitor(request, session), await _fit(content)))
        if not wants_parcel(request):
            return elsewhere(CHAT)
        return parcel(await self._chatting.news(request, session, last_row(form.get("after", ""))))


async def _fit(content: bytes) -> bytes:
    try:
        return await kept_as(content)
    except drawing.PhotoTooLarge:
        raise PhotoTooLarge from None
    except drawing.NotAPhoto:
        raise NotAPhoto from None
