"""Recognises what people type beside an answer: a greeting, thanks, "I do not understand", and what a word means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from bot.language.words import Aside, Words
from dialogs.folding import fold

#: Stands for the word that is asked about.
_GAP = "…"
_ASKING = re.compile(r"[?؟፧՞]+")
#: A word with a question mark is asked about when it is not a sentence.
_MOST_WORDS = 3


class Asides:
    """What is said beside an answer, in every language: people greet in whatever language they like."""

    def __init__(self, words: Mapping[str, Words]) -> None:
        self._words = words
        self._asks = {tongue: tuple(_patterns(spoken.asks)) for tongue, spoken in words.items()}
        joins = sorted({fold(join) for spoken in words.values() for join in spoken.joins})
        self._between = re.compile(" (?:" + "|".join(map(re.escape, joins)) + ") ")

    def remark(self, text: str, tongues: Iterable[str]) -> Aside | None:
        """A greeting, thanks, again or unclear, where that is all that was typed; question marks alone are unclear."""
        said = fold(text)
        if not said:
            return "unclear" if _ASKING.fullmatch("".join(text.split())) else None
        order = (self._words[tongue].remarked for tongue in dict.fromkeys((*tongues, *self._words)) if tongue in self._words)
        return next((remarked[said] for remarked in order if said in remarked), None)

    def asked(self, text: str) -> tuple[str, ...]:
        """The words of which the meaning is asked, folded: after "what is", or with only a question mark behind them."""
        said = fold(text)
        for patterns in self._asks.values():
            for pattern in patterns:
                if found := pattern.fullmatch(said):
                    return tuple(self._between.split(found[1]))
        bare = _ASKING.search(text.strip()[-1:]) is not None and 0 < len(said.split()) <= _MOST_WORDS
        return tuple(self._between.split(said)) if bare else ()


def _patterns(asks: Iterable[str]) -> Iterator[re.Pattern[str]]:
    for ask in asks:
        before, _, after = ask.partition(_GAP)
        pieces = (re.escape(fold(before)), r"(\S.*?)", re.escape(fold(after)))
        yield re.compile(" ".join(piece for piece in pieces if piece))
