"""A fault in one cell of an import file, told in Dutch by row number and column name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dialogs.reading import read_yaml


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One fault. Row 1 is the row with the names of the columns; an empty column means the whole row."""

    row: int
    column: str
    code: str
    message: str


def problem(row: int, column: str, code: str, **values: object) -> Problem:
    """A fault with its message."""
    return Problem(row=row, column=column, code=code, message=said(code, **values))


def said(code: str, **values: object) -> str:
    """The message of a code, filled in."""
    return str(wording()["messages"][code]).format(**values)


@cache
def wording() -> Mapping[str, Any]:
    """The Dutch of this room: columns, words and messages."""
    text = files("bot.catalogue").joinpath("catalogue.yaml").read_text(encoding="utf-8")
    data: Mapping[str, Any] = read_yaml(text).data
    return data
