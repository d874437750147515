"""Long texts are cut where it reads best, and each paragraph keeps its direction."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram_texts import directed, split, units


def test_a_short_text_stays_whole() -> None:
    assert split("Goedemorgen") == ["Goedemorgen"]


def test_an_empty_text_is_one_empty_message() -> None:
    assert split("") == [""]


def test_between_paragraphs_is_the_best_place() -> None:
    assert split("Een. Twee.\n\nDrie. Vier.", most=18) == ["Een. Twee.", "Drie. Vier."]


def test_then_between_sentences_in_any_script() -> None:
    assert split("Een twee. Drie vier.", most=15) == ["Een twee.", "Drie vier."]
    assert split("واحد اثنان؟ ثلاثة اربعة", most=15) == ["واحد اثنان؟", "ثلاثة اربعة"]
    assert split("ሓደ ክልተ። ሰለስተ ኣርባዕተ", most=14) == ["ሓደ ክልተ።", "ሰለስተ ኣርባዕተ"]


def test_then_between_words() -> None:
    assert split("een twee drie", most=9) == ["een twee", "drie"]


def test_a_word_without_end_is_cut_anywhere() -> None:
    assert split("a" * 10, most=4) == ["aaaa", "aaaa", "aa"]


def test_a_joined_pictogram_stays_whole() -> None:
    family = "👨\u200d👩\u200d👧"
    assert split("xx" + family, most=8) == ["xx", family]


def test_length_is_counted_as_telegram_counts() -> None:
    assert units("a") == 1
    assert units("é") == 1
    assert units("🏫") == 2
    assert split("🏫" * 4, most=4) == ["🏫🏫", "🏫🏫"]


@given(st.text(max_size=300), st.integers(min_value=8, max_value=60))
def test_every_part_fits_and_no_letter_is_lost(text: str, most: int) -> None:
    parts = split(text, most)
    assert all(units(part) <= most for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_a_dutch_name_does_not_turn_an_arabic_paragraph_around() -> None:
    assert directed("PIP هو خطة", "rtl") == "\u200fPIP هو خطة"
    assert directed("🏫 هو\nDUO", "rtl") == "🏫 هو\n\u200fDUO"


def test_an_arabic_name_does_not_turn_a_dutch_paragraph_around() -> None:
    assert directed("حلب is een stad", "ltr") == "\u200eحلب is een stad"
    assert directed("Aleppo is een stad", "ltr") == "Aleppo is een stad"
    assert directed("Zwolle é", "ltr") == "Zwolle é"
