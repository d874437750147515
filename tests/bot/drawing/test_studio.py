"""Drawing beside the talks: each picture once, in threads, without holding anybody up."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

import pytest
from drawn_words import rows

from bot.drawing.errors import NotDrawn
from bot.drawing.studio import Studio
from bot.messages import Sketch

#: While pictures are drawn, the loop may be away at once for at most this share of the time that they take together.
LONGEST_GAP_SHARE = 0.1
MANY = 50


def sketched(title: str = "Voorbeeldschool", language: str = "nl") -> Sketch:
    card = {**rows("school", "nl")[0], "school": title}
    return Sketch(parts=({"name": "school", "rows": [card]},), language=language, direction="ltr")


class Hand:
    """Draws nothing, and counts."""

    def __init__(self) -> None:
        self.drawn = 0

    def __call__(self, sketch: str) -> tuple[bytes, int, int]:
        self.drawn += 1
        time.sleep(0.02)
        if "kapot" in sketch:
            raise NotDrawn("kapot")
        return sketch.encode(), 1, 1


async def test_a_picture_is_drawn_once_for_all_who_want_it() -> None:
    hand = Hand()
    studio = Studio(hand)
    pictures = await asyncio.gather(*(studio.picture(sketched()) for _ in range(5)))
    await studio.picture(sketched())
    assert hand.drawn == 1
    assert len({picture.png for picture in pictures}) == 1
    await studio.picture(sketched(language="ar"))
    assert hand.drawn == 2


async def test_only_so_many_pictures_are_remembered_the_latest_used_ones() -> None:
    hand = Hand()
    studio = Studio(hand, remembered=2)
    for title in ("a", "b", "a", "c", "a", "b"):
        await studio.picture(sketched(title))
    assert hand.drawn == 4


async def test_a_picture_that_failed_is_tried_again() -> None:
    hand = Hand()
    studio = Studio(hand)
    for _ in range(2):
        with pytest.raises(NotDrawn):
            await studio.picture(sketched("kapot"))
    assert hand.drawn == 2


async def test_who_waits_gets_the_picture_though_another_went_away() -> None:
    studio = Studio(Hand())
    away = asyncio.create_task(studio.picture(sketched()))
    await asyncio.sleep(0)
    waits = asyncio.create_task(studio.picture(sketched()))
    await asyncio.sleep(0)
    away.cancel()
    assert (await waits).width == 1


async def test_the_talks_go_on_while_many_pictures_are_drawn(record_property: Callable[[str, object], None]) -> None:
    studio = Studio()
    await studio.picture(sketched())
    stop = asyncio.Event()
    watching = asyncio.create_task(longest_gap(stop))
    began = time.perf_counter()
    pictures = await asyncio.gather(*(studio.picture(sketched(f"Voorbeeldschool {number}")) for number in range(MANY)))
    took = time.perf_counter() - began
    stop.set()
    gap = await watching
    record_property("milliseconds a picture", round(took / MANY * 1000, 1))
    record_property("longest gap of the loop in milliseconds", round(gap * 1000, 1))
    assert len({picture.png for picture in pictures}) == MANY
    assert gap < LONGEST_GAP_SHARE * took


async def longest_gap(stop: asyncio.Event) -> float:
    longest, last = 0.0, time.perf_counter()
    while not stop.is_set():
        await asyncio.sleep(0.001)
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    return longest
