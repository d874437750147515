"""Every pictogram that a picture may need is drawn, and each has its one meaning."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from drawn_words import seen

import bot.drawing as package
from bot.language.languages import LOCALES
from bot.language.pictures import bare, read_pictograms
from dialogs.reading import read_yaml

LIST = Path(package.__file__).parent / "templates" / "pictograms.yaml"
DRAWN: dict[str, str] = read_yaml(LIST.read_text("utf-8")).data
#: Signs that stand in pictures only, never on a button.
ONLY_DRAWN = {"📍", "⭐", "tick", "here"}
#: A station without a pictogram.
EMPTY = seen("nl", ("road", [{"station": "", "state": "next", "pictogram": ""}]))


def needed() -> Iterator[str]:
    """Pictograms that guides may give for a row, as knowledge has them: under a key with `sign`, or as `sign` or `pictogram` of a value."""
    for path in (LOCALES.parent / "dialogs" / "knowledge").glob("*.yaml"):
        for row in read_yaml(path.read_text("utf-8")).data.get("rows", []):
            value = row.get("value")
            if isinstance(value, dict):
                yield from (bare(value[name]) for name in ("sign", "pictogram") if name in value)
            elif "sign" in row["key"].split("."):
                yield bare(value)


def test_each_drawn_sign_has_one_meaning_in_the_list() -> None:
    assert {sign for sign in DRAWN if sign not in read_pictograms()} == ONLY_DRAWN


def test_every_pictogram_that_a_guide_gives_is_drawn() -> None:
    meant = set(needed())
    assert meant <= set(read_pictograms())
    assert meant - set(DRAWN) == set()


def test_signs_are_listed_as_they_are_looked_for() -> None:
    assert [sign for sign in DRAWN if sign != bare(sign)] == []


def test_no_two_are_drawn_alike() -> None:
    assert len(set(DRAWN.values())) == len(DRAWN)


@pytest.mark.parametrize("sign", DRAWN)
def test_each_is_a_drawing_of_lines_on_its_square(sign: str) -> None:
    shapes = ElementTree.fromstring(f"<svg>{DRAWN[sign]}</svg>")
    assert {shape.tag for shape in shapes} <= {"path", "circle", "rect"}
    station = [{"station": "", "state": "next", "pictogram": sign}]
    assert seen("nl", ("road", station)) != EMPTY


def test_a_drawn_sign_shows_and_an_unknown_one_leaves_its_place_empty() -> None:
    stations = [[{"station": "", "state": "next", "pictogram": sign}] for sign in ("🏫", "🦄", "")]
    school, unknown, none = [seen("nl", ("road", one)).tobytes() for one in stations]
    assert school != unknown == none
