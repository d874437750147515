"""Before a message leaves, its picture is drawn; where that fails, the words go alone, which say the same."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from bot.drawing.errors import DrawingError
from bot.drawing.studio import Studio
from bot.messages import Outgoing
from bot.metrics import Metrics

log = logging.getLogger(__name__)


class Illustrator:
    """Draws what messages need."""

    def __init__(self, studio: Studio, metrics: Metrics) -> None:
        self._studio = studio
        self._metrics = metrics

    async def illustrated(self, message: Outgoing) -> Outgoing:
        """The message with its picture."""
        if message.sketch is None:
            return message
        try:
            return replace(message, sketch=None, picture=await self._studio.picture(message.sketch))
        except DrawingError as error:
            self._metrics.undrawn.inc()
            log.error("picture_not_drawn", extra={"row": message.id, "error": str(error)})
            return replace(message, sketch=None)

    async def all_of(self, messages: Sequence[Outgoing]) -> list[Outgoing]:
        """Several messages with their pictures, in their order."""
        return [await self.illustrated(message) for message in messages]
