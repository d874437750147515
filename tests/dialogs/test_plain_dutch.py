"""The Dutch is plain: short sentences, and words that people hear in the street. What is harder is listed with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import textstat
from wordfreq import top_n_list

from bot.language.plain import MOST, advised, common, count, is_hard, listed, sentences_of, stems, words_of
from dialogs.extraction import Text, texts_in
from dialogs.reading import read_yaml

DIALOGS = Path(__file__).parents[2] / "dialogs"
TERMS = DIALOGS / "knowledge" / "terms.yaml"

#: Words in a sentence of one text, on average.
USUAL = 12
COMMON_WORDS = 5000

_FIELD = re.compile(r"\{\w+\}")


@cache
def texts() -> tuple[Text, ...]:
    """Every text for people: of scripts, facts and knowledge. What people may type is not for reading."""
    files = [file for file in sorted(DIALOGS.rglob("*.yaml")) if "checks" not in file.parts]
    return tuple(text for file in files for text in texts_in(read_yaml(file.read_text("utf-8")), file.stem) if text.context is None)


@cache
def explained() -> frozenset[str]:
    """Terms that a person can have explained at any moment."""
    rows = read_yaml(TERMS.read_text("utf-8")).data["rows"]
    names = [name for row in rows for name in (row.get("value") or {}).get("names", ())]
    return frozenset(word.lower() for name in names for word in words_of(name))


def sentences(text: Text) -> Iterator[str]:
    for form in filter(None, (text.text, text.plural)):
        yield from (part for part in sentences_of(_FIELD.sub("dit", form)) if textstat.lexicon_count(part))


def hard_words(text: Text) -> set[str]:
    told = " ".join(_FIELD.sub(" ", form) for form in filter(None, (text.text, text.plural)))
    return {word for word in map(str.lower, words_of(told)) if is_hard(word)}


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


def test_the_list_of_common_words_is_that_of_the_library() -> None:
    assert common() == set(top_n_list("nl", COMMON_WORDS))


def test_words_are_counted_as_by_the_library() -> None:
    counts = {one: (count(one), textstat.lexicon_count(one)) for text in texts() for one in sentences(text)}
    assert {one: both for one, both in counts.items() if abs(both[0] - both[1]) > 1} == {}


def test_a_coordinator_is_advised_about_long_sentences_and_hard_words_but_not_about_names() -> None:
    long = "Dit is een zin met heel erg veel woorden die maar door en door gaat tot u moe bent van lezen."
    advice = advised(f"Dag. {long} Het bezwaarschrift van Fatima uit Zwolle is onherroepelijk. Zie duo.nl, of mail a@b.nl.")
    assert advice.long_sentences == (long,)
    assert advice.hard_words == ("bezwaarschrift", "onherroepelijk")
    assert not advised("Kunt u morgen komen? Neem uw contract en de brief van DUO mee.", known=("DUO",))
