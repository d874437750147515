"""Taking updates that Telegram brings: 200 only after the update was kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from botapi.server import SECRET_HEADER, BotApi
from botapi.world import BOT
from receiving import House, door, eventually

from bot.channels.telegram import TelegramChannel, WebhookAddress
from bot.channels.telegram_webhook import MAX_BODY

SECRET = "a-secret_1"
UPDATE = {
    "update_id": 1,
    "message": {"message_id": 1, "date": 0, "chat": {"id": 7, "type": "private"}, "from": {"id": 7}, "text": "Zwolle"},
}


class Served:
    """A door behind a web server, of which Telegram knows the address."""

    def __init__(self, api: BotApi, house: House) -> None:
        self._handler: TelegramChannel | None = None
        self._api, self._house = api, house

    async def open(self, secret: str = SECRET) -> None:
        app = web.Application()
        app.router.add_post("/telegram", self._take)
        self.runner = web.AppRunner(app, access_log=None)
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self.runner.addresses[0][1]}/telegram"
        self.channel = door(self._house, self._api.url, webhook=WebhookAddress(url=self.url, secret=secret, connections=7))
        await self.channel.start()

    async def close(self) -> None:
        await self.channel.stop()
        await self.runner.cleanup()

    async def post(self, body: object = UPDATE, **headers: str) -> int:
        data = body if isinstance(body, bytes) else None
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.url, json=None if data is not None else body, data=data, headers=headers) as response,
        ):
            return response.status

    async def _take(self, request: web.Request) -> web.StreamResponse:
        return await self.channel.webhook(request)


@pytest.fixture
async def served(api: BotApi, house: House) -> AsyncIterator[Served]:
    served = Served(api, house)
    await served.open()
    yield served
    await served.close()


async def test_what_is_typed_comes_in(api: BotApi, house: House, served: Served) -> None:
    await api.person().says("Zwolle")
    await house.until(lambda house: house.texts() == ["Zwolle"])
    await eventually(lambda: not api.pending)
    assert served.channel.status() == {"mode": "webhook", "state": "running", "received": "1", "kept": "1"}


async def test_the_channel_knows_what_it_is_called_so_that_an_invitation_can_lead_there(served: Served) -> None:
    assert served.channel.username == BOT["username"]


async def test_telegram_is_told_the_address_the_secret_and_the_kinds_of_updates(api: BotApi, served: Served) -> None:
    told = dict(api.called("setWebhook")[0])
    assert told == {
        "url": served.url,
        "secret_token": SECRET,
        "max_connections": 7,
        "allowed_updates": ["message", "callback_query", "my_chat_member"],
    }
    assert api.called("getUpdates") == []


@pytest.mark.parametrize("headers", [{}, {SECRET_HEADER: "wrong"}, {SECRET_HEADER: SECRET + "x"}, {SECRET_HEADER: ""}])
async def test_without_the_right_secret_nothing_comes_in(house: House, served: Served, headers: dict[str, str]) -> None:
    assert await served.post(**headers) == 403
    assert house.called == []


async def test_with_the_right_secret_it_comes_in(house: House, served: Served) -> None:
    assert await served.post(**{SECRET_HEADER: SECRET}) == 200
    assert house.texts() == ["Zwolle"]


@pytest.mark.parametrize("body", [b"", b"no json", b"[]", b"{}", b"3"])
async def test_what_is_no_update_is_refused(house: House, served: Served, body: bytes) -> None:
    assert await served.post(body, **{SECRET_HEADER: SECRET}) == 400
    assert house.called == []


async def test_a_body_too_large_is_refused_unread(house: House, served: Served) -> None:
    assert await served.post(b"x" * (MAX_BODY + 1), **{SECRET_HEADER: SECRET}) == 413


async def test_the_answer_waits_until_the_update_is_kept(house: House, served: Served) -> None:
    gate = house.gates["Zwolle"] = asyncio.Event()
    answer = asyncio.create_task(served.post(**{SECRET_HEADER: SECRET}))
    await house.until(lambda house: house.called)
    await asyncio.sleep(0.05)
    assert not answer.done()
    gate.set()
    assert await answer == 200


async def test_what_was_not_kept_is_answered_500_and_comes_again(api: BotApi, house: House, served: Served) -> None:
    house.trouble["Zwolle"] = 1
    assert await served.post(**{SECRET_HEADER: SECRET}) == 500
    house.trouble["Utrecht"] = 2
    await api.person().says("Utrecht")
    await house.until(lambda house: house.texts() == ["Utrecht"])


async def test_the_same_update_three_times_is_kept_once(api: BotApi, house: House, served: Served) -> None:
    api.copies = 3
    await api.person().says("Zwolle")
    await eventually(lambda: not api.pending)
    assert house.texts() == ["Zwolle"]
    assert len(house.called) == 3


async def test_one_chat_is_handled_one_at_a_time_while_others_go_on(api: BotApi, house: House, served: Served) -> None:
    gate = house.gates["langzaam"] = asyncio.Event()
    slow, quick = api.person(), api.person()
    await slow.says("langzaam")
    await house.until(lambda house: house.called)
    await slow.says("daarna")
    await quick.says("snel")
    await house.until(lambda house: house.texts() == ["snel"])
    gate.set()
    await house.until(lambda house: house.texts(slow.id) == ["langzaam", "daarna"])


async def test_a_tap_is_acknowledged_with_the_answer_itself(api: BotApi, house: House, served: Served) -> None:
    person = api.person()
    person.taps_again({"message_id": 1, "date": 0, "chat": {"id": person.id, "type": "private"}}, "1:0")
    await eventually(lambda: len(api.world.acknowledged) == 1)
    assert house.kept[0].data == "1:0"


async def test_a_stop_leaves_the_address_with_telegram_so_that_nothing_is_lost(api: BotApi, house: House) -> None:
    served = Served(api, house)
    await served.open()
    await served.close()
    await api.person().says("Zwolle")
    await asyncio.sleep(0.1)
    assert len(api.pending) == 1
    assert api.called("deleteWebhook") == []


async def test_while_updates_are_fetched_there_is_no_webhook(api: BotApi, house: House, channel: TelegramChannel) -> None:
    served = Served(api, House())
    await served.open()
    await served.channel.stop()
    served.channel = channel
    assert await served.post(**{SECRET_HEADER: SECRET}) == 404
    await served.runner.cleanup()
