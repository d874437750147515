"""Pictures, papers and voice messages of a case, hidden until somebody opens one, and files that are sent back."""

from __future__ import annotations

from aiohttp import BodyPartReader, web

from bot.cases.pictures import NotSent
from bot.console.cases import CASE, Cases, back, member_of, number_of
from bot.console.desk import HEADERS, Desk, download
from bot.console.guard import Route
from bot.drawing.photos import MOST_BYTES
from bot.papers.voices import sound_of

#: The field with the file; octets of any other.
FILE, MAX_FIELD = "file", 200
MAX_FIELDS = 4


class Pictures:
    """Reads and writes through the room of the pictures."""

    def __init__(self, desk: Desk, cases: Cases) -> None:
        self._desk = desk
        self._cases = cases

    def routes(self) -> tuple[Route, ...]:
        """The pages of this subject."""
        return (
            ("GET", f"{CASE}/picture/{{id:[0-9]{{1,12}}}}", "cases", self.picture),
            ("GET", f"{CASE}/voice/{{id:[0-9]{{1,12}}}}", "cases", self.voice),
            ("GET", f"{CASE}/paper/{{id:[0-9]{{1,12}}}}", "cases", self.paper),
            ("POST", f"{CASE}/file", "cases", self.send),
        )

    async def picture(self, request: web.Request) -> web.Response:
        """One picture. It is kept nowhere on the way."""
        found = await self._desk.rooms.pictures.picture(member_of(request), number_of(request), int(request.match_info["id"]))
        return web.Response(body=found, content_type="image/jpeg", headers={**HEADERS, "Content-Disposition": "inline"})

    async def voice(self, request: web.Request) -> web.Response:
        """A voice message, to keep for an interpreter. Its name says nothing about a person."""
        number, id = number_of(request), request.match_info["id"]
        content = await self._desk.rooms.pictures.voice(member_of(request), number, int(id))
        media_type, ending = sound_of(content)
        return download(f"opname-{number}-{id}.{ending}", media_type, content)

    async def paper(self, request: web.Request) -> web.Response:
        """A PDF, to save: nothing of it runs in this page. Its name says nothing about a person."""
        number, id = number_of(request), request.match_info["id"]
        content = await self._desk.rooms.pictures.paper(member_of(request), number, int(id))
        return download(f"papier-{number}-{id}.pdf", "application/pdf", content)

    async def send(self, request: web.Request) -> web.Response:
        """Send a file to the person."""
        # Whose case it is comes first: who may not see it hears nothing about a file.
        await self._desk.rooms.casework.found(member_of(request), number_of(request))
        try:
            content, once = await _read(request)
            await self._desk.rooms.pictures.send(member_of(request), number_of(request), content, once)
        except NotSent as unfit:
            return await self._cases.page(request, problem="file_large" if unfit.args else "file")
        return back(request, "sent")


async def _read(request: web.Request) -> tuple[bytes, str]:
    """The file, and the number of this form. Raises NotSent."""
    if request.content_type != "multipart/form-data":
        raise NotSent
    content, once = b"", ""
    try:
        reader = await request.multipart()
        for _ in range(MAX_FIELDS):
            part = await reader.next()
            if part is None:
                return content, once
            if isinstance(part, BodyPartReader) and part.name == FILE:
                content = await _whole(part, MOST_BYTES)
            elif isinstance(part, BodyPartReader) and part.name == "once":
                once = (await _whole(part, MAX_FIELD)).decode()[:64]
    except (ValueError, RuntimeError, AssertionError):
        # What the library says of a body that is no such form.
        raise NotSent from None
    raise NotSent


async def _whole(part: BodyPartReader, most: int) -> bytes:
    """A part, no further than its limit; what comes after it is read past a while, so that a browser hears why it was too much."""
    content, size = bytearray(), 0
    while chunk := await part.read_chunk():
        size += len(chunk)
        if size <= most:
            content += chunk
        elif size > 4 * most:
            break
    if size > most:
        raise NotSent("too_large")
    return bytes(content)
