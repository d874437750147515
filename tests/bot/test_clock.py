"""Ticks go on whatever happens to the clock of the machine, and whatever one of them comes to."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from bot.clock import Clock, Tick

OFTEN = timedelta(seconds=0.5)


async def counted(ticks: list[datetime], *, within: float = 15.0, more: int = 3) -> None:
    """Wait until so many more came."""
    least = len(ticks) + more
    async with asyncio.timeout(within):
        while len(ticks) < least:  # noqa: ASYNC110 - a tick rings no bell
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("jump", [timedelta(hours=12), timedelta(days=-1), timedelta(hours=-1)])
async def test_a_clock_that_jumps_stops_no_tick(jump: timedelta) -> None:
    ticks: list[datetime] = []

    async def tick() -> None:
        ticks.append(datetime.now(UTC))

    clock = Clock(Tick(name="tick", every=OFTEN, do=tick), watched_every=OFTEN)
    await clock.start()
    try:
        await counted(ticks)
        with time_machine.travel(datetime.now(UTC) + jump):
            await counted(ticks)
        await counted(ticks)
    finally:
        await clock.stop()


async def test_a_tick_that_takes_longer_than_its_interval_never_runs_beside_itself_and_one_that_raises_comes_again() -> None:
    ticks: list[datetime] = []
    now, most = 0, 0

    async def tick() -> None:
        nonlocal now, most
        now += 1
        most = max(most, now)
        ticks.append(datetime.now(UTC))
        await asyncio.sleep(1.2)
        now -= 1
        raise ValueError

    clock = Clock(Tick(name="tick", every=OFTEN, do=tick))
    await clock.start()
    try:
        await counted(ticks)
    finally:
        await clock.stop()
    assert most == 1
