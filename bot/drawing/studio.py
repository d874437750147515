"""Where pictures are drawn: in threads beside the loop, and each only once while it is remembered."""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from hashlib import sha256

from bot.drawing.engine import draw
from bot.messages import Picture, Sketch

#: Pictures remembered, of at most 40 KB each.
REMEMBERED = 200
#: Pictures drawn at the same time: more would only take the processor from the talks.
AT_ONCE = 2

#: From a sketch as JSON to a PNG with its width and height in pixels of a page.
Draw = Callable[[str], tuple[bytes, int, int]]


class Studio:
    """Draws sketches. One for the whole process."""

    def __init__(self, draw: Draw = draw, remembered: int = REMEMBERED) -> None:
        self._draw_it = draw
        self._most = remembered
        self._drawn: OrderedDict[str, Picture] = OrderedDict()
        self._under_way: dict[str, asyncio.Task[Picture]] = {}
        self._places = asyncio.Semaphore(AT_ONCE)

    async def picture(self, sketch: Sketch) -> Picture:
        """The picture of a sketch. Raises NotDrawn, FontsMissing."""
        words = json.dumps(
            {"parts": sketch.parts, "language": sketch.language.partition("_")[0], "direction": sketch.direction},
            ensure_ascii=False,
            sort_keys=True,
        )
        key = sha256(words.encode()).hexdigest()
        if key in self._drawn:
            self._drawn.move_to_end(key)
            return self._drawn[key]
        if key not in self._under_way:
            task = self._under_way[key] = asyncio.create_task(self._draw(key, words))
            task.add_done_callback(partial(self._ended, key))
        # Who waits may go away; who else waits for the same picture still gets it.
        return await asyncio.shield(self._under_way[key])

    def _ended(self, key: str, task: asyncio.Task[Picture]) -> None:
        del self._under_way[key]
        if not task.cancelled():
            # Looked at, also where everybody who waited went away.
            task.exception()

    async def _draw(self, key: str, words: str) -> Picture:
        async with self._places:
            png, width, height = await asyncio.to_thread(self._draw_it, words)
        picture = self._drawn[key] = Picture(png=png, width=width, height=height)
        while len(self._drawn) > self._most:
            self._drawn.popitem(last=False)
        return picture
