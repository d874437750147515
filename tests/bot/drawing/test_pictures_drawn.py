"""Each picture in three scripts: light, not empty, mirrored where one reads from the right, and with every letter."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from drawn_words import LANGUAGES, LAYOUTS, NAMES, SIGNS, balance, look, rows, seen, sketch
from fontTools.ttLib import TTFont
from PIL import Image

import bot.drawing as package
from bot.drawing.engine import MOST_BYTES, draw, fonts
from bot.drawing.errors import NotDrawn
from bot.language.catalogs import Catalogs
from bot.language.languages import Languages
from bot.language.render import Renderer

TEMPLATES = Path(package.__file__).parent / "templates"
COLOURS = json.loads((TEMPLATES / "palette.json").read_text("utf-8"))
WIDTH = 360
#: Phones cut a taller picture off in the chat.
TALLEST = 2.2
#: Invisible signs and spaces, which need no shape.
SHAPELESS = set("\u2066\u2067\u2068\u2069\u200c\u200d\u200e\u200f \n\u00a0\u202f")

every_picture = pytest.mark.parametrize(("name", "language"), [(name, language) for name in NAMES for language in LANGUAGES])


@every_picture
def test_a_picture_is_light_and_as_wide_as_a_phone(name: str, language: str) -> None:
    png, width, height = draw(sketch(language, (name, rows(name, language))))
    assert len(png) <= MOST_BYTES
    assert width == WIDTH
    assert WIDTH / 3 < height < WIDTH * TALLEST
    assert struct.unpack(">II", png[16:24]) == (2 * WIDTH, pytest.approx(2 * height, abs=1))


@every_picture
def test_a_picture_is_not_empty(name: str, language: str) -> None:
    image = seen(language, (name, rows(name, language)))
    shares = {colour: count / (image.width * image.height) for count, colour in image.getcolors(1 << 20) or []}
    ground = tuple(bytes.fromhex(COLOURS["ground"].removeprefix("#")))
    assert 0.05 < shares[ground] < 0.9
    assert len(shares) > 8


@pytest.mark.parametrize(("name", "language"), [(name, language) for name in ("road", "calendar", "letters") for language in LANGUAGES])
def test_a_picture_begins_where_its_script_begins(name: str, language: str) -> None:
    # One letter alone stands in the first of two columns.
    shown = rows(name, language)[:1] if name == "letters" else rows(name, language)
    side = balance(seen(language, (name, shown)), COLOURS["accent"])
    assert side > 0.6 if language == "ar" else side < 0.4


def test_the_signs_of_a_school_card_stand_where_a_line_begins() -> None:
    below = [seen(language, ("school", rows("school", language))) for language in LANGUAGES]
    sides = [balance(image.crop((0, image.height // 2, image.width, image.height)), COLOURS["accent"]) for image in below]
    assert [side > 0.5 for side in sides] == [language == "ar" for language in LANGUAGES]


def test_a_dutch_letter_looks_the_same_whatever_the_script() -> None:
    """The sheets are what lies on the table: only their order turns."""
    brown = "#a04a12"
    one = [{"letter": "", "layout": "school_contract"}]
    left, right = seen("nl", ("letters", one)), seen("ar", ("letters", one))
    half = left.width // 2
    assert balance(left.crop((0, 0, half, left.height)), brown) < 0.5
    assert balance(right.crop((half, 0, right.width, right.height)), brown) < 0.5


def test_each_kind_of_letter_looks_different() -> None:
    drawn = {draw(sketch("nl", ("letters", [{"letter": "", "layout": layout}])))[0] for layout in (*LAYOUTS, "no such letter")}
    assert len(drawn) == len(LAYOUTS) + 1


def test_a_letter_bears_the_pictogram_of_its_button_and_a_number_where_that_is_not_drawn() -> None:
    drawn = {draw(sketch("nl", ("letters", [{"letter": "", "layout": "ind", "pictogram": sign}])))[0] for sign in ("🛟", "🏛", "", "👻")}
    assert len(drawn) == 3


def test_a_state_of_the_road_is_not_told_by_colour_alone() -> None:
    stations = [[{"station": "", "pictogram": "🏫", "state": state}] for state in ("done", "here", "next")]
    dark = [_shades(seen("nl", ("road", one))) for one in stations]
    assert len(set(dark)) == 3


def test_several_pictures_of_a_turn_stand_beneath_each_other_as_one() -> None:
    parts = [("road", rows("road", "nl")[:3]), ("calendar", rows("calendar", "nl"))]
    heights = [draw(sketch("nl", part))[2] for part in parts]
    assert draw(sketch("nl", *parts))[2] == pytest.approx(sum(heights) - 16, abs=2)


def test_three_school_cards_leave_the_reasons_to_the_words() -> None:
    card = rows("school", "nl")
    png, _, three = draw(sketch("nl", ("school", card * 3)))
    one = draw(sketch("nl", ("school", card)))[2]
    assert three < 3 * one - 2 * 40
    assert len(png) <= MOST_BYTES


def wordy(times: int) -> str:
    words = " ".join(["Onderwijsinstelling", "Voorbeeldstraat", "Inburgeringsexamen"] * times)
    return sketch("nl", ("letters", [{"letter": words, "layout": layout} for layout in LAYOUTS]))


def test_a_picture_full_of_words_has_fewer_dots_but_the_same_size_on_the_page() -> None:
    png, width, _ = draw(wordy(5))
    assert len(png) <= MOST_BYTES
    assert width == WIDTH
    assert struct.unpack(">I", png[16:20])[0] < 2 * WIDTH


def test_a_picture_that_stays_too_heavy_is_not_drawn() -> None:
    with pytest.raises(NotDrawn, match="too heavy"):
        draw(wordy(20))


def test_words_are_words_and_never_instructions() -> None:
    tricky = [{"letter": words, "layout": "ind"} for words in ("#panic()", "*a* _b_ $x$", '"; #read("look.typ")', "#1")]
    assert draw(sketch("nl", ("letters", tricky)))[0] != draw(sketch("nl", ("letters", [{**row, "letter": ""} for row in tricky])))[0]


def test_a_sketch_that_cannot_be_drawn_says_nothing_of_the_person() -> None:
    with pytest.raises(NotDrawn) as refused:
        draw(sketch("nl", ("castle", [{"letter": "geheim"}])))
    assert "geheim" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_the_letters_come_from_the_packages_and_from_nowhere_else() -> None:
    assert fonts().families() == ["Noto Sans", "Noto Sans Arabic", "Noto Sans Ethiopic"]


@every_picture
def test_there_is_a_shape_for_every_letter_of_a_picture(name: str, language: str) -> None:
    assert _without_shape(sketch(language, (name, rows(name, language)))) - set("🏠📄🏫📖🧱🏁✏").union(SIGNS) == set()


def test_there_is_a_shape_for_every_month_and_weekday_and_for_all_translations() -> None:
    languages = Languages.read()
    renderer = Renderer(Catalogs.read(languages))
    written = "".join(month for language in languages for month in renderer.months(language))
    assert _without_shape(written) == set()


def test_a_letter_without_a_shape_would_be_found() -> None:
    assert _without_shape("a中") == {"中"}


def test_the_colours_are_those_of_the_page() -> None:
    theme = (TEMPLATES.parents[2] / "bot/channels/webchat/static/theme.css").read_text("utf-8").partition("@media")[0]
    tokens = {
        "ground": "document-background-color",
        "surface": "surface-background-color",
        "border": "surface-border-color",
        "text": "document-color",
        "subtle": "subtle-color",
        "accent": "action-background-color",
        "on_accent": "action-color",
        "tint": "option-active-background-color",
        "on_tint": "option-color",
    }
    assert set(COLOURS) == set(tokens)
    assert {name: f"--wegwijzer-{token}: {COLOURS[name]};" in theme for name, token in tokens.items()} == dict.fromkeys(tokens, True)


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("text", "ground"),
        ("text", "surface"),
        ("subtle", "ground"),
        ("subtle", "surface"),
        ("accent", "surface"),
        ("on_accent", "accent"),
        ("on_tint", "tint"),
    ],
)
def test_every_ink_stands_out_on_its_ground(ink: str, ground: str) -> None:
    light, dark = sorted((_luminance(COLOURS[ink]), _luminance(COLOURS[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 7


def test_a_smaller_picture_keeps_the_colours_of_the_page_exactly() -> None:
    image = look(draw(sketch("nl", ("road", rows("road", "nl"))))[0])
    found = {colour for _, colour in image.getcolors(1 << 20) or []}
    for name in ("ground", "surface", "accent"):
        assert tuple(bytes.fromhex(COLOURS[name].removeprefix("#"))) in found


def _shades(image: Image.Image) -> tuple[int, ...]:
    """How a picture looks without colour: dots per shade of grey, roughly."""
    grey = image.convert("L").resize((32, 32))
    out = BytesIO()
    grey.save(out, "PNG")
    return tuple(value // 32 for value in grey.tobytes())


def _without_shape(text: str) -> set[str]:
    return {letter for letter in text if ord(letter) not in _shapes() and letter not in SHAPELESS}


@cache
def _shapes() -> frozenset[int]:
    codes: set[int] = set()
    for path in _files():
        with TTFont(path) as font:
            codes |= set(font.getBestCmap())
    return frozenset(codes)


def _files() -> Iterator[str]:
    for font in fonts().fonts():
        if font.path and "Italic" not in font.path:
            yield font.path


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in bytes.fromhex(colour.removeprefix("#"))]
    red, green, blue = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
