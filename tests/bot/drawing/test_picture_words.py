"""From a guide's rows to the words of a picture: in the person's language, the nearest date first, nothing that has no letters."""

from __future__ import annotations

from datetime import date

import pytest

from bot.drawing.errors import RowsUnfit
from bot.drawing.pictures import FILES, MOST_DATES, MOST_SCHOOLS, PICTURES, in_words
from bot.language.catalogs import Catalogs
from bot.language.languages import Languages
from bot.language.render import Renderer
from dialogs.guides import Row
from dialogs.phrase import Day, Phrase, Plain


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer(Catalogs.read(Languages.read()))


def station(state: str = "done", words: str = "Ja", sign: str = "🖊️") -> Row:
    return {"station": Phrase(text=words), "pictogram": Plain(text=sign), "state": Plain(text=state)}


def dated(day: date) -> Row:
    return {"day": Day(day=day), "what": Plain(text="les"), "pictogram": Plain(text="🏫")}


def test_words_are_those_of_the_language_and_signs_are_bare(renderer: Renderer) -> None:
    (row,) = in_words("road", [station(words="in de avond")], "ar", renderer)["rows"]
    assert row == {"station": renderer.render(Phrase(text="in de avond"), "ar"), "pictogram": "🖊", "state": "done"}
    assert row["station"] != "in de avond"


def test_a_state_that_is_none_is_still_to_come(renderer: Renderer) -> None:
    (row,) = in_words("road", [station(state="lost")], "nl", renderer)["rows"]
    assert row["state"] == "next"


@pytest.mark.parametrize(
    ("words", "kept"), [("📅 Op tijd", "Op tijd"), ("Kijk 👀 goed", "Kijk goed"), ("Twee ⭐⭐", "Twee"), ("5 €", "5 €")]
)
def test_pictograms_among_the_words_are_left_out(renderer: Renderer, words: str, kept: str) -> None:
    row = {"letter": Plain(text=words), "layout": Plain(text="ind"), "pictogram": Plain(text="✉️")}
    assert in_words("letters", [row], "nl", renderer)["rows"] == [{"letter": kept, "layout": "ind", "pictogram": "✉"}]


def test_the_nearest_dates_come_first_and_the_rest_is_left_to_the_words(renderer: Renderer) -> None:
    days = [date(2027, 1, 4), date(2026, 11, 25), date(2026, 12, 18), date(2027, 3, 1)]
    rows = in_words("calendar", [dated(day) for day in days], "nl", renderer)["rows"]
    assert [row["day"]["day"] for row in rows] == ["25", "18", "4"]
    assert len(rows) == MOST_DATES


@pytest.mark.parametrize(
    ("language", "leaf"),
    [
        ("nl", ("woensdag", "25", "november", "2026")),
        ("ar", ("الأربعاء", "25", "نوفمبر", "2026")),
        ("fa", ("چهارشنبه", "25", "نوامبر", "2026")),
        ("ti", ("ረቡዕ", "25", "ሕዳር", "2026")),
    ],
)
def test_a_day_is_a_leaf_in_the_words_and_script_of_the_language(renderer: Renderer, language: str, leaf: tuple[str, ...]) -> None:
    (row,) = in_words("calendar", [dated(date(2026, 11, 25))], language, renderer)["rows"]
    assert tuple(row["day"].values()) == leaf


def test_a_row_without_a_day_is_unfit(renderer: Renderer) -> None:
    with pytest.raises(RowsUnfit):
        in_words("calendar", [{**dated(date(2026, 11, 25)), "day": Plain(text="morgen")}], "nl", renderer)


def test_more_schools_than_fit_are_left_to_the_words(renderer: Renderer) -> None:
    row = {field: Plain(text=field) for field in PICTURES["school"].fields}
    assert len(in_words("school", [row] * 5, "nl", renderer)["rows"]) == MOST_SCHOOLS


def test_each_picture_and_file_is_known_by_its_own_name() -> None:
    assert {name: one.name for name, one in {**PICTURES, **FILES}.items()} == {name: name for name in {**PICTURES, **FILES}}
