"""Takes secrets out of what somebody types, before anything else in the house sees it.

Hidden are a BSN (nine digits in any script that pass the 11-test; eight, or a mistyped nine, only beside the word),
an IBAN, and codes and passwords beside words that name them (`locales/masking.yaml`).
Dates, times, telephone numbers, amounts and Chamber of Commerce numbers stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Literal

from dialogs.reading import read_yaml

Kind = Literal["bsn", "iban", "code"]
Span = tuple[int, int]
Search = Callable[[str, str], Iterator[Span]]

#: How far (in characters) a number may stand from the word that makes it a secret: after it, and before it.
AFTER, BEFORE = 40, 25

#: What may stand between two digits of one number; also what a phone adds unseen (joiners, marks, keycaps).
_GAP = r"[ .\-/_\u00a0\u00ad\u200b-\u200f\u2010-\u2015\u2060\u202f\u2066-\u2069\u20e3\ufe0f]{0,4}"
_RUN = re.compile(rf"\d(?:{_GAP}\d)*")
#: Somebody who names a BSN may tell it in pieces: "123, dan 456 en 782".
_PIECES = re.compile(r"\d+(?:[^\d\x00]{1,12}\d+)+")
_YEAR = r"(?:1[34]|19|20)\d\d"
_BLANK = "\x00"

#: Numbers that are no secrets, whatever stands beside them.
_HARMLESS = tuple(
    re.compile(pattern)
    for pattern in (
        # Dates: 12-3-2026, 12 03 1985, 12.03.85, 2026-03-12, 1364/5/12.
        rf"(?<!\d)(?:0?[1-9]|[12]\d|3[01])([-./ ])(?:0?[1-9]|1[0-2])\1{_YEAR}(?!\d)",
        r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])([-./])(?:0?[1-9]|1[0-2])\1\d\d(?!\d)",
        rf"(?<!\d){_YEAR}([-./])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?!\d)",
        # From one time to another: 9.00-17.00.
        r"(?<!\d)[0-2]?\d[.:][0-5]\d\s?[-\u2013]\s?[0-2]?\d[.:][0-5]\d(?!\d)",
        # Telephone: +31 (0)6 ..., 0031 6 ..., +963 ..., 06-..., 030 ...
        rf"(?:\+|(?<!\d)00){_GAP}31{_GAP}(?:\(0\))?(?:{_GAP}\d){{9}}(?!\d)",
        rf"(?:\+|(?<!\d)00)\d(?:{_GAP}\d){{9,13}}(?!\d)",
        rf"(?<!\d)\(?0[1-9](?:[()]?{_GAP}\d){{8}}(?!\d)",
        # Amounts.
        r"€\s?\d[\d.,]{0,12}|(?<!\d)\d[\d.,]{0,12}\s?(?:€|euro\b)",
    )
)
_POSTCODE = re.compile(r"(?<!\d)[1-9]\d{3}(?: ?[A-Z]{2}|[a-z]{2})(?!\w)")
_IBAN = re.compile(r"(?<![a-z0-9])(?:[a-z]{2}|nl[ .-])\d{2}(?:[ .-]?[a-z0-9]){11,30}")
_EIGHT_OR_NINE = re.compile(rf"(?<!\d)\d(?:{_GAP}\d){{7,8}}(?!\d)")
_EIGHT = rf"(?<!\d)\d(?:{_GAP}\d){{7}}(?!\d)"
_CODE = re.compile(r"(?<!\w)\d(?:[ -]?\d){3,7}(?!\w)")
_YEAR_ALONE = re.compile(rf"{_YEAR}$")
#: A word of letters and digits: a code to switch something on has nine, a password at least five.
_MIXED = re.compile(r"(?=\S*\d)(?=\S*[^\W\d])[^\s\x00]{5,}")
_ACTIVATION = re.compile(r"(?<!\w)(?=[^\W_]*\d)(?=[^\W_]*[^\W\d_])[^\W_]{8,10}(?!\w)")
_TOLD = re.compile(r"\s*[:=：]\s*([^\s\x00]+)")
#: Most messages hold neither a digit nor a colon, and are done at once.
_WORTH_A_LOOK = re.compile(r"[\d:=：]")
_LOOKALIKES = str.maketrans("يىكأإآ", "ییکااا")


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words beside which a number is, or is not, a secret; a star at the end means that more may follow."""

    bsn: tuple[str, ...]
    company: tuple[str, ...]
    code: tuple[str, ...]
    password: tuple[str, ...]
    never: tuple[str, ...] = ()


