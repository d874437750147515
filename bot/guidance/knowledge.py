"""What is known about law, exams, money and schools: sentences and numbers, each with its source and its dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from dialogs.phrase import Phrase, Value, fields_of

#: How sure a statement is: the law says so, it is an estimate or advice, or somebody must be asked.
Certainty = Literal["law", "estimate", "ask"]

#: So long before the last day of a row whoever keeps the knowledge is told of it: time to look up what comes after.
ENDS_SOON = timedelta(weeks=6)


class Row(BaseModel):
    """One statement, true from a day until a day (null: no limit known)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    #: The Dutch sentence.
    text: str | None = None
    #: The other form of the sentence, when the value named by `count` is not one.
    plural: str | None = None
    count: str | None = None
    #: A number, a text, or a table that the guides reckon with.
    value: Any = None
    #: The article of law or the public site that says so.
    source: str
    #: The day on which somebody last compared the statement with its source.
    checked: date = Field(alias="date")
    valid_from: date | None = None
    valid_until: date | None = None
    certainty: Certainty

    @model_validator(mode="after")
    def _says_something(self) -> Row:
        if self.text is None and self.value is None:
            raise ValueError("a row has a text or a value")
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValueError("valid_until lies before valid_from")
        for text in (self.text, self.plural):
            list(fields_of(text or ""))
        return self

    def holds(self, day: date) -> bool:
        """Whether the statement is true on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_until is None or day <= self.valid_until)


class KnowledgeRefused(Exception):
    """The rows of knowledge cannot be used; each problem names its row."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.__doc__, *self.problems)


class NotKnown(LookupError):
    """Nothing is known under this key on this day."""

    def __init__(self, key: str, day: date) -> None:
        super().__init__(self.__doc__, key, day.isoformat())


class Knowledge:
    """All rows of one edition, found by key and day."""

    def __init__(self, rows: Iterable[Row | Mapping[str, Any]] = ()) -> None:
        """Take the rows.

        Raises KnowledgeRefused when a row is malformed or two rows of one key hold on the same day.
        """
        problems: list[str] = []
        self._rows: dict[str, list[Row]] = {}
        for number, row in enumerate(rows):
            try:
                read = row if isinstance(row, Row) else Row.model_validate(row)
            except ValidationError as error:
                problems.append(f"{_name(row, number)}: {error.errors()[0]['msg']}")
                continue
            self._rows.setdefault(read.key, []).append(read)
        problems += [f"{key}: two rows hold on the same day" for key, same in self._rows.items() if _overlap(same)]
        if problems:
            raise KnowledgeRefused(problems)

    @classmethod
    def of_files(cls, files: Mapping[str, Any]) -> Knowledge:
        """Take parsed files, by name; a file without `rows` holds something else and is passed over."""
        return cls(row for _, data in sorted(files.items()) if isinstance(data, Mapping) for row in data.get("rows", ()))

    def __iter__(self) -> Iterator[Row]:
        return (row for rows in self._rows.values() for row in rows)

    def find(self, key: str, day: date) -> Row | None:
        """The row of this key that holds on that day, or None."""
        return next((row for row in self._rows.get(key, ()) if row.holds(day)), None)

    def last(self, key: str, day: date) -> Row | None:
        """The row of this key that ended last before that day, or None."""
        ended = [row for row in self._rows.get(key, ()) if row.valid_until and row.valid_until < day]
        return max(ended, key=lambda row: row.valid_until or day, default=None)

    def ending(self, day: date) -> tuple[Row, ...]:
        """The rows that end soon or have ended, and after which nothing is known under their key."""
        ends = (max(rows, key=lambda row: row.valid_until or date.max) for rows in self._rows.values())
        return tuple(row for row in ends if row.valid_until and row.valid_until <= day + ENDS_SOON)

    def row(self, key: str, day: date) -> Row:
        """The row of this key that holds on that day. Raises NotKnown."""
        row = self.find(key, day)
        if row is None:
            raise NotKnown(key, day)
        return row

    def value(self, key: str, day: date) -> Any:
        """The number or table under this key on that day. Raises NotKnown."""
        return self.row(key, day).value

    def sentence(self, key: str, day: date, **values: Value) -> Phrase:
        """The sentence under this key as a phrase that names its source; values it has no field for are left out."""
        row = self.row(key, day)
        if row.text is None:
            raise NotKnown(key, day)
        wanted = {*fields_of(row.text), *fields_of(row.plural or ""), *([row.count] if row.count else [])}
        used = {name: value for name, value in values.items() if name in wanted}
        return Phrase(text=row.text, plural=row.plural, count=row.count, values=used, source=key)

    def keys(self, prefix: str, day: date) -> tuple[str, ...]:
        """Keys that begin so and hold on that day, in the order of the files."""
        return tuple(key for key, rows in self._rows.items() if key.startswith(prefix) and any(row.holds(day) for row in rows))


def _name(row: Row | Mapping[str, Any], number: int) -> str:
    return str(row.get("key", f"row {number + 1}")) if isinstance(row, Mapping) else row.key


def _overlap(rows: list[Row]) -> bool:
    ordered = sorted(rows, key=lambda row: row.valid_from or date.min)
    return any((one.valid_until or date.max) >= (two.valid_from or date.min) for one, two in pairwise(ordered))
