"""Made-up people, and what must be said to each of them: a table that a coordinator can read and question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict

from bot.explaining import Explainer
from dialogs.reading import read_yaml

TABLE = Path(__file__).parent / "guidance" / "persons.yaml"
#: Words about paying back that calm, or are about something else than being late.
CALM = re.compile(r"geen boete|niets terug|geen geld terug|krijgt u dat terug|brief over een boete|brief over terugbetalen", re.I)


class Row(BaseModel):
    """One person, and what is expected. What is left out is not looked at."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    who: str
    facts: Mapping[str, Any]
    day: date = date(2026, 11, 23)
    rule: str
    law: str
    term: str
    left: tuple[str, ...] | Literal["-", "?"]
    pays: str
    handover: frozenset[str]
    parts: tuple[str, ...] | None = None
    extra: frozenset[str] | None = None
    less: frozenset[str] | None = None
    signals: frozenset[str] | None = None
    loan: str | None = None
    pip: str | None = None
    fraud: str | None = None
    urgent: bool | None = None
    next: str | None = None
    step: str | None = None
    says: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


ROWS = tuple(Row.model_validate(row) for row in read_yaml(TABLE.read_text("utf-8")).data["persons"])


def keys(answer: Any, part: str, name: str) -> tuple[str, ...]:
    return tuple(row["key"] for row in answer[part]["lists"].get(name, ()))


def left(answer: Any) -> tuple[str, ...] | str:
    match answer["remaining"]["outcome"]:
        case "known":
            return keys(answer, "remaining", "left")
        case "nothing_left":
            return "-"
        case _:
            return "?"


def rule_name(rule: Any) -> str:
    return f"{rule['rule']} {rule['detail']}" if rule["rule"] == "H2" else rule["rule"]


def fraud(answer: Any) -> str | None:
    said = answer["fraud"]
    return said and " ".join([said["outcome"], *said["values"].get("patterns", "").split(", ")]).strip()


def found(answer: Any) -> dict[str, Any]:
    """What the explanation says, as the table puts it."""
    term = answer["term"]
    return {
        "law": answer["law"]["outcome"],
        "term": f"{term['outcome']} {term['last_day'] or ''}".strip(),
        "parts": tuple(f"{one['exam']} {one['level'] or ''}".strip() for one in answer["parts"]["parts"]),
        "left": left(answer),
        "pays": answer["money"]["outcome"],
        "loan": answer["loan"]["outcome"],
        "pip": answer["pip"]["outcome"],
        "extra": frozenset(keys(answer, "extra_time", "grounds")),
        "less": frozenset(keys(answer, "exemptions", "reliefs")),
        "signals": frozenset(keys(answer, "progress", "signals")),
        "fraud": fraud(answer),
        "handover": frozenset(map(rule_name, answer["handover"]["rules"])),
        "urgent": answer["handover"]["outcome"] == "urgent",
    }


def sentences(answer: Any) -> Iterator[Mapping[str, str]]:
    """Every sentence about this person; what is said of schools is left out."""
    if isinstance(answer, list):
        for one in answer:
            yield from sentences(one)
    elif isinstance(answer, dict):
        if {"text", "source"} <= answer.keys():
            yield answer
        for name, one in answer.items():
            if name != "courses":
                yield from sentences(one)


def differences(row: Row, answer: Any) -> Iterator[str]:
    said, text = found(answer), "\n".join(one["text"] for one in sentences(answer))
    for name, is_so in said.items():
        expected = getattr(row, name)
        if expected is not None and expected != is_so:
            yield f"{name}: expected {expected}, said {is_so}"
    if row.next and row.next not in (now := answer["plan"]["values"].get("next", "")):
        yield f"next: expected {row.next!r}, said {now!r}"
    if row.step and f"next.step.{row.step}" not in (steps := keys(answer, "next_steps", "steps")):
        yield f"step: expected {row.step}, said {steps}"
    yield from (f"says: {words!r} is not said" for words in row.says if words not in text)
    yield from (f"never: {words!r} is said" for words in row.never if words in text)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.who)
def test_what_is_said_to_this_person_is_what_the_law_and_the_sources_say(explainer: Explainer, row: Row) -> None:
    answer = explainer.explain(row.facts, row.day)
    assert "problems" not in answer, answer
    assert not (wrong := list(differences(row, answer))), "\n".join([row.who, f"because: {row.rule}", *wrong])


@pytest.mark.parametrize("row", [row for row in ROWS if row.facts.get("permit") == "asylum"], ids=lambda row: row.who)
def test_somebody_with_asylum_hears_no_threat_of_a_fine_or_of_paying_back(explainer: Explainer, row: Row) -> None:
    about = [one["text"] for one in sentences(explainer.explain(row.facts, row.day)) if not one["key"].startswith("fraud.")]
    threats = [text for text in about if re.search(r"boete|terugbetal|\bterug\b|kwijtscheld|1\.?250|%", CALM.sub("", text))]
    assert [text for text in threats if not re.search(r"telt? terug|reken", text)] == []


def test_the_table_has_people_of_each_kind() -> None:
    assert len(ROWS) >= 60
    assert len({row.who for row in ROWS}) == len(ROWS)
    assert {row.law for row in ROWS} == {"wi2013", "wi2021", "unclear", "contradiction"}
    assert {row.term.split()[0] for row in ROWS} == {"known", "estimate", "over", "unknown"}
    assert {row.pays for row in ROWS} == {"loan", "own", "municipality", "permit_unknown", "unclear"}
    assert {row.facts.get("route") for row in ROWS} == {None, "b1", "education", "z"}
    assert {str(row.fraud).split()[0] for row in ROWS} == {"None", "none", "warn", "stop", "urgent", "unclear"}
    assert {rule.split()[0] for row in ROWS for rule in row.handover} == {"H1", "H1u", "H2", "H3", "H4", "H5", "H6", "H7", "H8"}
