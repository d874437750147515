"""A house that sends e-mail to a mail server of our own."""

from __future__ import annotations

from collections.abc import AsyncIterator

from furnished import TEMPO, HandClock, MemoryChannel, settings, shipped

from bot.checkins.notifying import Ways
from bot.main import Bot

SENDER = "wegwijzer@example.org"


async def mails(url: str, clock: HandClock, channel: MemoryChannel, ways: Ways) -> AsyncIterator[Bot]:
    """With these ways to tell people; started, and stopped at the end."""
    bot = Bot(settings(url), now=clock, channels=[channel], ways=ways, tempo=TEMPO, **shipped())
    await bot.start()
    try:
        yield bot
    finally:
        await bot.stop()