def mask(text: str) -> tuple[str, tuple[Kind, ...]]:
    """The text with `[bsn]`, `[iban]`, `[code]` in place of secrets, and which kinds were found."""
    return _shipped().mask(text)


class Masker:
    """Finds secrets with the help of given words."""

    def __init__(self, words: Words) -> None:
        self._bsn = re.compile(_any_of(words.bsn))
        self._company = re.compile(_company_number(_any_of(words.company)))
        self._code = re.compile(_any_of(words.code))
        self._password = re.compile(_any_of(words.password))
        self._never = frozenset(map(_fold, words.never))

    def mask(self, text: str) -> tuple[str, tuple[Kind, ...]]:
        """See `mask`."""
        rest = _fold(text)
        if not _WORTH_A_LOOK.search(rest):
            return text, ()
        found: list[tuple[Span, Kind]] = []
        searches: tuple[tuple[Kind, Search], ...] = (("iban", _ibans), ("bsn", self._numbers), ("code", self._secrets))
        for kind, search in searches:
            spans = list(search(text, rest))
            rest = _blank(rest, spans)
            found += [(span, kind) for span in spans]
        return _replace(text, sorted(found)), tuple(dict.fromkeys(kind for _, kind in found))

    def _numbers(self, _: str, folded: str) -> Iterator[Span]:
        """Citizen service numbers."""
        rest = self._without_harmless(folded)
        sure = [span for run in _RUN.finditer(rest) for span in _elevens(run)]
        if self._bsn.search(rest):
            left = _blank(rest, sure)
            sure += [span for pieces in _PIECES.finditer(left) for span in _elevens(pieces)]
        yield from sure
        yield from _beside(self._bsn, _EIGHT_OR_NINE, _blank(rest, sure))

    def _secrets(self, text: str, folded: str) -> Iterator[Span]:
        """Codes and passwords."""
        for told in _following(self._password, _TOLD, folded):
            folded = _blank(folded, [told])
            yield told
        rest = _blank(self._without_harmless(folded), [match.span() for match in _POSTCODE.finditer(text)])
        for names, shapes in ((self._password, (_MIXED, _CODE)), (self._code, (_CODE, _ACTIVATION))):
            for shape in shapes:
                spans = [span for span in _beside(names, shape, rest) if not self._known(rest[slice(*span)])]
                rest = _blank(rest, spans)
                yield from spans

    def _without_harmless(self, folded: str) -> str:
        for pattern in _HARMLESS:
            folded = _blank(folded, [match.span() for match in pattern.finditer(folded)])
        return _blank(folded, [match.span(match.lastgroup or 0) for match in self._company.finditer(folded)])

    def _known(self, word: str) -> bool:
        bare = word.strip(".,;!?()")
        return bare in self._never or bool(_YEAR_ALONE.match(bare))


@cache
def _shipped() -> Masker:
    lists: Mapping[str, Mapping[str, Sequence[str]]]
    lists = read_yaml((Path(__file__).resolve().parents[2] / "locales" / "masking.yaml").read_text("utf-8")).data
    never = tuple(lists["never"])
    words = {name: tuple(word for language in lists[name].values() for word in language) for name in lists if name != "never"}
    return Masker(Words(**words, never=never))


