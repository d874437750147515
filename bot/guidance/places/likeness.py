"""Finds the names that look or sound like what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import log

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

from bot.guidance.places.sounds import Sound, leaves_vowels_out, sounds

#: How like a name typed letters must be, and how like their consonants before the vowels are looked at; 1 is the same.
_LIKE_LETTERS = 0.7
_LIKE_BONES = 0.6
#: How like the whole sound must be: in general, in a script that leaves vowels out, and by the number of
#: consonants when these are few, because short names are soon alike.
_LIKE_SOUND = 0.78
_LIKE_SPARE_SOUND = 0.74
_LIKE_SHORT_SOUND = (1.0, 0.95, 0.82)
#: How like a name one word must be that stands in a short sentence.
_LIKE_WORD = 0.85
_MOST_WORDS = 3
_SHORTEST_WORD = 3
#: How like the beginning of a name must be in other letters than Latin, and what such a find is worth.
_LIKE_BEGINNING = 0.8
_WORTH_OF_BEGINNING = 0.8
#: What the largest place has before the smallest when both are alike.
_LARGE_FIRST = 0.08


class Likeness:
    """Names in folded form, each with the position of its place in an order in which the largest is first."""

    def __init__(self, names: Iterable[tuple[str, int]]) -> None:
        """Listen to these names once."""
        known = list(names)
        heard = [(sound, position) for name, position in known for sound in sounds(name)]
        self._spellings = [name.replace(" ", "") for name, _ in known]
        self._spelling_positions = [position for _, position in known]
        self._bones = [sound.bones for sound, _ in heard]
        self._shapes = [sound.shape for sound, _ in heard]
        self._sound_positions = [position for _, position in heard]

    def close(self, texts: Sequence[str], *, words: bool) -> list[int]:
        """Places with a name like one of these folded texts, or like one of its words; the most alike and largest first."""
        likeness: dict[int, float] = {}
        parts = [word for text in texts for word in _words(text)] if words else []
        for text, least in (*((text, 0.0) for text in texts), *((word, _LIKE_WORD) for word in parts)):
            for position, score in (*self._looks_like(text), *self._sounds_like(text), *self._begins_like(text)):
                if score >= least:
                    likeness[position] = max(score, likeness.get(position, 0))
        return sorted(likeness, key=lambda position: (-likeness[position] - self._advantage(position), position))

    def _advantage(self, position: int) -> float:
        return _LARGE_FIRST * (1 - log(1 + position) / log(1 + len(self._spellings)))

    def _looks_like(self, text: str) -> Iterator[tuple[int, float]]:
        if text.isascii():
            typed = text.replace(" ", "")
            found = process.extract(typed, self._spellings, scorer=OSA.normalized_similarity, score_cutoff=_LIKE_LETTERS, limit=None)
            yield from ((self._spelling_positions[index], score) for _, score, index in found)

    def _sounds_like(self, text: str) -> Iterator[tuple[int, float]]:
        sparing = leaves_vowels_out(text)
        for sound in sounds(text)[:1] if text.isascii() else sounds(text):
            least = _least(sound, vowels_left_out=sparing)
            found = process.extract(
                sound.bones, self._bones, scorer=Levenshtein.normalized_similarity, score_cutoff=_LIKE_BONES, limit=None
            )
            for _, likeness, index in found:
                score = (likeness + Levenshtein.normalized_similarity(sound.shape, self._shapes[index])) / 2
                if score >= least:
                    yield self._sound_positions[index], score

    def _begins_like(self, text: str) -> Iterator[tuple[int, float]]:
        """Beginnings by sound, for letters in which hardly a name is stored."""
        for sound in () if text.isascii() else sounds(text):
            if len(sound.bones) < 2:
                continue
            for bones, shape, position in zip(self._bones, self._shapes, self._sound_positions, strict=True):
                if bones.startswith(sound.bones):
                    score = Levenshtein.normalized_similarity(sound.shape, shape[: len(sound.shape)])
                    if score >= _LIKE_BEGINNING:
                        yield position, score * _WORTH_OF_BEGINNING


def _least(sound: Sound, *, vowels_left_out: bool) -> float:
    if len(sound.bones) < len(_LIKE_SHORT_SOUND):
        return _LIKE_SHORT_SOUND[len(sound.bones)]
    return _LIKE_SPARE_SOUND if vowels_left_out else _LIKE_SOUND


def _words(text: str) -> list[str]:
    """Words of a short sentence that may be a name."""
    words = text.split()
    return [word for word in words if len(word) >= _SHORTEST_WORD] if 1 < len(words) <= _MOST_WORDS else []
