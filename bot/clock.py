"""The clock: ticks, and nothing else. The state of what is due stands in rows, never here."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

log = logging.getLogger(__name__)

#: A tick that comes late is still made.
GRACE_SECONDS = 3600


@dataclass(frozen=True, kw_only=True)
class Tick:
    """Something to do again and again."""

    name: str
    every: timedelta
    do: Callable[[], Awaitable[object]]


class Clock:
    """Wakes the rooms. One tick of a kind at a time; missed ticks are made up by the next."""

    def __init__(self, *ticks: Tick) -> None:
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

    async def stop(self) -> None:
        """No more ticks."""
        self._scheduler.shutdown(wait=False)


def _guarded(tick: Tick) -> Callable[[], Awaitable[None]]:
    async def do() -> None:
        try:
            await tick.do()
        except Exception:
            log.exception("tick_failed", extra={"tick": tick.name})

    return do
