"""Signals and e-mail through servers of our own."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telling.mail_server import MailServer, mail_server
from telling.push_server import PushServer

from bot.channels.mail import Mail
from bot.channels.webpush import WebPush
from bot.keys import new_signal_key

SENDER = "wegwijzer@example.org"


@pytest.fixture
async def push_server() -> AsyncIterator[PushServer]:
    push = PushServer()
    async with push.server() as running:
        push.origin = str(running.make_url("")).rstrip("/")
        yield push


@pytest.fixture
async def post() -> AsyncIterator[MailServer]:
    async with mail_server() as running:
        yield running


@pytest.fixture
async def push(push_server: PushServer) -> AsyncIterator[WebPush]:
    door = WebPush(new_signal_key(), SENDER, also={push_server.origin})
    yield door
    await door.stop()


@pytest.fixture
def mail(post: MailServer) -> Mail:
    return Mail(post.url, SENDER)
