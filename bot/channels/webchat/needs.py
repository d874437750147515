"""What the web page must be given by the house behind it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from bot.checkins.ways import Asked, Standing
from bot.messages import Outgoing, Receive

#: The committed rows for an address after a row id, in order of id.
History = Callable[[str, int], Awaitable[Sequence[Outgoing]]]
#: What to show after a reload: the last turn with the open question; nothing for who is new.
OpenNow = Callable[[str], Awaitable[Sequence[Outgoing]]]
#: One row of the person at this address, with its picture and its files; None where it is not theirs or is gone.
OneRow = Callable[[str, int], Awaitable[Outgoing | None]]
#: Somebody looked at every row up to this id, on a page of this address; or the page has them, perhaps in a pocket.
Seen = Callable[[str, int], Awaitable[None]]
#: Typed text without secrets, and the kinds that were taken out.
Mask = Callable[[str], tuple[str, tuple[str, ...]]]
#: A Dutch sentence of a page in a language (the sentence itself where that has none).
Translate = Callable[[str, str], str]
Direction = Callable[[str], Literal["ltr", "rtl"]]
#: The twelve names of the months in a language.
Months = Callable[[str], Sequence[str]]
#: Aware UTC.
Now = Callable[[], datetime]


class Codes(Protocol):
    """One-time codes that lead back to a conversation after a cleared browser."""

    async def new_code(self, address: str) -> str:
        """A fresh code for the person at this address."""
        ...

    async def use_code(self, code: str, address: str) -> bool:
        """Join this address to the person of the code. False where the code is unknown, used or old."""
        ...


class Ways(Protocol):
    """How somebody is told that there is a message while the page is closed."""

    async def standing(self, address: str) -> Standing:
        """What can be chosen at this address, and what was."""
        ...

    async def push_here(self, address: str, endpoint: str, keys: Mapping[str, str]) -> bool:
        """This browser shows a signal from now on. False where it cannot."""
        ...

    async def no_push(self, address: str) -> None:
        """No more signals in this browser."""
        ...

    async def ask_mail(self, address: str, mail: str) -> Asked:
        """Mail a code to this e-mail address."""
        ...

    async def confirm_mail(self, address: str, code: str) -> bool:
        """The code that was mailed. False where it is wrong or too old."""
        ...

    async def no_mail(self, address: str) -> None:
        """No more e-mail."""
        ...


class Signal(Protocol):
    """Tells an open page that there are new rows for it."""

    def subscribe(self, address: str) -> AbstractContextManager[asyncio.Event]:
        """An event that is set at each ring; whoever waits clears it."""
        ...

    def notify(self, address: str) -> None:
        """Ring. Call on the loop's own thread, after the commit."""
        ...


@dataclass(frozen=True, kw_only=True)
class Needs:
    """Everything that the web page is handed in."""

    receive: Receive
    history: History
    open_now: OpenNow
    row: OneRow
    seen: Seen
    received: Seen
    signal: Signal
    codes: Codes
    ways: Ways
    mask: Mask
    translate: Translate
    direction: Direction
    months: Months
    #: Language codes with their own names; the first is for who asks for none of them.
    languages: Sequence[tuple[str, str]]
    now: Now
