"""Reads a form that carries a photo: its fields and the photo, each no further than its limit."""

from __future__ import annotations

from aiohttp import BodyPartReader, web
from multidict import MultiDict

from bot.channels.webchat.errors import NotReadable, PhotoTooLarge
from bot.channels.webchat.posts import Form
from bot.drawing.photos import MOST_BYTES

#: The field with the photo.
PHOTO = "photo"
MAX_FIELDS = 8
#: Octets of any other field.
MAX_FIELD = 200
#: Whoever sends more than this is cut off; up to this the rest is read past, so that a browser hears why it was too much.
READ_PAST = 4 * MOST_BYTES


async def read_upload(request: web.Request) -> tuple[Form, bytes]:
    """The fields, and the photo (empty where none was chosen).

    Raises NotReadable or PhotoTooLarge.
    """
    if request.content_type != "multipart/form-data":
        raise NotReadable
    form: Form = MultiDict()
    photo = b""
    try:
        reader = await request.multipart()
        for _ in range(MAX_FIELDS):
            part = await reader.next()
            if part is None:
                return form, photo
            if not isinstance(part, BodyPartReader) or part.name is None:
                raise NotReadable
            if part.name == PHOTO:
                photo = await _photo(part)
            else:
                form.add(part.name, (await _read(part, MAX_FIELD)).decode())
    except (ValueError, RuntimeError, AssertionError):
        # What the library says of a body that is no such form.
        raise NotReadable from None
    raise NotReadable


async def _photo(part: BodyPartReader) -> bytes:
    content, past = bytearray(), 0
    while chunk := await part.read_chunk():
        if len(content) + len(chunk) <= MOST_BYTES and not past:
            content += chunk
            continue
        past += len(chunk)
        if past > READ_PAST:
            break
    if past:
        raise PhotoTooLarge
    return bytes(content)


async def _read(part: BodyPartReader, most: int) -> bytes:
    content = bytearray()
    while chunk := await part.read_chunk():
        content += chunk
        if len(content) > most:
            raise NotReadable
    return bytes(content)
