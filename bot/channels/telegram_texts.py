"""Cuts long texts into messages that Telegram takes, and keeps each paragraph in its own direction."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

#: The longest message, counted as Telegram counts: in UTF-16 units.
MAX_UNITS = 4096

_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = "\u200e", "\u200f"
#: Where a text may be cut, the best first: between paragraphs, lines, sentences, words.
_BORDERS = tuple(re.compile(pattern) for pattern in (r"\n\s*\n", r"\n", r"(?<=[.!?…؟۔።])\s+", r"\s+"))
#: A cut at a good border is taken only when at least this share of the room is used.
_FULL_ENOUGH = 0.5


def units(text: str) -> int:
    """The length of a text in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def split(text: str, most: int = MAX_UNITS) -> list[str]:
    """The text as messages of at most `most` UTF-16 units, cut where it reads best; at least one, maybe empty."""
    parts = []
    while units(text) > most:
        end, begin = _cut(text, most)
        parts.append(text[:end].rstrip())
        text = text[begin:].lstrip()
    return [*(part for part in parts if part), text] if text or not parts else parts


def directed(text: str, direction: Literal["ltr", "rtl"]) -> str:
    """The text with a mark before each paragraph that would otherwise be laid out the wrong way.

    Telegram takes the direction from the first letter, which may be of a Dutch name in an Arabic sentence.
    """
    if direction == "ltr" and text.isascii():
        return text
    return "\n".join(_directed(line, direction) for line in text.split("\n"))


def _directed(line: str, direction: str) -> str:
    isolates = 0
    for mark in line:
        match unicodedata.bidirectional(mark):
            case "LRI" | "RLI" | "FSI":
                isolates += 1
            case "PDI":
                isolates -= 1
            case "L" if not isolates:
                return line if direction == "ltr" else _RIGHT_TO_LEFT + line
            case "R" | "AL" if not isolates:
                return line if direction == "rtl" else _LEFT_TO_RIGHT + line
    # What is isolated does not count, and without any letter Telegram writes from the left.
    return _RIGHT_TO_LEFT + line if direction == "rtl" and line.strip() else line


def _cut(text: str, most: int) -> tuple[int, int]:
    """Where the first part ends and the next begins."""
    room = _fitting(text, most)
    for border in _BORDERS:
        last = max(_ends(border, text, room), default=None)
        if last is not None and last[0] >= room * _FULL_ENOUGH:
            return last
    return _between_letters(text, room)


def _ends(border: re.Pattern[str], text: str, room: int) -> Iterator[tuple[int, int]]:
    for match in border.finditer(text):
        if match.start() > room:
            return
        yield match.span()


def _fitting(text: str, most: int) -> int:
    """How many characters from the start fit."""
    used = 0
    for place, mark in enumerate(text):
        used += 2 if mark > "\uffff" else 1
        if used > most:
            return place
    return len(text)


def _between_letters(text: str, room: int) -> tuple[int, int]:
    """Not between a letter and the sign that belongs on it, nor inside a joined pictogram."""
    place = room
    while place > 1 and (unicodedata.combining(text[place]) or text[place] in "\u200d\ufe0f\u20e3" or text[place - 1] == "\u200d"):
        place -= 1
    return (place, place) if place > 1 else (room, room)
