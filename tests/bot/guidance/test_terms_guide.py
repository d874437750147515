"""The words that are shipped can be looked up, by name and by subject, and each is explained in plain Dutch."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from teaching import TODAY, request, shipped_knowledge, text, world

from bot.guidance.terms import TermsGuide
from dialogs.folding import fold
from dialogs.guides import Advice, Slot
from dialogs.terms import PREFIX, Terms

ROWS = [shipped_knowledge().row(key, TODAY) for key in shipped_knowledge().keys(PREFIX, TODAY)]
SHIPPED = Terms(row.model_dump() for row in ROWS)
SUBJECTS = ("offices", "plan", "exams", "rules", "money", "letters")
#: Words that a person meets in letters of DUO and the municipality; each must be known.
MUST = (
    *(
        "DUO",
        "PIP",
        "KNM",
        "ONA",
        "MAP",
        "PVT",
        "B1",
        "A2",
        "leerroute",
        "Z-route",
        "onderwijsroute",
        "B1-route",
        "brede intake",
        "keurmerk",
    ),
    *("Blik op Werk", "DigiD", "Mijn Inburgering", "inburgering", "statushouder", "IND", "BSN", "vrijstelling", "ontheffing", "verlenging"),
    *("bezwaar", "factuur", "lening", "aanvraag", "Taalhuis", "gemeente", "NT2", "staatsexamen", "portfolio", "eindgesprek", "termijn"),
)


def ask(**arguments: Slot) -> Advice:
    return TermsGuide(world()).consult(request({}, **arguments))


@pytest.mark.parametrize("name", MUST)
def test_a_word_from_a_letter_is_explained(name: str) -> None:
    advice = ask(text=name)
    assert advice.outcome == "one"
    assert text(advice.values["explanation"])  # type: ignore[arg-type]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_an_explanation_is_short_and_begins_with_the_word(row: object) -> None:
    term = SHIPPED.all[row.key]  # type: ignore[attr-defined]
    sentences = re.split(r"(?<=[.!?])\s+", term.text)
    assert len(sentences) <= 4
    assert max(len(sentence.split()) for sentence in sentences) <= 18
    assert sum(len(sentence.split()) for sentence in sentences) <= 12 * len(sentences)
    assert f" {fold(term.name)} " in f" {fold(sentences[0])} "


def test_no_name_stands_for_two_words() -> None:
    names = Counter(name for term in SHIPPED.all.values() for name in term.names)
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_words_of_a_subject_fit_on_a_screen(subject: str) -> None:
    advice = ask(subject=subject)
    assert advice.outcome == "several"
    keys = advice.values["terms"]
    assert isinstance(keys, list)
    assert 2 <= len(keys) <= 9
    rows = TermsGuide(world()).describe(request({}), "terms", keys)
    assert all(text(row["term"]) and text(row["explanation"]) for row in rows.values())


def test_every_word_stands_under_a_subject() -> None:
    assert {term.subject for term in SHIPPED.all.values()} == set(SUBJECTS)


def test_what_is_not_known_is_none() -> None:
    assert ask(text="fietsenstalling").outcome == "none"
    assert ask(term="word.nergens").outcome == "none"
    assert ask(subject="nergens").outcome == "none"
    assert TermsGuide(world()).describe(request({}), "terms", ["word.nergens"]) == {}


def test_the_same_word_is_found_by_its_key() -> None:
    assert ask(term="word.ona").values == ask(text="ona").values


@pytest.mark.parametrize(
    ("typed", "key"),
    [("البلدية", "word.gemeente"), ("قرض", "word.lening"), ("municipality", "word.gemeente"), ("extra tijd", "word.verlenging")],
)
def test_a_word_is_found_in_other_languages(typed: str, key: str) -> None:
    term = SHIPPED.named(typed)
    assert term is not None
    assert term.key == key
