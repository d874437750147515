"""Writes down what any guide answers: the outcome, each value in words, each list row by row, every sentence with its source."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import cast

from bot.explaining.answer import GuideSaid, RowSaid, Statement
from bot.guidance.knowledge import Knowledge
from dialogs.guides import Guide, Request
from dialogs.phrase import Joined, Phrase, Value

#: How something is put into words.
Render = Callable[[Value], str]


class Writing:
    """Puts the answers of guides into words."""

    def __init__(self, knowledge: Knowledge, render: Render, today: date) -> None:
        """With the sources of this knowledge, for the day asked about."""
        self._knowledge = knowledge
        self._render = render
        self._today = today

    def said(self, guide: Guide, request: Request, whole: Mapping[str, Sequence[str]] = MappingProxyType({})) -> GuideSaid:
        """Ask the guide and write down what it says. `whole` has all keys of a list of which a talk shows the first few."""
        advice = guide.consult(request)
        given = {name: value for name, value in advice.values.items() if value is not None}
        given |= {name: keys for name, keys in whole.items() if name in given}
        plain = {name: value for name, value in given.items() if isinstance(value, (int, str)) or not isinstance(value, Sequence)}
        return GuideSaid(
            outcome=advice.outcome,
            values={name: self._render(value) for name, value in plain.items()},
            lists={name: tuple(self._rows(guide, request, name, given[name])) for name in given if name not in plain},
            statements=self.statements(*plain.values()),
        )

    def words(self, value: Value) -> str:
        """A value in words."""
        return self._render(value)

    def statements(self, *values: Value) -> tuple[Statement, ...]:
        """Every sentence in these values that has a source."""
        return tuple(self._statement(phrase) for value in values for phrase in sentences(value) if phrase.source)

    def _rows(self, guide: Guide, request: Request, name: str, keys: object) -> Iterator[RowSaid]:
        listed = [str(key) for key in cast(Sequence[str], keys)]
        for key, row in guide.describe(request, name, listed).items():
            yield RowSaid(
                key=key,
                fields={field: self._render(value) for field, value in row.items()},
                statements=self.statements(*row.values()),
            )

    def _statement(self, phrase: Phrase) -> Statement:
        row = self._knowledge.row(str(phrase.source), self._today)
        return Statement(text=self._render(phrase), key=row.key, source=row.source, checked=row.checked, certainty=row.certainty)


def sentences(value: Value) -> Iterator[Phrase]:
    """Every sentence in a row of sentences."""
    match value:
        case Phrase():
            yield value
        case Joined(items=items):
            for item in items:
                yield from sentences(item)
        case _:
            return
