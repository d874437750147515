"""What comes in from a person and what goes out, in no channel's words."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Literal, Protocol, runtime_checkable

#: What a button is for; mirrors the roles of the dialog language, so that a door can lay them out.
ButtonRole = str


@dataclass(frozen=True, kw_only=True)
class Photo:
    """A photo or a paper that somebody sent. Nobody looks at it, and without a yes it is not kept."""

    #: With which its channel gives it later, after a yes. Never in a log.
    reference: str = field(default="", repr=False)
    #: The picture itself, drawn anew, or the PDF, where its channel cannot give it later.
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, kw_only=True)
class Voice:
    """A voice message that somebody sent. No machine listens to it; a human may, where one has the person's case."""

    #: With which its channel gives it. Never in a log.
    reference: str = field(repr=False)
    seconds: int


@dataclass(frozen=True, kw_only=True)
class Inbound:
    """One update from a channel, masked by its door before it was made."""

    #: "telegram" or "web".
    channel: str
    #: Where the person is reached on that channel (a chat id, a web session's id).
    address: str
    #: Unique within the channel: the same update twice is answered once.
    update_id: str
    received_at: datetime
    #: Of a document, a voice or something else that cannot be read only the words beside it come along; the thing itself stays away.
    kind: Literal["text", "button", "command", "location", "start", "blocked", "receipt", "photo", "document", "voice", "unreadable"]
    #: Typed text, or a command's word without its slash.
    text: str = ""
    #: Of a button: `asking:index`, or `asking:index,index!` when a form sends the whole choice.
    data: str = ""
    location: tuple[float, float] | None = None
    photo: Photo | None = None
    voice: Voice | None = None
    #: What came with a start link: an invitation's code.
    payload: str = ""
    #: Language tags by preference, as the phone or browser says them.
    languages: tuple[str, ...] = ()
    #: Kinds of secrets that the door took out ("bsn", "iban", "code").
    masked: tuple[str, ...] = ()
    #: The channel's own id of the message whose button was pressed.
    message_id: str = ""
    #: The callback to acknowledge, where the channel has such.
    callback_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Button:
    """One choice under a message."""

    label: str
    #: At most 64 bytes.
    data: str
    role: ButtonRole = "answer"
    chosen: bool = False


@dataclass(frozen=True, kw_only=True)
class File:
    """A file for the person to keep. It goes with a message and is hidden and forgotten with it."""

    #: As it is saved: a few letters, a dot, an ending. Nothing about the person.
    name: str
    #: Such as "text/calendar".
    media_type: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Sketch:
    """What is to be drawn, in the words of one language. The words of its message say the same."""

    #: Names of pictures, each with its rows: plain JSON. They are drawn beneath each other as one.
    parts: tuple[Mapping[str, Any], ...]
    language: str
    direction: Literal["ltr", "rtl"]


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A drawn picture."""

    png: bytes
    #: In pixels of a phone's page; the image itself has twice as many.
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """One message ready to be delivered: rendered, in the person's language."""

    id: int
    channel: str
    address: str
    text: str
    language: str
    direction: Literal["ltr", "rtl"]
    #: The same in Dutch, shown beside it when the person wants that.
    dutch: str = ""
    buttons: tuple[Button, ...] = ()
    #: What is asked for: choice, many, yes_no, date, number, place, text, ... or empty for a statement.
    question: str = ""
    #: The asking of the question, 0 for a statement.
    asking: int = 0
    #: Change the message with this channel id in place instead of sending a new one.
    edits: str = ""
    #: Words to put under the question that was just answered, in place of its buttons.
    answered: str = ""
    #: Words that invite to share one's location, where a place is asked for; empty means it is not offered. They go with
    #: the words before the question, if there are any.
    location_prompt: str = ""
    #: "say", "ask", "refresh" (edit in place), "answered" (the old buttons go, the chosen one is shown),
    #: "hide" (take the conversation from the screen), "clear" (take what stands there away: somebody else is there now).
    kind: Literal["say", "ask", "refresh", "answered", "hide", "clear"] = "say"
    #: Others use this phone too: a notification must not show the words.
    discreet: bool = False
    #: What is to be drawn when it is delivered; replaced by `picture` then.
    sketch: Sketch | None = None
    picture: Picture | None = None
    #: Files to keep, sent after the words.
    files: tuple[File, ...] = ()


