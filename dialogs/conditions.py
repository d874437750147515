"""A condition is data, never a formula: a mapping means all, a list of mappings means any, `not` one mapping."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt, StrictStr

from dialogs.guides import UNKNOWN, WITHHELD, Slot

Scalar = StrictBool | StrictInt | StrictStr


#: YAML reads a day that is written without quotes as a date.
Moment = Annotated[str, BeforeValidator(lambda day: day.isoformat() if isinstance(day, date) else day)]


class Compare(BaseModel):
    """A comparison of one slot; all parts that are given must hold."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at_least: int | None = None
    at_most: int | None = None
    is_not: Scalar | list[Scalar] | None = None
    #: An ISO day, or `today`.
    before: Moment | None = None
    after: Moment | None = None
    known: bool | None = None


Test = Scalar | list[Scalar] | Compare
#: Slot or step names to what must hold; the name `not` holds one such mapping.
Mapped = dict[str, Annotated[Test | dict[str, Test], Field(union_mode="left_to_right")]]
Condition = Mapped | list[Mapped]

NOT = "not"
TODAY = "today"

ValueOf = Callable[[str], Slot]


def holds(condition: Condition | None, value_of: ValueOf, today: date) -> bool:
    """Whether the condition holds for these values; a name without a value is simply not known."""
    if condition is None:
        return True
    if isinstance(condition, list):
        return any(_all(mapping, value_of, today) for mapping in condition)
    return _all(condition, value_of, today)


def names_in(condition: Condition | None) -> Iterator[tuple[str, Test]]:
    """Every slot or step the condition reads, with its test."""
    for mapping in condition if isinstance(condition, list) else [condition or {}]:
        for name, test in mapping.items():
            if name == NOT and isinstance(test, dict):
                yield from test.items()
            elif not isinstance(test, dict):
                yield name, test


def _all(mapping: Mapping[str, Any], value_of: ValueOf, today: date) -> bool:
    for name, test in mapping.items():
        if name == NOT and isinstance(test, dict):
            if _all(test, value_of, today):
                return False
        elif not _one(test, value_of(name), today):
            return False
    return True


def _one(test: Test, value: Slot, today: date) -> bool:
    if isinstance(test, Compare):
        return _compared(test, value, today)
    return _among(value, test if isinstance(test, list) else [test])


def _among(value: Slot, wanted: list[Scalar]) -> bool:
    texts = {_text(one) for one in wanted}
    if isinstance(value, list):
        return any(item in texts for item in value)
    return value is not None and _text(value) in texts


def _text(value: Scalar) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _compared(test: Compare, value: Slot, today: date) -> bool:
    known = value not in (None, UNKNOWN, WITHHELD)
    checks = []
    if test.known is not None:
        checks.append(test.known == known)
    if test.is_not is not None:
        checks.append(not _among(value, test.is_not if isinstance(test.is_not, list) else [test.is_not]))
    if test.at_least is not None:
        checks.append(isinstance(value, int) and value >= test.at_least)
    if test.at_most is not None:
        checks.append(isinstance(value, int) and value <= test.at_most)
    if test.before is not None:
        checks.append(known and isinstance(value, str) and value < _day(test.before, today))
    if test.after is not None:
        checks.append(known and isinstance(value, str) and value > _day(test.after, today))
    return all(checks)


def _day(text: str, today: date) -> str:
    return today.isoformat() if text == TODAY else text
