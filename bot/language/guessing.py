"""Guesses what was perhaps meant: the options that look like what was typed, and the subjects that are named in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz

from bot.language.labels import Label, close
from dialogs.folding import without_article

#: How much alike, of 100, the words of an option and what was typed are before it is offered.
ALIKE = 75
#: More than this is no choice of the nearest any more.
MOST = 3
#: Shorter words are parts of too many others.
_LONG_ENOUGH = 4
#: Arabic glues "and", "with", "for" and "as" to a word.
_GLUED = ("و", "ب", "ل", "ف", "ك")


def nearest(said: str, labels: Sequence[Label]) -> tuple[int, ...]:
    """The options that look most like it, the likest first; none where more than a few do."""
    scores: dict[int, float] = {}
    for label in labels:
        if len(label.text) >= _LONG_ENOUGH and len(said) >= _LONG_ENOUGH:
            scores[label.index] = max(scores.get(label.index, 0), fuzz.token_set_ratio(said, label.text))
    found = sorted((index for index, score in scores.items() if score >= ALIKE), key=lambda index: -scores[index])
    return tuple(found) if len(found) <= MOST else ()


def subjects(said: str, keywords: Iterable[Label]) -> tuple[int, ...]:
    """The scripts whose keywords stand in a sentence, a slip in a long one included, in the order in which they are named."""
    known = list(keywords)
    padded = f" {said} "
    found = [label.index for label in known if " " in label.text and f" {label.text} " in padded]
    for word in said.split():
        forms = frozenset(_forms(word))
        exact = [label.index for label in known if label.text in forms]
        found += exact or (sorted(close(word, known, frozenset())) if len(word) > _LONG_ENOUGH else [])
    kept = tuple(dict.fromkeys(found))
    return kept if len(kept) <= MOST else ()


def _forms(word: str) -> Iterator[str]:
    yield word
    yield without_article(word)
    if len(word) > _LONG_ENOUGH and word.startswith(_GLUED):
        yield word[1:]
        yield without_article(word[1:])
