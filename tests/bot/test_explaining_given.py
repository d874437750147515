"""A document to explain takes everything that may be known about somebody, and refuses clearly what means nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

import pytest
from everything_known import EVERYTHING

from bot.explaining import Explainer, Given, words
from bot.guidance import fact_names
from bot.guidance.exemption import Topic
from bot.guidance.places import Places
from bot.settings import HERE
from bot.shelf import shipped
from dialogs.guides import Slot
from dialogs.library import Library, read_library

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library(shipped(HERE / "dialogs"))[0]


def facts_of(document: Mapping[str, Any]) -> Mapping[str, Slot]:
    person = Given.model_validate(document).person(Places.load(), TODAY)
    return {name: history[-1].value for name, history in person.facts.items()}


def test_every_fact_that_may_be_known_can_be_told(library: Library) -> None:
    facts = {**facts_of(EVERYTHING), **facts_of({"permit_known": "before_2022"})}
    assert set(facts) == set(library.facts)


def test_every_value_that_is_told_is_one_that_the_fact_may_have(library: Library) -> None:
    facts = {**facts_of(EVERYTHING), **facts_of({"permit_known": "before_2022"})}
    free = {fact_names.MAX_KM}  # any distance can be reckoned with, the question offers four
    for name, value in facts.items():
        allowed = set(library.facts[name].values)
        if allowed and name not in free:
            assert set(value if isinstance(value, list) else [value]) <= allowed, name


@pytest.mark.parametrize(
    ("fact", "literal", "meanings"),
    [
        (fact_names.MESSAGE_TIME, words.MessageTime, words.MESSAGE_TIMES),
        (fact_names.MESSAGE_RHYTHM, words.MessageRhythm, words.MESSAGE_RHYTHMS),
        (fact_names.REGISTERED_EXAM, words.Registered, words.REGISTERED),
    ],
)
def test_the_words_of_settings_and_exams_stand_for_all_values(
    library: Library, fact: str, literal: Any, meanings: Mapping[str, str]
) -> None:
    assert set(get_args(literal)) == set(meanings)
    assert set(meanings.values()) == set(library.facts[fact].values)


def test_every_reason_for_fewer_exams_and_every_consent_has_a_word(library: Library) -> None:
    assert set(words.FEWER_EXAMS.values()) == set(Topic)
    assert set(words.CONSENTS.values()) == {name for name, fact in library.facts.items() if fact.kept_as == "consent"}
    assert set(get_args(words.Tried)) == set(fact_names.TRIES)


def test_what_was_known_earlier_is_the_history_of_a_fact() -> None:
    document = {"level": "a1", "earlier": [{"day": "2026-10-01", "level": "0"}, {"day": "2026-02-01", "level": "0", "loan_used": 100}]}
    person = Given.model_validate(document).person(Places.load(), TODAY)
    assert [(one.value, one.at.date().isoformat()) for one in person.facts["niveau"]] == [
        ("nul", "2026-02-01"),
        ("nul", "2026-10-01"),
        ("a1", "2026-11-23"),
    ]
    assert person.value("lening_gebruikt") == 100


@pytest.mark.parametrize(
    ("document", "field", "says"),
    [
        ({"levl": "a1"}, "levl", "no such field; perhaps 'level'"),
        ({"fraud": {"situatons": ["gift"]}}, "fraud.situatons", "perhaps 'situations'"),
        ({"fraud": {"situations": ["gifts"]}}, "fraud.situations.0", "no situation and no pattern; perhaps 'gift'"),
        ({"fraud": {"situations": ["F99"]}}, "fraud.situations.0", "'F99' is no situation"),
        ({"tries": {"ONA": 1}}, "tries.ONA", "'KNM'"),
        ({"registered_exam": "MAP"}, "registered_exam", "'ONA' or 'none'"),
        ({"fewer_exams": "lazy"}, "fewer_exams", "'too_hard'"),
        ({"consents": {"sell": True}}, "consents.sell", "'remember'"),
        ({"earlier": [{"level": "a1"}]}, "earlier.0.day", "required"),
        ({"earlier": [{"day": "2026-11-23"}]}, "earlier.0.day", "does not lie before"),
        ({"earlier": [{"day": "2026-01-01", "town": "Nergenshuizen"}]}, "earlier.0.town", "no place"),
    ],
)
def test_what_is_not_known_is_refused_by_field_with_what_may_be_meant(explainer: Explainer, document: Any, field: str, says: str) -> None:
    answer = explainer.explain(document, TODAY)
    assert [one for one in answer["problems"] if one["field"].startswith(field) and says in one["problem"]], answer
