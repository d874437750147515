"""The words that people type: what works anywhere, yes and no, numbers, and what turns a meaning round."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from bot.language.errors import RegisterUnreadable
from bot.language.languages import LOCALES
from dialogs.folding import fold
from dialogs.inputs import Anywhere
from dialogs.reading import Unreadable, read_yaml

Answer = Literal["yes", "no", "unknown", "withheld", "why", "done"]
#: What is said beside an answer.
Aside = Literal["greeting", "thanks", "again", "unclear"]


class Words(BaseModel):
    """The words of one language; `locales/words.yaml` says what each column means."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    status: Literal["checked", "draft"]
    anywhere: Mapping[Anywhere, tuple[str, ...]]
    answers: Mapping[Answer, tuple[str, ...]]
    negations: tuple[str, ...] = ()
    #: The words for 0, 1, 2 ...; several where a number has several.
    numbers: tuple[str | tuple[str, ...], ...] = ()
    remarks: Mapping[Aside, tuple[str, ...]] = {}
    #: How people ask what a word means; … stands for the word.
    asks: tuple[str, ...] = ()
    #: Words between two words that are asked about at once.
    joins: tuple[str, ...] = ()
    #: Words for a day, by how many days it lies from today.
    days: Mapping[int, tuple[str, ...]] = {}

    @cached_property
    def called(self) -> Mapping[str, Anywhere]:
        """Folded words to what they call."""
        return {fold(word): call for call, words in self.anywhere.items() for word in words}

    @cached_property
    def answered(self) -> Mapping[str, Answer]:
        """Folded words to the answer they give."""
        return {fold(word): answer for answer, words in self.answers.items() for word in words}

    @cached_property
    def counted(self) -> Mapping[str, int]:
        """Folded words of numbers to the number."""
        listed = [[words] if isinstance(words, str) else words for words in self.numbers]
        return {fold(word): number for number, words in enumerate(listed) for word in words}

    @cached_property
    def remarked(self) -> Mapping[str, Aside]:
        """Folded words to what is remarked with them."""
        return {fold(word): aside for aside, words in self.remarks.items() for word in words}

    @cached_property
    def away(self) -> Mapping[str, int]:
        """Folded words for days to how many days they lie from today."""
        return {fold(word): days for days, words in self.days.items() for word in words}

    @cached_property
    def turning(self) -> frozenset[str]:
        """Folded words that turn a meaning round."""
        return frozenset(fold(word) for word in self.negations)


def read_words(path: Path = LOCALES / "words.yaml") -> Mapping[str, Words]:
    """The words per language code. Raises RegisterUnreadable where the file is not as it should be."""
    try:
        return TypeAdapter(dict[str, Words]).validate_python(read_yaml(path.read_text("utf-8")).data)
    except (Unreadable, ValidationError) as error:
        raise RegisterUnreadable(path.name, str(error)) from error
