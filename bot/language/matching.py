"""Understands typed words: a button's label, a word that works anywhere, a number, a day, or the beginning of a script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from bot.language.choices import Choices, only
from bot.language.labels import Label, close
from bot.language.languages import SOURCE
from bot.language.pictures import without_pictogram
from bot.language.render import Renderer
from bot.language.typed import day_in, number_in
from bot.language.words import Words
from dialogs.extraction import KEYWORD
from dialogs.folding import fold
from dialogs.inputs import Called, Heard, Input, Picked, Started
from dialogs.state import Question

#: Everybody is understood in these, whatever their own language: helpers sit beside people.
ALWAYS = (SOURCE, "en")
#: Questions that take whatever is typed: only a button's very words and the words that work anywhere mean something else.
_FREE = ("text", "place", "wait")
_BETWEEN = re.compile(r"[,;،؛፣፤]+")


class Matcher:
    """Turns typed words into an input, in the person's language and always in Dutch and English too."""

    def __init__(self, renderer: Renderer, words: Mapping[str, Words]) -> None:
        self._renderer = renderer
        self._words = words
        self._keywords = lru_cache(maxsize=4096)(self._translated)

    def meaning(
        self,
        text: str,
        language: str,
        question: Question | None = None,
        labels: Sequence[str] = (),
        starts: Mapping[str, str] | None = None,
    ) -> Input:
        """What was meant. `Heard` with the text as typed where nothing else fits, which is normal life.

        `labels` are those of the open question's options as the person sees them (rendered here where left out); `starts` maps
        Dutch keywords to scripts.
        """
        said = fold(text)
        tongues = tuple(dict.fromkeys((language, *ALWAYS)))
        if not said:
            return Heard(text=text)
        if question is None:
            return self._called(said, tongues) or self._started(said, tongues, starts or {}, near=True) or Heard(text=text)
        choices = Choices(question, list(self._labels(question, tongues, labels)), list(self._spoken(tongues)))
        labelled = choices.labelled(said)
        if labelled is not None:
            return Picked(asking=question.asking, indexes=(labelled,))
        called = self._called(said, tongues)
        if called or question.kind in _FREE:
            return called or Heard(text=text)
        return self._answer(text, said, tongues, question, choices) or self._started(said, tongues, starts or {}) or Heard(text=text)

    def _answer(self, text: str, said: str, tongues: Sequence[str], question: Question, choices: Choices) -> Input | None:
        value = self._value(text, tongues, question)
        if value is not None:
            return Heard(text=text, value=value)
        meant = choices.meant(said)
        if meant is not None:
            return Picked(asking=question.asking, indexes=(meant,))
        several = choices.several(text) if question.kind == "many" else ()
        return Picked(asking=question.asking, indexes=several) if several else None

    def _value(self, text: str, tongues: Sequence[str], question: Question) -> int | str | None:
        # The person's own language comes last, so that its words win.
        backwards = tuple(reversed(tongues))
        if question.kind == "number":
            return number_in(text, {word: number for spoken in self._spoken(backwards) for word, number in spoken.counted.items()})
        if question.kind == "date":
            day = day_in(text, {name: month for tongue in backwards for name, month in self._renderer.month_numbers(tongue).items()})
            return day.isoformat() if day else None
        return None

    def _labels(self, question: Question, tongues: Sequence[str], own: Sequence[str]) -> Iterator[Label]:
        """Every label in every language in which it may be typed."""
        for tongue in tongues:
            seen = own if own and tongue == tongues[0] else [self._renderer.render(option.label, tongue) for option in question.options]
            for index, label in enumerate(seen):
                yield Label(index=index, text=fold(without_pictogram(label)), exactly=self._exactly(tongue))

    def _called(self, said: str, tongues: Iterable[str]) -> Called | None:
        return next((Called(word=spoken.called[said]) for spoken in self._spoken(tongues) if said in spoken.called), None)

    def _started(self, said: str, tongues: Sequence[str], starts: Mapping[str, str], near: bool = False) -> Started | None:
        """The script with this keyword, with `near` also with a slip in it; none where the word stands for two."""
        scripts = list(dict.fromkeys(starts.values()))
        for tongue in tongues:
            known = [
                Label(index=scripts.index(script), text=word, exactly=self._exactly(tongue))
                for keyword, script in starts.items()
                for word in self._keywords(keyword, tongue)
            ]
            found = only({label.index for label in known if label.text == said} or (close(said, known, frozenset()) if near else set()))
            if found is not None:
                return Started(script=scripts[found])
        return None

    def _translated(self, keyword: str, language: str) -> frozenset[str]:
        translation = self._renderer.translate(keyword, language, KEYWORD)
        return frozenset(fold(word) for word in _BETWEEN.split(translation))

    def _spoken(self, tongues: Iterable[str]) -> Iterator[Words]:
        return (self._words[tongue] for tongue in tongues if tongue in self._words)

    def _exactly(self, language: str) -> bool:
        return self._renderer.languages[language].exact_words
