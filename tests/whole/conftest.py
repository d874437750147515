"""A Bot API server, the running service, and a phone; nothing is left running after a test."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from botapi.server import BotApi
from playwright.async_api import Browser, Page, async_playwright
from service import RUN, Service, Start
from telling.mail_server import MailServer, mail_server
from webpage import PATIENCE

#: In the shape of real ones, so that what hides them from the log is tried too.
TOKEN = "7001002003:AAF-whole-test-token_0123456789abcdef"

LIVELY = Path(__file__).with_name("lively.py")

PHONE = {"width": 360, "height": 740}


@asynccontextmanager
async def listening() -> AsyncIterator[BotApi]:
    """A Bot API server."""
    server = BotApi(TOKEN)
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


@asynccontextmanager
async def starting(place: Path, furnished: Path) -> AsyncIterator[Start]:
    """Starts services, and leaves none behind."""
    services: list[Service] = []

    async def start(*, webhook: bool = False, command: Sequence[str] = RUN, **settings: str) -> Service:
        folder = place / f"service{len(services)}"
        shutil.copytree(furnished, folder, ignore=shutil.ignore_patterns("*.log"))
        service = Service(folder, webhook=webhook, command=command, **settings)
        services.append(service)
        await service.start()
        return service

    try:
        yield start
    finally:
        for service in services:
            await service.kill()


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with listening() as server:
        yield server


@pytest.fixture(scope="session")
async def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a service that ran before: a first start does much that the others need not do again."""
    service = Service(tmp_path_factory.mktemp("furnished"))
    await service.start()
    assert await service.stop() == 0
    return service.folder


@pytest.fixture
async def start(tmp_path: Path, furnished: Path) -> AsyncIterator[Start]:
    async with starting(tmp_path, furnished) as start:
        yield start


@pytest.fixture
async def polling(start: Start, api: BotApi) -> Service:
    """A service of one's own, fetching updates from the Bot API server."""
    return await start(telegram_token=api.token, telegram_api_url=api.url)


@pytest.fixture
async def post() -> AsyncIterator[MailServer]:
    async with mail_server() as running:
        yield running


@pytest.fixture
async def mailing(start: Start, post: MailServer) -> Service:
    """A service that sends e-mail."""
    return await start(smtp_url=post.url, mail_from="wegwijzer@example.org")


@pytest.fixture
async def telling(start: Start, api: BotApi, post: MailServer) -> Service:
    """A service that sends e-mail, and is on Telegram in as lively a chat as one likes."""
    mail = {"smtp_url": post.url, "mail_from": "wegwijzer@example.org"}
    return await start(command=[str(LIVELY)], telegram_token=api.token, telegram_api_url=api.url, **mail)


@pytest.fixture(scope="session")
async def _town(tmp_path_factory: pytest.TempPathFactory, furnished: Path) -> AsyncIterator[BotApi]:
    async with listening() as server, starting(tmp_path_factory.mktemp("town"), furnished) as start:
        await start(telegram_token=server.token, telegram_api_url=server.url)
        yield server


@pytest.fixture
async def town(_town: BotApi) -> AsyncIterator[BotApi]:
    """A Bot API server with a service that talks to the people of many tests, who do not know each other."""
    yield _town
    _town.calm()
    _town.copies = 1


@pytest.fixture(scope="session")
async def page_service(tmp_path_factory: pytest.TempPathFactory, furnished: Path) -> AsyncIterator[Service]:
    """A service whose chat page many browsers look at."""
    async with starting(tmp_path_factory.mktemp("page"), furnished) as start:
        yield await start()


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not program:
        if os.environ.get("CI") == "true":
            pytest.fail("No Chromium: set CHROMIUM or install it; in CI nothing may be left out.")
        pytest.skip("No Chromium: set CHROMIUM, or have it on the path, to try the page in a real browser.")
    quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=program, args=quiet + root)
        yield running
        await running.close()


@pytest.fixture
async def visit(browser: Browser, page_service: Service) -> AsyncIterator[Callable[..., Awaitable[Page]]]:
    """Opens the page as a phone in a language; each has its own cookies. What any script throws, or the policy refuses, fails the test."""
    contexts = []
    faults: list[str] = []

    async def open_it(language: str, **options: object) -> Page:
        context = await browser.new_context(**({"viewport": PHONE, "locale": language} | options))  # type: ignore[arg-type]
        contexts.append(context)
        page = await context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if "Content Security Policy" in message.text else None)
        await page.goto(page_service.url)
        return page

    yield open_it
    for context in contexts:
        await context.close()
    assert faults == []
