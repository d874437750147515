"""The lines of a transcript, and what is seen of a talk while it is played."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from dialogs.guides import Phone, Slot
from dialogs.inputs import Heard, Input

#: Stands for anything.
ANYTHING = "..."

#: Where a transcript can be played.
Stage = Literal["engine", "house"]
#: A way through a script: as most go, where something is not known, wanted or understood, and coming back later.
Way = Literal["common", "unhappy", "again"]

#: What happens besides talking, by the word before the colon. These must be told when they happen, the others may be.
MUST_BE_TOLD = ("case", "remind", "form", "limit")
MAY_BE_TOLD = ("consent", "fact", "gone", "check-in")


@dataclass(frozen=True, kw_only=True)
class BotLine:
    """`bot:` the words, or the name of the step that says them, and the buttons where they are told."""

    number: int
    words: str = ""
    step: str = ""
    buttons: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class YouLine:
    """`you:` typed words, pressed buttons by label or by value, or one of the words after `@`."""

    number: int
    words: str = ""
    buttons: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    called: str = ""
    #: `and:` typed right behind the line above, before the answer to that could be read.
    behind: bool = False


@dataclass(frozen=True, kw_only=True)
class HappenedLine:
    """What happened besides talking, as it is written: `case: mens, urgent — …`, `form: wish` …"""

    number: int
    text: str


@dataclass(frozen=True, kw_only=True)
class WorldLine:
    """What the world does: `closed`, `expired`, `start`, `due`, `later`, `language`, `press old`; with what, after the colon."""

    number: int
    word: str
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class EndLine:
    """`end`: nothing is left to say and nothing is waited for."""

    number: int


@dataclass(frozen=True, kw_only=True)
class CommentLine:
    """Words for the reader of the file, from `#` on; an empty line has none."""

    number: int
    text: str = ""


Line = BotLine | YouLine | HappenedLine | WorldLine | EndLine | CommentLine


@dataclass(frozen=True, kw_only=True)
class Transcript:
    """A whole file."""

    file: str
    #: The script with which the talk begins, and whether it comes by itself, as a check-in.
    script: str
    due: bool = False
    #: What is known about the person before.
    facts: Mapping[str, Slot] = field(default_factory=dict)
    #: Who else uses the phone, and which codes count.
    phone: Phone = field(default_factory=Phone)
    #: The day on which it is played; None: any day.
    today: date | None = None
    #: The language of the phone; empty: the one it is written in.
    language: str = ""
    #: Where alone it can be played; empty: on the bare engine and through the whole house.
    only: Stage | None = None
    #: Which ways through its scripts it shows.
    ways: tuple[Way, ...] = ()
    #: The lines of the header as they stand, for writing the file anew.
    header: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()


# -- what is done, and what is seen of it -----------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Later:
    """Time passes; what is due then happens."""

    time: timedelta


@dataclass(frozen=True, kw_only=True)
class Behind(Heard):
    """Words that were typed right behind others: no time passed to read what was said to those."""


@dataclass(frozen=True, kw_only=True)
class InLanguage:
    """From here on in another language; the open question comes again in it."""

    language: str


Act = Input | Later | InLanguage


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A button as it is seen: its place in the question, its words, what it is for and stands for."""

    index: int
    label: str
    role: str = "answer"
    value: str | None = None


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One message. `asking` is the number of the question, 0 where nothing is asked."""

    words: str
    step: str = ""
    #: Steps that say the very same, where what is seen does not tell which of them it was.
    alike: frozenset[str] = frozenset()
    asking: int = 0
    #: What is asked for: `choice`, `many`, `place` …
    kind: str = ""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What came of one act."""

    shown: tuple[Shown, ...] = ()
    #: What happened besides talking, in the words of a transcript.
    happened: tuple[str, ...] = ()
    #: Nothing is left to say and nothing is waited for.
    ended: bool = False


@dataclass(frozen=True, kw_only=True)
class Failure:
    """Where a talk went otherwise than its transcript."""

    file: str
    line: int
    transcript: str
    bot: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} — transcript: {self.transcript} — bot: {self.bot}"
