from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.folding import digits, fold, without_article


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("JA", "ja"),
        ("  Ja,  graag! ", "ja graag"),
        ("café", "CAFE"),
        ("'s avonds", "’s avonds"),
        ("İstanbul ISPARTA", "istanbul isparta"),
        ("STRASSE", "straße"),
        ("أمستردام", "امستردام"),
        ("مكتبي", "مکتبی"),
        ("مدرسة", "مدرسه"),
        ("مَرْحَباً", "مرحبا"),
        ("می‌خواهم", "میخواهم"),
        ("ﻣﺮﺣﺒﺎ", "مرحبا"),
        ("مـــرحبا", "مرحبا"),
        ("ዓለም", "አለም"),
        ("ሐምሌ", "ሀምሌ"),
        ("ፀሐይ", "ጸሀይ"),
        ("ኣምስተርዳም", "አምስተርዳም"),
        ("ЁЛКА", "елка"),
        ("ＡＢ１２", "ab12"),
        ("٢٠٢٦", "2026"),
    ],
)
def test_what_a_reader_would_call_the_same_folds_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_different_words_stay_different() -> None:
    words = ["ja", "nee", "نعم", "لا", "ኣይፋል", "እወ", "так", "ні", "ya", "jah"]
    assert len({fold(word) for word in words}) == len(words)


def test_signs_and_pictures_fold_to_nothing() -> None:
    assert fold(" 😀 … !? ") == ""
    assert fold("") == ""


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("٨٠١١", "8011"),
        ("۸۰۱۱ AB", "8011 AB"),
        ("፹፻፲፩", "8011"),
        ("፳፻፳፮", "2026"),
        ("፩፻፳፫", "123"),
        ("፼", "10000"),
        ("፻", "100"),
        ("፭", "5"),
        ("8011", "8011"),
    ],
)
def test_digits_of_any_script_become_western(typed: str, written: str) -> None:
    assert digits(typed) == written


def test_the_arabic_article_can_be_left_out() -> None:
    assert without_article("المدرسه") == "مدرسه"
    assert without_article("الم") == "الم"
    assert without_article("al") == "al"


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert "  " not in once


@given(st.text())
def test_digits_keep_everything_that_is_no_digit(text: str) -> None:
    assert digits(digits(text)) == digits(text)
