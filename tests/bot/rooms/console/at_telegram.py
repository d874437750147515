"""A house with Telegram and a mail server, a colleague at both, and the chats of those who send codes."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp.test_utils import TestServer
from colleague import ZWOLLE, Colleague, browser, employed
from furnished import TEMPO, HandClock, MemoryChannel, Someone, settings, shipped

from bot.checkins.notifying import Ways
from bot.main import Bot
from bot.messages import Inbound

ANJA, BRAM, LIA = "anja@zwolle.example.nl", "bram@zwolle.example.nl", "lia@zwolle.example.nl"
SETTINGS = "/console/settings"
CODE = f"{SETTINGS}/telegram/code"


async def with_telegram(url: str, clock: HandClock, channel: MemoryChannel, ways: Ways) -> AsyncIterator[Bot]:
    """Started, and stopped at the end. Its Telegram is a channel without a network."""
    assert channel.name == "telegram"
    bot = Bot(settings(url), now=clock, channels=[channel], ways=ways, tempo=TEMPO, **shipped())
    await bot.start()
    try:
        yield bot
    finally:
        await bot.stop()


@asynccontextmanager
async def at_console(bot: Bot, email: str, role: str = "coordinator") -> AsyncIterator[Colleague]:
    """Somebody of Zwolle, signed in."""
    await employed(bot, email, [ZWOLLE], role)
    async with TestServer(bot.app()) as server:
        colleague = await browser(server)
        await colleague.signs_in(email)
        yield colleague
        await colleague.client.close()


async def new_code(colleague: Colleague) -> str:
    return re.search(r"/koppelen ([A-Z-]{14})<", await colleague.post(CODE, 200))[1]  # type: ignore[index]


async def says(bot: Bot, someone: Someone, inbound: Inbound) -> list[str]:
    """What is said to this chat for one update."""
    channel, before = someone.channel, len(someone.channel.to(someone.address))
    await bot.receive(inbound)
    await bot.office.links.settled()
    await bot.outbox.settled()
    return [message.text for message in channel.to(someone.address)[before:]]


async def sends_code(bot: Bot, someone: Someone, code: str) -> str:
    """The answer to a code behind the command."""
    (answer,) = await says(bot, someone, someone.inbound("command", text="koppelen", payload=code))
    return answer


async def links(bot: Bot, someone: Someone, email: str, role: str = "coordinator", tells: str = "urgent") -> None:
    """A new colleague with a linked Telegram."""
    async with at_console(bot, email, role) as colleague:
        assert "Gekoppeld" in await sends_code(bot, someone, await new_code(colleague))
        await colleague.post(f"{SETTINGS}/telegram", tells=tells)