def _ibans(_: str, folded: str) -> Iterator[Span]:
    for match in _IBAN.finditer(folded):
        marks = [at for at in range(*match.span()) if folded[at].isalnum()]
        for count in range(len(marks), 14, -1):
            if _is_iban("".join(folded[at] for at in marks[:count])):
                yield marks[0], marks[count - 1] + 1
                break


def _is_iban(compact: str) -> bool:
    """Remainder 1 modulo 97, letters counted as 10 to 35; at least half of an account number is digits."""
    if 2 * sum(mark.isdigit() for mark in compact) < len(compact):
        return False
    return int("".join(str(int(mark, 36)) for mark in compact[4:] + compact[:4])) % 97 == 1


def _elevens(run: re.Match[str]) -> Iterator[Span]:
    """Whole groups of digits that are together nine long and pass the 11-test."""
    groups = [(run.start() + group.start(), group.group()) for group in re.finditer(r"\d+", run.group())]
    first = 0
    while first < len(groups):
        lengths = list(accumulate(len(digits) for _, digits in groups[first : first + 9]))
        if 9 in lengths and _passes("".join(digits for _, digits in groups[first : first + lengths.index(9) + 1])):
            last = first + lengths.index(9)
            start, digits = groups[last]
            yield groups[first][0], start + len(digits)
            first = last
        first += 1


def _passes(nine: str) -> bool:
    """Weighed 9, 8, ... 2 and -1 the digits of a citizen service number are a multiple of eleven."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return nine != "000000000" and sum(int(digit) * weight for digit, weight in zip(nine, weights, strict=True)) % 11 == 0


def _beside(names: re.Pattern[str], shape: re.Pattern[str], text: str) -> Iterator[Span]:
    """What has the shape and stands near one of the names, but is not part of it."""
    named = [match.span() for match in names.finditer(text)]
    if not named:
        return
    for match in shape.finditer(_blank(text, named)):
        start, end = match.span()
        if any(0 <= start - stop <= AFTER or 0 <= begin - end <= BEFORE for begin, stop in named):
            yield start, end


def _following(names: re.Pattern[str], shape: re.Pattern[str], text: str) -> Iterator[Span]:
    for name in names.finditer(text):
        if match := shape.match(text, name.end()):
            yield match.span(1)


def _company_number(names: str) -> str:
    """Eight digits after the name of the register, or before it when no other number comes after."""
    return rf"(?:{names})\D{{0,25}}(?P<after>{_EIGHT})|(?P<before>{_EIGHT})\D{{0,15}}(?:{names})(?!\D{{0,25}}\d)"


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(_pattern, words)) or r"(?!)"


def _pattern(word: str) -> str:
    """Scripts after Cyrillic glue articles and prepositions to a word: there it may begin and end anywhere."""
    stem = _fold(word.removesuffix("*"))
    inside = r"[-\s\u200c]*".join(re.escape(part) for part in re.split(r"[-\s\u200c]+", stem))
    if stem[0] > "\u0590":
        return inside
    return rf"(?<!\w){inside}" + (r"[^\W\d]*" if word.endswith("*") else r"(?![^\W\d])")


def _fold(text: str) -> str:
    """Every digit of any script as 0-9, letters small, look-alikes as one; as long as it was."""
    return text.lower() if text.isascii() else "".join(map(_fold_one, text))


@lru_cache(maxsize=4096)
def _fold_one(mark: str) -> str:
    digit = unicodedata.digit(mark, None)
    if digit is not None:
        return str(digit)
    small = unicodedata.normalize("NFKC", mark).lower().translate(_LOOKALIKES)
    return small if len(small) == 1 else mark


def _blank(text: str, spans: Iterable[Span]) -> str:
    for start, end in spans:
        text = text[:start] + _BLANK * (end - start) + text[end:]
    return text


def _replace(text: str, found: Sequence[tuple[Span, Kind]]) -> str:
    for (start, end), kind in reversed(found):
        text = f"{text[:start]}[{kind}]{text[end:]}"
    return text
