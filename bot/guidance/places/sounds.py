"""Writes a name as it sounds, so that a Dutch town is recognised when it is typed in Arabic, Ge'ez or Cyrillic letters.

Letters of any script are first put in rough Latin. From that two keys are made: the *bones*, nine kinds of consonants
that people keep apart in every script, and the *shape*, the same with three kinds of vowels between them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_ARABIC = {
    "ا": "a", "ع": "a", "ب": "b", "پ": "p", "ت": "t", "ط": "t", "ٹ": "t", "ټ": "t", "ث": "s", "ج": "g", "چ": "g",
    "ح": "h", "خ": "g", "د": "d", "ڈ": "d", "ډ": "d", "ذ": "z", "ر": "r", "ړ": "r", "ڑ": "r", "ڕ": "r", "ز": "z",
    "ژ": "z", "ږ": "z", "س": "s", "ش": "s", "ښ": "s", "ص": "s", "ض": "d", "ظ": "z", "غ": "g", "ف": "f", "ڤ": "f",
    "ڨ": "g", "ق": "k", "ك": "k", "گ": "g", "ڭ": "g", "ل": "l", "ڵ": "l", "م": "m", "ن": "n", "ں": "n", "ڼ": "n",
    "ه": "h", "ي": "i", "و": "w", "ۆ": "o", "ۇ": "u", "ۋ": "v",
}  # fmt: skip
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "z", "з": "z", "и": "i", "і": "i", "ј": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ў": "w",
    "ф": "f", "х": "g", "ц": "ts", "ч": "s", "ш": "s", "щ": "s", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "u",
    "я": "a",
}  # fmt: skip
#: Ge'ez is written in rows of eight: one consonant, seven vowels, and a form with w. From U+1200, a row after a row.
_GEEZ_FIRST = 0x1200
_GEEZ_ROWS = "hlhmsrsskkkkbvtshhnn-kkggw-zziddggggtspssfp"
_GEEZ_VOWELS = ("e", "u", "i", "a", "e", "", "o", "wa")


def _geez() -> dict[str, str]:
    table: dict[str, str] = {}
    for row, consonant in enumerate(_GEEZ_ROWS):
        for order, vowel in enumerate(_GEEZ_VOWELS):
            bare = consonant == "-"
            letter = chr(_GEEZ_FIRST + row * 8 + order)
            table[letter] = (vowel or "e") if bare else consonant + vowel
    return table


_ROMAN = str.maketrans({**_ARABIC, **_CYRILLIC, **_geez()})
_FINAL_H = re.compile(r"ه\b")
_FIRST_BREATH = re.compile(r"\b[гх]")
_DOUBLED = re.compile(r"(.)\1+")
_END_SCH = re.compile(r"sch\b")
_SOFT_C = re.compile("c(?=[eiy])")
#: A w between or before vowels is a consonant; elsewhere Arabic script writes the vowels o and u with it.
_VOWEL_W = re.compile(r"(?<=[^aeiouw\W])w(?![aeiouw])")

_SPELLINGS = (
    ("ij", "i"), ("ph", "f"), ("th", "t"), ("sh", "s"), ("zh", "z"), ("ch", "k"), ("gh", "k"), ("kh", "k"), ("ck", "k"),
    ("x", "ks"), ("q", "k"), ("aa", "a"), ("ee", "e"), ("oo", "o"), ("uu", "u"), ("oe", "u"), ("ou", "u"), ("au", "u"),
    ("eu", "u"), ("ui", "u"), ("ei", "i"), ("ai", "i"), ("ie", "i"),
)  # fmt: skip
_SOUNDS = str.maketrans(
    "bpfvwtdszkgclmnraeiyjou",
    "PPFFFTTSSKKKLMNRaiiiiuu",
    " h0123456789",
)
_VOWELS = str.maketrans("", "", "aiu")
_WEAK_W = str.maketrans("", "", "vw")


class Sound(NamedTuple):
    """How a name sounds: its consonants, and these with the vowels between them."""

    bones: str
    shape: str


def sounds(folded: str) -> tuple[Sound, ...]:
    """The ways in which a folded name may sound, the likeliest first.

    There are two where a v or w may be written or left out (Zwolle is typed with a w, an f, or an o), and one
    more for Cyrillic, which writes the Dutch h and g with one letter.
    """
    found: dict[Sound, None] = {}
    for roman in _romans(folded):
        found[_sound(_VOWEL_W.sub("o", roman))] = None
        if "v" in roman or "w" in roman:
            found[_sound(roman.translate(_WEAK_W))] = None
    return tuple(found)


def leaves_vowels_out(folded: str) -> bool:
    """Whether there are letters of Arabic script in it."""
    return any(letter in _ARABIC for letter in folded)


def _romans(folded: str) -> tuple[str, ...]:
    if folded.isascii():
        return (folded,)
    text = _FINAL_H.sub("e", folded)
    breathed = _FIRST_BREATH.sub("h", text)
    return tuple(dict.fromkeys((text.translate(_ROMAN), breathed.translate(_ROMAN))))


def _sound(roman: str) -> Sound:
    text = _SOFT_C.sub("s", _END_SCH.sub("s", roman))
    for spelling, letter in _SPELLINGS:
        text = text.replace(spelling, letter)
    shape = _DOUBLED.sub(r"\1", text.translate(_SOUNDS))
    return Sound(bones=shape.translate(_VOWELS), shape=shape)
