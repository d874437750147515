"""The Dutch is plain: short sentences, and words that people hear in the street. What is harder is listed with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import textstat
from wordfreq import top_n_list

from dialogs.extraction import Text, texts_in
from dialogs.reading import read_yaml

DIALOGS = Path(__file__).parents[2] / "dialogs"
TERMS = DIALOGS / "knowledge" / "terms.yaml"
EXCEPTIONS = Path(__file__).with_name("hard_words.yaml")

#: Words in a sentence: of one text on average, and of any.
USUAL, MOST = 12, 18
COMMON_WORDS = 5000

_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\n+")
_FIELD = re.compile(r"\{\w+\}")
_WEB = re.compile(r"\S+\.(?:nl|com|org)\S*|/\w+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ENDINGS = ("en", "s", "t", "e", "n", "je", "er", "ere", "de", "te", "den", "ten", "'s", "d")


@cache
def texts() -> tuple[Text, ...]:
    """Every text for people: of scripts, facts and knowledge. What people may type is not for reading."""
    files = [file for file in sorted(DIALOGS.rglob("*.yaml")) if "checks" not in file.parts]
    return tuple(text for file in files for text in texts_in(read_yaml(file.read_text("utf-8")), file.stem) if text.context is None)


@cache
def common() -> frozenset[str]:
    return frozenset(top_n_list("nl", COMMON_WORDS))


@cache
def explained() -> frozenset[str]:
    """Terms that a person can have explained at any moment."""
    rows = read_yaml(TERMS.read_text("utf-8")).data["rows"]
    names = [name for row in rows for name in (row.get("value") or {}).get("names", ())]
    return frozenset(word.lower() for name in names for word in _WORD.findall(name))


@cache
def listed() -> dict[str, str]:
    """Each listed word with the reason why it may stand."""
    groups = read_yaml(EXCEPTIONS.read_text("utf-8")).data
    return {word: group["reason"] for group in groups.values() for word in group["words"]}


def sentences(text: Text) -> Iterator[str]:
    for form in filter(None, (text.text, text.plural)):
        words = _FIELD.sub("dit", _WEB.sub("site", form))
        yield from (part for part in _SENTENCE_END.split(words) if textstat.lexicon_count(part))


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


def hard_words(text: Text) -> set[str]:
    told = " ".join(_FIELD.sub(" ", _WEB.sub(" ", form)) for form in filter(None, (text.text, text.plural)))
    return {word for word in map(str.lower, _WORD.findall(told)) if not any(stem in common() for stem in stems(word))}


def test_a_text_has_twelve_words_a_sentence_on_average_at_most() -> None:
    long = {}
    for text in texts():
        counts = [textstat.lexicon_count(sentence) for sentence in sentences(text)]
        if counts and sum(counts) / len(counts) > USUAL:
            long[text.place] = text.text
    assert long == {}


def test_no_sentence_has_more_than_eighteen_words() -> None:
    assert {text.place: text.text for text in texts() if any(textstat.lexicon_count(one) > MOST for one in sentences(text))} == {}


def test_words_are_common_or_listed_with_a_reason() -> None:
    allowed = explained() | set(listed())
    assert {word: text.place for text in texts() for word in hard_words(text) - allowed} == {}


def test_the_list_of_hard_words_holds_no_word_that_is_not_used() -> None:
    used = {word for text in texts() for word in hard_words(text)}
    assert set(listed()) - used == set()


def test_no_listed_word_is_a_term_that_is_explained() -> None:
    assert set(listed()) & explained() == set()


@pytest.mark.parametrize("word", ["scholen", "lessen", "gemeenten", "gevraagd", "kinderen", "schrijft"])
def test_forms_of_common_words_are_common(word: str) -> None:
    assert any(stem in common() for stem in stems(word))


def test_a_long_sentence_and_a_rare_word_are_seen() -> None:
    long = Text(line=1, place="", text="Dit is een zin met heel erg veel woorden die maar door en door gaat tot u moe bent van lezen.")
    assert [textstat.lexicon_count(one) > MOST for one in sentences(long)] == [True]
    assert hard_words(Text(line=1, place="", text="Het bezwaarschrift is onherroepelijk.")) == {"bezwaarschrift", "onherroepelijk"}
