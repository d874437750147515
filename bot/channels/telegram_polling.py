"""Fetches updates from Telegram, and lets go of each only after it was kept."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence

from telegram.error import Conflict, InvalidToken, TelegramError

from bot.channels.telegram_request import TooFast
from bot.channels.telegram_updates import RawUpdate, chat_of

#: Gives updates from this number on, waiting at most so many seconds for the first. Raises TelegramError.
Fetch = Callable[[int, float], Awaitable[Sequence[RawUpdate]]]
#: True when the update was kept; False when it has to come again. Never raises.
Keep = Callable[[RawUpdate], Awaitable[bool]]

#: Seconds that Telegram holds a request open until there is something to tell.
LONG_POLL = 50.0
#: Chats whose updates are handled at the same time.
AT_ONCE = 64
#: While somebody's update takes long, seconds until the others' are looked for.
PATIENCE = 0.2
#: Pauses in seconds after a failure: the first, and the longest.
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 60.0
#: Seconds given at a stop to what is under way, and to telling Telegram how far we came.
STOP_WITHIN, FAREWELL_WITHIN = 20.0, 2.0

_log = logging.getLogger(__name__)


class Pauses:
    """Pauses that double while things go wrong."""

    def __init__(self, first: float = FIRST_PAUSE, longest: float = LONGEST_PAUSE) -> None:
        self._first = self._seconds = first
        self._longest = longest

    async def pause(self, at_least: float = 0.0) -> None:
        """Wait, the next time twice as long."""
        seconds, self._seconds = self._seconds, min(2 * self._seconds, self._longest)
        await asyncio.sleep(max(seconds, at_least))

    def reset(self) -> None:
        """Things go well again."""
        self._seconds = self._first


class Poller:
    """The updates of one chat are handled in order, those of different chats beside each other.

    Telegram forgets what lies before the number asked for, so that number never passes an update that was not kept.
    """

    def __init__(self, fetch: Fetch, keep: Keep, *, long_poll: float = LONG_POLL, first_pause: float = FIRST_PAUSE) -> None:
        self._fetch = fetch
        self._keep = keep
        self._long_poll = long_poll
        self._fetch_pauses, self._keep_pauses = Pauses(first_pause), Pauses(first_pause)
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._next = 0
        #: Seen, but not kept yet; and kept, though one before it is not.
        self._open: set[int] = set()
        self._kept: set[int] = set()
        self._lanes: dict[int, deque[RawUpdate]] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._came_back = False
        #: "fetching", or what is in the way.
        self.state = "starting"

    async def run(self) -> None:
        """Fetch and handle until cancelled. Raises InvalidToken when Telegram does not know the bot (any more)."""
        while True:
            try:
                updates = await self._fetch(self._offset, self._long_poll)
            except InvalidToken:
                self.state = "token refused"
                raise
            except TelegramError as error:
                await self._wait_out(error)
                continue
            self.state = "fetching"
            self._fetch_pauses.reset()
            self._take(updates)
            await self._settle()

    async def finish(self) -> None:
        """Finish what is under way, then tell Telegram how far we came; call it after `run` was cancelled."""
        if self._workers:
            await asyncio.wait(self._workers, timeout=STOP_WITHIN)
        late = list(self._workers)
        for worker in late:
            worker.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        if self._offset:
            try:
                await asyncio.wait_for(self._fetch(self._offset, 0), FAREWELL_WITHIN)
            except (TelegramError, TimeoutError):
                # What was kept comes once more then, and is recognised.
                _log.info("telegram_farewell_failed")

    @property
    def _offset(self) -> int:
        return min(self._open, default=self._next)

    def _take(self, updates: Sequence[RawUpdate]) -> None:
        """Put each update that is not under way or kept into the lane of its chat."""
        under_way = {update["update_id"] for lane in self._lanes.values() for update in lane}
        for update in updates:
            number = update["update_id"]
            if number in under_way or number in self._kept:
                continue
            under_way.add(number)
            self._open.add(number)
            chat = chat_of(update)
            if chat in self._lanes:
                self._lanes[chat].append(update)
                continue
            self._lanes[chat] = deque([update])
            worker = asyncio.create_task(self._work(chat))
            self._workers.add(worker)
            worker.add_done_callback(self._workers.discard)
        if updates:
            # Not the highest: after a quiet week Telegram begins again at any number.
            self._next = updates[-1]["update_id"] + 1

    async def _work(self, chat: int) -> None:
        """Handle one chat's updates; when one is not kept, it and those after it come again."""
        lane = self._lanes[chat]
        try:
            while lane:
                async with self._slots:
                    kept = await self._keep(lane[0])
                if not kept:
                    self._came_back = True
                    return
                number = lane.popleft()["update_id"]
                self._open.discard(number)
                self._kept.add(number)
        finally:
            del self._lanes[chat]

    async def _settle(self) -> None:
        """Give what is under way a moment; after a failure a growing one."""
        if self._workers:
            await asyncio.wait(self._workers, timeout=PATIENCE)
        self._kept = {number for number in self._kept if number >= self._offset}
        if self._came_back:
            self._came_back = False
            await self._keep_pauses.pause()
        else:
            self._keep_pauses.reset()

    async def _wait_out(self, error: TelegramError) -> None:
        at_least = 0.0
        match error:
            case Conflict():
                self.state = "another program fetches with the same token"
                _log.error("telegram_conflict: another program fetches updates with the same token, or a webhook is set")
            case TooFast():
                self.state = "asked to wait"
                at_least = error.pause.total_seconds()
            case _:
                self.state = "unreachable"
                _log.warning("telegram_unreachable", extra={"error": type(error).__name__})
        await self._fetch_pauses.pause(at_least)
