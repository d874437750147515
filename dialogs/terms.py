"""Dutch words that stand in letters, such as PIP and ONA: found in a text or in a question about one, and explained.

The rows stand in `knowledge/terms.yaml`: `value` holds the names of a word in every language, the Dutch one first; `text` explains it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rapidfuzz.distance import OSA

from dialogs.folding import fold, without_article
from dialogs.phrase import Joined, Phrase, Plain, Value

#: The file of knowledge with the rows.
FILE = "terms"
PREFIX = "word."
#: Shorter names count only letter for letter: with another letter they are another word.
_LONG_ENOUGH = 5
#: The row with the words that stand beside a name: `in_front` of it (articles), and `told` behind it where a text explains it itself.
BESIDE = "words.beside"


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """One word with its explanation."""

    key: str
    #: As it stands in letters.
    name: str
    #: Every name by which it may be meant, folded.
    names: frozenset[str]
    #: Where it stands in a list of subjects.
    subject: str
    #: Offered for explanation where it stands in a text: hard words only.
    hard: bool
    #: As the names are written, to find them in a text by their very letters.
    written: tuple[str, ...]
    text: str

    @property
    def explained(self) -> Phrase:
        """What it means."""
        return Phrase(text=self.text, source=self.key)


class Terms:
    """All words that can be explained."""

    def __init__(self, rows: Iterable[Mapping[str, Any]] = ()) -> None:
        """Take the rows of knowledge; a row that is no word is passed over."""
        listed = list(rows)
        self.all: Mapping[str, Term] = {term.key: term for row in listed if (term := _term(row)) is not None}
        beside: Mapping[str, Any] = next((row["value"] for row in listed if row.get("key") == BESIDE), {})
        self._in_front = _any_of(map(fold, beside.get("in_front", ())))
        #: After the name at most a stop or a bracket: then the text explains the word in the same breath.
        self._told = re.compile(rf"[.:,]? ?\(?{_any_of(beside.get('told', ()))}")

    @cached_property
    def _named(self) -> Mapping[str, str]:
        return {name: key for key, term in self.all.items() for name in term.names}

    @cached_property
    def _written(self) -> re.Pattern[str]:
        """The names of hard words in a Dutch text: short ones in capitals as they are, long ones also with a capital in front."""
        names = sorted((name for term in self.all.values() if term.hard for name in term.written), key=len, reverse=True)
        either = (re.escape(name) if name.isupper() else f"(?i:{re.escape(name)})" for name in names)
        return re.compile(r"(?<!\w)(?:" + ("|".join(either) or r"(?!)") + r")(?!\w)")

    def named(self, text: str) -> Term | None:
        """The word that these words are, article or not, with at most one wrong letter in a long name."""
        said = fold(text)
        found = self._named.get(said) or self._named.get(without_article(said)) or self._named.get(self._bare(said))
        if found is None and len(said) >= _LONG_ENOUGH:
            near = {key for name, key in self._named.items() if len(name) >= _LONG_ENOUGH and OSA.distance(said, name, score_cutoff=1) <= 1}
            found = next(iter(near)) if len(near) == 1 else None
        return self.all[found] if found else None

    def asked(self, words: Iterable[str]) -> tuple[Term, ...]:
        """The words that are meant by these; nothing unless every one of them is known."""
        found = [self.named(word) for word in words]
        return tuple(dict.fromkeys(term for term in found if term is not None)) if all(found) else ()

    def within(self, phrases: Iterable[Value]) -> tuple[Term, ...]:
        """The hard words in what was said, in the order in which they come."""
        found = (self.named(name) for phrase in phrases for text in texts_of(phrase) for name in self._untold(text))
        return tuple(dict.fromkeys(term for term in found if term is not None))

    def _bare(self, said: str) -> str:
        """Without what stands in front of a name: an article, "the word"."""
        while found := re.match(rf"{self._in_front} ", said):
            said = said[found.end() :]
        return said

    def _untold(self, text: str) -> Iterator[str]:
        """The names in a text that it does not explain itself."""
        return (match[0] for match in self._written.finditer(text) if self._told.match(text, match.end()) is None)


def texts_of(value: Value) -> Iterator[str]:
    """The Dutch of a phrase and of everything in it."""
    match value:
        case Phrase(text=text, values=values):
            yield text
            for inner in values.values():
                yield from texts_of(inner)
        case Joined(items=items):
            for item in items:
                yield from texts_of(item)
        case Plain(text=text):
            yield text
        case _:
            return


def _term(row: Mapping[str, Any]) -> Term | None:
    value = row.get("value")
    if not isinstance(value, Mapping) or not row.get("text") or not str(row.get("key", "")).startswith(PREFIX):
        return None
    dutch = tuple(str(name) for name in value.get("names", ()))
    others = tuple(str(name) for names in value.get("elsewhere", {}).values() for name in names)
    return Term(
        key=str(row["key"]),
        name=dutch[0],
        names=frozenset(filter(None, (fold(name) for name in (*dutch, *others)))),
        subject=str(value.get("subject", "")),
        hard=bool(value.get("hard")),
        written=dutch,
        text=str(row["text"]),
    )


def _any_of(words: Iterable[str]) -> str:
    return "(?:" + ("|".join(map(re.escape, words)) or r"(?!)") + r")(?!\w)"
