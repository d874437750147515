"""What happened in a turn, in the past tense; the service makes rows of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from dialogs.guides import Row, Slot
from dialogs.phrase import Phrase
from dialogs.state import Question


@dataclass(frozen=True, kw_only=True)
class Enclosed:
    """What goes with words: the name of a picture or of a kind of file, and the rows it is made of."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Said:
    """Something is said. With a question it is the last thing of the turn."""

    phrase: Phrase
    question: Question | None = None
    #: The step of the script that says this; empty for the engine's own sentences.
    step: str = ""
    #: The open question has changed in place (a tick more in a list); no new message.
    refresh: bool = False
    #: Special care: warning, deciding, consent, money, term.
    mark: str | None = None
    #: Drawn at delivery; the phrase says the same in words.
    picture: Enclosed | None = None
    #: A file to keep.
    file: Enclosed | None = None


@dataclass(frozen=True, kw_only=True)
class FactLearned:
    """A fact was said. Whether it may be kept is for the memory to decide."""

    fact: str
    value: Slot
    #: "contact", or "helped" where somebody was helping.
    by: str = "contact"


@dataclass(frozen=True, kw_only=True)
class FactWithdrawn:
    """The newest value of a fact counts no more."""

    fact: str


@dataclass(frozen=True, kw_only=True)
class ConsentGiven:
    """A yes or a no to one purpose."""

    purpose: str
    yes: bool


@dataclass(frozen=True, kw_only=True)
class Submitted:
    """Filled slots for a form."""

    form: str
    values: Mapping[str, Slot] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class CheckInPlanned:
    """A plan starts to run for this person."""

    plan: str


@dataclass(frozen=True, kw_only=True)
class CheckInAnswered:
    """The person did something with a check-in; it is done."""

    check_in: int


@dataclass(frozen=True, kw_only=True)
class CheckInPutOff:
    """The person wants to be asked again later."""

    check_in: int


@dataclass(frozen=True, kw_only=True)
class HandedOver:
    """A human is asked for."""

    topic: str
    #: For the coordinator, in Dutch.
    reason: Phrase
    urgent: bool = False
    wait: bool = False


@dataclass(frozen=True, kw_only=True)
class LanguageChosen:
    """From here on in this language."""

    language: str


@dataclass(frozen=True, kw_only=True)
class Forgotten:
    """Everything about the person is to be erased."""


@dataclass(frozen=True, kw_only=True)
class Hidden:
    """What was said is to be hidden from the screen."""


@dataclass(frozen=True, kw_only=True)
class LimitReached:
    """A named limit of the engine stopped the turn."""

    limit: str


@dataclass(frozen=True, kw_only=True)
class Ended:
    """Nothing is left to say and nothing is waited for."""

    reason: Literal["done", "stopped", "expired", "failed"] = "done"


Event = (
    Said
    | FactLearned
    | FactWithdrawn
    | ConsentGiven
    | Submitted
    | CheckInPlanned
    | CheckInAnswered
    | CheckInPutOff
    | HandedOver
    | LanguageChosen
    | Forgotten
    | Hidden
    | LimitReached
    | Ended
)
