"""A Bot API server of our own, and a door that is open while a test runs."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from botapi.server import BotApi
from receiving import House, door

from bot.channels.telegram import TelegramChannel


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    server = BotApi()
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
async def channel(api: BotApi, house: House) -> AsyncIterator[TelegramChannel]:
    """Fetches updates from the server."""
    telegram = door(house, api.url)
    await telegram.start()
    yield telegram
    await telegram.stop()
