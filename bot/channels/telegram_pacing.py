"""Keeps within the pace that Telegram allows; who is talking goes before a thousand reminders."""

from __future__ import annotations

import asyncio
import heapq
import time
from collections.abc import Callable
from itertools import count

#: Messages a second that Telegram takes from one bot, and in one chat in the long run.
OVERALL_RATE = 30.0
CHAT_RATE = 1.0
#: Messages that one chat takes at once: a lively talk is never held up by its own pace.
CHAT_BURST = 20
#: How many seconds' worth of messages may go at once after a silence.
BURST_SECONDS = 0.5
#: Who sent something in the last seconds is talking.
TALKING_FOR = 120.0
#: When so many chats were told to wait at once, it is meant for the bot as a whole.
SEVERAL = 3
#: Entries kept before old ones are thrown out.
_MANY = 5_000


class Pace:
    """Spaces out calls: per address by its own rate, and all together, the talking ones first.

    `overall` and `per_chat` are calls a second; None lets everything pass. Replicas share: divide `overall`.
    """

    def __init__(
        self,
        *,
        overall: float | None = OVERALL_RATE,
        per_chat: float | None = CHAT_RATE,
        burst: int = CHAT_BURST,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._interval = 1 / overall if overall else 0.0
        self._slack = BURST_SECONDS
        self._chat_interval = 1 / per_chat if per_chat else 0.0
        self._chat_slack = (burst - 1) * self._chat_interval
        self._clock = clock
        self._place = 0.0
        self._places: dict[str, float] = {}
        self._talked: dict[str, float] = {}
        self._held: dict[str, float] = {}
        self._queue: list[tuple[bool, int, asyncio.Future[None]]] = []
        self._numbers = count()

    def talks(self, address: str) -> None:
        """Somebody sent something: what goes to them goes first."""
        self._talked[address] = self._clock() + TALKING_FOR
        self._forget(self._talked)

    def hold(self, address: str, seconds: float) -> None:
        """Telegram asked for a pause in this chat."""
        self._held[address] = self._clock() + seconds

    def held(self, address: str) -> float:
        """Seconds that nothing may be sent to this address; 0 when it may."""
        if not self._held:
            return 0.0
        now = self._clock()
        self._held = {held: end for held, end in self._held.items() if end > now}
        own = self._held.get(address, now)
        everybody = min(self._held.values()) if len(self._held) >= SEVERAL else now
        return max(own, everybody) - now

    async def wait(self, address: str) -> None:
        """Return when a message may go to this address."""
        now = self._clock()
        if self._chat_interval and (seconds := self._reserve(address, now)) > 0:
            await asyncio.sleep(seconds)
        if self._interval:
            await self._queue_up(first=self._talked.get(address, 0.0) > now)

    def _reserve(self, address: str, now: float) -> float:
        """Take a place in the chat's own pace; seconds until its turn."""
        place = max(self._places.get(address, 0.0), now)
        self._places[address] = place + self._chat_interval
        self._forget(self._places)
        return place - self._chat_slack - now

    async def _queue_up(self, *, first: bool) -> None:
        if not self._queue and self._wait_for_all() <= 0:
            self._pass()
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._queue, (not first, next(self._numbers), turn))
        if len(self._queue) == 1:
            self._release_later()
        await turn

    def _wait_for_all(self) -> float:
        return self._place - self._slack - self._clock()

    def _pass(self) -> None:
        self._place = max(self._place, self._clock()) + self._interval

    def _release_later(self) -> None:
        asyncio.get_running_loop().call_later(max(0.0, self._wait_for_all()), self._release)

    def _release(self) -> None:
        """Let the first in the queue pass; the rest waits for the next beat."""
        while self._queue:
            turn = heapq.heappop(self._queue)[2]
            if not turn.done():
                self._pass()
                turn.set_result(None)
                break
        if self._queue:
            self._release_later()

    def _forget(self, ends: dict[str, float]) -> None:
        if len(ends) > _MANY:
            now = self._clock()
            for address in [address for address, end in ends.items() if end <= now]:
                del ends[address]
