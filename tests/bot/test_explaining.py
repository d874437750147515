"""An explanation: the same advice as in a talk, with key, source and certainty of every statement, and clear refusals."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from bot.explaining import Answer, Explainer, Given, explain_file, told, words
from bot.explaining.schema import FILE, text
from bot.guidance import fact_names
from bot.guidance.places import Places
from bot.settings import HERE, Settings
from bot.shelf import shipped
from dialogs.library import read_library

TODAY = date(2026, 11, 23)
ZWOLLE: Mapping[str, Any] = {
    "permit": "asylum",
    "permit_known": "2018-05-01",
    "letter_law": "wi2013",
    "town": "Zwolle",
    "reads": "latin",
    "school_years": 9,
    "level": "A1",
    "goal": "exam",
    "times": ["evening"],
    "max_km": 30,
}


def statements(document: Any) -> Iterator[Mapping[str, Any]]:
    """Every statement anywhere in a document."""
    if isinstance(document, dict):
        if {"text", "source"} <= document.keys():
            yield document
        for inner in document.values():
            yield from statements(inner)
    elif isinstance(document, list):
        for inner in document:
            yield from statements(inner)


def test_an_explanation_has_every_part_in_the_declared_form(explainer: Explainer) -> None:
    answer = explainer.explain(ZWOLLE, TODAY)
    assert Answer.model_validate(answer).model_dump(mode="json") == answer
    assert answer["law"]["outcome"] == "wi2013"
    assert answer["term"] == {**answer["term"], "outcome": "unknown", "last_day": None, "days_left": None}
    assert [part["exam"] for part in answer["parts"]["parts"]] == ["LEZ", "LUI", "SCH", "SPR", "KNM", "ONA", "PVT"]
    assert sum(float(part["fee_euros"] or 0) for part in answer["parts"]["parts"]) == 290
    assert answer["municipality"]["code"] == "GM0193"
    assert answer["school"] is None


def test_courses_stand_in_order_with_reasons_and_the_others_with_the_rule_that_keeps_them_away(explainer: Explainer) -> None:
    courses = explainer.explain(ZWOLLE, TODAY)["courses"]
    assert [one["rank"] for one in courses["fitting"]] == list(range(1, courses["count"] + 1))
    assert [one["points"] for one in courses["fitting"]] == sorted((one["points"] for one in courses["fitting"]), reverse=True)
    assert all(one["reasons"] for one in courses["fitting"])
    assert sum(one["offered"] for one in courses["fitting"]) == min(3, courses["count"])
    assert courses["excluded"]
    assert all(one["reasons"] for one in courses["excluded"])
    assert courses["count"] + courses["excluded_count"] == 42


def test_every_statement_names_where_it_comes_from_in_plain_dutch(explainer: Explainer) -> None:
    answer = explainer.explain({**ZWOLLE, "school": "De Stilte"}, TODAY)
    found = list(statements(answer))
    assert len(found) > 40
    for one in found:
        assert one["key"]
        assert one["source"]
        assert one["certainty"] in ("law", "estimate", "ask")
        assert date.fromisoformat(one["checked"]) <= TODAY
        assert not re.search(r"[{}\u2068\u2069]", one["text"])


def test_the_same_document_gives_the_same_answer(explainer: Explainer) -> None:
    assert json.dumps(explainer.explain(ZWOLLE, TODAY)) == json.dumps(explainer.explain(dict(reversed(ZWOLLE.items())), TODAY))


def test_the_new_law_is_explained_with_its_term_and_who_pays(explainer: Explainer) -> None:
    given = {
        "permit": "family_of_asylum",
        "permit_known": "from_2022",
        "first_pip_date": "2025-03-10",
        "route": "z",
        "linked_town": "8011",
        "reads": "none",
    }
    answer = explainer.explain(given, TODAY)
    assert (answer["law"]["outcome"], answer["term"]["outcome"], answer["term"]["last_day"]) == ("wi2021", "known", "2028-03-10")
    assert answer["term"]["days_left"] == (date(2028, 3, 10) - TODAY).days
    hours = {part["exam"]: part["hours"] for part in answer["parts"]["parts"]}
    assert (hours["CURSUSUREN"], hours["PARTICIPATIE-UREN"]) == (800, 800)
    assert answer["municipality"]["name"] == "Zwolle"
    assert any("De gemeente kiest uw cursus" in one["text"] for one in answer["courses"]["statements"])


def test_scaled_down_skills_are_a2(explainer: Explainer) -> None:
    answer = explainer.explain({"letter_law": "wi2021", "route": "b1", "scaled_down": ["speaking"]}, TODAY)
    assert {part["exam"]: part["level"] for part in answer["parts"]["parts"]}["SPR"] == "A2"
    assert {part["exam"]: part["level"] for part in answer["parts"]["parts"]}["LEZ"] == "B1"


def test_a_contradiction_needs_a_human(explainer: Explainer) -> None:
    answer = explainer.explain({"letter_law": "wi2013", "permit_known": "2023-01-01"}, TODAY)
    assert (answer["law"]["outcome"], answer["law"]["needs_human"], answer["law"]["law"]) == ("contradiction", True, "wi2013")
    assert answer["parts"]["outcome"] == "unclear"


@pytest.mark.parametrize("document", [None, {}, dict.fromkeys(ZWOLLE, "unknown"), dict.fromkeys(ZWOLLE)])
def test_nothing_known_is_answered_too(explainer: Explainer, document: Any) -> None:
    answer = explainer.explain(document, TODAY)
    assert (answer["law"]["outcome"], answer["municipality"]["outcome"], answer["parts"]["parts"]) == ("unclear", "unknown", [])


@pytest.mark.parametrize(("school", "outcome"), [("De Stilte", "not_fitting"), ("Het Kompas", "fits"), ("Nergens", "unknown")])
def test_why_not_this_school(explainer: Explainer, school: str, outcome: str) -> None:
    assert explainer.explain({**ZWOLLE, "school": school}, TODAY)["school"]["outcome"] == outcome


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ({"permit": "tourist"}, "permit"),
        ({"permit_known": "yesterday"}, "permit_known"),
        ({"permit_known": "2026-11-24"}, "permit_known"),
        ({"first_pip_date": "2027-01-01"}, "first_pip_date"),
        ({"level": "C1"}, "level"),
        ({"times": ["night"]}, "times"),
        ({"max_km": 0}, "max_km"),
        ({"school_years": -1}, "school_years"),
        ({"town": "Nergenshuizen"}, "town"),
        ({"town": "Hengelo"}, "town"),
        ({"colour": "blue"}, "colour"),
        ([], "document"),
        ("text", "document"),
    ],
)
def test_a_document_that_cannot_be_used_is_refused_field_by_field(explainer: Explainer, document: Any, field: str) -> None:
    answer = explainer.explain(document, TODAY)
    assert set(answer) == {"problems"}
    assert any(one["field"].startswith(field) and one["problem"] for one in answer["problems"])


def test_every_problem_is_told_at_once(explainer: Explainer) -> None:
    answer = explainer.explain({"permit": "x", "level": "x", "colour": "x"}, TODAY)
    assert len(answer["problems"]) == 3


@pytest.mark.parametrize(
    ("fact", "literal", "meanings"),
    [
        (fact_names.PERMIT, words.Permit, words.PERMITS),
        (fact_names.PERMIT_PERIOD, words.Period, words.PERIODS),
        (fact_names.ROUTE, words.Route, words.ROUTES),
        (fact_names.READS, words.Reads, words.READS),
        (fact_names.LEVEL, words.Level, words.LEVELS),
        (fact_names.GOAL, words.Goal, words.GOALS),
        (fact_names.TRANSPORT, words.Transport, words.TRANSPORT),
        (fact_names.CIRCUMSTANCES, words.Circumstance, words.CIRCUMSTANCES),
        (fact_names.DIPLOMAS, words.Diploma, words.DIPLOMAS),
        (fact_names.LESSONS, words.Lessons, words.LESSONS),
        (fact_names.WORRIES, words.Worry, words.WORRIES),
        (fact_names.ACTIVITIES, words.Activity, words.ACTIVITIES),
        (fact_names.PIP_STAGE, words.PipStage, words.PIP_STAGES),
        (fact_names.OLD_LETTER, words.OldLetter, words.OLD_LETTERS),
    ],
)
def test_each_word_of_the_document_stands_for_a_value_of_the_facts(fact: str, literal: Any, meanings: Mapping[str, str]) -> None:
    library, _ = read_library(shipped(HERE / "dialogs"))
    assert set(get_args(literal)) == set(meanings)
    assert set(meanings.values()) | {fact_names.NONE_OF_THESE} == set(library.facts[fact].values) | {fact_names.NONE_OF_THESE}


@pytest.mark.parametrize(("years", "value"), [(0, "0"), (1, "1_6"), (6, "1_6"), (7, "7_12"), (12, "7_12"), (13, "13_plus")])
def test_years_of_school_fall_into_the_choices_of_the_fact(years: int, value: str) -> None:
    person = Given(school_years=years).person(Places.load(), TODAY)
    assert person.value("schooljaren") == value


def test_the_schema_beside_the_guides_is_fresh() -> None:
    assert FILE.read_text("utf-8") == text(), "run: python -m bot.explaining.schema"


async def test_the_command_reads_yaml_and_works_where_the_service_never_ran(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, database_url=f"sqlite+aiosqlite:///{tmp_path}/none.sqlite3")
    answer = await explain_file("permit: asylum\npermit_known: 2018-05-01\ntown: Zwolle\nlevel: 0\n", TODAY, settings)
    assert answer["law"]["outcome"] == "wi2013"
    assert answer["courses"]["count"] > 0
    assert not (tmp_path / "none.sqlite3").exists()
    lines = told(answer).splitlines()
    assert lines[0] == "law: wi2013"
    assert any("Voorbeeldschool De Brug, Zwolle" in line for line in lines)


async def test_the_command_names_the_line_of_broken_yaml(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, database_url=f"sqlite+aiosqlite:///{tmp_path}/none.sqlite3")
    answer = await explain_file("permit: asylum\npermit: other\n", TODAY, settings)
    assert answer["problems"][0]["field"] == "line 2"
    assert told(answer).startswith("line 2: ")
