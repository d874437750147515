"""How the service starts, stops and keeps its mouth shut."""

from __future__ import annotations

import asyncio
import re
import shutil
import socket
from pathlib import Path

import aiohttp
import pytest
from botapi.server import BotApi
from journeys import DUTCH, HELP
from phone import Phone
from service import READY_WITHIN, Service, Start

from storage.sealing import new_key

SECRETS = ("Abdoelkarimstraat", "123456782", "mijn-geheime-woord")


async def test_production_starts_with_keys_and_holds_no_demo_content(tmp_path: Path) -> None:
    service = Service(tmp_path / "production", mode="production", secret_key=new_key())
    try:
        await service.start()
        async with aiohttp.ClientSession() as session, session.get(f"{service.url}/", headers={"Accept-Language": "nl"}) as page:
            assert page.status == 200
            assert "Welke taal" in await page.text()
        assert await service.stop() == 0
    finally:
        await service.kill()
    assert "demo" not in service.said
    assert '"courses": 0' in service.log
    assert not (service.folder / "wegwijzer.key").exists()


async def test_the_greeting_tells_where_everything_is(page_service: Service) -> None:
    service = page_service
    assert f"{service.url}/" in service.said
    assert f"{service.url}/healthz" in service.said
    assert f"{service.url}/console/" in service.said
    assert "coordinator@zwolle.example.nl" in service.said
    assert "WEGWIJZER_TELEGRAM_TOKEN" in service.said
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{service.url}/healthz") as health:
            assert await health.json() == {"status": "ok"}
        async with session.get(f"{service.url}/metrics") as metrics:
            assert "wegwijzer_turns" in await metrics.text()


async def test_a_port_that_is_taken_is_told_without_a_trace(furnished: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(furnished, tmp_path / "second", ignore=shutil.ignore_patterns("*.log"))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        service = Service(folder, port=port)
        await service.begin()
        try:
            code = await asyncio.wait_for(service.ended(), READY_WITHIN)
        finally:
            await service.kill()
    assert code != 0
    assert port in service.log
    assert "Traceback" not in service.log


async def test_asked_to_stop_it_is_gone_within_five_seconds_whoever_is_still_listening(start: Start, api: BotApi) -> None:
    service = await start(telegram_token=api.token, telegram_api_url=api.url)
    phone = Phone(api)
    await phone.types("/start")
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True, treat_as_secure_origin=service.url)) as session:
        async with session.get(service.url, headers={"Accept-Language": "nl"}) as page:
            assert page.status == 200
        async with session.get(f"{service.url}/chat/events") as stream:
            assert stream.status == 200
            await stream.content.readline()
            # A delivery that hangs does not hold the others up either.
            api.trouble("sendMessage", late=60, status=502)
            await phone.chat.says("/menu")
            await asyncio.sleep(0.5)
            assert await service.stop() == 0
    assert [line for line in service.log.splitlines() if '"level": "error"' in line] == []
    api.calm()
    await service.start()
    await phone.chat.until(lambda screen: len(screen) == 2)


@pytest.mark.parametrize("webhook", [False, True])
async def test_the_log_of_a_whole_talk_holds_no_word_no_token_and_no_address(start: Start, api: BotApi, webhook: bool) -> None:
    service = await start(telegram_token=api.token, telegram_api_url=api.url, webhook=webhook, log_level="DEBUG")
    phone = Phone(api)
    await phone.types("/start")
    await phone.taps(DUTCH.own_name)
    await phone.taps(HELP)
    for secret in SECRETS:
        await phone.types(f"{DUTCH.town} {secret}")
    api.trouble("sendMessage", status=500, times=2)
    api.trouble("sendMessage", unheard=True)
    api.trouble("getUpdates", status=500)
    await phone.chat.says(f"{DUTCH.town}")
    await asyncio.sleep(1)
    api.happen(message={"message_id": "geen nummer", "chat": {}, "text": SECRETS[0]})
    cookie = await talks_on_the_page(service)
    await asyncio.sleep(0.5)
    assert await service.stop() == 0
    log = service.log + service.said
    assert '"action"' in log
    for word in (*SECRETS, DUTCH.town, api.token, api.token.partition(":")[2], cookie):
        assert word not in log
    # Ids of rows and updates are short; this person's address in Telegram must be nowhere.
    assert re.search(rf"\b{phone.chat.id}\b", log) is None
    assert "Traceback (most recent call last)" not in log


async def talks_on_the_page(service: Service) -> str:
    """Type something on the chat page, too; the browser's own key."""
    jar = aiohttp.CookieJar(unsafe=True, treat_as_secure_origin=service.url)
    async with aiohttp.ClientSession(cookie_jar=jar, headers={"Accept-Language": "nl", "Sec-Fetch-Site": "same-origin"}) as session:
        async with session.get(service.url) as page:
            assert page.status == 200
        for number, secret in enumerate(SECRETS):
            said = {"update": f"{number:032d}", "text": secret}
            async with session.post(f"{service.url}/chat", data=said, allow_redirects=False) as answer:
                assert answer.status == 303
    (session_cookie,) = [cookie.value for cookie in jar if cookie.key.endswith("wegwijzer")]
    return session_cookie
