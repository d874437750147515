"""A whole house that can send signals and e-mail, and somebody who only uses its page."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from at_page import Reader
from furnished import HandClock, settings, shipped
from telling.doors import mail, post, push, push_server

from bot.channels.mail import Mail
from bot.channels.webpush import WebPush
from bot.checkins.notifying import Ways
from bot.main import Bot

__all__ = ["mail", "post", "push", "push_server"]

URL = "https://wegwijzer.example.org"


@pytest.fixture
async def bot(sqlite_url: str, hand_clock: HandClock, push: WebPush, mail: Mail) -> AsyncIterator[Bot]:
    public = settings(sqlite_url).model_copy(update={"public_url": URL})
    built = Bot(public, now=hand_clock, ways=Ways(push=push, mail=mail), **shipped())
    await built.start()
    try:
        yield built
    finally:
        await built.stop()


@pytest.fixture
async def reader(bot: Bot, hand_clock: HandClock, request: pytest.FixtureRequest) -> Reader:
    """Somebody who said yes to being remembered and to being reminded."""
    reader = Reader(bot, hand_clock, request.getfixturevalue("push_server"), request.getfixturevalue("post"))
    await reader.comes()
    return reader
