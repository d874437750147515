"""Our own Bot API server brings updates to a webhook until they are taken."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from asking import Ask, refused
from botapi.server import SECRET_HEADER, BotApi


@dataclass
class Bot:
    """Something with an address that takes updates."""

    came: list[dict[str, Any]] = field(default_factory=list)
    #: What it will answer, then 200.
    answers: list[web.Response] = field(default_factory=list)
    url: str = ""

    async def take(self, request: web.Request) -> web.Response:
        self.came.append({"secret": request.headers.get(SECRET_HEADER), **(await request.json())})
        return self.answers.pop(0) if self.answers else web.Response()


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    bot = Bot()
    app = web.Application()
    app.router.add_post("/", bot.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    bot.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    yield bot
    await runner.cleanup()


async def test_an_update_comes_with_the_secret_and_again_until_it_is_taken(api: BotApi, ask: Ask, bot: Bot) -> None:
    bot.answers += [web.Response(status=500), web.Response(status=503)]
    await api.person().says("eerder")
    assert (await ask("setWebhook", url=bot.url, secret_token="s-1"))["ok"]
    assert "409" in await refused(ask("getUpdates"))
    await api.brought()
    assert [update["secret"] for update in bot.came] == ["s-1"] * 3
    info = (await ask("getWebhookInfo"))["result"]
    assert (info["url"], info["pending_update_count"]) == (bot.url, 0)
    assert info["last_error_message"] == "Wrong response from the webhook: 503"


async def test_what_the_answer_asks_for_is_carried_out(api: BotApi, ask: Ask, bot: Bot) -> None:
    person = api.person()
    bot.answers.append(web.json_response({"method": "sendMessage", "chat_id": person.id, "text": "dag"}))
    await ask("setWebhook", url=bot.url)
    await person.says("hallo")
    await person.sees("dag")


async def test_the_address_must_be_safe_and_the_secret_plain(ask: Ask) -> None:
    assert "HTTPS" in await refused(ask("setWebhook", url="http://example.org/"))
    assert "unallowed characters" in await refused(ask("setWebhook", url="https://example.org/", secret_token="a b"))


async def test_without_a_webhook_any_more_updates_wait_to_be_fetched(api: BotApi, ask: Ask, bot: Bot) -> None:
    await ask("setWebhook", url=bot.url)
    await ask("deleteWebhook")
    await api.person().says("hallo")
    await asyncio.sleep(0.02)
    assert len((await ask("getUpdates"))["result"]) == 1
    assert bot.came == []
