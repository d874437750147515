"""What the web page must be given by the house behind it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from bot.messages import Outgoing, Receive

#: The committed rows for an address after a row id, in order of id.
History = Callable[[str, int], Awaitable[Sequence[Outgoing]]]
#: What to show after a reload: the last turn with the open question; nothing for who is new.
OpenNow = Callable[[str], Awaitable[Sequence[Outgoing]]]
#: One row of the person at this address, with its picture and its files; None where it is not theirs or is gone.
OneRow = Callable[[str, int], Awaitable[Outgoing | None]]
#: The page of this address has shown every row up to this id.
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
    signal: Signal
    codes: Codes
    mask: Mask
    translate: Translate
    direction: Direction
    months: Months
    #: Language codes with their own names; the first is for who asks for none of them.
    languages: Sequence[tuple[str, str]]
    now: Now
