"""Hears in typed words that somebody may be in danger: violence, a threat, a child, the wish to die. In every language at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from bot.language.errors import RegisterUnreadable
from bot.language.languages import LOCALES
from dialogs.folding import fold
from dialogs.reading import Unreadable, read_yaml

#: Between clauses: what is denied in one is not denied in the next.
_BETWEEN = re.compile(r"[.,!?;:\n،؛؟።፣፤]+")
#: The Persian sign of a verb is written apart, joined, or with a sign that cannot be seen.
_APART = re.compile(r"(?<!\S)(ن?مي) (?=\S)")
#: Up to three words that do not matter.
_GAP = r"(?:\S+ ){0,3}"
#: More than this is no cry for help; what stands at its beginning is looked at.
MOST_LETTERS = 4000


class DangerWords(BaseModel):
    """The sayings of one language; `locales/crisis.yaml` says what each column means."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    status: Literal["checked", "draft"]
    sure: tuple[str, ...]
    whole: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    innocent: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class Crisis:
    """Listens in all languages: who is afraid writes in whatever language comes."""

    def __init__(self, words: Mapping[str, DangerWords]) -> None:
        self._ears = tuple(_Ear(spoken) for spoken in words.values())

    @classmethod
    def read(cls, path: Path = LOCALES / "crisis.yaml") -> Crisis:
        """With the words that are shipped. Raises RegisterUnreadable where the file is not as it should be."""
        try:
            return cls(TypeAdapter(dict[str, DangerWords]).validate_python(read_yaml(path.read_text("utf-8")).data))
        except (Unreadable, ValidationError) as error:
            raise RegisterUnreadable(path.name, str(error)) from error

    def heard(self, text: str) -> bool:
        """Whether these words may mean danger. Nothing of them is kept."""
        clauses = [said for part in _BETWEEN.split(text[:MOST_LETTERS]) if (said := _plain(part))]
        whole = " ".join(clauses)
        return any(ear.hears(clauses, whole) for ear in self._ears)


class _Ear:
    """The sayings of one language, ready to be found."""

    def __init__(self, words: DangerWords) -> None:
        self._sure = _any_of(words.sure)
        self._topics = _any_of(words.topics)
        self._about = _any_of(words.about)
        self._innocent = _any_of(words.innocent)
        self._whole = frozenset(map(_plain, words.whole))
        self._before = frozenset(map(_plain, words.before))
        self._after = frozenset(map(_plain, words.after))

    def hears(self, clauses: Sequence[str], whole: str) -> bool:
        """Whether a clause says it, and does not take it back."""
        if whole in self._whole:
            return True
        left = [" ".join(self._innocent.sub(" ", clause).split()) for clause in clauses]
        if any(self._said(clause, match) for clause in left for match in self._sure.finditer(clause)):
            return True
        return self._about.search(whole) is None and any(self._topics.search(clause) for clause in left)

    def _said(self, clause: str, match: re.Match[str]) -> bool:
        before = clause[: match.start()].split()[-1:]
        after = clause[match.end() :].split()[:1]
        return self._before.isdisjoint(before) and self._after.isdisjoint(after)


def _plain(text: str) -> str:
    return _APART.sub(r"\1", fold(text))


def _any_of(sayings: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"(?<!\S)(?:" + ("|".join(map(_pattern, sayings)) or r"(?!)") + r")(?!\S)")


def _pattern(saying: str) -> str:
    """Words with one space between; `~` stands for up to three others."""
    # The Persian sign of a verb is joined to it here as it is in what is typed.
    words = re.sub(r"(?<![^\s|])(ن?می) (?=\S)", r"\1", saying).split()
    pieces = [_GAP if word == "~" else _word(word) + " " for word in words]
    return "".join(pieces).rstrip(" ")


def _word(word: str) -> str:
    """One word or another; a star stands for more letters."""
    either = (r"\S*".join(re.escape(_plain(part)) for part in choice.split("*")) for choice in word.split("|"))
    return "(?:" + "|".join(either) + ")"
