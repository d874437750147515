"""Finds the schools that somebody may mean: a name typed whole, in part, misspelt, or in the letters of another script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from bot.guidance.places.likeness import Likeness
from bot.guidance.places.sounds import sounds
from dialogs.folding import fold, without_article

#: Fewer letters than this do not name a school; a letter of Ge'ez is a syllable, and Arabic script leaves vowels out.
FEWEST_LETTERS = 3
#: A word that stands in so many names, and in this part of them, tells no school from another.
_MANY_NAMES = 3
_LARGE_PART = 0.1
#: Words from this length on are recognised by their sound as one that many schools share.
_LONG_WORD = 5
_LIKE_SHARED = 0.75


@dataclass(frozen=True, slots=True)
class Found:
    """Keys of the schools that may be meant, the likeliest first, and whether the name says so itself."""

    keys: tuple[str, ...] = ()
    #: False where the name only looks or sounds like what was typed: then somebody must choose.
    sure: bool = True


class SchoolNames:
    """The names of all schools. Never changes."""

    def __init__(self, names: Mapping[str, str], shared_words: Collection[str] = ()) -> None:
        """Take the name of each school by its key, and words that tell nothing, such as `school`."""
        self._names = {key: fold(name) for key, name in sorted(names.items(), key=lambda one: one[1].casefold())}
        counted = Counter(word for name in self._names.values() for word in set(name.split()))
        many = max(_MANY_NAMES, int(len(names) * _LARGE_PART))
        self._shared = {fold(word) for word in shared_words} | {word for word, count in counted.items() if count >= many}
        self._keys = list(self._names)
        own = [(self._own(name), position) for position, name in enumerate(self._names.values())]
        self._likeness = Likeness([(words, position) for words, position in own if words])

    def find(self, typed: str) -> Found:
        """Schools that are called so; else those of which the name holds it; else those that look or sound like it."""
        wanted = fold(typed)
        if len(wanted) < (FEWEST_LETTERS if wanted.isascii() else FEWEST_LETTERS - 1):
            return Found()
        tests = (
            lambda name: name == wanted,
            lambda name: _has_words(wanted, name) or _has_words(name, wanted),
            lambda name: wanted in name,
        )
        if called := next((keys for test in tests if (keys := self._holding(test))), ()):
            return Found(called)
        own = self._own(without_article(wanted))
        close = self._likeness.close([own], words=True) if len(own) >= FEWEST_LETTERS - (not own.isascii()) else []
        return Found(tuple(self._keys[position] for position in close), sure=False)

    def _holding(self, test: Callable[[str], bool]) -> tuple[str, ...]:
        return tuple(key for key, name in self._names.items() if test(name))

    def _own(self, folded: str) -> str:
        """What is left of a name without the words that many schools share."""
        return " ".join(word for word in folded.split() if not self._is_shared(word))

    def _is_shared(self, word: str) -> bool:
        return word in self._shared or (len(word) >= _LONG_WORD and any(_alike(word, other) for other in self._long_shared()))

    def _long_shared(self) -> Iterator[str]:
        return (word for word in self._shared if len(word) >= _LONG_WORD and word.isascii())


def _has_words(part: str, whole: str) -> bool:
    return f" {part} " in f" {whole} "


def _alike(word: str, other: str) -> bool:
    """Whether two words look alike, or sound alike where the letters differ."""
    if word.isascii():
        return Levenshtein.normalized_similarity(word, other) >= _LIKE_SHARED
    heard = sounds(other)[0].shape
    return any(Levenshtein.normalized_similarity(sound.shape, heard) >= _LIKE_SHARED for sound in sounds(word))
