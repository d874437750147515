"""A phrase is a Dutch sentence with its values, not yet in anybody's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from string import Formatter
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Phrase(_Frozen):
    """One translatable sentence. `text` is the msgid; `{names}` in it are filled from `values`."""

    kind: Literal["phrase"] = "phrase"
    #: The Dutch sentence, which is also the key in the catalogs.
    text: str
    #: The other form when `count` names a value that is not one.
    plural: str | None = None
    #: The name of the value that decides between `text` and `plural`.
    count: str | None = None
    #: Only where one Dutch word has two meanings (gettext's msgctxt).
    context: str | None = None
    values: dict[str, Value] = Field(default_factory=dict)
    #: Where the statement comes from: the key of a row of knowledge.
    source: str | None = None


class Plain(_Frozen):
    """Words that are never translated: names of people's towns, schools, languages."""

    kind: Literal["plain"] = "plain"
    text: str
    #: The language of the words when it is known, so that screens can say so.
    language: str | None = None


class Joined(_Frozen):
    """Several values in one: as the language joins a list, as sentences in a row, one a line, or one a paragraph."""

    kind: Literal["joined"] = "joined"
    items: tuple[Value, ...]
    style: Literal["and", "or", "sentences", "lines", "paragraphs"] = "and"


class Day(_Frozen):
    """A day, written out in the reader's language with its weekday."""

    kind: Literal["day"] = "day"
    day: date


class Money(_Frozen):
    """Euros."""

    kind: Literal["money"] = "money"
    euros: Decimal


class Quantity(_Frozen):
    """A number with a unit that the language writes (`kilometer`, `week`, `month`, `hour`, `year`, `day`)."""

    kind: Literal["quantity"] = "quantity"
    amount: int
    unit: Literal["kilometer", "week", "month", "hour", "year", "day", "percent"]


Value = (
    Annotated[
        Phrase | Plain | Joined | Day | Money | Quantity,
        Field(discriminator="kind"),
    ]
    | int
    | str
)
Values = Mapping[str, Value]

Phrase.model_rebuild()
Joined.model_rebuild()


def fields_of(text: str) -> Iterator[str]:
    """Names of the `{fields}` in a text.

    Raises ValueError where a brace is open or a field is more than a plain name.
    """
    for _, name, spec, conversion in Formatter().parse(text):
        if name is None:
            continue
        if not name.isidentifier() or spec or conversion:
            raise ValueError(f"{{{name}}}")
        yield name


def phrases_in(value: Value) -> Iterator[Phrase]:
    """The phrase itself and every phrase nested in its values."""
    match value:
        case Phrase():
            yield value
            for inner in value.values.values():
                yield from phrases_in(inner)
        case Joined():
            for item in value.items:
                yield from phrases_in(item)
        case _:
            return
