"""What stands behind the door in these tests: a house that keeps updates, slowly or not at all when asked."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from typing import Any

from bot.channels.telegram import Limits, TelegramChannel
from bot.messages import Inbound, Receipt

#: No waiting for rates, and short pauses.
QUICK = Limits(overall_rate=None, chat_rate=None, long_poll=5, first_pause=0.02, answer_within=2)


class House:
    """Keeps each update once."""

    def __init__(self) -> None:
        #: Every time the house was called, in order.
        self.called: list[Inbound] = []
        #: What was kept, in order.
        self.kept: list[Inbound] = []
        self.trouble: dict[str, int] = Counter()
        self.breaks: dict[str, int] = Counter()
        self.gates: dict[str, asyncio.Event] = {}
        self.busy: Counter[str] = Counter()
        self._news = asyncio.Event()

    async def receive(self, inbound: Inbound) -> Receipt:
        """Keep it, unless something is in the way."""
        self.called.append(inbound)
        self.busy[inbound.address] += 1
        self._news.set()
        try:
            if gate := self.gates.get(inbound.text):
                await gate.wait()
            if self.trouble[inbound.text] > 0:
                self.trouble[inbound.text] -= 1
                return Receipt(new=True, kept=False)
            if self.breaks[inbound.text] > 0:
                self.breaks[inbound.text] -= 1
                raise RuntimeError(f"the database said: {inbound.text}")
            assert self.busy[inbound.address] == 1, "two updates of one chat at once"
            new = all(kept.update_id != inbound.update_id for kept in self.kept)
            if new:
                self.kept.append(inbound)
            return Receipt(new=new)
        finally:
            self.busy[inbound.address] -= 1
            self._news.set()

    def texts(self, address: int | None = None) -> list[str]:
        """What was kept, of one chat or of all."""
        return [kept.text for kept in self.kept if address is None or kept.address == str(address)]

    async def until(self, holds: Callable[[House], Any]) -> None:
        """Wait until something is true of the house."""
        async with asyncio.timeout(5):
            while not holds(self):
                self._news.clear()
                await self._news.wait()


async def eventually(holds: Callable[[], Any]) -> None:
    """Wait until something is true."""
    for _ in range(1000):
        if holds():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it did not become true")


def door(house: House, url: str, token: str = "100:test-token", **options: Any) -> TelegramChannel:
    """A Telegram door of this house."""
    return TelegramChannel(token, house.receive, api_url=url, **{"limits": QUICK, **options})
