"""What the engine can be given: one input makes one turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from dialogs.guides import Slot

#: Words that work at any step, in every language, as button, command or typed word.
Anywhere = Literal["menu", "back", "language", "human", "pause", "end", "my_data", "hide"]


@dataclass(frozen=True, kw_only=True)
class Started:
    """A script is begun: by a command, a keyword, a link, a check-in."""

    script: str
    #: Facts that came along, for instance the town of an invitation.
    answers: Mapping[str, Slot] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Called:
    """One of the words that work anywhere."""

    word: Anywhere


@dataclass(frozen=True, kw_only=True)
class Picked:
    """A button: the number of the question it belongs to, and which option; several at once from a form."""

    asking: int
    indexes: tuple[int, ...]
    #: True when a form sends the whole choice of a *many* question at once.
    complete: bool = False


@dataclass(frozen=True, kw_only=True)
class Heard:
    """Typed text. `value` is filled where the language door could read it as a number, date or choice."""

    text: str
    value: Slot = None


@dataclass(frozen=True, kw_only=True)
class Shared:
    """A location, used once to find the place and then forgotten."""

    latitude: float
    longitude: float


@dataclass(frozen=True, kw_only=True)
class CaseClosed:
    """The coordinator closed the case that the dialog waits for."""

    outcome: str = "closed"


@dataclass(frozen=True, kw_only=True)
class Expired:
    """The dialog was left unanswered too long."""


Input = Started | Called | Picked | Heard | Shared | CaseClosed | Expired
