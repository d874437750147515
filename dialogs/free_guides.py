"""Guides that say everything they declare, so that scripts can be walked through without anybody who knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dialogs.guides import Advice, Gives, Request, Row, Signature
from dialogs.phrase import Plain


class Choosing:
    """Goes through all combinations of the choices made in one turn, without knowing them before."""

    def __init__(self) -> None:
        self._wanted: list[int] = []
        self._made: list[tuple[int, int]] = []

    def choose(self, count: int) -> int:
        """One of so many; each turn that is taken again makes the next combination."""
        index = self._wanted[len(self._made)] if len(self._made) < len(self._wanted) else 0
        self._made.append((index, count))
        return index

    def next(self) -> bool:
        """Whether there is another combination."""
        while self._made and self._made[-1][0] + 1 >= self._made[-1][1]:
            self._made.pop()
        if not self._made:
            self._wanted = []
            return False
        self._wanted = [index for index, _ in self._made]
        self._wanted[-1] += 1
        self._made = []
        return True


class FreeGuide:
    """A guide that says everything that it declares."""

    #: Keys of the items of every list.
    KEYS = ("one", "two")

    def __init__(self, signature: Signature, choosing: Choosing) -> None:
        self.signature = signature
        self._choosing = choosing

    def consult(self, request: Request) -> Advice:
        """Any outcome, with values that fit it."""
        outcomes = self.signature.outcomes
        outcome = outcomes[self._choosing.choose(len(outcomes))]
        return Advice(outcome=outcome, values={name: self._value(gives, outcome) for name, gives in self.signature.values.items()})

    def _value(self, gives: Gives, outcome: str) -> int | Sequence[str] | None:
        present = not gives.present_when or outcome in gives.present_when
        if gives.kind == "value":
            return 2 if present else None
        empty = not present or (not gives.present_when and self._choosing.choose(2) == 1)
        return () if empty else self.KEYS

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """Every key is valid, and every field is there."""
        fields = self.signature.values[value].fields
        return {key: {name: Plain(text=name) for name in fields} for key in keys}
