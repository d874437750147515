"""The files that are shipped: complete, sourced, in plain Dutch, and in step with the guides."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from teaching import DIALOGS, TODAY, course, search, shipped_knowledge, world

from bot.guidance import fact_names
from bot.guidance.exams import Exam
from bot.guidance.weighing import weights
from bot.guidance.world import Kind, Level
from dialogs.facts import FactDefinition
from dialogs.reading import read_yaml

KNOWLEDGE = shipped_knowledge()
FACTS = {
    name: FactDefinition.model_validate(row) for name, row in read_yaml((DIALOGS / "facts.yaml").read_text("utf-8")).data["facts"].items()
}
MOST_WORDS = 15


def too_long(text: str) -> bool:
    return any(len(sentence.split()) > MOST_WORDS for sentence in re.split(r"(?<=[.?:])\s", text))


def test_every_row_names_a_source_and_was_looked_up() -> None:
    assert [row.key for row in KNOWLEDGE if len(row.source) < 3 or row.checked > datetime.now(UTC).date()] == []


def test_every_sentence_is_short_and_calm() -> None:
    texts = [(row.key, text) for row in KNOWLEDGE for text in (row.text, row.plural) if text]
    assert [key for key, text in texts if too_long(text) or "!" in text] == []


def test_every_label_and_reason_of_a_fact_is_short() -> None:
    texts = [(name, text) for name, fact in FACTS.items() for text in (fact.label, fact.why) if text]
    assert [name for name, text in texts if too_long(text)] == []


@pytest.mark.parametrize(("fact", "value"), [(name, value) for name, f in FACTS.items() for value in f.values])
def test_every_choice_begins_with_a_pictogram_of_its_own(fact: str, value: str) -> None:
    label = FACTS[fact].values[value]
    sign, _, words = label.partition(" ")
    assert words
    assert not any(letter.isalpha() for letter in sign)
    assert [other.partition(" ")[0] for other in FACTS[fact].values.values()].count(sign) == 1


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (fact_names.PERMIT, fact_names.Permit),
        (fact_names.LETTER_LAW, fact_names.Law),
        (fact_names.PERMIT_PERIOD, fact_names.PermitPeriod),
        (fact_names.ROUTE, fact_names.Route),
        (fact_names.READS, fact_names.Reads),
        (fact_names.SCHOOLING, fact_names.Schooling),
        (fact_names.LEVEL, fact_names.LEVELS),
        (fact_names.GOAL, fact_names.Goal),
        (fact_names.TRANSPORT, fact_names.Transport),
        (fact_names.PIP_STAGE, fact_names.PipStage),
        (fact_names.LESSONS, fact_names.Lessons),
        (fact_names.OLD_LETTER, fact_names.OldLetter),
    ],
)
def test_the_guides_understand_every_value_of_a_fact_and_no_other(fact: str, words: type) -> None:
    assert set(FACTS[fact].values) == {str(word) for word in words}


def test_every_fact_that_a_guide_reads_exists() -> None:
    read = [getattr(fact_names, name) for name in dir(fact_names) if name.isupper() and isinstance(getattr(fact_names, name), str)]
    words = {
        fact_names.WORKS: fact_names.TIMES,
        fact_names.YOUNG_CHILDREN: fact_names.TIMES,
        fact_names.NONE_OF_THESE: fact_names.PASSED,
        fact_names.LONG: fact_names.CIRCUMSTANCE_LENGTH,
        fact_names.SHORT: fact_names.CIRCUMSTANCE_LENGTH,
        fact_names.NOT_RIGHT: fact_names.LESSON_PROBLEM,
    }
    assert set(read) - set(words) <= set(FACTS)
    assert {word: fact for word, fact in words.items() if word not in FACTS[fact].values} == {}


def test_a_part_of_the_exam_has_one_code_everywhere() -> None:
    parts = set(FACTS[fact_names.PASSED].values) - {fact_names.NONE_OF_THESE}
    assert parts == set(Exam)
    assert set(fact_names.TRIES) < parts
    assert {fact for fact in fact_names.TRIES.values() if set(FACTS[fact].values) != set(fact_names.COUNTS)} == set()


def test_every_kind_level_and_exam_has_a_name() -> None:
    names = [f"fit.kind.{kind}" for kind in Kind] + [f"exam.name.{exam}" for exam in Exam] + [f"exam.explained.{exam}" for exam in Exam]
    names += [f"fit.level.{word}" for word in (*fact_names.LEVELS, "b2")]
    assert [name for name in names if KNOWLEDGE.find(name, TODAY) is None] == []
    assert len(Level) == len(fact_names.LEVELS) + 1


@pytest.mark.parametrize("goal", ["examen", "werk", "opleiding", "dagelijks"])
def test_every_consideration_has_its_sentence(goal: str) -> None:
    """Points for a course are told as a reason, points against it as a caution."""
    order = KNOWLEDGE.value("fit.reasons_in_order", TODAY)
    around = world(course())
    people = [
        {"leest": "niet", "momenten": ["ik_werk", "kleine_kinderen"], "taal": "ar", "schooljaren": "0", "vervoer": "lopen_fiets"},
        {"leest": "ander_schrift", "momenten": ["avond"], "niveau": "nul", "schooljaren": "13_plus"},
        {"leest": "latijn", "niveau": "b1", "schooljaren": "7_12"},
    ]
    keys = {weight.key for facts in people for weight in weights(search(around, doel=goal, woonplaats="GM0193/zwolle", **facts))}
    told = {key for key in keys if key in order or KNOWLEDGE.find(f"fit.but.{key}", TODAY)}
    assert keys - told == set()
    assert all(KNOWLEDGE.find(f"fit.why.{key}", TODAY) for key in order)
