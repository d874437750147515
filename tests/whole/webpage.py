"""Somebody at the chat page in a real browser, who answers by pictogram and looks closely."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from pathlib import Path

from journeys import AFTER_TIMES, DAYTIME, ENOUGH, HELP, SCHOOL, WORKS, Tongue
from playwright.async_api import Locator, Page, expect

#: Where pictures of the pages are kept, for a person who wants to look; nowhere unless asked for.
SHOTS = os.environ.get("WEGWIJZER_SHOTS", "")
#: What is looked at, by the name of the screen.
Look = Callable[[str], Awaitable[None]]
#: Milliseconds that a page may take on a busy machine.
PATIENCE = 20_000


def answers(page: Page) -> Locator:
    """What can be answered now."""
    return page.locator(".message .answers").last


async def press(page: Page, mark: str) -> None:
    """Press the button of the open question that shows this pictogram or word, and wait for the next question or the end."""
    await follow(page, answers(page).locator("button.option, button.send", has_text=mark).first.click)


async def follow(page: Page, act: Callable[[], Awaitable[None]]) -> None:
    """Do something, and wait until what was open is closed."""
    before = await page.locator(".message").last.get_attribute("id")
    await act()
    await expect(page.locator(f"#{before} .answers")).to_have_count(0, timeout=PATIENCE)
    await expect(page.locator(".mine[data-waiting]")).to_have_count(0, timeout=PATIENCE)


async def fill_town(page: Page, town: str) -> None:
    await answers(page).locator("[name=text]").fill(town)
    await follow(page, answers(page).locator(".field .send").click)


async def reach_the_school(page: Page, tongue: Tongue, look: Look) -> None:
    """From the first question to the choice of a school. `look` is called with a name where something new is on the screen."""
    await look("language")
    await press(page, tongue.own_name)
    await look("welcome")
    await press(page, HELP)
    await look("town")
    await fill_town(page, tongue.town)
    for mark in tongue.before_times:
        await press(page, mark)
    await answers(page).get_by_text(DAYTIME).click()
    await answers(page).get_by_text(WORKS).click()
    await look("times")
    await follow(page, answers(page).locator("[name=choose]").click)
    for mark in AFTER_TIMES:
        await press(page, mark)
    await look("schools")
    await press(page, SCHOOL)
    await look("signing")
    await press(page, ENOUGH)
    await look("chosen")


async def picture(page: Page, name: str) -> None:
    """Keep a picture of the whole page, where somebody asked for it."""
    if SHOTS:
        await page.screenshot(path=Path(SHOTS, f"{name}.png"), full_page=True)
