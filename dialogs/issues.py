"""An issue is a fault in a dialog file, found before it runs: a code, a place and a sentence an author understands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from dialogs.reading import read_yaml

Grade = Literal["error", "warning"]


@dataclass(frozen=True, kw_only=True)
class Issue:
    """One fault. Errors refuse a publish, warnings ask for a yes."""

    code: str
    file: str
    line: int
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def grade(self) -> Grade:
        """How grave it is; the second letter group of the code says it."""
        return "error" if self.code.startswith("E") else "warning"

    @property
    def sentence(self) -> str:
        """The fault in plain Dutch, with what to do."""
        return _verdicts()[self.code].format_map(self.values)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.code} {self.sentence}"


@cache
def _verdicts() -> dict[str, str]:
    path = Path(__file__).parent / "checks" / "verdicts.yaml"
    data: dict[str, str] = read_yaml(path.read_text("utf-8")).data
    return data


def codes() -> frozenset[str]:
    """Every code there is."""
    return frozenset(_verdicts())
