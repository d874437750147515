"""The pace that Telegram allows."""

from __future__ import annotations

import asyncio
import time

from bot.channels.telegram_pacing import SEVERAL, TALKING_FOR, Pace


class Clock:
    """A clock that goes when it is told to."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


async def test_a_thousand_a_second_are_let_through_at_their_rate() -> None:
    pace = Pace(overall=200, per_chat=None)
    began = time.monotonic()
    await asyncio.gather(*(pace.wait(str(number)) for number in range(140)))
    # Half a second's worth goes at once, the other forty at two hundred a second.
    assert 0.15 < time.monotonic() - began < 2


async def test_who_is_talking_goes_before_reminders_that_came_first() -> None:
    pace = Pace(overall=100, per_chat=None)
    passed: list[str] = []

    async def send(address: str) -> None:
        await pace.wait(address)
        passed.append(address)

    reminders = [asyncio.create_task(send(f"reminder {number}")) for number in range(80)]
    await asyncio.sleep(0)
    pace.talks("talking")
    await send("talking")
    assert 49 <= passed.index("talking") <= 55
    await asyncio.gather(*reminders)


async def test_somebody_given_up_in_the_queue_holds_up_nobody() -> None:
    pace = Pace(overall=20, per_chat=None)
    waiting = [asyncio.create_task(pace.wait(str(number))) for number in range(20)]
    await asyncio.sleep(0)
    for task in waiting[11:19]:
        task.cancel()
    began = time.monotonic()
    await waiting[19]
    assert time.monotonic() - began < 0.35
    await asyncio.gather(*waiting, return_exceptions=True)


async def test_one_chat_may_be_lively_but_not_for_long() -> None:
    pace = Pace(overall=None, per_chat=20, burst=5)
    began = time.monotonic()
    for _ in range(5):
        await pace.wait("7")
    assert time.monotonic() - began < 0.04
    for _ in range(4):
        await pace.wait("7")
    assert 0.15 < time.monotonic() - began < 2
    await asyncio.wait_for(pace.wait("8"), 0.2)


async def test_without_rates_nobody_waits() -> None:
    pace = Pace(overall=None, per_chat=None)
    await asyncio.wait_for(asyncio.gather(*(pace.wait("7") for _ in range(1_000))), 0.5)


def test_a_pause_in_one_chat_is_its_own_until_it_is_over() -> None:
    clock = Clock()
    pace = Pace(clock=clock)
    pace.hold("7", 3)
    assert (pace.held("7"), pace.held("8")) == (3, 0)
    clock.now += 2
    assert pace.held("7") == 1
    clock.now += 1
    assert pace.held("7") == 0


def test_a_pause_in_several_chats_at_once_is_everybodys() -> None:
    clock = Clock()
    pace = Pace(clock=clock)
    for number in range(SEVERAL):
        pace.hold(str(number), 3 + number)
    assert pace.held("somebody else") == 3
    clock.now += 3
    assert pace.held("somebody else") == 0


async def test_after_a_while_nobody_is_talking_any_more_and_old_entries_go() -> None:
    clock = Clock()
    pace = Pace(overall=None, per_chat=1, clock=clock)
    for number in range(6_000):
        pace.talks(str(number))
        await pace.wait(str(number))
    clock.now += TALKING_FOR + 1
    pace.talks("new")
    await pace.wait("new")
    assert len(pace._talked) == 1
    assert len(pace._places) == 1
