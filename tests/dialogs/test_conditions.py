from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from dialogs.conditions import Condition, holds, names_in
from dialogs.guides import Slot

TODAY = date(2026, 11, 23)
CONDITION: TypeAdapter[Condition] = TypeAdapter(Condition)

#: What is known in every row of the table.
KNOWN: dict[str, Slot] = {
    "leest": "ja",
    "kinderen": 2,
    "geen": 0,
    "momenten": ["dag", "avond"],
    "geboren": "1990-11-03",
    "einddatum": "2027-01-01",
    "mag": "yes",
    "niets": None,
    "weet_niet": "unknown",
    "liever_niet": "withheld",
}

TABLE: list[tuple[Any, bool]] = [
    ({}, True),
    ({"leest": "ja"}, True),
    ({"leest": "nee"}, False),
    ({"leest": ["nee", "ja"]}, True),
    ({"leest": ["nee", "beetje"]}, False),
    ({"leest": "ja", "kinderen": 2}, True),
    ({"leest": "ja", "kinderen": 3}, False),
    ([{"leest": "nee"}, {"kinderen": 2}], True),
    ([{"leest": "nee"}, {"kinderen": 3}], False),
    ([], False),
    ({"not": {"leest": "nee"}}, True),
    ({"not": {"leest": "ja"}}, False),
    ({"not": {"leest": "ja", "kinderen": 3}}, True),
    ({"leest": "ja", "not": {"kinderen": 2}}, False),
    ({"momenten": "avond"}, True),
    ({"momenten": ["weekend", "dag"]}, True),
    ({"momenten": "weekend"}, False),
    ({"mag": True}, True),
    ({"mag": "yes"}, True),
    ({"mag": False}, False),
    ({"kinderen": {"at_least": 2}}, True),
    ({"kinderen": {"at_least": 3}}, False),
    ({"kinderen": {"at_most": 2}}, True),
    ({"kinderen": {"at_most": 1}}, False),
    ({"kinderen": {"at_least": 1, "at_most": 3}}, True),
    ({"geen": {"at_most": 0}}, True),
    ({"leest": {"at_least": 1}}, False),
    ({"niets": {"at_least": 0}}, False),
    ({"leest": {"is_not": "nee"}}, True),
    ({"leest": {"is_not": ["ja", "nee"]}}, False),
    ({"niets": {"is_not": "ja"}}, True),
    ({"geboren": {"before": "1990-11-04"}}, True),
    ({"geboren": {"before": "1990-11-03"}}, False),
    ({"geboren": {"after": "1990-11-02"}}, True),
    ({"geboren": {"before": "today"}}, True),
    ({"einddatum": {"after": "today"}}, True),
    ({"einddatum": {"after": date(2027, 1, 1)}}, False),
    ({"niets": {"before": "today"}}, False),
    ({"weet_niet": {"after": "today"}}, False),
    ({"leest": {"known": True}}, True),
    ({"leest": {"known": "no"}}, False),
    ({"niets": {"known": "yes"}}, False),
    ({"niets": {"known": False}}, True),
    ({"weet_niet": {"known": True}}, False),
    ({"liever_niet": {"known": True}}, False),
    ({"weet_niet": "unknown"}, True),
    ({"nooit_gehoord": "ja"}, False),
]


@pytest.mark.parametrize(("condition", "expected"), TABLE, ids=[str(row[0]) for row in TABLE])
def test_a_condition_holds_or_does_not(condition: object, expected: bool) -> None:
    assert holds(CONDITION.validate_python(condition), KNOWN.get, TODAY) is expected


def test_no_condition_always_holds() -> None:
    assert holds(None, KNOWN.get, TODAY)


def test_every_name_that_is_read_is_told() -> None:
    condition = CONDITION.validate_python([{"leest": "ja"}, {"not": {"kinderen": {"at_least": 2}}, "mag": True}])
    assert [name for name, _ in names_in(condition)] == ["leest", "kinderen", "mag"]


@pytest.mark.parametrize("wrong", [{"leest": None}, {"leest": 1.5}, {"not": {"leest": {"groter": 1}}}, "leest", [["leest"]]])
def test_what_is_no_condition_is_refused(wrong: object) -> None:
    with pytest.raises(ValidationError):
        CONDITION.validate_python(wrong)
