"""The console of a house over HTTP, with a coordinator of each of two municipalities."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestServer
from colleague import UTRECHT, ZWOLLE, Colleague, browser, employed

from bot.main import Bot


@pytest.fixture
async def server(any_bot: Bot) -> AsyncIterator[TestServer]:
    async with TestServer(any_bot.app()) as running:
        yield running


@pytest.fixture
async def visitor(server: TestServer) -> AsyncIterator[Colleague]:
    """Nobody is signed in."""
    visitor = await browser(server)
    yield visitor
    await visitor.client.close()


@pytest.fixture
async def zwolle(any_bot: Bot, server: TestServer) -> AsyncIterator[Colleague]:
    async for colleague in signed_in(any_bot, server, "anja@zwolle.example.nl", ZWOLLE):
        yield colleague


@pytest.fixture
async def utrecht(any_bot: Bot, server: TestServer) -> AsyncIterator[Colleague]:
    async for colleague in signed_in(any_bot, server, "bram@utrecht.example.nl", UTRECHT):
        yield colleague


async def signed_in(bot: Bot, server: TestServer, email: str, municipality: str) -> AsyncIterator[Colleague]:
    await employed(bot, email, [municipality])
    colleague = await browser(server)
    await colleague.signs_in(email)
    yield colleague
    await colleague.client.close()
