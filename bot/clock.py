"""The clock: ticks, and nothing else. The state of what is due stands in rows, never here."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

log = logging.getLogger(__name__)

#: A tick that comes late is still made.
GRACE_SECONDS = 3600
#: How often it is seen whether the clock of the machine was set back.
WATCHED_EVERY = timedelta(seconds=10)


@dataclass(frozen=True, kw_only=True)
class Tick:
    """Something to do again and again."""

    name: str
    every: timedelta
    do: Callable[[], Awaitable[object]]


class Clock:
    """Wakes the rooms. One tick of a kind at a time; missed ticks are made up by the next."""

    def __init__(self, *ticks: Tick, watched_every: timedelta = WATCHED_EVERY) -> None:
        self._watched_every = watched_every
        self._watching: asyncio.Task[None] | None = None
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        for tick in ticks:
            self._scheduler.add_job(
                _guarded(tick),
                IntervalTrigger(seconds=tick.every.total_seconds()),
                id=tick.name,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=GRACE_SECONDS,
            )

    async def start(self) -> None:
        """Begin to tick."""
        self._scheduler.start()
        self._watching = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """No more ticks."""
        if self._watching is not None:
            self._watching.cancel()
        self._scheduler.shutdown(wait=False)

    async def _watch(self) -> None:
        """A clock that was set back would leave the next tick far ahead: then all of them tick now."""
        before = datetime.now(UTC)
        while True:
            await asyncio.sleep(self._watched_every.total_seconds())
            now = datetime.now(UTC)
            if now < before:
                log.warning("clock_set_back", extra={"by": str(before - now)})
                for job in self._scheduler.get_jobs():
                    job.modify(next_run_time=now)
            before = now


def _guarded(tick: Tick) -> Callable[[], Awaitable[None]]:
    async def do() -> None:
        try:
            await tick.do()
        except Exception:
            log.exception("tick_failed", extra={"tick": tick.name})

    return do
