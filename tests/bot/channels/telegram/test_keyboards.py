"""How the choices under a message are laid out."""

from __future__ import annotations

import pytest

from bot.channels.errors import ButtonDataTooLong
from bot.channels.keyboards import keyboard
from bot.messages import Button


def answers(*labels: str) -> list[Button]:
    return [Button(label=label, data=f"1:{place}") for place, label in enumerate(labels)]


def rows(buttons: list[Button], question: str = "choice") -> list[list[str]]:
    markup = keyboard(buttons, question)
    assert markup is not None
    return [[key["text"] for key in row] for row in markup["inline_keyboard"]]


def test_no_buttons_no_keyboard() -> None:
    assert keyboard([]) is None


def test_short_answers_stand_two_in_a_row() -> None:
    assert rows(answers("✅ Ja", "◐ Een beetje", "❌ Nee")) == [["✅ Ja", "◐ Een beetje"], ["❌ Nee"]]


def test_a_long_answer_has_a_row_of_its_own() -> None:
    long = "🏫 Voorbeeldschool De Brug, Zwolle"
    assert rows(answers("Ja", long, "Nee", "Soms")) == [["Ja"], [long], ["Nee", "Soms"]]


def test_ways_around_the_question_stand_below_in_compact_rows() -> None:
    service = [Button(label=label, data=f"1:{label}", role=label) for label in ("unknown", "withheld", "why", "back", "human")]
    assert rows([service[0], *answers("A", "B"), *service[1:]]) == [["A", "B"], ["unknown", "withheld", "why"], ["back", "human"]]


def test_in_a_many_question_each_answer_shows_whether_it_is_chosen() -> None:
    chosen, done = Button(label="Werk", data="1:0", chosen=True), Button(label="Klaar", data="1:2", role="done")
    assert rows([chosen, Button(label="Kind", data="1:1"), done], "many") == [["☑ Werk", "☐ Kind"], ["Klaar"]]


def test_64_bytes_go_and_65_do_not() -> None:
    assert keyboard([Button(label="a", data="é" * 32)]) is not None
    with pytest.raises(ButtonDataTooLong, match="longer than 64 bytes"):
        keyboard([Button(label="a", data="é" * 32 + "x")])
