"""The console of a house over HTTP, with a coordinator of each of two municipalities."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
from aiohttp import web_app
from aiohttp.test_utils import TestServer
from colleague import DORA, UTRECHT, ZWOLLE, Colleague, browser, employed
from furnished import HandClock, MemoryChannel
from mailing import SENDER, mails
from telling.mail_server import MailServer, mail_server

from bot.channels.mail import Mail
from bot.checkins.notifying import Ways
from bot.main import Bot


@pytest.fixture(autouse=True)
def _only_this_house() -> Iterator[None]:
    """aiohttp keeps the ways through 1,024 handlers, and each holds a whole house: too many for one process of tests."""
    yield
    web_app._cached_build_middleware.cache_clear()


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
async def dora(any_bot: Bot, server: TestServer) -> AsyncIterator[Colleague]:
    """A second coordinator of Zwolle."""
    async for colleague in signed_in(any_bot, server, DORA, ZWOLLE):
        yield colleague


@pytest.fixture
async def utrecht(any_bot: Bot, server: TestServer) -> AsyncIterator[Colleague]:
    async for colleague in signed_in(any_bot, server, "bram@utrecht.example.nl", UTRECHT):
        yield colleague


@pytest.fixture
async def post() -> AsyncIterator[MailServer]:
    async with mail_server() as running:
        yield running


@pytest.fixture
async def mailing(url: str, hand_clock: HandClock, memory_channel: MemoryChannel, post: MailServer) -> AsyncIterator[Bot]:
    """A house that sends e-mail, with nobody of the staff yet. It is Monday, twelve o'clock in the Netherlands."""
    async for bot in mails(url, hand_clock, memory_channel, Ways(mail=Mail(post.url, SENDER))):
        yield bot


async def signed_in(bot: Bot, server: TestServer, email: str, municipality: str) -> AsyncIterator[Colleague]:
    await employed(bot, email, [municipality])
    colleague = await browser(server)
    await colleague.signs_in(email)
    yield colleague
    await colleague.client.close()
