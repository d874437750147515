"""The drawing engine: from words as JSON to the bytes of a small PNG. Slow enough to belong in a thread."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

import typst
from PIL import Image

from bot.drawing.errors import FontsMissing, NotDrawn

#: The packages that bring the letters; what the machine has is not looked at, so that pictures are the same everywhere.
FONT_PACKAGES = ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic", "justmytype_intl_africa")
#: A picture must not weigh more, for phones on a slow network.
MOST_BYTES = 40_000

_PICTURE = Path(__file__).with_name("templates") / "picture.typ"
#: Dots in an inch (72 are pixels of a page), shades of colour, and how hard to press it together: tried until it is light enough.
_TRIES = ((144, 48, 6), (144, 32, 9), (144, 24, 9), (108, 32, 9), (96, 24, 9), (72, 16, 9))
_PAGE_DOTS = 72
#: The commonest colours of a picture are kept exactly, so that grounds and bands have the colours of the page.
_EXACT = 10
_NEAR = 400


def draw(sketch: str) -> tuple[bytes, int, int]:
    """A PNG of at most MOST_BYTES, with its width and height in pixels of a page. `sketch` is JSON; see templates/picture.typ.

    Raises NotDrawn, FontsMissing.
    """
    for dots, shades, pressed in _TRIES:
        png = _compiled(sketch, dots)
        with Image.open(BytesIO(png)) as image:
            small = _pressed(image.convert("RGB"), shades, pressed)
            size = image.width * _PAGE_DOTS // dots, image.height * _PAGE_DOTS // dots
        if len(small) <= MOST_BYTES:
            return small, *size
    raise NotDrawn("It stays too heavy.")


@cache
def fonts() -> typst.Fonts:
    """The letters, read once. Raises FontsMissing."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_folder(name) for name in FONT_PACKAGES])


def _folder(package: str) -> Path:
    found = find_spec(package)
    if found is None or found.origin is None:
        raise FontsMissing(package)
    return Path(found.origin).parent


def _compiled(sketch: str, dots: int) -> bytes:
    try:
        drawn, warnings = typst.compile_with_warnings(
            _PICTURE,
            format="png",
            ppi=dots,
            sys_inputs={"sketch": sketch},
            root=_PICTURE.parent,
            font_paths=fonts(),
            ignore_system_fonts=True,
        )
    except typst.TypstError as error:
        # The place, not the words: they may hold what a person said.
        raise NotDrawn(type(error).__name__) from None
    if warnings or not isinstance(drawn, bytes):
        raise NotDrawn(f"{len(warnings)} warnings.")
    return drawn


def _pressed(image: Image.Image, shades: int, pressed: int) -> bytes:
    """The same with few colours: flat drawings look no different, and weigh a third."""
    few = image.quantize(shades, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    flat = few.getpalette() or []
    palette = [flat[place : place + 3] for place in range(0, len(flat), 3)]
    for colour in _commonest(image):
        nearest = min(range(len(palette)), key=lambda place: _distance(palette[place], colour))
        if _distance(palette[nearest], colour) < _NEAR:
            palette[nearest] = colour
    few.putpalette([part for colour in palette for part in colour])
    out = BytesIO()
    few.save(out, "PNG", compress_level=pressed)
    return out.getvalue()


def _commonest(image: Image.Image) -> list[list[int]]:
    """The commonest colours, the most common last: it has the last word."""
    counted: Any = image.getcolors(image.width * image.height)
    return [list(colour) for _, colour in sorted(counted)[-_EXACT:]]


def _distance(one: Sequence[int], other: Sequence[int]) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))
