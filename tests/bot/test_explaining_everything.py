"""An explanation says all that the guides know: every part, every sentence with its source, every rule that holds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from everything_known import BUSY, EVERYTHING

from bot.explaining import Answer, Explainer, explain_file, told
from bot.settings import HERE, Settings

TODAY = date(2026, 11, 23)
EXAMPLE = HERE / "docs" / "explain-example.yaml"
GUIDED = ("remaining", "plan", "pip", "extra_time", "exemptions", "money", "loan", "fraud", "progress", "next_steps", "referrals")


def statements(document: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(document, dict):
        if {"text", "source"} <= document.keys():
            yield document
        for inner in document.values():
            yield from statements(inner)
    elif isinstance(document, list):
        for inner in document:
            yield from statements(inner)


def keys(answer: Any, part: str, name: str) -> list[str]:
    return [row["key"] for row in answer[part]["lists"][name]]


def rules(answer: Any) -> list[str]:
    return [f"{one['rule']} {one['detail']}".strip() for one in answer["handover"]["rules"]]


# -- what is said -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("document", [BUSY, EVERYTHING, {"letter_law": "wi2021", "permit": "asylum", "pip_stage": "invited"}, {}])
def test_every_part_is_in_the_declared_form_and_every_sentence_names_its_source(explainer: Explainer, document: Any) -> None:
    answer = explainer.explain(document, TODAY)
    assert Answer.model_validate(answer).model_dump(mode="json") == answer
    assert set(GUIDED) - {"fraud"} <= {name for name, part in answer.items() if isinstance(part, dict) and "values" in part}
    for one in statements(answer):
        assert one["key"]
        assert one["source"]
        assert one["certainty"] in ("law", "estimate", "ask")
        assert date.fromisoformat(one["checked"]) <= TODAY
        assert not re.search(r"[{}\u2068\u2069]", one["text"])


def test_the_text_to_read_has_every_part_and_the_key_and_source_of_every_sentence(explainer: Explainer) -> None:
    answer = explainer.explain(BUSY, TODAY)
    text = told(answer)
    for name in ("law", "term", "parts", *GUIDED, "courses", "municipality", "school", "handover"):
        assert re.search(rf"^{name}: {answer[name]['outcome']}$", text, re.M), name
    for one in statements(answer):
        assert f"[{one['key']}; {one['certainty']}: {one['source']}, {one['checked']}]" in text
        assert one["text"].splitlines()[0] in text


def test_everything_that_stands_out_is_told_also_beyond_what_a_talk_shows(explainer: Explainer) -> None:
    answer = explainer.explain(BUSY, TODAY)
    assert keys(answer, "progress", "signals") == ["worries", "illness", "high_risk", "failed.SCH", "failed.SPR", "loan", "efforts"]
    assert keys(answer, "fraud", "signs") == ["F01", "F02", "F05", "F06"]


def test_every_rule_that_holds_is_told_once_the_urgent_ones_first(explainer: Explainer) -> None:
    answer = explainer.explain(BUSY, TODAY)
    assert answer["handover"]["outcome"] == "urgent"
    assert rules(answer)[0] == "H3 violence"
    assert sorted(rules(answer)) == sorted(set(rules(answer)))
    assert {one.partition(" ")[0] for one in rules(answer)} == {"H1", "H2", "H3", "H4", "H7"}
    assert {"H2 loan", "H2 efforts", "H2 illness", "H2 extension", "H2 dispensation"} <= set(rules(answer))
    assert all(one["offer"] and one["reason"] and one["because"] for one in answer["handover"]["rules"])


def test_a_reason_that_only_the_person_can_give_is_asked_for_in_the_document(explainer: Explainer) -> None:
    b1 = {"letter_law": "wi2021", "permit": "asylum", "first_pip_date": "2026-01-10", "route": "b1"}
    assert keys(explainer.explain(b1, TODAY), "exemptions", "reliefs") == []
    answer = explainer.explain({**b1, "fewer_exams": "too_hard"}, TODAY)
    assert keys(answer, "exemptions", "reliefs") == ["other_route"]
    assert rules(answer) == ["H2 route"]


# -- what is not right at a school ------------------------------------------------------------------------------------


def test_without_a_question_about_a_school_nothing_is_said_of_it(explainer: Explainer) -> None:
    answer = explainer.explain({"letter_law": "wi2013"}, TODAY)
    assert (answer["fraud"], answer["school"]) == (None, None)


@pytest.mark.parametrize(
    "typed",
    [
        "De school vraagt mijn DigiD",
        "The teacher asked for my DigiD code",
        "طلبوا مني رمز DigiD",
    ],
)
def test_own_words_in_every_offered_language_are_judged_like_what_is_picked(explainer: Explainer, typed: str) -> None:
    picked = explainer.explain({"fraud": {"situations": "digid"}}, TODAY)["fraud"]
    said = explainer.explain({"fraud": {"words": typed}}, TODAY)["fraud"]
    assert said["recognised"]["outcome"] == "likely"
    assert {**said, "recognised": None} == picked
    assert picked["outcome"] == "stop"
    assert picked["recognised"] is None


def test_a_pattern_by_its_number_is_the_same_as_its_situation(explainer: Explainer) -> None:
    one, other = ({"fraud": {"situations": [word]}} for word in ("ghost_hours", "F04"))
    assert explainer.explain(one, TODAY)["fraud"] == explainer.explain(other, TODAY)["fraud"]


def test_danger_in_own_words_is_urgent(explainer: Explainer) -> None:
    answer = explainer.explain({"letter_law": "wi2013", "fraud": {"words": "He threatens me and keeps my passport"}}, TODAY)
    assert (answer["fraud"]["outcome"], answer["handover"]["outcome"]) == ("urgent", "urgent")
    assert rules(answer) == ["H1u"]


@pytest.mark.parametrize(
    ("situation", "asks"), [("laptop", "lending"), ("loan", "law"), ("no_mark", "mark"), ("school_stops", "stopped"), ("gift", "nothing")]
)
def test_what_more_decides_is_said(explainer: Explainer, situation: str, asks: str) -> None:
    assert explainer.explain({"fraud": {"situations": situation}}, TODAY)["fraud"]["asks"] == asks


def test_own_words_are_never_repeated(explainer: Explainer) -> None:
    answer = explainer.explain({"fraud": {"words": "Mijn BSN is 123456782, zij willen mijn DigiD"}}, TODAY)
    assert "123456782" not in json.dumps(answer)


# -- the example ------------------------------------------------------------------------------------------------------


async def test_the_example_of_the_documents_is_explained_whole(explainer: Explainer) -> None:
    settings = Settings(_env_file=None, database_url="sqlite+aiosqlite:////nowhere/none.sqlite3")
    answer = await explain_file(EXAMPLE.read_text("utf-8"), TODAY, settings)
    assert "problems" not in answer
    assert answer["law"]["outcome"] == "wi2013"
    assert (answer["fraud"]["outcome"], answer["fraud"]["values"]["patterns"]) == ("stop", "F01, F07")
    assert "few_lessons_again" in keys(answer, "progress", "signals")
    assert answer["school"]["mark"]["outcome"] == "active"
    assert all(answer[name]["outcome"] for name in GUIDED)


def test_the_example_names_how_it_is_explained() -> None:
    first = EXAMPLE.read_text("utf-8").splitlines()[0]
    assert first.endswith("python -m bot explain docs/explain-example.yaml --today 2026-11-23")
