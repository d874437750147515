"""Numbers and days in typed words."""

from __future__ import annotations

import pytest

from bot.language.render import Renderer
from bot.language.typed import day_in, number_in
from bot.language.words import read_words

WORDS = read_words()


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("nl", "3", 3),
        ("nl", "drie", 3),
        ("nl", "ik heb twee kinderen", 2),
        ("nl", "één", 1),
        ("nl", "1.250", 1250),
        ("nl", "ongeveer 5 km", 5),
        ("nl", "tussen 3 en 5", None),
        ("nl", "2,5", None),
        ("nl", "om 10:30", None),
        ("nl", "veel", None),
        ("nl", "twee of drie", None),
        ("nl", "99999999999", None),
        ("en", "Twelve", 12),
        ("ar", "٢", 2),
        ("ar", "۲", 2),
        ("ar", "خمسة", 5),
        ("ar", "خمسة عشر", 15),
        ("ar", "عندي ثلاثة أولاد", 3),
        ("ti", "፲፪", 12),
    ],
)
def test_one_number_is_read_and_two_are_not(language: str, text: str, number: int | None) -> None:
    assert number_in(text, WORDS[language].counted) == number


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("nl", "3-11-2026", "2026-11-03"),
        ("nl", "03/11/2026", "2026-11-03"),
        ("nl", "3.11.26", "2026-11-03"),
        ("nl", "2026-11-03", "2026-11-03"),
        ("nl", "maandag 2 november 2026", "2026-11-02"),
        ("nl", "2 nov. 2026", "2026-11-02"),
        ("nl", "het was 3 mrt 2025", "2025-03-03"),
        ("en", "November 3, 2026", "2026-11-03"),
        ("ar", "٣-١١-٢٠٢٦", "2026-11-03"),
        ("ar", "٣ نوفمبر ٢٠٢٦", "2026-11-03"),
        ("ar", "3 تشرين الثاني 2026", "2026-11-03"),
        ("ar", "3 كانون الأول 2026", "2026-12-03"),
        ("nl", "31-2-2026", None),
        ("nl", "3 november", None),
        ("nl", "november 2026", None),
        ("nl", "van 3 november 2026 tot 5 december 2026", None),
        ("nl", "3 11", None),
        ("nl", "bel 06 12 34", None),
        ("fa", "3-8-1405", None),
        ("nl", "morgen", None),
    ],
)
def test_a_day_is_read_in_figures_or_words(renderer: Renderer, language: str, text: str, day: str | None) -> None:
    read = day_in(text, renderer.month_numbers(language))
    assert (read.isoformat() if read else None) == day
