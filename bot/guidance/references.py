"""Looks at the references with which a municipality invites people: its own numbers, and never what says who somebody is."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

LONGEST = 40

Problem = Literal["secret", "number", "mail", "phone", "name", "long", "signs"]

_SIGNS = re.compile(r"[A-Za-z0-9._/\-]+")
_PHONE = re.compile(r"(?:\+|00|0)\d{8,12}")
#: A BSN has nine digits, written in groups or not; an old one eight.
_NINE, _EIGHT = re.compile(r"\d{9}"), re.compile(r"\d{8}")
_BETWEEN = re.compile(r"[\s.()/\-]")
_LETTERS = re.compile(r"[^\W\d_]+")
#: A longer run of letters may be a name.
_MOST_LETTERS = 2
#: Capitals only: more often an abbreviation.
_MOST_CAPITALS = 3


def problem(line: str, words: Collection[str], is_secret: bool) -> Problem | None:
    """Why this line cannot be a reference; None where it can. `is_secret`: masking found a BSN, an IBAN or a code in it.

    `words` may stand in references. It takes for a name whatever has no digit, and any run of letters that is longer than an abbreviation
    and none of the words: a name of two letters gets through, and a word of the municipality's own must be put into the list.
    """
    bare = _BETWEEN.sub("", line)
    if "@" in line:
        return "mail"
    if _PHONE.fullmatch(bare):
        return "phone"
    if is_secret:
        return "secret"
    if _NINE.fullmatch(bare) or _EIGHT.fullmatch(line):
        return "number"
    if len(line) > LONGEST:
        return "long"
    if not any(sign.isdigit() for sign in line) or any(_may_be_name(run, words) for run in _LETTERS.findall(line)):
        return "name"
    return None if _SIGNS.fullmatch(line) else "signs"


def _may_be_name(letters: str, words: Collection[str]) -> bool:
    most = _MOST_CAPITALS if letters.isupper() else _MOST_LETTERS
    return len(letters) > most and letters.casefold() not in words
