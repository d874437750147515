"""What goes with the words of a row: its picture, and its files to keep. Only for the session to which the row was said."""

from __future__ import annotations

from hashlib import sha256

from aiohttp import web

from bot.channels.webchat.desk import HEADERS, Desk
from bot.channels.webchat.errors import NotFound
from bot.messages import Outgoing

PICTURE = "/chat/picture/{row:[0-9]{1,18}}"
FILE = "/chat/file/{row:[0-9]{1,18}}/{place:[0-9]{1,2}}"


class Keeping:
    """Handlers of pictures and files. The address of either says nothing of what is in it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def picture(self, request: web.Request) -> web.Response:
        """The picture of a row. The browser may keep it, but asks each time whether it may still show it."""
        row = await self._row(request)
        if row.picture is None:
            raise NotFound
        tag = sha256(row.picture.png).hexdigest()[:16]
        headers = {**HEADERS, "Cache-Control": "private, no-cache", "ETag": f'"{tag}"'}
        if request.if_none_match and any(known.value == tag for known in request.if_none_match):
            return web.Response(status=304, headers=headers)
        return web.Response(body=row.picture.png, content_type="image/png", headers=headers)

    async def file(self, request: web.Request) -> web.Response:
        """A file of a row, to be saved under its own name."""
        row = await self._row(request)
        place = int(request.match_info["place"])
        if place >= len(row.files):
            raise NotFound
        file = row.files[place]
        headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{file.name}"'}
        return web.Response(body=file.content, content_type=file.media_type, headers=headers)

    async def _row(self, request: web.Request) -> Outgoing:
        """Raises NotFound, also for a row of somebody else: nobody learns whether there is one."""
        self._desk.limits.page(self._desk.ip(request))
        session = self._desk.sessions.of(request)
        row = await self._desk.needs.row(session, int(request.match_info["row"])) if session else None
        if row is None:
            raise NotFound
        return row
