"""Guides that say everything they declare, so that scripts can be walked through without anybody who knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dialogs.guides import Advice, Gives, Request, Row, Signature
from dialogs.phrase import Plain

#: Keys of the items of every list.
KEYS = ("one", "two")


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

    def begin(self) -> None:
        """Forget what was tried: the next turn is another one."""
        self._wanted, self._made = [], []

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


class _Lazily(Mapping[str, "int | Sequence[str] | None"]):
    """Values that are only chosen when a script takes them: what no one takes makes no difference."""

    def __init__(self, declared: Mapping[str, Gives], outcome: str, choosing: Choosing) -> None:
        self._declared = declared
        self._outcome = outcome
        self._choosing = choosing

    def __getitem__(self, name: str) -> int | Sequence[str] | None:
        gives = self._declared[name]
        present = not gives.present_when or self._outcome in gives.present_when
        if gives.kind == "value":
            return 2 if present else None
        empty = not present or (not gives.present_when and self._choosing.choose(2) == 1)
        return () if empty else KEYS

    def __iter__(self) -> Iterator[str]:
        return iter(self._declared)

    def __len__(self) -> int:
        return len(self._declared)


class FreeGuide:
    """A guide that says everything that it declares."""

    def __init__(self, signature: Signature, choosing: Choosing) -> None:
        self.signature = signature
        self._choosing = choosing

    def consult(self, request: Request) -> Advice:
        """Any outcome, with values that fit it."""
        outcomes = self.signature.outcomes
        outcome = outcomes[self._choosing.choose(len(outcomes))]
        return Advice(outcome=outcome, values=_Lazily(self.signature.values, outcome, self._choosing))

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """Every key is valid, and every field is there."""
        fields = self.signature.values[value].fields
        return {key: {name: Plain(text=name) for name in fields} for key in keys}
