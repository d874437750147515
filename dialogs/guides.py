"""What a script may consult: pure advisers with a declared signature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, Protocol

from dialogs.phrase import Value

#: What a slot may hold: text, number, yes/no, an ISO day, or several keys. Plain JSON.
Slot = str | int | bool | None | list[str]

#: Answers that are no value: asked, but not known or not said.
UNKNOWN = "unknown"
WITHHELD = "withheld"


@dataclass(frozen=True, kw_only=True)
class Known:
    """One thing that was said about a person."""

    value: Slot
    at: datetime
    #: "contact", "helped" (somebody was helping), or "coordinator".
    by: str = "contact"


@dataclass(frozen=True, kw_only=True)
class Companion:
    """Another person on the same phone."""

    #: Means something on this phone only.
    key: str
    #: What they chose to be known by; empty when nothing.
    label: str = ""
    #: Whether a message waits for them.
    waiting: bool = False


@dataclass(frozen=True, kw_only=True)
class Phone:
    """The phone from which somebody talks just now."""

    #: What they chose to be known by on it; empty when nothing.
    label: str = ""
    others: tuple[Companion, ...] = ()
    #: How many persons it can have.
    most: int = 6
    #: A one-time code that may be given to them now, and for how many minutes it counts.
    new_code: str = ""
    code_minutes: int = 10
    #: The code that they typed in this turn, and what its owner is known by; no owner where it is unknown, used or old.
    typed_code: str = ""
    code_owner: str | None = None
    #: Too many codes were typed here lately: none counts now.
    too_many_codes: bool = False


@dataclass(frozen=True, kw_only=True)
class Person:
    """What may be known about somebody: per fact its history, oldest first."""

    facts: Mapping[str, tuple[Known, ...]] = field(default_factory=dict)
    phone: Phone = field(default_factory=Phone)

    def value(self, name: str) -> Slot:
        """The newest value; None when it was never said, not known, or not wanted to be said."""
        history = self.facts.get(name)
        if not history or history[-1].value in (UNKNOWN, WITHHELD):
            return None
        return history[-1].value


@dataclass(frozen=True, kw_only=True)
class Request:
    """A question to a guide: its arguments, about whom, and for which day."""

    arguments: Mapping[str, Slot]
    person: Person
    today: date
    #: The moment of asking; None where only the day matters, or is known.
    now: datetime | None = None


#: One item of a list: what a script may show of it in `{fields}` and labels.
Row = Mapping[str, Value]


@dataclass(frozen=True, kw_only=True)
class Advice:
    """A guide's answer: one of its outcomes, and its values.

    A value declared as a list is a sequence of keys; what belongs to a key is told by `describe`.
    """

    outcome: str
    values: Mapping[str, Value | Sequence[str] | None] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Gives:
    """One declared value of a guide: a single value, or a list of keys whose rows have `fields`."""

    kind: Literal["value", "list"] = "value"
    fields: tuple[str, ...] = ()
    #: Outcomes with which a single value is present; empty means always.
    present_when: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Signature:
    """What a guide declares of itself, so that scripts can be checked without running it."""

    name: str
    outcomes: tuple[str, ...]
    #: Parameter name to one sentence about it. Facts are read from the person, not passed.
    parameters: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Gives] = field(default_factory=dict)


class Guide(Protocol):
    """Something that knows. Calls must be pure: the same request in the same world, the same advice."""

    @property
    def signature(self) -> Signature:
        """What the guide declares of itself."""
        ...

    def consult(self, request: Request) -> Advice:
        """Answer the request."""
        ...

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """Rows for these keys of a list value; a key that is no longer valid is left out."""
        ...


@dataclass(frozen=True, kw_only=True)
class Enclosure:
    """A picture, or a kind of file, that a script may add to its words; declared by who makes it."""

    name: str
    #: What it reads of each row; a list whose rows lack one of these cannot be shown by it.
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FormField:
    """One field of a form: its allowed words (empty: anything), and whether it may be left out."""

    choices: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, kw_only=True)
class Form:
    """What a script may submit, declared by the room that keeps it."""

    name: str
    fields: Mapping[str, FormField]
