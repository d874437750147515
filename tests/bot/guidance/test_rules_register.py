"""The register of rules: each is decided by a guide and tested by its number, or only said, or left alone for a reason."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from judging import ASYLUM_2013, GUIDES, told
from teaching import TODAY, shipped_knowledge

from dialogs.reading import read_yaml

HERE = Path(__file__).parent
RULES: dict[str, dict[str, Any]] = read_yaml((HERE / "rules.yaml").read_text("utf-8")).data["rules"]
WAYS = ("decided", "said", "not_ours")
#: A number in the name of a test (`r1_25`, `f04`, `h1u`), and one that a table gives its row.
IN_NAME = re.compile(r"(?<![a-z0-9])(?:r(\d)_(\d\d[ab]?)|([fh]\d+)u?)(?=_)")
IN_TABLE = re.compile(r'"(R\d\.\d\d[ab]?)[ "]')


def named() -> set[str]:
    """Every number that a test of the guides names."""
    found: set[str] = set()
    for path in HERE.glob("test_*.py"):
        source = path.read_text("utf-8")
        for name in re.findall(r"def test(\w+)\(", source):
            for chapter, rule, other in IN_NAME.findall(name):
                found.add(f"R{chapter}.{rule}" if chapter else other.upper())
        found |= set(IN_TABLE.findall(source))
    return found


def by(way: str) -> dict[str, str]:
    return {id: str(rule[way]) for id, rule in RULES.items() if way in rule}


def test_every_rule_says_what_it_is_where_it_stands_and_one_way_in_which_it_is_kept() -> None:
    assert [id for id, rule in RULES.items() if set(rule) != {"what", "source", *[way for way in WAYS if way in rule]}] == []
    assert [id for id, rule in RULES.items() if sum(way in rule for way in WAYS) != 1] == []
    assert [id for id, rule in RULES.items() if not all(str(text).strip() for text in rule.values())] == []


@pytest.mark.parametrize(("chapter", "rules"), [("F", 26), ("H", 8)])
def test_no_trick_and_no_reason_for_a_human_is_left_out(chapter: str, rules: int) -> None:
    assert sum(bool(re.fullmatch(rf"{chapter}\d+", id)) for id in RULES) == rules


def test_every_rule_that_a_guide_decides_names_a_guide_and_is_named_by_a_test() -> None:
    decided = by("decided")
    assert {id: guide for id, guide in decided.items() if guide not in GUIDES} == {}
    assert set(decided) - named() == set()


@pytest.mark.parametrize(("id", "key"), by("said").items())
def test_every_rule_that_is_only_said_is_really_told(id: str, key: str) -> None:
    said = " ".join(told(guide, ASYLUM_2013, name="active") for guide in ("before_signing", "emergency", "schools"))
    row = shipped_knowledge().row(key, TODAY)
    assert (row.text or "").replace("{number}", str(row.value)) in said, id


def test_every_number_that_a_test_names_is_a_rule() -> None:
    assert named() - set(RULES) == set()
