"""What a sentence looks like in each language."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal

import pytest

from bot.language.errors import FieldNotPlain, ValueMissing
from bot.language.languages import Languages
from bot.language.render import Renderer, pieces_of
from dialogs.phrase import Day, Joined, Money, Phrase, Plain, Quantity, Value

MONDAY = date(2026, 11, 2)
FSI, RLI, PDI = "\u2068", "\u2067", "\u2069"


def unseen(text: str) -> set[str]:
    return {sign for sign in text if unicodedata.category(sign) in ("Cf", "Co") or (sign.isspace() and sign not in " \n")}


def school(name: str, town: str) -> Phrase:
    return Phrase(text="{school} in {plaats}", values={"school": Plain(text=name), "plaats": Plain(text=town)})


def test_a_sentence_is_found_in_the_readers_language(renderer: Renderer) -> None:
    asked = Phrase(text="Welke taal wilt u?")
    assert renderer.render(asked, "ar") == "أي لغة تريد؟"
    assert renderer.render(asked, "nl") == "Welke taal wilt u?"
    assert renderer.render(asked, "xx") == "Welke taal wilt u?"


def test_values_in_an_arabic_sentence_are_isolated(renderer: Renderer) -> None:
    assert renderer.render(school("De Brug", "Zwolle"), "ar") == f"{FSI}De Brug{PDI} في {FSI}Zwolle{PDI}"


def test_arabic_words_in_a_dutch_sentence_are_isolated(renderer: Renderer) -> None:
    assert renderer.render(school("مدرسة", "Zwolle"), "nl") == f"{FSI}مدرسة{PDI} in Zwolle"


def test_dutch_has_no_invisible_signs(renderer: Renderer) -> None:
    values: dict[str, Value] = {
        "dag": Day(day=MONDAY),
        "geld": Money(euros=Decimal("1250")),
        "ver": Quantity(amount=3, unit="kilometer"),
        "deel": Quantity(amount=5, unit="percent"),
        "lijst": Joined(items=("a", "b", 3)),
        "regels": Joined(items=(Phrase(text="Een."), Phrase(text="Twee.")), style="lines"),
    }
    text = renderer.render(Phrase(text=" ".join(f"{{{name}}}" for name in values) + ".", values=values), "nl")
    assert not unseen(text)
    assert text == "maandag 2 november 2026 € 1.250 3 km 5% a, b en 3 Een.\nTwee.."


def test_each_line_of_a_value_is_isolated_by_itself(renderer: Renderer) -> None:
    lines = Joined(items=(Plain(text="مرحبا"), Plain(text="Hallo")), style="lines")
    assert renderer.render(Phrase(text="Let op: {x}", values={"x": lines}), "nl") == f"Let op: {FSI}مرحبا{PDI}\n{FSI}Hallo{PDI}"


def test_an_arabic_sentence_that_begins_with_a_dutch_office_is_still_read_from_the_right(renderer: Renderer) -> None:
    outer = Phrase(text="📦 {wat}", values={"wat": Phrase(text="DUO betaalt geen laptop.")})
    assert renderer.render(outer, "ar") == f"📦 {RLI}DUO لا تدفع عن لابتوب.{PDI}"


def test_an_arrow_points_on_and_back_as_its_readers_read(renderer: Renderer) -> None:
    on = Phrase(text="➡️ {school}", values={"school": school("De Brug", "Zwolle")})
    assert renderer.render(on, "nl").startswith("➡️ ")
    assert renderer.render(on, "ar").startswith("⬅️ ")
    assert renderer.translate("↩️", "ar") == "↪️"


def test_a_sentence_that_is_nothing_but_its_value_is_left_alone(renderer: Renderer) -> None:
    assert renderer.render(Phrase(text="{naam}", values={"naam": Plain(text="Zwolle")}), "ar") == "Zwolle"


def test_a_missing_sentence_is_dutch_with_dutch_days_inside(renderer: Renderer) -> None:
    text = renderer.render(Phrase(text="Uw examen is op {dag}.", values={"dag": Day(day=MONDAY)}), "ar")
    assert text == "Uw examen is op maandag 2 november 2026."
    assert renderer.language_of(Phrase(text="Uw examen is op {dag}."), "ar") == "nl"
    assert renderer.language_of(Phrase(text="Welke taal wilt u?"), "ar") == "ar"
    assert renderer.language_of(Phrase(text="{alleen}"), "ar") == "ar"


def test_a_translated_phrase_inside_a_missing_sentence_stays_translated(renderer: Renderer) -> None:
    outer = Phrase(text="U koos: {wat}.", values={"wat": Phrase(text="Overdag")})
    assert renderer.render(outer, "ar") == f"U koos: {FSI}خلال النهار{PDI}."


@pytest.mark.parametrize(
    ("language", "day", "money", "whole"),
    [
        ("nl", "maandag 2 november 2026", "€ 12,50", "€ 50"),
        ("en", "Monday 2 November 2026", "€12.50", "€50"),
        ("ar", "الاثنين، 2 نوفمبر 2026", "\u200f12.50 €", "\u200f50 €"),
    ],
)
def test_days_and_money_are_written_as_the_language_does(renderer: Renderer, language: str, day: str, money: str, whole: str) -> None:
    assert renderer.render(Day(day=MONDAY), language) == day
    assert renderer.render(Money(euros=Decimal("12.50")), language) == money
    assert renderer.render(Money(euros=Decimal("50.00")), language) == whole


@pytest.mark.parametrize(
    ("language", "amount", "unit", "expected"),
    [
        ("nl", 1, "week", "1 week"),
        ("nl", 6, "week", "6 weken"),
        ("nl", 2, "hour", "2 uur"),
        ("nl", 3, "day", "3 dagen"),
        ("nl", 3, "year", "3 jaar"),
        ("nl", 3, "kilometer", "3 km"),
        ("en", 2, "month", "2 months"),
        ("ar", 1, "week", "أسبوع"),
        ("ar", 2, "month", "شهران"),
        ("ar", 6, "week", "6 أسابيع"),
        ("ckb", 3, "week", "3 هەفتە"),
        ("ckb", 3, "kilometer", "3 کیلۆمەتر"),
        ("ku", 2, "month", "2 meh"),
        ("ti", 2, "month", "2 ወርሒ"),
        ("so", 3, "hour", "3 saacadood"),
    ],
)
def test_amounts_have_their_unit(renderer: Renderer, language: str, amount: int, unit: str, expected: str) -> None:
    assert renderer.render(Quantity.model_validate({"amount": amount, "unit": unit}), language) == expected


@pytest.mark.parametrize("unit", ["kilometer", "week", "month", "hour", "year", "day", "percent"])
def test_no_language_shows_the_inner_name_or_english_of_a_unit(renderer: Renderer, languages: Languages, unit: str) -> None:
    for code in languages:
        text = renderer.render(Quantity.model_validate({"amount": 3, "unit": unit}), code)
        assert "-" not in text, (code, text)
        assert "3" in text, (code, text)
        if not any(letter.isascii() and letter.isalpha() for letter in languages.own_name(code)) and unit != "kilometer":
            assert not any(letter.isascii() and letter.isalpha() for letter in text), (code, text)


@pytest.mark.parametrize(
    ("language", "style", "expected"),
    [
        ("nl", "and", "a, b en c"),
        ("nl", "or", "a, b of c"),
        ("en", "and", "a, b, and c"),
        ("ckb", "or", f"{FSI}a{PDI}، {FSI}b{PDI} یان {FSI}c{PDI}"),
        ("ps", "or", f"{FSI}a{PDI}، {FSI}b{PDI} یا {FSI}c{PDI}"),
        ("nl", "sentences", "a b c"),
        ("nl", "lines", "a\nb\nc"),
        ("nl", "paragraphs", "a\n\nb\n\nc"),
    ],
)
def test_several_are_joined_as_the_language_does(renderer: Renderer, language: str, style: str, expected: str) -> None:
    assert renderer.render(Joined.model_validate({"items": ("a", "b", "c"), "style": style}), language) == expected


@pytest.mark.parametrize("language", ["nl", "ar", "ckb"])
def test_a_list_of_one_or_none_is_no_trouble(renderer: Renderer, language: str) -> None:
    assert renderer.render(Joined(items=()), language) == ""
    assert renderer.render(Joined(items=("a",)), language).strip(FSI + PDI) == "a"


@pytest.mark.parametrize("count", [3, Quantity(amount=3, unit="week"), Joined(items=("a", "b", "c"))])
def test_a_number_an_amount_or_a_list_decides_between_one_and_more(renderer: Renderer, count: Value) -> None:
    assert renderer.render(Phrase(text="een", plural="meer", count="n", values={"n": count}), "nl") == "meer"
    assert renderer.render(Phrase(text="een", plural="meer", count="n", values={"n": 1}), "nl") == "een"


def test_arabic_puts_the_number_in_its_form(renderer: Renderer) -> None:
    phrase = Phrase(text="{n} cursus", plural="{n} cursussen", count="n", values={"n": 2})
    assert renderer.render(phrase, "ar") == "دورتان"
    assert renderer.render(phrase, "nl") == "2 cursussen"


@pytest.mark.parametrize("text", ["{a.__class__}", "{a[0]}", "{a!r}", "{a:>10}", "{}", "{0}", "{a", "a}"])
def test_a_field_is_a_plain_name_and_nothing_more(text: str) -> None:
    with pytest.raises(FieldNotPlain):
        pieces_of(text)


def test_a_field_without_a_value_is_our_fault(renderer: Renderer) -> None:
    with pytest.raises(ValueMissing, match="plaats"):
        renderer.render(Phrase(text="In {plaats}."), "nl")


def test_doubled_braces_are_braces(renderer: Renderer) -> None:
    assert renderer.render(Phrase(text="{{a}} {b}", values={"b": 1}), "nl") == "{a} 1"


def test_every_language_can_be_warmed_and_has_twelve_months(renderer: Renderer, languages: Languages) -> None:
    renderer.warm(languages)
    assert all(len(set(renderer.months(code))) == 12 for code in languages)
    assert renderer.months("nl")[10] == "november"
