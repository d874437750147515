"""A photo that somebody sent is drawn anew: upright, small enough, and with nothing in it but the picture."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from bot.drawing.errors import NotAPhoto, PhotoTooLarge
from bot.drawing.photos import LONGEST_SIDE, MOST_BYTES, redrawn

PLACE = "52.5168 N 6.0830 E"


def sent(kind: str = "JPEG", size: tuple[int, int] = (60, 30), mode: str = "RGB", **more: object) -> bytes:
    """A file as a phone makes it, its left half dark."""
    image = Image.new(mode, size, "white" if mode != "RGBA" else (0, 0, 0, 0))
    image.paste("black", (0, 0, size[0] // 2, size[1]))
    file = BytesIO()
    image.save(file, kind, **more)  # type: ignore[arg-type]
    return file.getvalue()


def where_it_was_made(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = PLACE
    exif[0x9286] = PLACE
    return exif


async def seen(content: bytes) -> Image.Image:
    return Image.open(BytesIO(await redrawn(content)))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
async def test_a_picture_of_each_kind_becomes_a_jpeg_without_where_and_with_what_it_was_made(kind: str) -> None:
    content = sent(kind, exif=where_it_was_made())
    assert PLACE.encode() in content
    image = await seen(content)
    assert (image.format, image.size, image.mode) == ("JPEG", (60, 30), "RGB")
    assert not image.getexif()
    assert not {"comment", "exif", "xmp", "icc_profile"} & set(image.info)
    assert PLACE.encode() not in await redrawn(content)


async def test_a_remark_in_the_file_does_not_stay() -> None:
    assert b"mijn bsn" not in await redrawn(sent(comment=b"mijn bsn"))


async def test_a_photo_taken_sideways_is_upright() -> None:
    image = await seen(sent(exif=where_it_was_made(orientation=6)))
    assert image.size == (30, 60)
    assert image.getpixel((15, 5))[0] < 60, "what was left is above"  # type: ignore[index]
    assert image.getpixel((15, 55))[0] > 200  # type: ignore[index]


async def test_what_is_see_through_stands_on_white() -> None:
    image = await seen(sent("PNG", mode="RGBA"))
    assert image.getpixel((50, 15)) == (255, 255, 255)


async def test_a_large_picture_is_made_smaller_and_keeps_its_shape() -> None:
    assert (await seen(sent(size=(4800, 2400)))).size == (LONGEST_SIDE, LONGEST_SIDE // 2)


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7", b"\xff\xd8\xff", sent()[:200], sent("GIF"), sent("TIFF")])
async def test_what_is_no_photo_is_refused_by_what_is_in_it(content: bytes) -> None:
    with pytest.raises(NotAPhoto):
        await redrawn(content)


async def test_a_file_with_more_bytes_than_are_kept_is_refused_unread() -> None:
    with pytest.raises(PhotoTooLarge):
        await redrawn(sent() + bytes(MOST_BYTES))


@pytest.mark.parametrize("side", [9_000, 60_000])
async def test_a_small_file_with_a_giant_picture_does_not_fill_the_memory(side: int) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    with pytest.raises(NotAPhoto):
        await redrawn(bomb)
