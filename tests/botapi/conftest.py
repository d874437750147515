"""A server for one test, and a way to ask it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from asking import Ask
from botapi.server import BotApi


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    server = BotApi()
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def ask(api: BotApi) -> AsyncIterator[Ask]:
    """Make a call and give the whole answer."""
    async with aiohttp.ClientSession() as session:

        async def call(method: str, **parameters: Any) -> dict[str, Any]:
            async with session.post(f"{api.url}/bot{api.token}/{method}", json=parameters) as response:
                answer = await response.json()
                assert response.status == (200 if answer["ok"] else answer["error_code"])
                return answer

        yield call