class Failure(StrEnum):
    """Why a delivery did not succeed."""

    #: The person blocked the bot or the account is gone: no retries.
    unreachable = "unreachable"
    #: Try again after the pause that the channel named.
    slow_down = "slow_down"
    #: Try again with growing pauses.
    passing = "passing"
    #: The channel refuses this message for good: visible in the console.
    refused = "refused"


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """What became of one message."""

    #: The channel's own id of the message, when it was sent.
    message_id: str = ""
    failure: Failure | None = None
    retry_after: timedelta | None = None
    detail: str = ""

    @property
    def sent(self) -> bool:
        """Whether the channel took it."""
        return self.failure is None


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """What became of fetching a photo, or a voice message."""

    content: bytes = field(default=b"", repr=False)
    failure: Failure | None = None
    retry_after: timedelta | None = None
    #: It is heavier than was asked for; the failure is `refused` then.
    too_large: bool = False


@runtime_checkable
class PhotoSource(Protocol):
    """A channel that keeps what people send, and gives it later."""

    async def fetch(self, reference: str, at_most: int) -> Fetched:
        """The photo, if it has at most so many bytes. Never raises for what the channel answers."""
        ...


class Channel(Protocol):
    """A way to a person."""

    #: "telegram" or "web"; equals the channel of its inbound and outgoing messages.
    name: str
    #: True where the committed row itself is the delivery (the page fetches it).
    pulls: bool

    async def deliver(self, message: Outgoing) -> Delivery:
        """Send one message. Never raises for what the channel answers; see `Failure`."""
        ...

    async def start(self) -> None:
        """Begin to receive."""
        ...

    async def stop(self) -> None:
        """Stop receiving, finish what is under way."""
        ...

    def status(self) -> Mapping[str, str]:
        """Facts for /readyz, without secrets."""
        ...


@dataclass(frozen=True, kw_only=True)
class Signal:
    """What a phone shows by itself of somebody who only uses the page: that there is a message, and never what it says."""

    text: str
    language: str
    direction: Literal["ltr", "rtl"]


@dataclass(frozen=True, kw_only=True)
class Letter:
    """An e-mail in plain words."""

    to: str
    subject: str
    text: str


class Pusher(Protocol):
    """Sends a signal to a browser."""

    #: With which a browser recognises us, for its own script.
    public_key: str

    def fits(self, endpoint: str, keys: Mapping[str, str]) -> bool:
        """Whether this can be what a browser gave, and leads to somewhere outside."""
        ...

    async def stop(self) -> None:
        """Close what is open."""
        ...

    async def push(self, endpoint: str, keys: Mapping[str, str], signal: Signal) -> Delivery:
        """Send one signal. Never raises for what is answered."""
        ...


class Mailer(Protocol):
    """Sends e-mail."""

    def fits(self, address: str) -> bool:
        """Whether this can be an e-mail address."""
        ...

    async def send(self, letter: Letter) -> Delivery:
        """Send one. Never raises for what is answered."""
        ...


#: What a door calls with each update. Returns after the commit: only then may it be acknowledged.
Receive = Callable[[Inbound], Awaitable["Receipt"]]


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What became of one inbound update."""

    #: False when it was seen before.
    new: bool
    #: True when it was kept (the update may be acknowledged).
    kept: bool = True
    #: Rows born in this turn, to be delivered by their writer.
    outgoing: tuple[Outgoing, ...] = field(default=())
