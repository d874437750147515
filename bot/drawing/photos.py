"""Draws a photo that somebody sent anew: only the picture is left, without the place and the phone in its file. A PDF stays as it is."""

from __future__ import annotations

import asyncio
from io import BytesIO
from threading import Lock

from PIL import Image, ImageOps

from bot.drawing.errors import NotAPhoto, PhotoTooLarge

#: Bytes of a photo as it comes.
MOST_BYTES = 5_000_000
#: Dots of a picture, so that a small file cannot fill the memory.
MOST_DOTS = 50_000_000
#: Dots of the longest side that is kept: enough to read a letter.
LONGEST_SIDE = 2400
QUALITY = 85
#: What a photo may be, by what is in it and not by its name.
FORMATS = ("JPEG", "PNG", "WEBP")
#: What a paper begins with.
PDF = b"%PDF-"

#: One at a time in a process: a picture takes far more memory than its file.
_TABLE = Lock()


def is_paper(content: bytes) -> bool:
    """A PDF, by what is in it and not by its name."""
    return content.startswith(PDF)


async def kept_as(content: bytes) -> bytes:
    """What is kept of what somebody sent: a paper as it is, a picture drawn anew.

    Raises PhotoTooLarge, NotAPhoto.
    """
    if not is_paper(content):
        return await redrawn(content)
    if len(content) > MOST_BYTES:
        raise PhotoTooLarge
    return content


async def redrawn(content: bytes) -> bytes:
    """The picture as a JPEG, upright, on white where it was see-through, and with nothing else in it.

    Raises PhotoTooLarge, NotAPhoto.
    """
    if len(content) > MOST_BYTES:
        raise PhotoTooLarge
    return await asyncio.to_thread(_redrawn, content)


def _redrawn(content: bytes) -> bytes:
    try:
        with _TABLE, Image.open(BytesIO(content), formats=FORMATS) as image:
            if image.width * image.height > MOST_DOTS:
                raise NotAPhoto
            return _drawn(image)
    except NotAPhoto:
        raise
    except Exception as error:
        # Whoever sends anything at all can make a decoder raise anything at all.
        raise NotAPhoto from error


def _drawn(image: Image.Image) -> bytes:
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(image).convert("RGBA")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    sheet = BytesIO()
    paper.save(sheet, "JPEG", quality=QUALITY, optimize=True)
    return sheet.getvalue()
