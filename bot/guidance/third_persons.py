"""Finds in a text what may lead to somebody else, so that it stays hidden until a colleague needs it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.guidance.knowledge import Knowledge

#: The row that lists the titles after which a name stands, and the small words inside names.
TITLES = "report.titles"
#: Parts of a name after a title, at most; small words between them do not count.
MOST_PARTS = 3

_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_PHONE = r"(?:\+|\b00?)\d(?:[ \-./]?\d){7,12}\b"
_PLAIN = re.compile(f"{_MAIL}|{_PHONE}")
_WORD = re.compile(r"\S+")
_EDGE = re.compile(r"^\W+|\W+$")
#: What ends a name: it does not go on in the next sentence.
_ENDS = re.compile(r"[,;:!?؟،.\n]$")
#: Letters that are written large or small.
_HAS_CASE = re.compile(r"[A-Za-zÀ-ɏΑ-ωА-я]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A part of a text."""

    text: str
    hidden: bool = False


class ThirdPersons:
    """Knows after which titles a name stands.

    It finds no more than this: e-mail addresses, phone numbers, and up to three words behind a title (teacher, sir, madam, director in the
    languages of the list). In letters with capitals those words must begin with one; in others the word behind the title is taken. A name
    without a title, a nickname or a name in a language without titles in the list stays visible, and now and then a word is hidden that
    is no name. The form itself asks for no names, so nothing is marked there.
    """

    def __init__(self, knowledge: Knowledge, today: date) -> None:
        listed = knowledge.value(TITLES, today)
        self._titles = frozenset(word.casefold() for word in listed["titles"])
        self._between = frozenset(word.casefold() for word in listed["between"])

    def pieces(self, text: str) -> tuple[Piece, ...]:
        """The text in order, what may be a third person apart."""
        parts: list[Piece] = []
        done = 0
        for start, end in _joined(sorted([*self._named(text), *(found.span() for found in _PLAIN.finditer(text))])):
            if start > done:
                parts.append(Piece(text=text[done:start]))
            parts.append(Piece(text=text[start:end], hidden=True))
            done = end
        return (*parts, Piece(text=text[done:])) if done < len(text) else tuple(parts)

    def _named(self, text: str) -> Iterator[tuple[int, int]]:
        words = list(_WORD.finditer(text))
        for index, word in enumerate(words):
            if _bare(word.group()) in self._titles and not _ENDS.search(word.group().removesuffix(".")):
                yield from self._name(text, word.end(), words[index + 1 :])

    def _name(self, text: str, after: int, words: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
        """The name at the beginning of these words, on the line of the title that ends at `after`, where one stands there."""
        start = end = None
        parts = 0
        for word in words:
            said = word.group()
            small = _bare(said) in self._between
            if _bare(said) in self._titles and parts == 0:
                continue
            if "\n" in text[after : word.start()] or not (small or _may_be_name(said, parts)):
                break
            start = word.start() if start is None else start
            if not small:
                parts, end = parts + 1, word.end() - len(_trailing(said))
            if parts == MOST_PARTS or _ENDS.search(said):
                break
        if start is not None and end is not None:
            yield start, end


def _bare(word: str) -> str:
    return _EDGE.sub("", word).casefold()


def _trailing(word: str) -> str:
    found = re.search(r"\W+$", word)
    return found.group() if found else ""


def _may_be_name(word: str, parts: int) -> bool:
    letters = _EDGE.sub("", word)
    if not letters or letters[0].isdigit():
        return False
    return letters[0].isupper() if _HAS_CASE.match(letters) else parts == 0


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Without overlaps."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
