"""What the engine can be given: one input makes one turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from dialogs.guides import Slot

#: Words that work at any step, in every language, as button, command or typed word.
Anywhere = Literal["menu", "back", "language", "human", "pause", "end", "my_data", "hide"]
#: What may happen beside an answer, and may begin a script of its own: words of danger, a photo, a document,
#: a voice, thanks.
Occasion = Literal["crisis", "photo", "document", "voice", "thanks"]
#: What people say beside an answer and that needs a word, not a script: a greeting, "say it again", "I do not understand",
#: and what cannot be read at all.
Remark = Literal["greeting", "again", "unclear", "unreadable"]


@dataclass(frozen=True, kw_only=True)
class Started:
    """A script is begun: by a command, a keyword, a link."""

    script: str
    #: Facts that came along, for instance the town of an invitation.
    answers: Mapping[str, Slot] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Due:
    """A check-in is due: its script begins by itself."""

    script: str
    #: Its number in the memory: what the person does with it is told under this number.
    check_in: int


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
    #: Days (ISO) that may be meant, where a calendar or a year had to be guessed: the person says which.
    days: tuple[str, ...] = ()
    #: Options of the open question that look like what was typed.
    near: tuple[int, ...] = ()
    #: Scripts that what was typed may be about.
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Remarked:
    """Something kind or helpless was said; it is answered and changes nothing."""

    remark: Remark


@dataclass(frozen=True, kw_only=True)
class Happened:
    """Something that begins a script of its own, whatever is open; the open question waits below."""

    occasion: Occasion
    #: As typed: only to be taken for an answer where somebody writes freely and the help was just given. Kept nowhere else.
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Wondered:
    """Somebody asks what words mean; where one of them is not known it was `otherwise`."""

    words: tuple[str, ...]
    otherwise: Input


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


Input = Started | Due | Called | Picked | Heard | Remarked | Happened | Wondered | Shared | CaseClosed | Expired
