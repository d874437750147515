"""Understands typed words: a button's label, a word that works anywhere, a number, a day, or the beginning of a script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from bot.language.asides import Asides
from bot.language.choices import Choices, only
from bot.language.crisis import Crisis
from bot.language.days import MeantDay, day_meant
from bot.language.guessing import nearest, subjects
from bot.language.labels import Label, close
from bot.language.languages import SOURCE
from bot.language.pictures import bare, split, without_pictogram
from bot.language.render import Renderer
from bot.language.typed import number_in
from bot.language.words import Words
from dialogs.extraction import KEYWORD
from dialogs.folding import fold
from dialogs.inputs import Called, Happened, Heard, Input, Picked, Remarked, Started, Wondered
from dialogs.state import Question

#: Everybody is understood in these, whatever their own language: helpers sit beside people.
ALWAYS = (SOURCE, "en")
#: Questions that take whatever is typed: only a button's very words and the words that work anywhere mean something else.
_FREE = ("text", "place", "wait")
#: Questions at which a greeting may be the answer: somebody may be called Salam.
_IN_OWN_WORDS = ("text",)
_BETWEEN = re.compile(r"[,;،؛፣፤]+")


class Matcher:
    """Turns typed words into an input, in the person's language and always in Dutch and English too."""

    def __init__(self, renderer: Renderer, words: Mapping[str, Words], crisis: Crisis) -> None:
        self._renderer = renderer
        self._words = words
        self._crisis = crisis
        self._asides = Asides(words)
        self._keywords = lru_cache(maxsize=4096)(self._translated)

    def meaning(
        self,
        text: str,
        language: str,
        question: Question | None = None,
        labels: Sequence[str] = (),
        starts: Mapping[str, str] | None = None,
        today: date | None = None,
    ) -> Input:
        """What was meant. `Heard` with the text as typed where nothing else fits, which is normal life.

        `labels` are those of the open question's options as the person sees them (rendered here where left out); `starts` maps
        Dutch keywords to scripts; `today` is needed for "yesterday" and for days without a year. Words of danger go before
        everything but the very words of a button.
        """
        tongues = tuple(dict.fromkeys((language, *ALWAYS)))
        if question is None:
            return self._danger(text) or self._beside(text, tongues, None, self._unasked(text, tongues, starts or {}))
        choices = Choices(question, list(self._labels(question, tongues, labels)), list(self._spoken(tongues)))
        labelled = self._labelled(text, language, question, labels, choices)
        if labelled is not None:
            return Picked(asking=question.asking, indexes=(labelled,))
        if (danger := self._danger(text)) is not None:
            return danger
        meant = self._asked(text, tongues, question, choices, starts or {}, today)
        if question.before is not None and isinstance(meant, Heard):
            # The question itself waits behind the one that asks what was meant.
            return self.meaning(text, language, question.before, (), starts, today)
        return self._beside(text, tongues, question, meant)

    def danger(self, text: str) -> bool:
        """Whether these words may mean danger, whatever they came with."""
        return self._crisis.heard(text)

    def _danger(self, text: str) -> Input | None:
        return Happened(occasion="crisis", text=text) if self.danger(text) else None

    def _beside(self, text: str, tongues: Sequence[str], question: Question | None, otherwise: Input) -> Input:
        """A greeting, thanks, "I do not understand", what a word means; and if it is none of these, `otherwise`."""
        if isinstance(otherwise, Called):
            return otherwise
        remark = self._asides.remark(text, tongues)
        if remark == "thanks":
            return Happened(occasion="thanks")
        if remark is not None and not (remark == "greeting" and question is not None and question.kind in _IN_OWN_WORDS):
            return Remarked(remark=remark)
        words = self._asides.asked(text)
        return Wondered(words=words, otherwise=otherwise) if words else otherwise

    def _unasked(self, text: str, tongues: Sequence[str], starts: Mapping[str, str]) -> Input:
        """Nothing is asked: a word that works anywhere, a script, or what may be a script's subject."""
        said = fold(text)
        if not said:
            return Heard(text=text)
        return self._called(said, tongues) or self._started(said, tongues, starts, near=True) or self._about(text, said, tongues, starts)

    def _asked(
        self, text: str, tongues: Sequence[str], question: Question, choices: Choices, starts: Mapping[str, str], today: date | None
    ) -> Input:
        said = fold(text)
        if not said:
            return Heard(text=text)
        called = self._called(said, tongues)
        if called or question.kind in _FREE:
            return called or Heard(text=text)
        day = self._day(text, tongues, today) if question.kind == "date" else MeantDay()
        answer = self._answer(text, said, tongues, question, choices, day) or self._started(said, tongues, starts)
        if answer is not None or day.perhaps:
            return answer or Heard(text=text, days=tuple(one.isoformat() for one in day.perhaps))
        return self._about(text, said, tongues, starts, nearest(said, choices.labels))

    def _about(self, text: str, said: str, tongues: Sequence[str], starts: Mapping[str, str], near: tuple[int, ...] = ()) -> Heard:
        """Not understood, with what it is perhaps about."""
        scripts = list(dict.fromkeys(starts.values()))
        known = [label for tongue in tongues for label in self._keyword_labels(starts, scripts, tongue)]
        return Heard(text=text, near=near, subjects=tuple(scripts[index] for index in subjects(said, known)))

    def _labelled(self, text: str, language: str, question: Question, own: Sequence[str], choices: Choices) -> int | None:
        """The option with these very words, or with this pictogram and no words."""
        said = fold(text)
        if said:
            return choices.labelled(said)
        seen = own or [self._renderer.render(option.label, language) for option in question.options]
        sign = bare("".join(text.split()))
        return only({index for index, label in enumerate(seen) if sign and split(label)[0] == sign})

    def _answer(self, text: str, said: str, tongues: Sequence[str], question: Question, choices: Choices, day: MeantDay) -> Input | None:
        value = day.day.isoformat() if day.day else self._number(text, tongues) if question.kind == "number" else None
        if value is not None:
            return Heard(text=text, value=value)
        meant = choices.meant(said)
        if meant is not None:
            return Picked(asking=question.asking, indexes=(meant,))
        several = choices.several(text) if question.kind == "many" else ()
        return Picked(asking=question.asking, indexes=several) if several else None

    def _number(self, text: str, tongues: Sequence[str]) -> int | None:
        # The person's own language comes last, so that its words win.
        backwards = tuple(reversed(tongues))
        return number_in(text, {word: number for spoken in self._spoken(backwards) for word, number in spoken.counted.items()})

    def _day(self, text: str, tongues: Sequence[str], today: date | None) -> MeantDay:
        backwards = tuple(reversed(tongues))
        months = {name: month for tongue in backwards for name, month in self._renderer.month_numbers(tongue).items()}
        away = {word: days for spoken in self._spoken(backwards) for word, days in spoken.away.items()}
        return day_meant(text, tongues[0], months, away, today)

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
            known = list(self._keyword_labels(starts, scripts, tongue))
            found = only({label.index for label in known if label.text == said} or (close(said, known, frozenset()) if near else set()))
            if found is not None:
                return Started(script=scripts[found])
        return None

    def _keyword_labels(self, starts: Mapping[str, str], scripts: list[str], tongue: str) -> Iterator[Label]:
        for keyword, script in starts.items():
            for word in self._keywords(keyword, tongue):
                yield Label(index=scripts.index(script), text=word, exactly=self._exactly(tongue))

    def _translated(self, keyword: str, language: str) -> frozenset[str]:
        translation = self._renderer.translate(keyword, language, KEYWORD)
        return frozenset(fold(word) for word in _BETWEEN.split(translation))

    def _spoken(self, tongues: Iterable[str]) -> Iterator[Words]:
        return (self._words[tongue] for tongue in tongues if tongue in self._words)

    def _exactly(self, language: str) -> bool:
        return self._renderer.languages[language].exact_words
