"""Photos for the tests of the web page, and a form that carries one."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from aiohttp import FormData
from PIL import Image
from webchat_client import Client
from webchat_forms import forms_of
from webchat_pressing import look

#: What a phone writes into a file beside the picture.
PLACE = b"52.5168 N 6.0830 E"


def photo(kind: str = "JPEG", size: tuple[int, int] = (400, 300), bottom: bytes = b"") -> bytes:
    exif = Image.Exif()
    exif[0x010E] = PLACE.decode()
    file = BytesIO()
    Image.new("RGB", size, "white").save(file, kind, exif=exif)
    return file.getvalue() + bottom


def kept_in(folder: Path, content: bytes, name: str = "IMG_2041.jpg") -> str:
    """The same on a phone; where."""
    path = folder / name
    path.write_bytes(content)
    return str(path)


async def form_with(client: Client, content: bytes | None, **more: str) -> FormData:
    """What a browser without script sends when somebody chose this file; None where none was chosen."""
    page = await look(client)
    (form,) = [form for form in forms_of(page) if form.action == "/chat/photo"]
    data = FormData(quote_fields=False)
    for name, value in {**dict(form.fields), **more}.items():
        data.add_field(name, value)
    data.add_field("photo", BytesIO(content or b""), filename="IMG_2041.jpg" if content is not None else "", content_type="image/jpeg")
    return data
