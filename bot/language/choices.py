"""Finds the option that somebody means, among those of the open question."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from bot.language.labels import Label, close, exact, prefixed
from bot.language.words import Answer, Words
from dialogs.folding import fold
from dialogs.state import Option, Question

#: Questions where a near miss is not good enough.
_GRAVE = ("forget",)
_BETWEEN = re.compile(r"[,;،؛፣፤\n]+")

_FITS: Mapping[Answer, Callable[[Option], bool]] = {
    "yes": lambda option: option.role in ("yes", "ok") or (option.role == "answer" and option.value in ("yes", True)),
    "no": lambda option: option.role == "no" or (option.role == "answer" and option.value in ("no", False)),
    "unknown": lambda option: option.role == "unknown",
    "withheld": lambda option: option.role == "withheld",
    "why": lambda option: option.role == "why",
    "done": lambda option: option.role == "done",
}


class Choices:
    """The options of a question, in every language in which they may be typed.

    Where two options fit equally well there is no answer: better to ask again than to guess.
    """

    def __init__(self, question: Question, labels: Sequence[Label], words: Sequence[Words]) -> None:
        """`words`: of the person's language first, then of those that everybody may type."""
        self._question = question
        self.labels = labels
        self._words = words
        self._turning = frozenset[str]().union(*(spoken.turning for spoken in words))

    def labelled(self, said: str) -> int | None:
        """The option with these very words."""
        return only(exact(said, self.labels))

    def meant(self, said: str) -> int | None:
        """The option that is meant: its label, yes or no, its number, the beginning of its label, or a slip in it."""
        for way in self._ways():
            index = way(said)
            if index is not None:
                return index
        return None

    def several(self, text: str) -> tuple[int, ...]:
        """Several answers with commas between, or several numbers: all of them understood, or none."""
        parts = [said for part in _BETWEEN.split(text) if (said := fold(part))]
        if len(parts) == 1 and parts[0].replace(" ", "").isdecimal():
            parts = parts[0].split()
        found = [self.meant(part) for part in parts]
        answers = [index for index in found if index is not None and self._question.options[index].role == "answer"]
        return tuple(dict.fromkeys(answers)) if len(answers) == len(parts) else ()

    def _ways(self) -> tuple[Callable[[str], int | None], ...]:
        sure = (self.labelled, self._by_role)
        return sure if self._question.kind in _GRAVE else (*sure, self._by_number, self._begun, self._misspelt)

    def _by_role(self, said: str) -> int | None:
        answers = {spoken.answered[said] for spoken in self._words if said in spoken.answered}
        return only({i for answer in answers for i, option in enumerate(self._question.options) if _FITS[answer](option)})

    def _by_number(self, said: str) -> int | None:
        """The first option for 1, unless the labels themselves begin with numbers or a number is the answer."""
        if self._question.kind in ("number", "date") or any(label.text[:1].isdecimal() for label in self.labels):
            return None
        counted = (spoken.counted[said] for spoken in self._words if said in spoken.counted)
        number = int(said) if said.isdecimal() and len(said) < 3 else next(counted, 0)
        return number - 1 if 1 <= number <= len(self._question.options) else None

    def _begun(self, said: str) -> int | None:
        return only(prefixed(said, self.labels, self._turning))

    def _misspelt(self, said: str) -> int | None:
        return only(close(said, self.labels, self._turning))


def only(indexes: set[int]) -> int | None:
    """The one that fits; None where none or several do."""
    return next(iter(indexes)) if len(indexes) == 1 else None
