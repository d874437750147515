"""Compares typed words with the labels on buttons: the same, the beginning of one, or one wrong letter in a word."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from dialogs.folding import without_article

#: In a shorter word another letter makes another word.
_LONG_ENOUGH = 4
#: Fewer letters are the beginning of too much, unless they are a whole word.
_BEGINNING = 3


@dataclass(frozen=True, kw_only=True)
class Label:
    """The folded words of one option in one language."""

    index: int
    text: str
    #: One letter may turn the meaning round in this language: only the very same words count.
    exactly: bool = False


def exact(said: str, labels: Iterable[Label]) -> set[int]:
    """The options with these very words."""
    return {label.index for label in labels if label.text == said}


def prefixed(said: str, labels: Iterable[Label], turning: Set[str]) -> set[int]:
    """The options that begin with these words. `turning`: folded words that turn a meaning round."""
    return {label.index for label in labels if not label.exactly and _begins(label.text, said) and _same_turn(said, label.text, turning)}


def close(said: str, labels: Iterable[Label], turning: Set[str]) -> set[int]:
    """The options of which a word or more has one wrong letter."""
    return {label.index for label in labels if not label.exactly and _misspelt(said, label.text) and _same_turn(said, label.text, turning)}


def _begins(label: str, said: str) -> bool:
    whole = label.startswith(said + " ")
    return whole or (len(said) >= _BEGINNING and not said[-1].isdecimal() and label.startswith(said))


def _same_turn(said: str, label: str, turning: Set[str]) -> bool:
    """Whether both say it is so, or both say it is not."""
    return turning.isdisjoint(said.split()) == turning.isdisjoint(label.split())


def _misspelt(said: str, label: str) -> bool:
    typed, meant = said.split(), label.split()
    return len(typed) == len(meant) and all(_alike(*pair) for pair in zip(typed, meant, strict=True))


def _alike(typed: str, meant: str) -> bool:
    typed, meant = without_article(typed), without_article(meant)
    if typed == meant:
        return True
    if min(len(typed), len(meant)) < _LONG_ENOUGH or any(sign.isdecimal() for sign in typed + meant):
        return False
    return OSA.distance(typed, meant, score_cutoff=1) <= 1
