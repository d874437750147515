"""Where a conversation stands: plain JSON between two turns."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from dialogs.guides import Slot
from dialogs.phrase import Phrase, Value

#: What a button is for. `answer` fills the slot, `aside` leads elsewhere; the others are offered by the engine itself.
Role = Literal[
    "answer",
    "aside",
    "unknown",
    "withheld",
    "why",
    "back",
    "human",
    "ok",
    "change",
    "done",
    "yes",
    "no",
    "again",
    "subject",
    "explain",
    "resume",
    "later",
    "quiet",
]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(_Frozen):
    """One button of the open question."""

    role: Role = "answer"
    #: The value it stands for; for `change` the name of the slot, for `subject` the script, for `explain` the words, for `resume`
    #: the number of the question that was parked.
    value: str | int | bool | None = None
    label: Phrase


class Question(_Frozen):
    """The open question: its number, its words, its buttons."""

    #: The asking: a new question has a new number, the same question again keeps it.
    asking: int
    step: str
    kind: Literal["choice", "many", "yes_no", "date", "number", "place", "text", "confirm", "forget", "wait", "parked", "alone"]
    slot: str | None = None
    text: Phrase
    options: tuple[Option, ...] = ()
    #: Values chosen so far in a *many* question.
    chosen: tuple[str, ...] = ()
    why: Phrase | None = None
    #: The answer is private: may be hidden while somebody helps.
    private: bool = False
    at_least: int | None = None
    at_most: int | None = None
    #: The question that this one stands in for, where it asks what was meant.
    before: Question | None = None


class ListOrigin(_Frozen):
    """Where the keys in a list slot came from, so that their rows can be told again."""

    step: str
    guide: str
    value: str
    arguments: dict[str, Slot] = Field(default_factory=dict)
    keys: tuple[str, ...] = ()


class Mark(_Frozen):
    """A question that was answered, and the way that led to it: where *back* goes."""

    places: tuple[tuple[str, str], ...]
    slot: str


class Filled(_Frozen):
    """What a form holds while another script stands on top of its open question; the names mean the same as in `State`."""

    slots: dict[str, Slot] = Field(default_factory=dict)
    lists: dict[str, ListOrigin] = Field(default_factory=dict)
    outcomes: dict[str, str] = Field(default_factory=dict)
    shown: dict[str, Value] = Field(default_factory=dict)
    trail: tuple[Mark, ...] = ()
    sealed: bool = False


class Frame(_Frozen):
    """One script that is under way; a visit puts another on top."""

    script: str
    step: str | None = None
    #: The question that was open when another script came on top.
    question: Question | None = None
    #: The confirm screen to go back to after one answer was changed.
    detour: str | None = None
    #: What its form held when it was interrupted; None while it is not.
    filled: Filled | None = None
    #: The check-in that began this script and was not answered yet.
    check_in: int | None = None


class Parked(_Frozen):
    """A dialog that was left without an answer: its buttons still work, and the menu leads back to it."""

    frames: tuple[Frame, ...]
    filled: Filled
    #: When the person last did something in it.
    left_at: datetime

    @property
    def question(self) -> Question | None:
        """The question that was open."""
        return self.frames[-1].question


class Answer(_Frozen):
    """A fact that was said in this conversation and is kept nowhere else yet."""

    value: Slot
    at: datetime
    #: "contact", or "helped" where somebody was helping.
    by: str = "contact"


class State(_Frozen):
    """Everything the engine needs to go on."""

    #: The edition in which the dialog began; it ends in the same.
    edition: int = 0
    frames: tuple[Frame, ...] = ()
    #: The last number given to a question.
    asking: int = 0
    #: The question answered last: a second tap on it does nothing.
    answered: int = 0
    slots: dict[str, Slot] = Field(default_factory=dict)
    lists: dict[str, ListOrigin] = Field(default_factory=dict)
    #: How steps came out, by `script/step`: the outcome of a consulted guide, or the aside that was chosen.
    outcomes: dict[str, str] = Field(default_factory=dict)
    #: How a slot is shown in a `{field}`: the label of what was chosen, or what a guide said.
    shown: dict[str, Value] = Field(default_factory=dict)
    answers: dict[str, Answer] = Field(default_factory=dict)
    trail: tuple[Mark, ...] = ()
    #: True once something was done that *back* cannot undo.
    sealed: bool = False
    #: How often in a row the person was not understood.
    misses: int = 0
    #: When that was last: messages in a flurry count as one.
    missed_at: datetime | None = None
    #: The number of the question at which help in danger was last given.
    alarmed: int = 0
    #: On a shared phone: whether private words can be read alone in this dialog; None while it was not asked.
    alone: bool | None = None
    #: The words that were explained in this dialog.
    explained: tuple[str, ...] = ()
    #: Dialogs that were left, the oldest first.
    parked: tuple[Parked, ...] = ()
    #: When something was last said or done in it.
    moved_at: datetime | None = None

    @property
    def question(self) -> Question | None:
        """The question that is open now."""
        return self.frames[-1].question if self.frames else None
