"""A web page with a small house behind it, in a server of its own, and a browser to look at it."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import CookieJar, web
from aiohttp.test_utils import TestClient, TestServer
from playwright.async_api import Browser, Page, async_playwright
from webchat_client import Client, MakeClient
from webchat_room import Room

from bot.channels.webchat import WebChat

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
async def server(room: Room) -> AsyncIterator[TestServer]:
    app = web.Application()
    WebChat(room.needs()).add_to(app)
    running = TestServer(app)
    async with running:
        yield running


@pytest.fixture
async def make_client(server: TestServer) -> AsyncIterator[MakeClient]:
    clients: list[Client] = []

    async def make(language: str = "nl", **headers: str) -> Client:
        jar = CookieJar(unsafe=True, treat_as_secure_origin=server.make_url("/"))
        sent = {"Accept-Language": language, "Accept": "text/html", "Sec-Fetch-Site": "same-origin"} | headers
        client = TestClient(server, cookie_jar=jar, headers=sent)
        clients.append(client)
        return client

    yield make
    for client in clients:
        await client.session.close()


@pytest.fixture
async def client(make_client: MakeClient) -> Client:
    return await make_client()


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not program:
        if os.environ.get("CI") == "true":
            pytest.fail("No Chromium: set CHROMIUM or install it; in CI nothing may be left out.")
        pytest.skip("No Chromium: set CHROMIUM, or have it on the path, to try the page in a real browser.")
    quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    quiet += ["--disable-component-update", "--disable-sync"]
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=program, args=quiet + root)
        yield running
        await running.close()


@pytest.fixture
async def open_page(browser: Browser, server: TestServer) -> AsyncIterator[Callable[..., Awaitable[Page]]]:
    """Opens a page as a phone in a language; each has its own cookies. What breaks the policy, or any script, fails the test."""
    contexts = []
    faults: list[str] = []

    async def open_it(language: str = "nl", path: str = "/", **options: object) -> Page:
        context = await browser.new_context(**({"viewport": PHONE, "locale": language} | options))  # type: ignore[arg-type]
        contexts.append(context)
        page = await context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if "Content Security Policy" in message.text else None)
        await page.goto(str(server.make_url(path)))
        return page

    yield open_it
    for context in contexts:
        await context.close()
    assert faults == []
