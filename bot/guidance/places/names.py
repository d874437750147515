"""Finds places by their names: the same, beginning so, or much like it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from bot.guidance.places.likeness import Likeness
from dialogs.folding import fold, without_article

#: So many letters are enough to begin a name.
FEWEST_LETTERS = 3
#: So many places are large: their first letters, or the first word of a long name, are enough.
LARGE = 300


class NameIndex:
    """The names of places, each with the position of its place in an order in which the largest is first. Never changes."""

    def __init__(self, names: Sequence[str], others: Iterable[tuple[str, int]]) -> None:
        """Take the own name of each place, and other spellings with the position of their place."""
        own = [(fold(name), position) for position, name in enumerate(names)]
        spelt = [(fold(name), position) for name, position in others]
        short = [(part, position) for name, position in own for part in _parts(name, large=position < LARGE)]
        spelt_short = [(part, position) for name, position in spelt for part in _parts(name, large=False)]
        self._own = _by_spelling(own)
        self._spelt = _by_spelling(spelt)
        self._beginning = _by_spelling([*own, *short, *spelt, *spelt_short])
        self._sorted = sorted(self._beginning)
        self._likeness = Likeness([*own, *short])

    def exact(self, folded: str) -> list[int]:
        """Places that are called so: by their own name first, then larger ones by another spelling; the largest first."""
        return next((found for text in _readings(folded) if (found := self._called(_compact(text)))), [])

    def _called(self, spelling: str) -> list[int]:
        own, spelt = list(self._own.get(spelling, ())), sorted(self._spelt.get(spelling, ()))
        return own + [position for position in spelt if not own or position < own[0]]

    def prefix(self, folded: str) -> list[int]:
        """Places of which a name begins so; the largest first."""
        return sorted({position for text in _readings(folded) for position in self._begins(_compact(text))})

    def close(self, folded: str, *, words: bool = True) -> list[int]:
        """Places of which a name looks or sounds like it, or like one of its words; the most alike first."""
        return self._likeness.close(_readings(folded), words=words)

    def _begins(self, start: str) -> Iterator[int]:
        if len(start) < FEWEST_LETTERS:
            return
        for spelling in islice(self._sorted, bisect_left(self._sorted, start), None):
            if not spelling.startswith(start):
                return
            yield from self._beginning[spelling]


def _compact(folded: str) -> str:
    return folded.replace(" ", "")


def _by_spelling(names: Iterable[tuple[str, int]]) -> dict[str, dict[int, None]]:
    """Positions by spelling without spaces, in the order given, each once."""
    found: dict[str, dict[int, None]] = defaultdict(dict)
    for name, position in names:
        found[_compact(name)][position] = None
    return dict(found)


def _readings(folded: str) -> tuple[str, ...]:
    """The text, and the text without the Arabic article: Almelo begins as if it had one."""
    return tuple(dict.fromkeys((folded, without_article(folded))))


def _parts(name: str, *, large: bool) -> Iterator[str]:
    """What people leave out: a short first word (Den, 's), and of a large place all but the first word."""
    first, _, rest = name.partition(" ")
    if len(first) <= 3 and len(rest) >= 4:
        yield rest
    elif large and rest and len(first) >= 4:
        yield first
