"""What the tests in a real browser share."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from playwright.async_api import CDPSession, Locator, Page, Route

OpenPage = Callable[..., Awaitable[Page]]
#: Everything that a first visit loads, headers included.
FIRST_VISIT_BYTES = 100_000
SMALLEST_TARGET = 48
#: What telephone companies call 3G: half a second there and back.
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 30_000}


def in_conversation(page: Page, words: str) -> Locator:
    """As it stands on the page, not as it is spoken."""
    return page.locator("#conversation").get_by_text(words)


async def press(page: Page, words: str) -> None:
    await page.get_by_role("button", name=words).click()


async def answer_day(page: Page) -> None:
    await page.locator("[name=day]").fill("3")
    await page.locator("[name=month]").select_option("11")
    await page.locator("[name=year]").fill("2026")
    await page.locator(".field .send").click()


async def throttled(page: Page) -> CDPSession:
    session = await page.context.new_cdp_session(page)
    await session.send("Network.enable")
    await session.send("Network.emulateNetworkConditions", SLOW)
    return session


async def slowly(route: Route) -> None:
    await asyncio.sleep(0.8)
    await route.continue_()
