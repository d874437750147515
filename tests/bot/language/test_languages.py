"""Which language somebody is spoken to in."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel import Locale

from bot.language.errors import RegisterUnreadable
from bot.language.languages import Language, Languages, tags_in

DUTCH = Language(own_name="Nederlands", status="offered", direction="ltr", html="nl")


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (("ar-SY", "nl"), "ar"),
        (("nl-NL", "en"), "nl"),
        (("fa", "ar"), "ar"),
        (("ti-ER",), "ti"),
        (("prs",), "en"),
        (("de", "pl"), "nl"),
        ((), "nl"),
        (("EN_us",), "en"),
        (("am", "nl"), "nl"),
    ],
)
def test_the_first_offered_language_is_proposed(languages: Languages, tags: tuple[str, ...], expected: str) -> None:
    assert languages.best(tags) == expected


@pytest.mark.parametrize(
    ("tag", "code"), [("prs", "fa_AF"), ("fa-AF", "fa_AF"), ("kmr", "ku"), ("ku-Arab-IQ", "ckb"), ("ar-YE", "ar"), ("zh", None)]
)
def test_other_names_of_a_language_lead_to_it(languages: Languages, tag: str, code: str | None) -> None:
    assert languages.code_of(tag) == code


def test_every_chain_ends_in_dutch_and_dari_passes_by_persian(languages: Languages) -> None:
    assert languages.chain("fa_AF") == ("fa_AF", "fa", "en", "nl")
    assert languages.chain("nl") == ("nl",)
    assert all(languages.chain(code)[-1] == "nl" for code in languages)


def test_an_unknown_language_is_answered_as_dutch(languages: Languages) -> None:
    assert languages.chain("xx") == ("nl",)
    assert languages.direction("xx") == "ltr"


def test_direction_and_plain_facts_agree_with_cldr(languages: Languages) -> None:
    for code in languages:
        direction = "rtl" if Locale.parse(code).character_order == "right-to-left" else "ltr"
        assert languages.direction(code) == direction, code


def test_the_offered_languages_are_dutch_english_arabic_and_tigrinya(languages: Languages) -> None:
    assert languages.offered == ("nl", "en", "ar", "ti")
    assert {languages[code].status for code in ("en", "ar", "ti")} <= {"draft", "offered"}


def test_staff_read_the_name_of_a_language_in_dutch(languages: Languages) -> None:
    assert languages.name_in("fa_AF", "nl") == "Dari"
    assert languages.name_in("ar", "nl") == "Arabisch"
    assert languages.own_name("ar") == "العربية"


def test_a_browser_says_what_it_wants_most_by_weight() -> None:
    assert tags_in("en;q=0.5, ar-SY, *;q=0.1, nl;q=0, fr;q=much") == ("ar-SY", "en")


def test_a_fallback_that_is_not_in_the_register_is_refused() -> None:
    with pytest.raises(RegisterUnreadable, match="xx"):
        Languages({"nl": DUTCH, "ar": DUTCH.model_copy(update={"fallback": ("xx",)})})


def test_a_register_with_an_unknown_column_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "languages.yaml"
    path.write_text("nl: {own_name: Nederlands, status: offered, direction: ltr, html: nl, colour: blue}\n", "utf-8")
    with pytest.raises(RegisterUnreadable):
        Languages.read(path)
