"""Days as people type them: in words, from today on, and in other calendars. What was guessed is never taken for certain."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.calendars import Calendar, ours
from bot.language.days import day_meant
from bot.language.matching import Matcher
from bot.language.render import Renderer
from bot.language.words import read_words
from dialogs.inputs import Heard
from dialogs.phrase import Phrase
from dialogs.state import Question

TODAY = date(2026, 11, 23)
WORDS = read_words()
ASKED = Question(asking=1, step="dag", kind="date", slot="dag", text=Phrase(text="Welke dag?"))


def meant(renderer: Renderer, text: str, language: str) -> tuple[str | None, list[str]]:
    tongues = ("en", "nl", language)
    months = {name: number for tongue in tongues for name, number in renderer.month_numbers(tongue).items()}
    away = {word: days for tongue in tongues for word, days in WORDS[tongue].away.items()}
    found = day_meant(text, language, months, away, TODAY)
    return found.day.isoformat() if found.day else None, [day.isoformat() for day in found.perhaps]


@pytest.mark.parametrize(
    ("calendar", "year", "month", "day", "expected"),
    [
        # New Year of Ethiopia: 11 September, and 12 September before a leap year of ours.
        ("ethiopian", 2017, 1, 1, "2024-09-11"),
        ("ethiopian", 2016, 1, 1, "2023-09-12"),
        ("ethiopian", 2016, 13, 5, "2024-09-10"),
        ("ethiopian", 2015, 13, 6, "2023-09-11"),
        # Nowruz, and a day in summer.
        ("solar", 1403, 1, 1, "2024-03-20"),
        ("solar", 1404, 1, 1, "2025-03-21"),
        ("solar", 1403, 5, 2, "2024-07-23"),
        ("solar", 1364, 5, 12, "1985-08-03"),
        ("solar", 1403, 12, 30, "2025-03-20"),
        ("lunar", 1445, 9, 1, "2024-03-11"),
    ],
)
def test_days_of_other_calendars_are_known_days_of_ours(calendar: Calendar, year: int, month: int, day: int, expected: str) -> None:
    found = ours(calendar, year, month, day)
    assert found is not None
    assert found.isoformat() == expected


@pytest.mark.parametrize(
    ("calendar", "year", "month", "day"),
    [
        ("solar", 1402, 12, 30),
        ("solar", 1403, 7, 31),
        ("solar", 2026, 1, 1),
        ("solar", 1403, 13, 1),
        ("solar", 1403, 0, 1),
        ("ethiopian", 2016, 13, 6),
        ("ethiopian", 2016, 14, 1),
        ("ethiopian", 1403, 1, 1),
        ("lunar", 1445, 2, 31),
    ],
)
def test_days_that_do_not_exist_are_none(calendar: Calendar, year: int, month: int, day: int) -> None:
    assert ours(calendar, year, month, day) is None


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("nl", "3-11-2026", "2026-11-03"),
        ("nl", "vandaag", "2026-11-23"),
        ("nl", "Gisteren!", "2026-11-22"),
        ("nl", "het was eergisteren", "2026-11-21"),
        ("nl", "morgen", "2026-11-24"),
        ("en", "tomorrow", "2026-11-24"),
        ("en", "the day before yesterday", "2026-11-21"),
        ("ar", "اليوم", "2026-11-23"),
        ("ar", "مبارح", "2026-11-22"),
        ("ar", "بكرا", "2026-11-24"),
        ("ti", "ትማሊ", "2026-11-22"),
        ("fa", "دیروز", "2026-11-22"),
        ("tr", "bugün", "2026-11-23"),
        ("so", "shalay", "2026-11-22"),
        ("ar", "yesterday", "2026-11-22"),
        ("fa", "۲ مرداد ۱۴۰۳", "2024-07-23"),
        ("fa_AF", "۲ اسد ۱۴۰۳", "2024-07-23"),
        ("ps", "۲ زمری ۱۴۰۳", "2024-07-23"),
        ("en", "2 mordad 1403", "2024-07-23"),
        ("am", "1 መስከረም 2017", "2024-09-11"),
        ("am", "፩ መስከረም ፳፻፲፯", "2024-09-11"),
        ("so", "3 noofeembar 2026", "2026-11-03"),
        ("tr", "3 kasım 2026", "2026-11-03"),
    ],
)
def test_a_day_that_is_sure_is_taken(renderer: Renderer, language: str, text: str, day: str) -> None:
    assert meant(renderer, text, language) == (day, [])


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("fa", "۱۴۰۳/۵/۲", ["2024-07-23"]),
        ("fa", "2-5-1403", ["2024-07-23"]),
        ("fa_AF", "1403 5 2", ["2024-07-23"]),
        ("nl", "۱۴۰۳/۵/۲", ["2024-07-23"]),
        ("ar", "1445-9-1", ["2024-03-11"]),
        ("am", "5-13-2016", ["2024-09-10"]),
        # In Eritrea the names of the months stand for ours, in Ethiopia for others: both are offered.
        ("ti", "1 መስከረም 2017", ["2017-09-01", "2024-09-11"]),
        ("nl", "3 november", ["2026-11-03"]),
        ("nl", "3 januari", ["2027-01-03"]),
        ("nl", "3-11", ["2026-11-03"]),
        ("nl", "29 februari", []),
    ],
)
def test_a_day_that_was_guessed_is_only_offered(renderer: Renderer, language: str, text: str, days: list[str]) -> None:
    assert meant(renderer, text, language) == (None, days)


@pytest.mark.parametrize(
    "text", ["", "weet niet", "van gisteren tot morgen", "november", "12", "0612345678", "1403", "31-2-2026", "40-40", "13-13-1403"]
)
def test_what_is_no_day_is_no_day(renderer: Renderer, text: str) -> None:
    assert meant(renderer, text, "nl") == (None, [])


def test_without_a_today_nothing_is_reckoned_from_it(matcher: Matcher) -> None:
    assert matcher.meaning("gisteren", "nl", ASKED) == Heard(text="gisteren")
    assert matcher.meaning("gisteren", "nl", ASKED, today=TODAY) == Heard(text="gisteren", value="2026-11-22")
    assert matcher.meaning("۱۴۰۳/۵/۲", "en", ASKED, today=TODAY) == Heard(text="۱۴۰۳/۵/۲", days=("2024-07-23",))


@given(text=st.text(max_size=60), language=st.sampled_from(["nl", "ar", "fa", "ti", "am"]))
def test_any_text_can_be_read_for_a_day(renderer: Renderer, text: str, language: str) -> None:
    meant(renderer, text, language)


@given(
    calendar=st.sampled_from(["solar", "lunar", "ethiopian"]), year=st.integers(0, 9999), month=st.integers(-1, 15), day=st.integers(-1, 40)
)
def test_any_figures_are_a_day_or_none(calendar: Calendar, year: int, month: int, day: int) -> None:
    found = ours(calendar, year, month, day)
    assert found is None or date(1900, 1, 1) < found < date(2125, 1, 1)


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_months_of_ethiopia_are_read_whatever_language_somebody_chose_and_asked_back(renderer: Renderer, language: str) -> None:
    assert meant(renderer, "መጋቢት 3 2020", language) == (None, ["2028-03-12", "2020-03-03"])
