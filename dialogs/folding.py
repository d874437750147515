"""Makes typed words comparable, whatever keyboard, alphabet or habit of spelling they came from."""

from __future__ import annotations

import re
import unicodedata

#: Letters of which one is typed for the other: Arabic and Persian keyboards, Ge'ez letters that sound alike,
#: Latin and Cyrillic letters that do not fall apart into a letter and its marks.
_SAME_LETTERS = {
    "ى": "ي", "ی": "ي", "ې": "ي", "ۍ": "ي", "ے": "ي",
    "ک": "ك", "ڪ": "ك", "ګ": "گ",
    "ة": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ۃ": "ه",
    "ٱ": "ا", "ء": "", "ـ": "", "ʼ": "", "ʻ": "", "ʹ": "",
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i",
    "ґ": "г", "є": "е",
}  # fmt: skip

#: Ge'ez rows (their first letter) that sound like another row, each of seven letters.
_SAME_ROWS = {"ሐ": "ሀ", "ኀ": "ሀ", "ሠ": "ሰ", "ዐ": "አ", "ፀ": "ጸ"}
#: In the rows of h and of the bare vowel the first and the fourth letter are typed for each other.
_OPEN_ROWS = {"ሃ": "ሀ", "ኣ": "አ"}

_ETHIOPIC_NUMBER = re.compile("[፩-፼]+")
_NOT_WORDS = re.compile(r"[\W_]+")
_APOSTROPHES = re.compile("['’‘ʼʻʹ´`′]")


def _letters() -> dict[int, str]:
    table = dict(_SAME_LETTERS)
    for row, plain in _SAME_ROWS.items():
        table.update({chr(ord(row) + vowel): chr(ord(plain) + vowel) for vowel in range(7)})
    for letter, like in table.items():
        table[letter] = _OPEN_ROWS.get(like, like)
    return str.maketrans({**table, **_OPEN_ROWS})


_LETTERS = _letters()


def fold(text: str) -> str:
    """The text without case, marks, punctuation and habits of spelling: words with one space between.

    Two texts that a reader would call the same fold to the same; meant for comparing, never for showing.
    Digits become ASCII. A text of only signs or pictures folds to the empty text.
    """
    plain = _APOSTROPHES.sub("", text).casefold()
    if not plain.isascii():
        parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", plain).casefold())
        plain = digits("".join(part for part in parts if unicodedata.category(part) not in ("Mn", "Cf"))).translate(_LETTERS)
    return _NOT_WORDS.sub(" ", plain).strip()


def digits(text: str) -> str:
    """The text with the digits of any script, Ge'ez numerals too, written as 0-9."""
    if text.isascii():
        return text
    text = _ETHIOPIC_NUMBER.sub(lambda found: str(_ethiopic(found[0])), text)
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)


def without_article(text: str) -> str:
    """A folded text without the Arabic article in front; as it was when it has none, or when little would be left."""
    return text[2:] if text.startswith("ال") and len(text) > 4 else text


def _ethiopic(numeral: str) -> int:
    """The value of a Ge'ez numeral: ones and tens, then hundreds, then ten thousands."""
    total = hundreds = rest = 0
    for sign in numeral:
        value = int(unicodedata.numeric(sign))
        if value == 100:
            hundreds, rest = hundreds + (rest or 1) * 100, 0
        elif value == 10_000:
            total, hundreds, rest = total + (hundreds + rest or 1) * 10_000, 0, 0
        else:
            rest += value
    return total + hundreds + rest
