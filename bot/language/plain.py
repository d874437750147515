"""Whether Dutch is plain: how long its sentences are, and which of its words people hardly hear in the street."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from bot.language.errors import RegisterUnreadable
from bot.language.languages import LOCALES
from dialogs.reading import Unreadable, read_yaml

#: Words in a sentence, at most.
MOST = 18

_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\n+")
_WEB = re.compile(r"\S+@\S+|\S+\.(?:nl|com|org)\S*|/\w+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ENDINGS = ("en", "s", "t", "e", "n", "je", "er", "ere", "de", "te", "den", "ten", "'s", "d")


@dataclass(frozen=True, kw_only=True)
class Advice:
    """What could be plainer in a text, in the order in which it stands there."""

    long_sentences: tuple[str, ...]
    hard_words: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.long_sentences or self.hard_words)


def advised(text: str, known: Collection[str] = ()) -> Advice:
    """What could be plainer. `known`: words that are explained elsewhere. A name, with a capital inside a sentence, is not hard."""
    sentences = tuple(sentences_of(text))
    hard = (word.lower() for sentence in sentences for word in _judged(sentence) if is_hard(word.lower()))
    allowed = {*map(str.lower, known), *listed()}
    return Advice(
        long_sentences=tuple(sentence for sentence in sentences if count(sentence) > MOST),
        hard_words=tuple(dict.fromkeys(word for word in hard if word not in allowed)),
    )


def sentences_of(text: str) -> Iterator[str]:
    """The sentences of a text, an address of the web or of e-mail as one word."""
    yield from (part.strip() for part in _SENTENCE_END.split(_WEB.sub("site", text)) if count(part))


def count(sentence: str) -> int:
    """How many words there are in it."""
    return len([word for word in sentence.split() if any(sign.isalnum() for sign in word)])


def words_of(text: str) -> list[str]:
    """Its words, without numbers, and without addresses of the web."""
    return _WORD.findall(_WEB.sub(" ", text))


def is_hard(word: str) -> bool:
    """Whether a word, in small letters, is none of the common ones, nor a form of one."""
    return not any(stem in common() for stem in stems(word))


def stems(word: str) -> Iterator[str]:
    """A word and its shorter forms: `scholen` is as common as `school`."""
    yield word
    if word.startswith("ge") and len(word) > 5:
        yield from (word[2:], word[2:-1] + "en", word[2:-1])
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 3:
            continue
        yield from (stem, stem + "en", stem + "e")
        if stem[-1] == stem[-2]:
            yield stem[:-1]
        if vowel := re.search(r"([aeou])([^aeiou])$", stem):
            yield stem[: vowel.start()] + vowel[1] * 2 + vowel[2]


@cache
def common(path: Path = LOCALES / "common_words.csv") -> frozenset[str]:
    """The most common words of Dutch."""
    return frozenset(path.read_text("utf-8").splitlines()[1:])


@cache
def listed(path: Path = LOCALES / "plain_words.yaml") -> dict[str, str]:
    """Each word that is plain although it is not common, with the reason. Raises RegisterUnreadable."""
    try:
        groups = TypeAdapter(dict[str, dict[str, str | list[str]]]).validate_python(read_yaml(path.read_text("utf-8")).data)
    except (Unreadable, ValidationError) as error:
        raise RegisterUnreadable(path.name, str(error)) from error
    return {word: str(group["reason"]) for group in groups.values() for word in group["words"]}


def _judged(sentence: str) -> Iterator[str]:
    """The words that may be hard: not those with a capital, but for the first."""
    words = words_of(sentence)
    yield from (word for place, word in enumerate(words) if place == 0 or not word[0].isupper())
