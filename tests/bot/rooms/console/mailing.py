"""A house that sends e-mail to a mail server of our own."""

from __future__ import annotations

from collections.abc import AsyncIterator

from furnished import BY_HAND, HandClock, MemoryChannel, settings

from bot.main import Bot, Tempo
from bot.notifying import Ways

SENDER = "wegwijzer@example.org"


async def mails(url: str, clock: HandClock, channel: MemoryChannel, ways: Ways) -> AsyncIterator[Bot]:
    """With these ways to tell people; started, and stopped at the end."""
    bot = Bot(settings(url), now=clock, channels=[channel], ways=ways, tempo=Tempo(check_in_every=BY_HAND))
    await bot.start()
    try:
        yield bot
    finally:
        await bot.stop()
